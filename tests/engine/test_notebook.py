"""Reading a submitted notebook: any file gives cells or one clear sentence."""

import contextlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.engine.course.notebook import (
    MissingNotebook,
    UnreadableNotebook,
    parse_json,
    parse_notebook,
    read_bytes,
)

LIMIT = 1_000_000


def notebook(cells: object, nbformat: object = 4) -> bytes:
    """The bytes of a notebook with these cells."""
    return json.dumps({"nbformat": nbformat, "cells": cells, "metadata": {}}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b'{"cells": [', "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[]", "not a notebook"),
        (b"{}", "not a notebook"),
        (b'"nbformat"', "not a notebook"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"nbformat": ' + b"9" * 10_000 + b"}", "a number too long"),
        (notebook([], nbformat=3), "nbformat '3'"),
        (notebook([], nbformat="x" * 9_999), "nbformat"),
        (notebook("text"), "no list"),
        (notebook([{}] * 3_000), "no list of at most"),
        (notebook([1]), "cell 1 is not a cell"),
        (notebook([{"cell_type": "code", "source": 5}]), "source of cell 1"),
        (notebook([{"cell_type": "code", "source": [5]}]), "source of cell 1"),
    ],
)
def test_a_file_that_is_no_notebook_is_explained(data: bytes, said: str) -> None:
    """Each kind of broken file gets its own sentence, short enough for a report."""
    with pytest.raises(UnreadableNotebook, match=said) as error:
        parse_notebook(data)
    assert len(str(error.value)) < 300


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Arbitrary bytes are read or refused, never anything else."""
    with contextlib.suppress(UnreadableNotebook):
        parse_notebook(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"cell_type": st.sampled_from(["code", "markdown", "raw"]) | json_values},
            optional={"source": json_values, "metadata": json_values, "outputs": json_values},
        ),
        max_size=3,
    )
)
def test_no_cell_crashes_the_reader(cells: list[object]) -> None:
    """Cells of any form are read or refused; what is read is text that can be printed."""
    try:
        found = parse_notebook(notebook(cells))
    except UnreadableNotebook:
        return
    for cell in found:
        cell.source.encode("utf-8")
        assert isinstance(cell.grade_id, str)


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    """A link to another file, such as a neighbour's work, is refused."""
    (tmp_path / "neighbour.ipynb").write_bytes(notebook([]))
    (tmp_path / "mine.ipynb").symlink_to(tmp_path / "neighbour.ipynb")
    with pytest.raises(UnreadableNotebook, match="symbolic link"):
        read_bytes(tmp_path / "mine.ipynb", LIMIT)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe would block a reader for ever, a folder cannot be read; neither is opened."""
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    for name in ("pipe.ipynb", "folder.ipynb"):
        with pytest.raises(UnreadableNotebook, match="not a regular file"):
            read_bytes(tmp_path / name, LIMIT)


def test_a_missing_file_and_a_large_one_are_told_apart(tmp_path: Path) -> None:
    """Missing is its own error; a file over the limit is refused before it is read."""
    with pytest.raises(MissingNotebook):
        read_bytes(tmp_path / "none.ipynb", LIMIT)
    with (tmp_path / "large.ipynb").open("wb") as file:
        file.truncate(500 * 2**20)
    with pytest.raises(UnreadableNotebook, match="500 MB large"):
        read_bytes(tmp_path / "large.ipynb", LIMIT)


def test_half_a_letter_is_replaced_wherever_it_stands() -> None:
    """No file could hold it: one notebook would stop the grading of a class. Whole letters stay."""
    half, whole = {"\ud800": ["\udfff", {"\udc00x": "\ud83d"}]}, {"é😀": ["\U00010000\\ud800"]}
    data = json.dumps({"nbformat": 4, "metadata": half, "cells": [{"id": half}], "x": whole})
    content = parse_json(data.encode())
    assert json.dumps(content, ensure_ascii=False).encode()
    assert content["x"] == whole

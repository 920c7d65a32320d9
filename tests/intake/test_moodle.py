"""What a Moodle download looks like, in all its forms."""

from datetime import UTC
from pathlib import Path

import pytest

from grader.engine.lms.intake.handed import Handed
from grader.engine.lms.intake.source import From, open_source

from .downloads import NOTEBOOKS, make_zip, notebook


def read(path: Path) -> tuple[dict[str, Handed], list[str]]:
    """Open a download; give the submissions by their numbers, and the notes."""
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        assert source.kind is From.MOODLE
        return {handed.key: handed for handed in source.handed}, source.notes


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("Ada Lovelace_4711_assignsubmission_file_/3_cost.ipynb", "3_cost.ipynb"),
        ("Ada Lovelace_4711_assignsubmission_file/3_cost.ipynb", "3_cost.ipynb"),
        ("Ada Lovelace_4711_assignsubmission_file_/folder/a_b.ipynb", "folder/a_b.ipynb"),
        ("Ada Lovelace_4711_assignsubmission_file_3_cost.ipynb", "3_cost.ipynb"),
        ("again/Ada Lovelace_4711_assignsubmission_file_/3_cost.ipynb", "3_cost.ipynb"),
    ],
)
def test_every_form_of_a_download_names_the_student(tmp_path: Path, path: str, inside: str) -> None:
    """Folders of older and newer Moodles, files side by side, and a zip that was zipped again."""
    found, notes = read(make_zip(tmp_path / "all.zip", {path: notebook()}))
    assert list(found) == ["4711"]
    assert found["4711"].name == "Ada Lovelace"
    assert ["/".join(entry.path) for entry in found["4711"].files] == [inside]
    assert notes == []


def test_anonymous_marking_gives_a_number_and_no_name(tmp_path: Path) -> None:
    """`Participant` is Moodle's word for everybody, and nobody's name."""
    name = "Participant_93_assignsubmission_file_/3_cost.ipynb"
    found, _ = read(make_zip(tmp_path / "all.zip", {name: notebook()}))
    assert (found["93"].key, found["93"].name) == ("93", "")


def test_text_that_was_typed_into_moodle_is_left_out_with_a_note(tmp_path: Path) -> None:
    """Only files are collected, and it is said where there was something else."""
    found, _ = read(
        make_zip(
            tmp_path / "all.zip",
            {
                "Ada Lovelace_4711_assignsubmission_file_/3_cost.ipynb": notebook(),
                "Ada Lovelace_4711_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello",
            },
        )
    )
    assert [entry.name for entry in found["4711"].files] == ["3_cost.ipynb"]
    assert found["4711"].notes == ["its onlinetext was left out: only files are collected"]


def test_names_keep_their_letters(tmp_path: Path) -> None:
    """Moodle writes names in UTF-8, and many zip programs do so without a word."""
    path = tmp_path / "all.zip"
    make_zip(path, {"Zoë Åström_5_assignsubmission_file_/3_cost.ipynb": notebook()})
    found, _ = read(path)
    assert found["5"].name == "Zoë Åström"
    # The same bytes without the flag that says they are UTF-8.
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        start = data.index(sign) + at
        data[start] &= 0xF7
    path.write_bytes(data)
    found, _ = read(path)
    assert found["5"].name == "Zoë Åström"

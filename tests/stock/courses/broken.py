"""Submissions that are hardly notebooks. nbgrader is run for each student apart: some end its run."""

import json

from tests.stock.cells import answer, check, filled, marked_text, notebook, write
from tests.stock.course import APPS, PREPROCESSORS, Course, File

SOURCE = notebook(
    answer("double"),
    check("test_double", "assert double(2) == 4", 2),
    marked_text("explain", 3),
)
RIGHT = filled(SOURCE, double="def double(x):\n    return 2 * x", explain="Because.")
TEXT = write(RIGHT)


def version_3() -> str:
    """The notebook as IPython 2 wrote it."""
    cells = []
    for cell in RIGHT["cells"]:
        if cell["cell_type"] == "code":
            old = {"cell_type": "code", "language": "python", "collapsed": False}
            cells.append(
                {**old, "metadata": cell["metadata"], "input": cell["source"], "outputs": []}
            )
        else:
            cells.append(dict(cell))
    sheet = {"cells": cells, "metadata": {}}
    return json.dumps(
        {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [sheet]}
    )


def with_schema(version: int) -> str:
    """nbgrader's metadata of another schema."""
    return TEXT.replace('"schema_version": 3', f'"schema_version": {version}')


def deep(levels: int) -> str:
    """A notebook with metadata as deep as that."""
    start = '"metadata": {\n  "kernelspec"'
    assert start in TEXT
    nested = "[" * levels + "]" * levels
    return TEXT.replace(start, f'"metadata": {{"deep": {nested}, "kernelspec"')


STUDENTS: dict[str, File] = {
    "fine": TEXT,
    "version_3": version_3(),
    "version_5": TEXT.replace('"nbformat": 4', '"nbformat": 5'),
    "minor_99": TEXT.replace('"nbformat_minor": 4', '"nbformat_minor": 99'),
    "no_version": TEXT.replace('"nbformat": 4', '"format": 4'),
    "schema_0": with_schema(0),
    "schema_1": with_schema(1),
    "schema_2": with_schema(2),
    "schema_99": with_schema(99),
    "schema_none": TEXT.replace('"schema_version": 3', '"schema": 3'),
    "cut_off": TEXT[: len(TEXT) // 2],
    "empty": "",
    "spaces": " \n",
    "a_list": "[]",
    "a_number": "3",
    "no_cells": json.dumps({k: v for k, v in RIGHT.items() if k != "cells"}),
    "cells_is_a_text": json.dumps(RIGHT | {"cells": "none"}),
    "cell_is_a_number": json.dumps(RIGHT | {"cells": [*RIGHT["cells"], 3]}),
    "cell_without_source": json.dumps(
        RIGHT | {"cells": [*RIGHT["cells"], {"cell_type": "code", "metadata": {}, "outputs": []}]}
    ),
    "cell_of_no_type": json.dumps(
        RIGHT | {"cells": [*RIGHT["cells"], {"metadata": {}, "source": ""}]}
    ),
    "odd_type": TEXT.replace('"cell_type": "markdown"', '"cell_type": "heading"'),
    "metadata_null": json.dumps(RIGHT | {"metadata": None}),
    "outputs_missing": TEXT.replace('"outputs": [],', ""),
    "not_utf8": TEXT.replace("Because.", "Größe").encode("latin-1"),
    "utf16": TEXT.encode("utf-16"),
    "bom": b"\xef\xbb\xbf" + TEXT.encode(),
    "nul": TEXT.replace("Because.", "\\u0000"),
    "surrogate": TEXT.replace("Because.", "\\ud800"),
    "nan": TEXT.replace('"execution_count": null', '"execution_count": NaN'),
    "html": "<!doctype html><title>Log in</title>",
    "zip": b"PK\x03\x04" + bytes(40),
    "deep": deep(100_000),
    "page_of_python": "def double(x):\n    return 2 * x\n",
    "git_conflict": TEXT.replace("Because.", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n"),
    "wheel_v0": APPS / "test-v0.ipynb",
    "wheel_v0_invalid": APPS / "test-v0-invalid.ipynb",
    "wheel_v1": APPS / "test-v1.ipynb",
    "wheel_v2": APPS / "test-v2.ipynb",
    "wheel_too_new": APPS / "too-new.ipynb",
    "wheel_bad_markdown_1": PREPROCESSORS / "bad-markdown-cell-1.ipynb",
    "wheel_bad_markdown_2": PREPROCESSORS / "bad-markdown-cell-2.ipynb",
    "wheel_blank_id": PREPROCESSORS / "blank-grade-id.ipynb",
    "wheel_blank_points": PREPROCESSORS / "blank-points.ipynb",
    "wheel_cell_type_changed": PREPROCESSORS / "cell-type-changed.ipynb",
    "wheel_duplicates": PREPROCESSORS / "duplicate-grade-ids.ipynb",
    "wheel_no_cell_type": PREPROCESSORS / "no-cell-type.ipynb",
}

COURSES = {
    "broken": Course(
        "submissions that are hardly notebooks",
        {"p1.ipynb": SOURCE},
        {student: {"p1.ipynb": file} for student, file in STUDENTS.items()},
        apart=True,
    ),
    "timestamps": Course(
        "times as people and programs write them",
        {"p1.ipynb": SOURCE},
        {
            "fine": {"p1.ipynb": TEXT, "timestamp.txt": "2015-02-02 15:58:23 UTC"},
            "two_lines": {"p1.ipynb": TEXT, "timestamp.txt": "2015-02-02 15:58:23 UTC\n\n"},
            "other_zone": {"p1.ipynb": TEXT, "timestamp.txt": "2015-02-03 00:58:23 Europe/Berlin"},
            "iso": {"p1.ipynb": TEXT, "timestamp.txt": "2015-02-03T00:58:23+01:00"},
            "no_zone": {"p1.ipynb": TEXT, "timestamp.txt": "2015-02-03 00:58:23"},
        },
        apart=True,
    ),
}

# What nbgrader makes no submission of: a time that is none, and a folder with nothing in it.
NO_SUBMISSIONS = Course(
    "a timestamp that is no time, and folders without a notebook",
    {"p1.ipynb": SOURCE},
    {
        "words": {"p1.ipynb": TEXT, "timestamp.txt": "But I want to be a timestamp :("},
        "bytes": {"p1.ipynb": TEXT, "timestamp.txt": b"\xff\xfe"},
        "nothing": {},
        "in_a_folder": {"ps1/p1.ipynb": TEXT},
        "capitals": {"p1.IPYNB": TEXT},
        "fine": {"p1.ipynb": TEXT},
    },
)

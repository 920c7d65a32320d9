"""What is generated of the second assignment is what its lessons and references make."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from grader.engine.authoring.cases import HIDDEN_SEED, PUBLIC_SEED
from grader.engine.authoring.expected import write_file
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.lessons import build_source, source_notebook

ROOT = Path(__file__).resolve().parents[2]
FOLDER = find_folder(ROOT, "improve")
LESSONS = sorted(path.stem for path in FOLDER.lessons.glob("*.py"))
REBUILD = "run: grader build improve"


@pytest.mark.parametrize("public", [True, False])
def test_the_cases_on_disk_are_what_the_build_makes(tmp_path: Path, public: bool) -> None:
    """Byte for byte."""
    made, seed = tmp_path / "cases.h5", PUBLIC_SEED if public else HIDDEN_SEED
    folder = replace(FOLDER, source=tmp_path / "source")
    build_source(folder)
    write_file(folder, made, seed, public)
    there = FOLDER.release / FOLDER.public.name if public else FOLDER.hidden
    assert made.read_bytes() == there.read_bytes(), REBUILD


@pytest.mark.parametrize("name", LESSONS)
def test_the_notebooks_on_disk_are_what_the_lessons_make(name: str) -> None:
    """Every cell, but for the bodies of the functions; solved ones have run without an error."""
    made = source_notebook(FOLDER.lessons / f"{name}.py", FOLDER)
    for place in (FOLDER.release, FOLDER.home / "solved"):
        there = nbformat.read(place / f"{name}.ipynb", as_version=4)
        assert len(there.cells) == len(made.cells), REBUILD
        for one, other in zip(made.cells, there.cells, strict=True):
            stub = one.metadata.get("nbgrader", {}).get("solution")
            end = one.source.find("    ### BEGIN SOLUTION") if stub else None
            assert other.source.startswith(one.source[:end]), REBUILD
            assert stub or other.source == one.source, REBUILD
            assert all(output.output_type != "error" for output in other.get("outputs", []))

"""Stock nbgrader in this repository: its own commands work, and agree with ours cell by cell."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.course import ASSIGNMENT, COURSE
from grader.engine.outcome import Outcome
from solutions.build.notebooks import build_source
from tests.sample_class import FOLDER, points
from tests.walls import grade

ROOT = Path(__file__).resolve().parents[2]
STUDENTS = ("another_way", "mistake_4_backward")
# 6_train trains on real pictures, which takes minutes with a kernel; its functions are compared
# in the benchmark's class.
NOTEBOOKS = [name for name in COURSE if name != "6_train"]


def nbgrader(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command in a course folder, as an instructor would."""
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [str(scripts / "nbgrader"), *words],
        cwd=course,
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's course, with two submissions graded by nbgrader itself."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "data").symlink_to(ROOT / "data")
    build_source(ROOT / "solutions" / "lessons", folder / "source" / ASSIGNMENT)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    for student in STUDENTS:
        home = folder / "submitted" / student / ASSIGNMENT
        home.mkdir(parents=True)
        for name in NOTEBOOKS:
            shutil.copy(FOLDER / student / ASSIGNMENT / f"{name}.ipynb", home)
    nbgrader(folder, "autograde", ASSIGNMENT)
    nbgrader(folder, "generate_feedback", ASSIGNMENT)
    return folder


def test_generate_assignment_makes_the_notebooks_that_we_ship(course: Path) -> None:
    """nbgrader's command and `make build` give students the same bytes."""
    for name in COURSE:
        made = course / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        shipped = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        assert made.read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("student", STUDENTS)
def test_marks_are_nbgraders_cell_by_cell(course: Path, student: str) -> None:
    """On an honest submission, our grader and nbgrader give every cell the same points."""
    result = grade(student, FOLDER / student)
    ours = {
        f"test_{verdict.function}": points()[verdict.function]
        if verdict.outcome is Outcome.PASSED
        else 0.0
        for notebook in result.notebooks
        if notebook.notebook in NOTEBOOKS
        for verdict in notebook.functions
    }
    with closing(Gradebook(f"sqlite:///{course / 'gradebook.db'}", "layerwise")) as book:
        submission = book.find_submission(ASSIGNMENT, student)
        theirs = {
            grade.name: grade.score
            for notebook in submission.notebooks
            if notebook.name in NOTEBOOKS
            for grade in notebook.grades
        }
    assert ours == theirs


def test_feedback_is_generated(course: Path) -> None:
    """nbgrader's own feedback page shows our check's card, and the score."""
    page = course / "feedback" / "mistake_4_backward" / ASSIGNMENT / "4_backward.html"
    text = page.read_text(encoding="utf-8")
    assert "(Score: 8.0 / 35.0)" in text and "linear_backward is not right yet" in text


def test_validate_names_what_fails(course: Path) -> None:
    """`nbgrader validate` passes right work, and shows the whole explanation of a failed check."""
    submitted = course / "submitted"
    right = submitted / "another_way" / ASSIGNMENT / "3_cost.ipynb"
    assert "Success" in nbgrader(course, "validate", str(right)).stdout
    wrong = submitted / "mistake_4_backward" / ASSIGNMENT / "4_backward.ipynb"
    said = nbgrader(course, "validate", str(wrong)).stdout
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    assert "check(linear_backward)" in said and "the shape is (" in said

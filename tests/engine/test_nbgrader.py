"""nbgrader in this repository: its own commands work, and agree with ours cell by cell.

Twice: with nbgrader's own kernels and the public cases, as in any course, and with the
nbgrader_config.py of this repository, where the sandbox takes the place of the kernels.
"""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.engine.grading.outcome import Outcome
from tests.every import of_the_day
from tests.network import ASSIGNMENT, COURSE, PUBLIC, write_source
from tests.sample_class import FOLDER, points
from tests.walls import STAND, grade, needs_walls

ROOT = Path(__file__).resolve().parents[2]
SHOWN = "mistake_4_backward"
KERNELS = (SHOWN, *of_the_day(("another_way", "mistake_6_train")))
SANDBOXED = [
    SHOWN,
    *of_the_day(
        [
            *("another_way", "blank", "crash_on_import", "deleted_tests", "edited_tests"),
            *("hard_coded", "mistake_1_initialize", "mistake_2_forward", "mistake_3_cost"),
            *("mistake_5_update", "mistake_6_train", "perfect", "wrong_types"),
        ],
        4,
    ),
]


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


def released_course(folder: Path, config: str) -> Path:
    """A copy of the repository's course, released by nbgrader."""
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for name in ("data", "solutions"):
        (folder / name).symlink_to(ROOT / name)
    write_source(folder / "source" / ASSIGNMENT)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions graded by nbgrader as it comes: a kernel for each notebook."""
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    folder = released_course(tmp_path_factory.mktemp("course"), f'{config}\ndel c["Autograde"]\n')
    for student in KERNELS:
        home = folder / "submitted" / student / ASSIGNMENT
        shutil.copytree(FOLDER / student / ASSIGNMENT, home)
        shutil.copy(PUBLIC, home)  # a student's folder has it from the release
        without_training(home / "6_train.ipynb")
    nbgrader(folder, "autograde", ASSIGNMENT)
    nbgrader(folder, "generate_feedback", ASSIGNMENT)
    return folder


@pytest.fixture(scope="module")
def sandboxed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions graded by `nbgrader autograde` with the repository's own settings."""
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if not STAND:
        config += "\nc.SandboxedExecute.unsafe_no_sandbox = True\n"
    folder = released_course(tmp_path_factory.mktemp("sandboxed"), config)
    for student in SANDBOXED:
        shutil.copytree(FOLDER / student / ASSIGNMENT, folder / "submitted" / student / ASSIGNMENT)
    nbgrader(folder, "autograde", ASSIGNMENT)
    nbgrader(folder, "generate_feedback", ASSIGNMENT)
    return folder


def without_training(path: Path) -> None:
    """Take the experiments out of a notebook: training on real pictures takes a kernel minutes."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata or "setup" in cell.metadata.get("tags", [])
    ]
    nbformat.write(notebook, path)


def our_marks(student: str, fair: bool = True) -> dict[str, float]:
    """What our grader gives for each cell; without what only a right helper made pass."""
    return {
        f"test_{verdict.function}": points()[verdict.function]
        if verdict.outcome is Outcome.PASSED and (fair or not verdict.helpers)
        else 0.0
        for verdict in grade(student, FOLDER / student).verdicts
    }


def their_marks(course: Path, student: str) -> dict[str, float]:
    """What a gradebook of nbgrader's says of each cell."""
    with closing(Gradebook(f"sqlite:///{course / 'gradebook.db'}", "layerwise")) as book:
        submission = book.find_submission(ASSIGNMENT, student)
        return {g.name: g.auto_score for notebook in submission.notebooks for g in notebook.grades}


def test_generate_assignment_makes_the_notebooks_that_we_ship(course: Path) -> None:
    """nbgrader's command and `make build` give students the same bytes."""
    for name in COURSE:
        made = course / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        shipped = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        assert made.read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("student", KERNELS)
def test_marks_are_nbgraders_cell_by_cell(course: Path, student: str) -> None:
    """On an honest submission, our grader and nbgrader give every cell the same points.

    Fair marks apart: a step whose helper is wrong passes here with a right one, and fails there.
    """
    assert their_marks(course, student) == our_marks(student, fair=False)


@needs_walls
@pytest.mark.parametrize("student", SANDBOXED)
def test_nbgraders_command_gives_the_sandboxs_marks(sandboxed: Path, student: str) -> None:
    """`nbgrader autograde` here is `grader autograde`, on hostile submissions too."""
    assert their_marks(sandboxed, student) == our_marks(student)


def test_nbgraders_command_shows_the_sandboxs_verdicts(sandboxed: Path) -> None:
    """Its feedback page says what was wrong on the hidden cases, and shows no traceback of ours."""
    page = sandboxed / "feedback" / SHOWN / ASSIGNMENT / "4_backward.html"
    text = page.read_text(encoding="utf-8")
    assert "(Score: 26.0 / 35.0)" in text and "linear_backward: wrong, hidden case 1 of" in text
    assert "CheckFailed" not in text


def test_feedback_is_generated(course: Path) -> None:
    """nbgrader's own feedback page shows our check's card, and the score."""
    page = course / "feedback" / "mistake_4_backward" / ASSIGNMENT / "4_backward.html"
    text = page.read_text(encoding="utf-8")
    assert "(Score: 8.0 / 35.0)" in text and "linear_backward is not right yet" in text


def test_validate_names_what_fails(course: Path) -> None:
    """`nbgrader validate` passes right work, and shows the whole explanation of a failed check."""
    submitted = course / "submitted" / SHOWN / ASSIGNMENT
    right = submitted / "3_cost.ipynb"
    assert "Success" in nbgrader(course, "validate", str(right)).stdout
    wrong = submitted / "4_backward.ipynb"
    said = nbgrader(course, "validate", str(wrong)).stdout
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    assert "check(linear_backward)" in said and "the shape is (" in said

"""A small course that is edited after it was graded, and what its gradebook says."""

import copy
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook

from tests.command import AUTOGRADE, command
from tests.stock import cells
from tests.stock.cells import Cell, Notebook, named
from tests.stock.course import Course, put, write_course

ASSIGNMENT = "ps1"
TEST = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"
SOURCE = cells.notebook(
    cells.text("# Doubling"),
    cells.answer("double"),
    cells.check("test_double", TEST, 4),
    cells.marked_text("explain", 3),
    cells.marked_text("wonder", 2),
)
RIGHT, WRONG = "def double(x):\n    return 2 * x", "def double(x):\n    return x * x"
DUE = datetime(2026, 3, 2, 12)


def work(code: str, explain: str, wonder: str = "Why?", source: Notebook = SOURCE) -> Notebook:
    """What a student hands in."""
    return cells.filled(source, double=code, explain=explain, wonder=wonder)


def course(folder: Path, students: dict[str, Notebook], config: str = "") -> Path:
    """Write the course, with what students made of its first release."""
    files = {student: {"p1.ipynb": made} for student, made in students.items()}
    return write_course(Course("", {"p1.ipynb": SOURCE}, files, config=config), folder)


def edit(folder: Path, change: Callable[[list[Cell]], object]) -> Notebook:
    """Edit the source as an instructor does."""
    path = folder / "source" / ASSIGNMENT / "p1.ipynb"
    made: Notebook = copy.deepcopy(_read(path))
    change(made["cells"])
    put(path, made)
    return made


def _read(path: Path) -> Notebook:
    import json

    found: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return found


def cell(made: list[Cell], name: str) -> Cell:
    """Find a cell by its grade_id."""
    return next(one for one in made if named(one) == name)


def about(made: list[Cell], name: str) -> dict[str, object]:
    """Give nbgrader's metadata of a cell, to be changed."""
    found: dict[str, object] = cell(made, name)["metadata"]["nbgrader"]
    return found


def run(folder: Path, *words: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run one of our commands on the course; give all that it said."""
    if words[0] == "autograde":
        words = (*AUTOGRADE, ASSIGNMENT, *words[1:])
    done = command(*words, "--course", folder)
    said = done.stdout + done.stderr
    assert done.returncode in codes, f"{words}: {done.returncode}\n{said}"
    return said


def book(folder: Path) -> closing[Gradebook]:
    """Open the gradebook as nbgrader does."""
    return closing(Gradebook(f"sqlite:///{folder / 'gradebook.db'}"))


def mark(folder: Path, student: str, name: str, score: float) -> None:
    """Give a mark as formgrader does."""
    with book(folder) as gradebook:
        grade = gradebook.find_grade(name, "p1", ASSIGNMENT, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.db.commit()


def marks(folder: Path, student: str) -> dict[str, tuple[float, bool]]:
    """Give each cell's score, and whether it waits for a person."""
    with book(folder) as gradebook:
        (notebook,) = gradebook.find_submission(ASSIGNMENT, student).notebooks
        return {g.name: (g.score, g.needs_manual_grade) for g in notebook.grades}

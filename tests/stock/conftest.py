"""Stock courses on the disk, released by nbgrader in one process, graded by us when asked for."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stock import ours, theirs
from tests.stock.course import write_course
from tests.stock.courses import COURSES
from tests.stock.marks import Row, read_marks


@dataclass(frozen=True, slots=True)
class Graded:
    """A course after our command.

    folder: the course. done: the process that graded it. rows: its gradebook.
    """

    folder: Path
    done: subprocess.CompletedProcess[str]
    rows: list[Row]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every course, released and not graded."""
    home = tmp_path_factory.mktemp("stock")
    folders = {name: write_course(course, home / name) for name, course in COURSES.items()}
    theirs.release(folders)
    return folders


@pytest.fixture(scope="session")
def graded(released: dict[str, Path]) -> Callable[[str], Graded]:
    """Grade a course by its name, once."""
    known: dict[str, Graded] = {}

    def grade(name: str) -> Graded:
        if name not in known:
            done = ours.grade(COURSES[name], released[name])
            known[name] = Graded(released[name], done, read_marks(COURSES[name], released[name]))
        return known[name]

    return grade

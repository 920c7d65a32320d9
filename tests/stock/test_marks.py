"""Our command gives nbgrader's marks, cell by cell, but for the differences that are declared.

What else it leaves of the same courses is looked at here too: each is graded once.
"""

import csv
import json
import stat
from collections.abc import Callable

import pytest

from tests.every import of_the_day
from tests.stock.compare import expected, table, unused
from tests.stock.conftest import Graded
from tests.stock.courses import COURSES
from tests.stock.differences import DIFFERENCES
from tests.stock.golden import golden
from tests.walls import needs_walls

pytestmark = needs_walls


def size(name: str) -> int:
    """How many submissions a course has: so each day's third is about as long as the others."""
    return len(COURSES[name].students)


BY_SIZE = sorted(COURSES, key=size)


@pytest.mark.parametrize("name", of_the_day(BY_SIZE, 3))
def test_marks_are_nbgraders_cell_by_cell(graded: Callable[[str], Graded], name: str) -> None:
    """Scores, comments, penalties, what needs a person, and the files in autograded/."""
    found = graded(name)
    assert found.done.returncode in (0, 3), found.done.stderr[-3000:]
    wanted = expected(name, golden(name), DIFFERENCES)
    assert found.rows == wanted, f"\n{table(wanted, found.rows)}"


def test_every_difference_is_still_one() -> None:
    """No difference is declared that nbgrader's marks do not show."""
    assert unused({name: golden(name) for name in COURSES}, DIFFERENCES) == []


def test_the_report_is_in_the_course(graded: Callable[[str], Graded]) -> None:
    """reports/ps1 holds the report, marks and figures; nothing else is new beside autograded/."""
    folder = graded("guide").folder
    made = {path.name for path in (folder / "reports" / "ps1").iterdir()}
    assert {"report.html", "grades.csv", "steps.csv", "run.json"} <= made
    # The lock keeps two runs apart, and stays for the next.
    usual = {
        ".gradebook.db.lock",
        "nbgrader_config.py",
        "gradebook.db",
        "source",
        "release",
        "submitted",
        "autograded",
    }
    assert {path.name for path in folder.iterdir()} == {*usual, "reports"}
    json.loads((folder / "reports" / "ps1" / "run.json").read_text("utf-8"))


def test_grades_are_the_gradebooks(graded: Callable[[str], Graded]) -> None:
    """grades.csv has a line for every student, with the points of the gradebook."""
    done = graded("wheel_autotests")
    with (done.folder / "reports" / "ps1" / "grades.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    scores = {line["student_id"]: float(line["score"]) for line in lines}
    assert scores == {
        student: sum(
            float(row.score or 0) for row in done.rows if row.student == student and row.points
        )
        for student in COURSES["wheel_autotests"].students
    }


def test_graded_files_are_read_only(graded: Callable[[str], Graded]) -> None:
    """As nbgrader's test_permissions says: 444, where the course does not say otherwise."""
    files = [path for path in (graded("guide").folder / "autograded").rglob("*") if path.is_file()]
    assert {stat.filemode(path.stat().st_mode) for path in files} == {"-r--r--r--"}


def test_honest_features_accuse_nobody(graded: Callable[[str], Graded]) -> None:
    """Nothing that IPython offers counts as a trick: the report names no student for it."""
    report = (graded("features").folder / "reports" / "ps1" / "report.html").read_text("utf-8")
    named = [name for name in COURSES["features"].students if f"{name}: p1.ipynb: " in report]
    assert named == []

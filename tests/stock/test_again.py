"""Grading once more: marks by hand stay, resubmissions count, what is unchanged is left alone."""

from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.stock import ours, theirs
from tests.stock.cells import filled
from tests.stock.compare import table
from tests.stock.course import put, write_course
from tests.stock.courses import COURSES
from tests.stock.courses.again import BEFORE, LATER, RESUBMITTED
from tests.stock.courses.kinds import RIGHT, SOURCE
from tests.stock.marks import Row, read_marks
from tests.walls import needs_walls

pytestmark = needs_walls
COURSE = COURSES["again"]
NBGRADER, US = "nbgrader", "us"


def mark_by_hand(folder: Path) -> None:
    """A person gives marks and a comment: to a text, and against a test."""
    with closing(Gradebook(f"sqlite:///{folder / 'gradebook.db'}")) as book:
        for cell, score in (("explain", 2.5), ("test_double", 1.0)):
            grade = book.find_grade(cell, "p1", COURSE.assignment, "same")
            grade.manual_score, grade.needs_manual_grade = score, False
            later = book.find_grade(cell, "p1", COURSE.assignment, "later")
            later.manual_score, later.needs_manual_grade = score, False
        book.find_comment("explain", "p1", COURSE.assignment, "later").manual_comment = "Good."
        book.db.commit()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Row]]]:
    """The gradebooks after each of three runs, by nbgrader and by us."""
    folders = {who: tmp_path_factory.mktemp(who) for who in (NBGRADER, US)}
    found: dict[str, list[list[Row]]] = {}
    for who, folder in folders.items():
        write_course(COURSE, folder)
        theirs.release({"again": folder})
        found[who] = []
        for step in range(3):
            if who == NBGRADER:
                theirs.grade({"again": folder})
            else:
                assert ours.grade(COURSE, folder).returncode in (0, 3)
            found[who].append(read_marks(COURSE, folder))
            if step == 0:
                mark_by_hand(folder)
            else:
                for name, file in RESUBMITTED.items():
                    put(folder / "submitted" / "later" / COURSE.assignment / name, file)
    return found


@pytest.mark.parametrize("run", range(3))
def test_a_repeated_run_leaves_what_nbgraders_leaves(
    both: dict[str, list[list[Row]]], run: int
) -> None:
    """After the first run; with a person's marks; with those and a resubmission."""
    nbgraders, found = both[NBGRADER][run], both[US][run]
    assert found == nbgraders, f"\n{table(nbgraders, found)}"


def test_a_persons_mark_stays(both: dict[str, list[list[Row]]]) -> None:
    """A resubmission is graded, its marks by hand are kept, and a person is to look again."""
    rows = {row.cell: row for row in both[US][2] if row.student == "later"}
    assert (rows["explain"].manual, rows["explain"].person) == ("2.5", "yes")
    assert (rows["test_double"].score, rows["test_double"].manual) == ("2", "1")


def test_an_unchanged_course_is_not_run_again(tmp_path: Path) -> None:
    """A second run keeps every mark and writes no notebook."""
    write_course(COURSE, tmp_path)
    theirs.release({"again": tmp_path})
    first = ours.grade(COURSE, tmp_path)
    before, marks = _times(tmp_path), read_marks(COURSE, tmp_path)
    second = ours.grade(COURSE, tmp_path)
    assert (second.returncode, read_marks(COURSE, tmp_path)) == (first.returncode, marks)
    assert _times(tmp_path) == before


def test_a_changed_submission_is_graded_without_a_new_time(tmp_path: Path) -> None:
    """Where no timestamp tells, the content does: nbgrader would skip it."""
    write_course(COURSE, tmp_path)
    theirs.release({"again": tmp_path})
    ours.grade(COURSE, tmp_path)
    wrong = filled(SOURCE, double="def double(x):\n    return 2 * x")
    put(tmp_path / "submitted" / "same" / COURSE.assignment / "p1.ipynb", wrong)
    ours.grade(COURSE, tmp_path)
    rows = {row.cell: row.score for row in read_marks(COURSE, tmp_path) if row.student == "same"}
    assert (rows["test_double"], rows["test_half"]) == ("2", "0")


def _times(folder: Path) -> dict[str, int]:
    files = (folder / "autograded").rglob("*.ipynb")
    return {str(path): path.stat().st_mtime_ns for path in files}


def test_the_course_of_these_tests_is_what_they_say() -> None:
    """The resubmission is later, and better."""
    assert BEFORE < LATER
    assert RESUBMITTED["p1.ipynb"] == RIGHT

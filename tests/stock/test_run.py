"""The run itself: what it says, what it leaves, and how it ends."""

import stat
from dataclasses import replace
from pathlib import Path

from tests.stock import ours, theirs
from tests.stock.compare import expected
from tests.stock.course import write_course
from tests.stock.courses import COURSES
from tests.stock.courses.broken import NO_SUBMISSIONS
from tests.stock.differences import DIFFERENCES
from tests.stock.golden import golden
from tests.stock.marks import read_marks
from tests.walls import needs_walls

pytestmark = needs_walls
LATE = COURSES["wheel_late_none"]


def test_an_assignment_that_is_not_released_is_generated(tmp_path: Path) -> None:
    """The command makes it from source/, says so, and gives the marks as after a release."""
    course = replace(LATE, students={name: LATE.students[name] for name in ("bar",)})
    done = ours.grade(course, write_course(course, tmp_path))
    assert done.returncode in (0, 3), done.stderr
    assert "generates it from source/" in " ".join((done.stdout + done.stderr).split())
    wanted = {row.key: row.score for row in golden("wheel_late_none") if row.student == "bar"}
    found = {row.key: row.score for row in read_marks(course, tmp_path)}
    # The due date is in the gradebook alone, so nobody is late.
    assert {key: score for key, score in found.items() if key[1]} == {
        key: score for key, score in wanted.items() if key[1]
    }
    assert (tmp_path / "release" / "ps1" / "p1.ipynb").exists()


def test_a_wrong_name_ends_with_a_sentence(tmp_path: Path) -> None:
    """No assignment, no submissions, no folder: exit code 2, no traceback, nothing written."""
    folder = write_course(replace(LATE, students={}), tmp_path / "course")
    for course, place in (
        (replace(LATE, assignment="ps2"), folder),
        (LATE, folder),
        (LATE, tmp_path / "missing"),
    ):
        done = ours.grade(course, place)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr and done.stderr.strip()
    assert not (folder / "autograded").exists()


def test_a_courses_own_settings_of_its_folder_count(tmp_path: Path) -> None:
    """student_id_exclude leaves students alone, as in nbgrader's test_student_id_exclude, and what
    is groupshared can be written by the group, as in its test_permissions."""
    settings = "student_id_exclude = 'bar,baz'", "groupshared = True"
    config = "\n".join(f"c.CourseDirectory.{setting}" for setting in settings)
    course = replace(LATE, config=config)
    folder = write_course(course, tmp_path)
    theirs.release({"wheel_late_none": folder})
    ours.grade(course, folder)
    assert {row.student for row in read_marks(course, folder) if row.points} == {"foo"}
    assert not (folder / "autograded" / "bar").exists()
    graded = folder / "autograded" / "foo" / "ps1"
    assert stat.filemode((graded / "p1.ipynb").stat().st_mode) == "-rw-rw-r--"
    assert stat.filemode(graded.stat().st_mode)[:7] == "drwxrws"


def test_what_nbgrader_makes_no_submission_of(tmp_path: Path) -> None:
    """A folder without a notebook is no submission. A time that is none is noted: the notebook is
    graded, where nbgrader fails it."""
    done = ours.grade(NO_SUBMISSIONS, write_course(NO_SUBMISSIONS, tmp_path))
    assert done.returncode == 3
    scores = {
        row.student: row.score
        for row in read_marks(NO_SUBMISSIONS, tmp_path)
        if row.cell == "test_double"
    }
    assert scores == {"words": "2", "bytes": "2", "fine": "2"}
    report = (tmp_path / "reports" / "ps1" / "report.html").read_text("utf-8")
    assert "timestamp.txt holds no time" in report


def test_marks_without_differences_are_the_golden_ones() -> None:
    """No difference is declared for nbgrader's documentation's course or most of its notebooks."""
    for name in ("guide", "guide_autotest", "wheel_autotests", "wheel_hidden", "wheel_timeout"):
        assert expected(name, golden(name), DIFFERENCES) == golden(name)

"""The golden marks are nbgrader's: its own tests say so, and so does a run of it today."""

from pathlib import Path

import pytest

from tests.every import EVERY, of_the_day
from tests.stock import theirs
from tests.stock.compare import table
from tests.stock.course import write_course
from tests.stock.courses import COURSES, guide, wheel
from tests.stock.golden import FOLDER, golden
from tests.stock.marks import PENALTY, read_marks

# Half a minute of its kernels is enough for every day; LAYERWISE_TESTS=all runs them all.
SOME = ("wheel_submitted", "wheel_hidden", "wheel_late_plugin", "guide")
LIVE = [*wheel.COURSES, *guide.COURSES] if EVERY else of_the_day(SOME)


def test_every_course_has_golden_marks() -> None:
    """No course is left out, and no file is left over."""
    assert {path.stem for path in FOLDER.glob("*.csv")} == {*COURSES, "attacks"}


@pytest.mark.parametrize(("course", "student", "notebook"), wheel.SCORES)
def test_a_score_is_the_one_that_nbgraders_tests_assert(
    course: str, student: str, notebook: str
) -> None:
    """Scores, highest scores and what needs a person, as test_nbgrader_autograde.py says."""
    score, most, person = wheel.SCORES[course, student, notebook]
    rows = [row for row in golden(course) if row.key[:2] == (student, notebook)]
    cells = [row for row in rows if row.points]
    assert sum(float(row.score or 0) for row in cells) == score
    assert most is None or sum(float(row.points) for row in cells) == most
    assert person is None or any(row.person for row in cells) is person


@pytest.mark.parametrize(("course", "student"), wheel.PENALTIES)
def test_a_penalty_is_the_one_that_nbgraders_tests_assert(course: str, student: str) -> None:
    """None, the whole score, and a plug-in's point an hour."""
    found = [row for row in golden(course) if row.key == (student, "p1", PENALTY)]
    penalty = wheel.PENALTIES[course, student]
    assert [row.score for row in found] == ["" if penalty is None else f"{penalty:g}"]


def test_nbgrader_gives_the_golden_marks_today(tmp_path: Path) -> None:
    """Its kernels grade its own test notebooks and its documentation's course once more."""
    folders = {name: write_course(COURSES[name], tmp_path / name) for name in LIVE}
    theirs.release(folders)
    theirs.grade(folders)
    for name in LIVE:
        found = read_marks(COURSES[name], folders[name])
        assert found == golden(name), f"{name}\n{table(golden(name), found)}"

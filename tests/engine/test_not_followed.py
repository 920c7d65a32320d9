"""Settings of nbgrader's that would give other marks here are told before anything runs."""

from pathlib import Path

import pytest
from traitlets.config import Config

from grader.engine.course.folder import open_course
from grader.engine.course.not_followed import refuse_what_is_not_followed
from grader.engine.errors import CourseError


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("Execute", "enabled", False),
        ("Execute", "force_raise_errors", True),
        ("Execute", "skip_cells_with_tag", "raises-exception"),
        ("SaveAutoGrades", "enabled", False),
        ("Autograde", "create_student", False),
        ("Execute", "timeout", "a"),
        ("LateSubmissionPlugin", "penalty_method", "half"),
    ],
)
def test_what_is_not_followed_is_refused_by_its_name(
    section: str, name: str, value: object
) -> None:
    """A wrong value of one that is followed too."""
    with pytest.raises(CourseError, match=rf"{section}.*{name}"):
        refuse_what_is_not_followed(Config({section: {name: value}}))


def test_what_is_followed_is_not_refused() -> None:
    """Times, limits, late penalties."""
    refuse_what_is_not_followed(
        Config({"Execute": {"timeout": 3}, "LateSubmissionPlugin": {"penalty_method": "zero"}})
    )


def test_a_folder_whose_name_is_a_pattern_to_nbgrader_is_told(tmp_path: Path) -> None:
    """Else there would seem to be no submission in it."""
    with pytest.raises(CourseError, match="Give the folder another name"):
        open_course(tmp_path / "algebra [2026]", "ps1")


def test_a_setting_chooses_students(tmp_path: Path) -> None:
    """As nbgrader's own pattern does."""
    for student in ("ada", "ben"):
        place = tmp_path / "submitted" / student / "ps1"
        place.mkdir(parents=True)
        (place / "p1.ipynb").touch()
    course = open_course(tmp_path, "ps1")
    assert list(course.submissions()[0]) == ["ada", "ben"]
    course.directory.student_id = "a*"
    assert list(course.submissions()[0]) == ["ada"]

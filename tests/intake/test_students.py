"""Names in the gradebook, as nbgrader's own import puts them there."""

from pathlib import Path

import pytest

from grader.engine.course.gradebook import gradebook_at
from grader.engine.errors import OutBusy
from grader.engine.gradebook.database import only_writer
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.intake.students import import_students

from .downloads import target_in

ADA = Student("ada", "Ada", "Lovelace", "ada@example.org", "4711")


def names(folder: Path) -> dict[str, tuple[str | None, ...]]:
    """Read the students of a gradebook, as any other nbgrader program would."""
    with gradebook_at(f"sqlite:///{folder / 'gradebook.db'}", "course") as book:
        return {s.id: (s.first_name, s.last_name, s.email, s.lms_user_id) for s in book.students}


def test_students_are_created_and_updated(tmp_path: Path) -> None:
    """What a list does not say stays as it is; what has not changed is not written."""
    target = target_in(tmp_path)
    assert import_students(target, [ADA, Student("ben")]) == 2
    assert names(tmp_path) == {
        "ada": ("Ada", "Lovelace", "ada@example.org", "4711"),
        "ben": (None, None, None, None),
    }
    assert import_students(target, [ADA]) == 0
    assert import_students(target, [Student("ada", "Ada", "King"), Student("ben", "Ben")]) == 2
    assert names(tmp_path) == {
        "ada": ("Ada", "King", "ada@example.org", "4711"),
        "ben": ("Ben", None, None, None),
    }


def test_a_gradebook_that_another_run_writes_is_left_alone(tmp_path: Path) -> None:
    """One sentence, and the same command does it later."""
    target = target_in(tmp_path)
    with only_writer(target.url), pytest.raises(OutBusy, match="another run is writing"):
        import_students(target, [ADA])

"""The students' names, in nbgrader's gradebook: formgrader and the exports show them."""

from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import Gradebook, Student
from sqlalchemy import insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import LayerwiseError

from ..nbgrader_course import put_scripts_on_path
from .roster import Student as Row

FIELDS = ("first_name", "last_name", "email", "lms_user_id")


class GradebookBusy(LayerwiseError):
    """The gradebook cannot be written."""


def import_students(db_url: str, course_id: str, students: Iterable[Row]) -> int:
    """Create or update students, as `nbgrader db student import` does, in one transaction.

    What a row does not say stays as it is.

    Args:
        db_url: of the gradebook; it is made where it is not there.
        course_id: nbgrader's name of the course.
        students: who they are.

    Returns:
        How many were new or have changed.

    Raises:
        GradebookBusy: the gradebook cannot be written.
    """
    put_scripts_on_path()
    if db_url.startswith("sqlite:///"):
        Path(db_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    try:
        with Gradebook(db_url, course_id) as gradebook:
            return _import(gradebook, students)
    except SQLAlchemyError as error:
        raise GradebookBusy(
            f"the students' names could not be written to {db_url} ({error}). The submissions are "
            "in their places: give the same command again."
        ) from None


def _import(gradebook: Gradebook, students: Iterable[Row]) -> int:
    known = {
        row.id: row
        for row in gradebook.db.execute(
            select(Student.id, *(getattr(Student, name) for name in FIELDS))
        )
    }
    new, changed = [], []
    for student in students:
        said = {name: value for name in FIELDS if (value := getattr(student, name))}
        if student.id not in known:
            new.append(dict.fromkeys(FIELDS) | {"id": student.id} | said)
        elif any(getattr(known[student.id], name) != value for name, value in said.items()):
            before = {name: getattr(known[student.id], name) for name in FIELDS}
            changed.append({"id": student.id} | before | said)
    if new:
        gradebook.db.execute(insert(Student), new)
    if changed:
        gradebook.db.execute(update(Student), changed)
    gradebook.db.commit()
    return len(new) + len(changed)

"""The students' names, in nbgrader's gradebook: formgrader and the exports show them."""

from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import Gradebook, Student
from sqlalchemy import insert, select, update

from grader.engine.course.gradebook import gradebook_at
from grader.engine.errors import RosterError
from grader.engine.gradebook.database import only_writer, told

from .roster_forms import Student as Row
from .target import Target

FIELDS = ("first_name", "last_name", "email", "lms_user_id")


def import_students(target: Target, students: Iterable[Row]) -> int:
    """Create or update students, as `nbgrader db student import` does, in one transaction.

    What a row does not say stays as it is.

    Args:
        target: whose gradebook; it is made where it is not there.
        students: who they are.

    Returns:
        How many were new or have changed.

    Raises:
        GradebookError: it cannot be used.
        OutBusy: another run is writing to it.
    """
    url = target.url
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    with told(url), only_writer(url), gradebook_at(url, target.course_id) as gradebook:
        return _import(gradebook, students)


def must_be_known_so(target: Target, students: Iterable[Row]) -> None:
    """See to it that a class list makes no second student of one that the gradebook has.

    Raises:
        RosterError: somebody is known there under another id.
        GradebookError: the gradebook cannot be used.
    """
    url = target.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        return
    with told(url), gradebook_at(url, target.course_id) as gradebook:
        rows = gradebook.db.execute(select(Student.id, Student.email)).all()
    ids = {row[0] for row in rows}
    by_mail = {str(mail).casefold(): known for known, mail in rows if mail}
    double = []
    for student in students:
        # An LMS's number was the id, as long as no list had said another.
        number = student.lms_user_id if student.lms_user_id in ids else ""
        known = by_mail.get(student.email.casefold(), "") or number
        if student.id not in ids and known:
            double.append((known, student.id))
    if double:
        shown = ", ".join(f"{was} is {now}" for was, now in double[:5])
        more = f" and {len(double) - 5} more" if len(double) > 5 else ""
        raise RosterError(
            f"the roster does not fit: {len(double)} students are in the gradebook under another "
            f"id ({shown}{more}), and nothing was written. Make one of two: grader roster merge "
            f"{double[0][0]} {double[0][1]}"
        )


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

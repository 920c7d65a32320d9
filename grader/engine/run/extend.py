"""How much longer a student has, by the time at which it is due for them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student
from sqlalchemy import select

from grader.engine.course.gradebook import gradebook_at
from grader.engine.errors import CourseError
from grader.engine.gradebook.database import told
from grader.engine.lms.intake.stamp import parse_time, zone_named
from grader.engine.lms.intake.target import Target


def longer_until(target: Target, until: str, zone: str) -> timedelta:
    """Give the time between an assignment's due date and another.

    Raises:
        CourseError: it has no due date, or the other is no later time.
        GradebookError: the gradebook cannot be used.
    """
    when = parse_time(until, zone_named(zone))
    if when is None:
        raise CourseError(f"{until!r} is no time. Give one such as 2026-03-05 12:00 UTC.")
    due = None
    with _gradebook(target) as gradebook, suppress(MissingEntry):
        due = gradebook.find_assignment(target.assignment).duedate if gradebook else None
    if due is None:
        raise CourseError(
            f"{target.assignment} has no due date. Set it: nbgrader db assignment add "
            f'{target.assignment} --duedate "2026-03-02 12:00 UTC"'
        )
    longer = when - due.replace(tzinfo=UTC)
    if longer <= timedelta(0):
        raise CourseError(f"{until} is not after the due date, {due:%Y-%m-%d %H:%M} UTC.")
    return longer


def not_known(target: Target, students: list[str]) -> list[str]:
    """Give those of some students whom the gradebook does not have, and the folders neither.

    Raises:
        GradebookError: the gradebook cannot be used.
    """
    known = set()
    with _gradebook(target) as gradebook:
        if gradebook is not None:
            known = {row[0] for row in gradebook.db.execute(select(Student.id))}
    return [one for one in students if one not in known and not target.folder(one).exists()]


@contextmanager
def _gradebook(target: Target) -> Iterator[Gradebook | None]:
    url = target.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        yield None
        return
    with told(url), closing(gradebook_at(url, target.course_id)) as gradebook:
        yield gradebook

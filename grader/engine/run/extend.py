"""How much longer a student has, by the time at which it is due for them."""

from contextlib import closing, suppress
from datetime import UTC, timedelta
from pathlib import Path

from nbgrader.api import MissingEntry

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
    url = target.url
    if url.get_backend_name() != "sqlite" or Path(str(url.database)).is_file():
        opened = closing(gradebook_at(url, target.course_id))
        with told(url), opened as gradebook, suppress(MissingEntry):
            due = gradebook.find_assignment(target.assignment).duedate
    if due is None:
        raise CourseError(
            f"{target.assignment} has no due date. Set it: nbgrader db assignment add "
            f'{target.assignment} --duedate "2026-03-02 12:00 UTC"'
        )
    longer = when - due.replace(tzinfo=UTC)
    if longer <= timedelta(0):
        raise CourseError(f"{until} is not after the due date, {due:%Y-%m-%d %H:%M} UTC.")
    return longer

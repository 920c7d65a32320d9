"""`grader extend`: give a student longer for an assignment."""

from datetime import timedelta
from typing import Annotated

import typer
from rich.markup import escape

from .options import GRADED, SUBMITTED, Assignment, Course, Db, Out, Timezone, chosen, failing
from .say import console, fail


def extend(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ASSIGNMENT] STUDENT...", help="The assignment with --course alone."
        ),
    ],
    course: Course = None,
    assignment: Assignment = "",
    out: Out = GRADED,
    db: Db = "",
    days: Annotated[
        float, typer.Option("--days", min=0.0, help="How many days; 1.5 is 36 hours.")
    ] = 0.0,
    until: Annotated[
        str, typer.Option("--until", help="When it is due for them, such as 2026-03-05 12:00.")
    ] = "",
    timezone: Timezone = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
) -> None:
    """Give students longer, or take it back; the next grader autograde moves their penalties.

    It is written into extensions.csv beside the gradebook, and may be edited there; so it can be
    given before somebody has handed in. Each run puts it into nbgrader's gradebook.

    Examples:

        grader extend ps1 ada --days 3 --course my_course

        grader extend ps1 ada --until "2026-03-05 12:00 UTC" --course my_course
    """
    students = list(words)
    if course is not None and not assignment:
        assignment = students.pop(0)
    if not students:
        fail("name the student. Give: grader extend ASSIGNMENT STUDENT --days 3 --course DIR")
    if sum((days > 0, bool(until), remove)) != 1:
        fail("say how much longer: --days 3, or --until TIME, or --remove")
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    with failing("extensions.csv"):
        from grader.engine.gradebook.extensions import Extension, write_extension
        from grader.engine.lms.intake.target import target_of

        target = target_of(
            chosen(course, assignment, db, SUBMITTED, out if course is None else None)
        )
        from grader.engine.run.extend import longer_until, not_known

        if until:
            days = longer_until(target, until, timezone) / timedelta(days=1)
        for student in students:
            write_extension(target.out, Extension(target.assignment, student, days))
            more = f"{days:g} day{'' if days == 1 else 's'}"
            said = f"has {more} more for" if days else "has no longer time for"
            console.print(
                f"{escape(student)} {said} {escape(target.assignment)}; now: grader autograde",
                soft_wrap=True,
            )
        for student in not_known(target, students):
            console.print(
                f"  {escape(student)} is not in the gradebook, and has not handed in. Is the name "
                "right? (grader roster)",
                soft_wrap=True,
            )

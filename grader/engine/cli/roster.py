"""`grader roster`: who is in the gradebook."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import GRADED, SUBMITTED, Assignment, Course, Db, Out, Submitted, chosen, failing
from .say import console, fail, plain_table

if TYPE_CHECKING:
    from grader.engine.run.class_list import Listed


def roster(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[merge OLD NEW | remove STUDENT]", show_default=False),
    ] = None,
    course: Course = None,
    assignment: Assignment = "",
    submitted: Submitted = SUBMITTED,
    out: Out = GRADED,
    db: Db = "",
) -> None:
    """Show the students of a course, make one of two, or take one out.

    merge gives all that OLD handed in, and its marks, to NEW; where both have handed in the same
    assignment it refuses. remove puts a student's work and marks into removed/STUDENT, and the
    student counts no more.

    Examples:

        grader roster --course my_course

        grader roster merge 4711 ada --course my_course

        grader roster remove ben --course my_course
    """
    said = list(words or [])
    if said and [said[0], len(said)] not in (["merge", 3], ["remove", 2]):
        fail("give: grader roster, grader roster merge OLD NEW, or grader roster remove STUDENT")
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    with failing("a file"):
        from grader.engine.run.class_list import class_list

        if course is not None:
            assignment = assignment or "-"  # a gradebook is of all assignments
        told = chosen(course, assignment, db, submitted, out if course is None else None)
        with class_list(told) as students:
            if not said:
                _print(students.students())
            elif said[0] == "merge":
                moved = ", ".join(students.merge(said[1], said[2])) or "nothing was handed in"
                console.print(f"{escape(said[1])} is {escape(said[2])} now: {escape(moved)}")
            else:
                place = students.remove(said[1])
                console.print(
                    f"{escape(said[1])} was taken out; marks and files are in {escape(str(place))}",
                    soft_wrap=True,
                )


def _print(students: "list[Listed]") -> None:
    table = plain_table("student", "name", "email", "LMS number", "marks")
    for one in students:
        marks = ", ".join(f"{name} {score:g}" for name, score in sorted(one.marks.items()))
        name = f"{one.first_name} {one.last_name}".strip()
        table.add_row(*map(escape, (one.id, name, one.email, one.lms_user_id, marks)))
    console.print(table)
    console.print(f"\n{len(students)} students")

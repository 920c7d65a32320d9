"""`grader name`: say to a group of students what their functions do wrong."""

import re
from typing import Annotated

import typer

from .options import Assignment, Course, chosen, failing
from .say import console, fail


def name(
    group: Annotated[str, typer.Argument(help="As the report writes it: function-0a1b2c3d.")],
    sentence: Annotated[str, typer.Argument(help="What is done, in one sentence.")],
    hint: Annotated[str, typer.Argument(help="A question or a pointer, and not the answer.")],
    course: Course = None,
    assignment: Assignment = "",
) -> None:
    """Give a group of wrong functions its sentence and its hint.

    The report shows functions that no known mistake fits in groups, by what they do on all hidden
    cases. The next `grader autograde` puts the words into every page of the group. An author may
    take them into the assignment's mistakes, where students' own checks know them too.

    Example: grader name moving_mean-0a1b2c3d "The last run is left out." "How many runs are there?"
    """
    from grader.cases.assignment import read_assignment
    from grader.engine.course.names import Name, give_name
    from grader.engine.course.settings import HIDDEN

    with failing("the assignment's folder"):
        target = chosen(course, assignment, "")
        home = target.root / "solutions" / target.assignment
        functions = read_assignment(home / HIDDEN).functions
        found = re.fullmatch(r"(\w+)-[0-9a-f]{8}", group)
        if not found or found[1] not in functions:
            fail(f"{group!r} is no group: the report writes them as {functions[0]}-0a1b2c3d.")
        give_name(home, group, Name(sentence, hint))
    console.print(f"{group} has its name; the next run puts it into the pages", soft_wrap=True)

"""`grader name`: say to a group of students what their functions do wrong."""

import re
from typing import Annotated

import typer

from grader.errors import LayerwiseError

from .say import console, fail


def name(
    group: Annotated[str, typer.Argument(help="As the report writes it: function-0a1b2c3d.")],
    sentence: Annotated[str, typer.Argument(help="What is done, in one sentence.")],
    hint: Annotated[str, typer.Argument(help="A question or a pointer, and not the answer.")],
) -> None:
    """Give a group of wrong functions its sentence and its hint.

    The report shows functions that no known mistake fits in groups, by what they do on all hidden
    cases. The next `grader autograde` puts the words into every page of the group. An author may
    take them into the assignment's mistakes, where students' own checks know them too.

    Example: grader name relu-0a1b2c3d "Numbers over 6 are cut off." "Where does your curve end?"
    """
    from grader.engine.course.names import Name, give_name
    from grader.engine.course.own import FUNCTIONS
    from grader.engine.course.references import HOME

    found = re.fullmatch(r"(\w+)-[0-9a-f]{8}", group)
    if not found or found[1] not in FUNCTIONS:
        fail(f"{group!r} is no group: the report writes them as {FUNCTIONS[0]}-0a1b2c3d.")
    try:
        give_name(HOME, group, Name(sentence, hint))
    except LayerwiseError as error:
        fail(str(error))
    console.print(f"{group} has its name; the next run puts it into the pages", soft_wrap=True)

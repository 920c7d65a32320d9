"""`grader new`: start an assignment."""

from pathlib import Path
from typing import Annotated

import typer

from grader.errors import LayerwiseError

from .say import console, fail


def new(
    name: Annotated[str, typer.Argument(help="The assignment: small letters, digits and _.")],
    course: Annotated[Path, typer.Option(help="The course's folder; a new one is made.")] = Path(),
) -> None:
    """Start an assignment, with one function that works from end to end.

    Nothing that is there is touched. Then: grader build NAME. docs/authoring.md goes on from here.

    Examples:

        grader new statistics

        grader new statistics --course my_course
    """
    from grader.engine.authoring.new import start

    try:
        for path in start(course, name):
            console.print(f"wrote {path}", soft_wrap=True, markup=False)
    except LayerwiseError as error:
        fail(str(error))
    where = "" if course == Path() else f" --course {course}"
    console.print(f"next: grader build {name}{where}", soft_wrap=True, markup=False)

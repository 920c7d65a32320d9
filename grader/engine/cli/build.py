"""`grader build`: make everything that is generated of an author's folder."""

from pathlib import Path
from typing import Annotated

import typer

from grader.errors import LayerwiseError

from .say import console, fail


def build(
    name: Annotated[str, typer.Argument(help="The assignment: solutions/NAME/ is its folder.")],
    course: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
    until: Annotated[
        str, typer.Option(help="Stop after this part: source, cases, release or solved.")
    ] = "solved",
    hidden_seed: Annotated[
        int | None,
        typer.Option(help="Draw the hidden cases from a number that only you know."),
    ] = None,
) -> None:
    """Build an assignment: source notebooks, cases, what students get, solved notebooks.

    Exit code 2: something in the folder does not fit together, and nothing after it was built.

    Examples:

        grader build network

        grader build network --hidden-seed 20271

        grader build statistics --course my_course --until cases
    """
    from grader.engine.authoring import build as building
    from grader.engine.authoring.cases import HIDDEN_SEED
    from grader.engine.authoring.folder import find_folder

    if until not in building.PARTS:
        fail(f"--until is one of {', '.join(building.PARTS)}, not {until!r}.")
    try:
        folder = find_folder(course, name)
        seed = HIDDEN_SEED if hidden_seed is None else hidden_seed
        building.build(folder, lambda said: console.print(said, soft_wrap=True), seed, until)
    except LayerwiseError as error:
        fail(str(error))
    console.print("done")

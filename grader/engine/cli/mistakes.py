"""`grader mistakes`: judge an assignment's catalogue of wrong and right implementations."""

import warnings
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from grader.errors import LayerwiseError

from .say import console, fail


def mistakes(
    name: Annotated[str, typer.Argument(help="The assignment.")],
    course: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
) -> None:
    """Put an assignment's known mistakes and right ways to its public and hidden cases.

    Exit code 1 where something wrong passes, something right does not, or a name is wrong.

    Example: grader mistakes network
    """
    from grader.engine.authoring.evaluate import evaluate
    from grader.engine.authoring.folder import find_folder
    from grader.engine.authoring.listing import by_function, listing, totals

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nan and infinity are what some mistakes are about
            evaluation = evaluate(find_folder(course, name))
    except LayerwiseError as error:
        fail(str(error))
    console.print(listing("mistakes", evaluation.singles))
    if evaluation.pairs:
        console.print(listing("two mistakes at once", evaluation.pairs))
    for function, way, verdict in evaluation.accepted:
        for which, passes in verdict.items():
            if not passes:
                said = f"{which} cases refuse a right {function}: {way}"
                console.print(f"[red]{escape(said)}[/]", soft_wrap=True)
    console.print(by_function(evaluation))
    for line in totals(evaluation):
        console.print(line, highlight=False)
    raise typer.Exit(0 if evaluation.sound else 1)

"""`grader mutate`: how many small slips the cases of an assignment find."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from grader.errors import LayerwiseError

from .say import console, fail, progress_bar

SHOWN = 400  # characters of an input that is told


def mutate(
    name: Annotated[str, typer.Argument(help="The assignment.")],
    functions: Annotated[list[str] | None, typer.Argument(help="Some of its functions.")] = None,
    course: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
    jobs: Annotated[int, typer.Option(help="Processes; 0 for one a processor.")] = 0,
) -> None:
    """Make a slip in the reference, a thousand times, and see which the hidden cases let through.

    Every survivor is listed: with the reason why it does the same as the original, or with an
    input that tells the two apart, ready to be pasted into the cases. Where an assignment has no
    reference in solutions/, the slips are made in the solution cells of its source notebooks, and
    put to their tests. Exit code 1 where a survivor has no reason.

    Example: grader mutate network
    """
    try:
        from grader.engine.authoring.folder import find_folder
        from grader.engine.authoring.mutate import mutate as put_to_the_cases
        from grader.engine.authoring.mutate_cells import mutate_cells
        from grader.engine.course.folder import open_course

        with progress_bar("mutants") as bar:
            task = bar.add_task("", total=None)
            chosen = (functions or (), jobs, lambda: bar.advance(task))
            if (course / "solutions" / name).is_dir():
                rate = put_to_the_cases(find_folder(course, name), *chosen)
            else:
                rate = mutate_cells(open_course(course, name), *chosen)
    except ImportError as error:
        if str(error.name).partition(".")[0] not in ("mutmut", "libcst"):
            raise
        fail("mutants are made with mutmut, which is not installed: pip install 'layerwise[dev]'")
    except LayerwiseError as error:
        fail(str(error))
    for one in rate.survivors:
        mutant = one.mutant
        where = f"{mutant.function or 'outside of a function'}, {mutant.form}, line {mutant.line}"
        console.print(f"{where}: {escape(mutant.after)}", soft_wrap=True, highlight=False)
        said = one.reason or one.input[:SHOWN] or "no input was found that tells it apart"
        mark = "[dim]= [/]" if one.reason else "[red]✗[/] "
        console.print(f"    {mark}{escape(said)}", soft_wrap=True, highlight=False)
    console.print(str(rate), highlight=False)
    raise typer.Exit(1 if rate.alive else 0)

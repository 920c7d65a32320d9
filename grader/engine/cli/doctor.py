"""`grader doctor`: tell which walls this machine has."""

import typer
from rich.markup import escape

from .say import console


def doctor() -> None:
    """Tell which walls this machine offers for untrusted submissions, and how to mend the rest.

    Exit code 0 where every wall stands, 1 otherwise.

    Example: grader doctor
    """
    from grader.engine.sandbox.walls import examine

    walls = examine()
    for wall in walls:
        mark, mend = ("[green]yes[/]", "") if wall.stands else ("[red]no [/]", escape(wall.mend))
        console.print(f"{mark}  {wall.name}", soft_wrap=True)
        if mend:
            console.print(f"     to mend it: {mend}", soft_wrap=True)
    raise typer.Exit(0 if all(wall.stands for wall in walls) else 1)

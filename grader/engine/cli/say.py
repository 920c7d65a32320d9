"""How commands speak: to the terminal, and to the shell."""

from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

console = Console()


def fail(said: str, code: int = 2) -> NoReturn:
    """Say why on the error stream, in one line, and leave."""
    Console(stderr=True).print(f"[red]grader:[/] {escape(said)}", soft_wrap=True)
    raise typer.Exit(code) from None


def progress_bar(doing: str) -> Progress:
    """Give a bar that goes away when the work is done."""
    return Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
    )

"""How commands speak: to the terminal, and to the shell."""

from collections.abc import Iterable
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

console = Console()


def fail(said: str, code: int = 2) -> NoReturn:
    """Say why on the error stream, in one line, and leave."""
    Console(stderr=True).print(f"[red]grader:[/] {escape(said)}", soft_wrap=True)
    raise typer.Exit(code) from None


def plain_table(*columns: str, right: str = "") -> Table:
    """Give a table without lines; one of its columns may hold numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name == right else "left")
    return table


def say_all(lines: Iterable[str]) -> None:
    """Print texts that are not ours, one a line."""
    for line in lines:
        console.print(f"  {escape(line)}", soft_wrap=True)


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

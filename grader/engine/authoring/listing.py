"""The catalogue as tables: what public and hidden cases make of each implementation."""

from collections.abc import Callable, Sequence

from rich.table import Table

from .evaluate import SETS, Evaluation, Row

YES, NO, MISNAMED = "[green]✓[/]", "[red]✗[/]", "[red]✗ {}[/]"


def listing(title: str, rows: Sequence[Row]) -> Table:
    """One line per wrong implementation."""
    table = Table(title=title)
    table.add_column("function", no_wrap=True)
    table.add_column("mistake")
    for which in SETS:
        table.add_column(f"{which}:\nrejected")
        table.add_column("named")
    for row in rows:
        cells = []
        for which in SETS:
            cells.append(YES if row.rejected(which) else NO)
            wrong = MISNAMED.format(row.findings[which].named)
            cells.append(YES if row.named(which) else wrong if row.misnamed(which) else "[dim]–[/]")
        table.add_row(row.function, " + ".join(row.names), *cells)
    return table


def by_function(evaluation: Evaluation) -> Table:
    """The totals of each function: mistakes, and how many of them are rejected and named."""
    table = Table(title="by function")
    table.add_column("function", no_wrap=True)
    table.add_column("mistakes", justify="right")
    for which in SETS:
        table.add_column(f"{which}:\nrejected", justify="right")
        table.add_column("named", justify="right")
    table.add_column("right ways\naccepted", justify="right")
    for function in evaluation.functions:
        rows = [row for row in evaluation.singles if row.function == function]
        cells = []
        for which in SETS:
            cells.append(str(sum(row.rejected(which) for row in rows)))
            cells.append(str(sum(row.named(which) for row in rows)))
        ways = [all(verdict.values()) for one, _, verdict in evaluation.accepted if one == function]
        table.add_row(function, str(len(rows)), *cells, f"{sum(ways)} of {len(ways)}")
    return table


def totals(evaluation: Evaluation) -> list[str]:
    """The totals as a table in Markdown, which the README quotes."""
    singles, pairs, accepted = evaluation.singles, evaluation.pairs, evaluation.accepted
    counts: dict[str, Callable[[str], int]] = {
        f"{len(singles)} with one mistake: rejected": lambda w: sum(r.rejected(w) for r in singles),
        "… named with the right name": lambda w: sum(r.named(w) for r in singles),
        "… named with a wrong name": lambda w: sum(r.misnamed(w) for r in singles),
        f"{len(pairs)} with two mistakes: rejected": lambda w: sum(r.rejected(w) for r in pairs),
        "… named with a name of neither": lambda w: sum(r.misnamed(w) for r in pairs),
        f"{len(accepted)} right one{'s' if len(accepted) != 1 else ''}: accepted": lambda w: sum(
            v[w] for _, _, v in accepted
        ),
    }
    lines = ["| implementations | public cases | hidden cases |", "|---|---|---|"]
    for name, count in counts.items():
        lines.append(f"| {name} | {count('public')} | {count('hidden')} |")
    return lines

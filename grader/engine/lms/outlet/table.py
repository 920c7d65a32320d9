"""Write a table that a spreadsheet may open: no cell of it is a program."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

# What a spreadsheet takes for a formula. A "-" alone, or before a number, is none.
FORMULA = re.compile(r"^\s*(?:[=+@\t\r]|-(?!\s*$|[\d.,]+\s*$))")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Give the text of a table."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def number(value: float) -> str:
    """Write a mark as an LMS does: at most two decimals, and none that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")

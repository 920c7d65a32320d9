"""The golden marks: what nbgrader's own autograde gave for every stock course."""

from pathlib import Path

from tests.stock.marks import Row, read_rows

FOLDER = Path(__file__).parent / "golden"


def file_of(name: str) -> Path:
    """Where a course's golden marks are."""
    return FOLDER / f"{name}.csv"


def golden(name: str) -> list[Row]:
    """nbgrader's marks of a course."""
    return read_rows(file_of(name))

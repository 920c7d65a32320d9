"""Read a class list as a table, as an LMS or a spreadsheet has written it."""

import csv
from io import StringIO
from pathlib import Path

from grader.engine.errors import RosterError

MAX_ROSTER = 50 * 2**20


def read_csv(path: Path) -> list[list[str]]:
    """Read a table, with commas or semicolons, in UTF-8 or Excel's own.

    Raises:
        RosterError: it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_ROSTER:
            raise RosterError(f"{path} is larger than a class list can be.")
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=comma) if row]
    except csv.Error as error:
        raise RosterError(f"{path} is no table of comma-separated values: {error}") from None
    if not rows:
        raise RosterError(f"{path} is empty.")
    return rows

"""Sakai's "Download All", as a zip or unpacked.

Each student has a folder `<last name>, <first name>(<id>)` with `Submission attachment(s)` and a
timestamp.txt, which is Sakai's and written as 20240201100000000, in UTC.
"""

import re
from datetime import UTC, datetime

from .entry import Entry
from .handed import Handed, left_out

PART = re.compile(r"^(?P<last>[^,]+), ?(?P<first>.*?) ?\((?P<key>[^()]+)\)$")
ATTACHED = "submission attachment(s)"
STAMP = "timestamp.txt"


def is_sakai(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(ATTACHED in (part.casefold() for part in path) for path in paths)


def read_sakai(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    found: dict[str, Handed] = {}
    strangers = 0
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path[:-1]) if PART.match(part)), None)
        if place is None:
            strangers += entry.name.casefold() not in ("grades.csv", "grades.xls", "grades.xlsx")
            continue
        match = PART.match(entry.path[place])
        assert match
        name = f"{match['first']} {match['last']}".strip()
        handed = found.setdefault(match["key"], Handed(match["key"], name=name))
        inside = entry.path[place + 1 :]
        if inside == (STAMP,):
            handed.when = _stamp(entry)
        elif inside[0].casefold() == ATTACHED:
            handed.files.append(entry.moved(inside[1:]))
        # What is left is the instructor's: comments, feedback, and a text typed into Sakai.
    return list(found.values()), left_out(strangers)


def _stamp(entry: Entry) -> datetime | None:
    try:
        with entry.open() as file:
            said = file.read(100).decode("utf-8", "replace").strip()
        return datetime.strptime(said[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None

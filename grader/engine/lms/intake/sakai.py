"""Sakai's "Download All", as a zip or unpacked.

Each student has a folder `<last name>, <first name>(<id>)` with `Submission attachment(s)` and a
timestamp.txt, which is Sakai's and written as 20240201100000000, in UTC. Who has one name alone has
no comma there; in anonymous marking the folder's name is an id.
"""

import re
from datetime import UTC, datetime

from .entry import Entry
from .handed import Handed, left_out

PART = re.compile(r"^(?P<last>[^,]+?)(?:, ?(?P<first>.*?))? ?\((?P<key>[^()]+)\)$")
ATTACHED = "submission attachment(s)"
STAMP = "timestamp.txt"
GRADES = ("grades.csv", "grades.xls", "grades.xlsx")


def is_sakai(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(ATTACHED in (part.casefold() for part in path) for path in paths)


def read_sakai(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    found: dict[str, Handed] = {}
    strangers = []
    depth = _depth(entries)
    for entry in entries:
        if depth is None or len(entry.path) < depth + 2:
            if entry.name.casefold() not in GRADES:
                strangers.append(entry)
            continue
        place, match = depth, PART.match(entry.path[depth])
        key = match["key"] if match else entry.path[depth]
        name = f"{match['first'] or ''} {match['last']}".strip() if match else ""
        handed = found.setdefault(key, Handed(key, name=name))
        inside = entry.path[place + 1 :]
        if inside == (STAMP,):
            handed.when = _stamp(entry)
        elif inside[0].casefold() == ATTACHED:
            handed.files.append(entry.moved(inside[1:]))
        # What is left is the instructor's: comments, feedback, and a text typed into Sakai.
    return list(found.values()), left_out(strangers)


def _depth(entries: list[Entry]) -> int | None:
    """Find how deep the students' folders lie: they are those that hold the attachments."""
    for entry in entries:
        folded = [part.casefold() for part in entry.path[:-1]]
        if ATTACHED in folded[1:]:
            return folded.index(ATTACHED, 1) - 1
    return None


def _stamp(entry: Entry) -> datetime | None:
    try:
        with entry.open() as file:
            said = file.read(100).decode("utf-8", "replace").strip()
        return datetime.strptime(said[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None

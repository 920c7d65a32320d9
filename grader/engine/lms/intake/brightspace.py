"""Brightspace's (D2L's) download of an assignment's submissions, as a zip or unpacked.

Each submission has a folder `<user>-<assignment> - <full name> - <date>`, the date as
`Feb 1, 2024 1000 AM`; an index.html lies beside them. Who hands in again has another folder: the
latest counts.
"""

import re
from datetime import datetime

from .entry import Entry
from .handed import Handed, left_out

PART = re.compile(
    r"^(?P<key>\d+)-\d+ ?- (?P<name>.+?) ?- "
    r"(?P<when>[A-Z][a-z]{2,8} \d{1,2}, \d{4} \d{3,4} [AP]M)(?: - (?P<rest>.+))?$"
)


def is_brightspace(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(PART.match(part) for path in paths for part in path)


def read_brightspace(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    found: dict[str, Handed] = {}
    latest: dict[str, datetime] = {}
    strangers = 0
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path) if PART.match(part)), None)
        if place is None:
            strangers += entry.name.lower() != "index.html"
            continue
        match = PART.match(entry.path[place])
        assert match
        key, when = match["key"], _time(match["when"])
        handed = found.setdefault(key, Handed(key, name=match["name"]))
        if when < latest.get(key, when):
            continue
        if latest.get(key, when) < when:
            handed.files.clear()
            handed.notes[:] = ["of several submissions the latest was taken"]
        latest[key] = when
        inside = (*([match["rest"]] if match["rest"] else []), *entry.path[place + 1 :])
        handed.files.append(entry.moved(inside))
    return list(found.values()), left_out(strangers)


def _time(said: str) -> datetime:
    """Read the server's time, which names no zone: it orders the submissions of one student."""
    day, clock = said.rsplit(", ", 1)[0], said.rsplit(", ", 1)[1]
    year, digits, half = clock.split()
    month, date = day.split()
    text = f"{month[:3]} {date} {year} {digits.zfill(4)} {half}"
    try:
        return datetime.strptime(text, "%b %d %Y %I%M %p")
    except ValueError:
        return datetime.min

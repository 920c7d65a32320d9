"""Brightspace's (D2L's) download of an assignment's submissions, as a zip or unpacked.

Each submission has a folder `<user>-<assignment> - <full name> - <date>`; an index.html lies beside
them. The date is in the course's language and form: `Feb 1, 2024 1000 AM`, `1 févr. 2024 22h00`.
Who hands in again has another folder: the latest counts. Some have an id of the institution's
before the name: `12-34 - N0123456 - Ada Lovelace - …`.
"""

import re
from datetime import UTC, datetime

from .entry import Entry
from .foreign_time import parse_foreign
from .handed import Handed, left_out
from .stamp import read_as

# A name ends where a date begins, which has a year and a time in it.
PART = re.compile(
    r"^(?P<key>\d+)-\d+ ?- (?P<name>.+?) ?- "
    r"(?P<when>(?=[^-]*\b(?:19|20)\d\d\b)(?=[^-]*\d{3,4}|[^-]*\d{1,2}[hH._]\d\d)[^-]{8,40}?)"
    r"(?: - (?P<rest>.+))?$"
)
SEVERAL = "of several submissions the latest was taken"
FORMS = ("%b %d %Y %I%M %p", "%b %d %Y %H%M", "%d %b %Y %I%M %p", "%d %b %Y %H%M")


def is_brightspace(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(PART.match(part) for path in paths for part in path)


def read_brightspace(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none."""
    found: dict[tuple[str, str], Handed] = {}
    latest: dict[tuple[str, str], datetime | str] = {}
    strangers = []
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path) if PART.match(part)), None)
        if place is None:
            if entry.name.lower() != "index.html":
                strangers.append(entry)
            continue
        match = PART.match(entry.path[place])
        assert match
        who, when = (match["key"], match["name"]), _time(match["when"])
        handed = found.setdefault(who, Handed(match["key"], name=match["name"]))
        before = latest.setdefault(who, when or match["when"])
        inside = (*([match["rest"]] if match["rest"] else []), *entry.path[place + 1 :])
        if when is None or not isinstance(before, datetime):
            # Which is the latest is not to be read: all are kept, for a person to choose.
            inside = (match["when"], *inside)
        elif when < before:
            handed.notes[:] = [SEVERAL]
            continue
        elif before < when:
            latest[who] = when
            handed.files.clear()
            handed.notes[:] = [SEVERAL]
        handed.clock = when
        handed.files.append(entry.moved(inside))
    return _named(found), left_out(strangers)


def _named(found: dict[tuple[str, str], Handed]) -> list[Handed]:
    """Take the id that stands before each name out of it; give no two people one number."""
    numbers = [number for number, _ in found]
    for (number, name), handed in found.items():
        own, _, rest = name.partition(" - ")
        if rest and any(map(str.isdigit, own)) and " " not in own:
            handed.key, handed.name, handed.also = own, rest, (own, number)
        elif numbers.count(number) > 1:
            handed.key, handed.also = f"{number} {name}", ()
    return list(found.values())


def _time(said: str) -> datetime | None:
    """Read the server's time, which names no zone; None where it is in another form."""
    (foreign,) = parse_foreign([said], UTC)
    if foreign is not None and re.search(r"\d[hH:.]\d", said):
        return foreign.replace(tzinfo=None)
    text = re.sub(r"[,.]", " ", said)
    text = re.sub(r"\b([A-Za-z]{3})[a-z]+\b", r"\1", text)
    text = re.sub(r"\b(\d{3})\b", r"0\1", " ".join(text.split()))
    return read_as(text, *FORMS)

"""Sakai's "Download All", as a zip or unpacked.

Each student has a folder `<last name>, <first name>(<id>)` with the attachments and timestamp.txt,
which is Sakai's and in UTC: 2024-02-01T10:00:00.123Z, or 20240201100000123 as older ones write it.
Who has one name alone has no comma there; in anonymous marking the folder's name is an id. Without
folders, all files lie side by side as `<last name>, <first name>(<id>)_<attachments>_<file>`.

What the folder of attachments is called is in the instructor's language. So where it is not English
it is known by its place: beside a timestamp.txt, in a student's folder.
"""

import re
from collections import Counter
from datetime import UTC, datetime

from grader.engine.errors import SourceError

from .entry import Entry
from .handed import Handed, left_out

PART = re.compile(r"^(?P<last>[^,]+?)(?:, ?(?P<first>.*?))? ?\((?P<key>[^()]+)\)$")
FLAT = re.compile(r"^(?P<part>[^()]+\([^()]+\))_(?P<inside>.+)$")
ATTACHED = "submission attachment(s)"
STAMP = "timestamp.txt"
GRADES = ("grades.csv", "grades.xls", "grades.xlsx")
WORK = (".ipynb", ".zip")

Paths = list[tuple[str, ...]]


def is_sakai(paths: Paths) -> bool:
    """Tell whether files are such a download, by their paths."""
    return _depth(paths) is not None or _flat(paths)


def read_sakai(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none, and on what was taken for what.

    Raises:
        SourceError: two folders could each hold what was handed in.
    """
    found: dict[str, Handed] = {}
    strangers = []
    depth = _depth([entry.path for entry in entries])
    if depth is None and _flat([entry.path for entry in entries]):
        depth = len(entries[0].path) - 1
        entries = [_folded(entry) for entry in entries]
    paths = [entry.path for entry in entries]
    attached = _attached(paths, depth) if depth is not None else ""
    for entry in entries:
        if depth is None or len(entry.path) < depth + 2:
            if entry.name.casefold() not in GRADES:
                strangers.append(entry)
            continue
        match = PART.match(entry.path[depth])
        key = match["key"] if match else entry.path[depth]
        name = f"{match['first'] or ''} {match['last']}".strip() if match else ""
        handed = found.setdefault(key, Handed(key, name=name))
        inside = entry.path[depth + 1 :]
        if inside == (STAMP,):
            handed.when = _stamp(entry)
        elif len(inside) > 1 and inside[0] == attached:
            handed.files.append(entry.moved(inside[1:]))
        # What is left is the instructor's: comments, feedback, and a text typed into Sakai.
    notes = left_out(strangers)
    if attached and attached.casefold() != ATTACHED:
        notes.append(f"what lies in {attached!r} was taken for what was handed in: look at it")
    return list(found.values()), notes


def _depth(paths: Paths) -> int | None:
    """Find how deep the students' folders lie: they are those that hold the attachments."""
    found: dict[tuple[str, ...], int] = {}
    for path in paths:
        folded = [part.casefold() for part in path[:-1]]
        if ATTACHED in folded[1:]:
            place = folded.index(ATTACHED, 1) - 1
            found[path[: place + 1]] = place
    if found:  # below it, a student may have folders of any name
        return min(found.values())
    lists = {path[:-1] for path in paths if path[-1].casefold() in GRADES}
    for path in paths:
        home = path[:-1]
        if path[-1] != STAMP or not home or not any(_below(one, home) for one in paths):
            continue
        # A timestamp.txt is nbgrader's too: what is around it must be Sakai's.
        if PART.match(home[-1]) or home[:-1] in lists:
            return len(home) - 1
    return None


def _below(path: tuple[str, ...], home: tuple[str, ...]) -> bool:
    return len(path) == len(home) + 2 and path[: len(home)] == home


def _attached(paths: Paths, depth: int) -> str:
    """Find what the folder of attachments is called: the same for all students."""
    folders = Counter(path[depth + 1] for path in paths if len(path) > depth + 2)
    for one in folders:
        if one.casefold() == ATTACHED:
            return one
    working = {
        path[depth + 1]
        for path in paths
        if len(path) > depth + 2 and path[-1].casefold().endswith(WORK)
    }
    able = working or set(folders)
    if len(able) > 1:
        raise SourceError(
            f"this is a download of Sakai, and {' and '.join(map(repr, sorted(able)[:5]))} could "
            "each be the folder of what was handed in. Download it once more, without the feedback."
        )
    return able.pop() if able else ""


def _flat(paths: Paths) -> bool:
    """Tell whether all files lie side by side, with the students' names before theirs."""
    if len({path[:-1] for path in paths}) != 1:
        return False
    names = [path[-1] for path in paths if path[-1].casefold() not in GRADES]
    found = [match["inside"].casefold() for name in names if (match := FLAT.match(name))]
    # Names with parentheses alone are no download: the list of grades tells, or the words.
    sure = len(names) < len(paths) or any(one.startswith(f"{ATTACHED}_") for one in found)
    return len(found) == len(names) > 0 and sure


def _folded(entry: Entry) -> Entry:
    match = FLAT.match(entry.name)
    if match is None:
        return entry
    attached, _, file = match["inside"].partition("_")
    inside = (attached, file) if attached and file else (match["inside"],)
    return entry.moved((*entry.path[:-1], match["part"], *inside))


def _stamp(entry: Entry) -> datetime | None:
    try:
        with entry.open() as file:
            said = file.read(100).decode("utf-8", "replace").strip()
    except OSError:
        return None
    for form, length in (("%Y-%m-%dT%H:%M:%S", 19), ("%Y-%m-%dT%H:%M", 16), ("%Y%m%d%H%M%S", 14)):
        try:
            return datetime.strptime(said[:length], form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None

"""ILIAS's download of all submissions of an exercise, as a zip or unpacked.

Each student has a folder `<last name>_<first name>_<login>_<number>`, in a folder called Abgaben
or Submissions; where teams hand in, a folder of the team lies around it.
"""

import re

from .entry import Entry
from .handed import Handed, left_out

AROUND = {"abgaben", "submissions"}
PART = re.compile(r"^(?P<last>[^_]+)_(?P<first>.+)_(?P<login>[^_]+)_(?P<number>\d+)$")
STAMP = re.compile(r"^\d{14}_(?P<file>.+)$")


def is_ilias(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(_place(path) is not None for path in paths)


def read_ilias(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    found: dict[str, Handed] = {}
    strangers = 0
    for entry in entries:
        place = _place(entry.path)
        if place is None:
            strangers += 1
            continue
        match = PART.match(entry.path[place])
        assert match
        name = f"{match['first']} {match['last']}".replace("_", " ")
        handed = found.setdefault(match["login"], Handed(match["login"], name=name))
        *folders, file = entry.path[place + 1 :]
        # ILIAS puts the time of the upload before the name.
        stamped = STAMP.match(file)
        handed.files.append(entry.moved((*folders, stamped["file"] if stamped else file)))
    return list(found.values()), left_out(strangers)


def _place(path: tuple[str, ...]) -> int | None:
    """Find the student's folder: below the folder of all submissions, and above a file."""
    for i, part in enumerate(path[:-1]):
        below = any(above.casefold() in AROUND for above in path[:i])
        if below and PART.match(part):
            return i
    return None

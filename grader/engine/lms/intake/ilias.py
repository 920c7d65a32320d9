"""ILIAS's download of all submissions of an exercise, as a zip or unpacked.

Each student has a folder `<last name>_<first name>_<login>_<number>`, in a folder called Abgaben
or Submissions; where teams hand in, a folder of the team lies around it. ILIAS puts the time of the
upload before a file's name, as 20240201100000: of two files of one name the latest counts.

A name and a login may hold underscores: the number tells two people apart.
"""

import re

from .entry import Entry
from .handed import Handed, left_out
from .stamp import read_as

AROUND = {"abgaben", "submissions"}
PART = re.compile(r"^(?P<last>[^_]+)_(?P<first>.+)_(?P<login>[^_]+)_(?P<number>\d+)$")
STAMP = re.compile(r"^(?P<when>\d{14})_(?P<file>.+)$")


def is_ilias(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(_place(path) is not None for path in paths)


def read_ilias(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none."""
    found: dict[str, Handed] = {}
    parts: dict[str, tuple[str, ...]] = {}
    latest: dict[tuple[str, tuple[str, ...]], str] = {}
    strangers = []
    for entry in entries:
        place = _place(entry.path)
        if place is None:
            strangers.append(entry)
            continue
        match = PART.match(entry.path[place])
        assert match
        number = match["number"]
        handed = found.setdefault(number, Handed(number))
        parts[number] = tuple(entry.path[place].split("_")[:-1])
        *folders, file = entry.path[place + 1 :]
        stamped = STAMP.match(file)
        path, when = (*folders, stamped["file"] if stamped else file), stamped and stamped["when"]
        if path in {one.path for one in handed.files}:
            if (when or "") < latest[number, path]:
                continue
            handed.files = [one for one in handed.files if one.path != path]
            handed.notes[:] = ["of several files of one name the latest was taken"]
        latest[number, path] = when or ""
        clock = read_as(when, "%Y%m%d%H%M%S") if when else None
        handed.clock = max(filter(None, (handed.clock, clock)), default=None)
        handed.files.append(entry.moved(path))
    for number, handed in found.items():
        said = parts[number]
        others = [one for other, one in parts.items() if other != number]
        handed.key, length = _login(said, others)
        handed.name = " ".join((*said[1 : max(2, len(said) - length)], said[0]))
        handed.also = tuple("_".join(said[i:]) for i in range(2, len(said)))
    return list(found.values()), left_out(strangers)


def _login(said: tuple[str, ...], others: list[tuple[str, ...]]) -> tuple[str, int]:
    """Give a login, and of how many parts: the last, or as many more as make it one person's."""
    length = 1
    while length < len(said) - 2 and any(one[-length:] == said[-length:] for one in others):
        length += 1
    return "_".join(said[-length:]), length


def _place(path: tuple[str, ...]) -> int | None:
    """Find the student's folder: below the folder of all submissions, and above a file."""
    for i, part in enumerate(path[:-1]):
        below = any(above.casefold() in AROUND for above in path[:i])
        if below and PART.match(part):
            return i
    return None

"""Moodle's "Download all submissions", as a zip or unpacked.

Each student has a folder `<full name>_<number>_assignsubmission_file_`, since Moodle 4.1 without
the last underscore; where "Download submissions in folders" is off the files lie side by side, and
that is how each name begins. The number is Moodle's own of a participant, in this assignment only;
in anonymous marking the name is `Participant`.
"""

import re

from .entry import Entry
from .handed import Handed, left_out

PART = re.compile(
    r"^(?P<name>.*?)_(?P<key>\d+)_assignsubmission_(?P<type>[a-z]+)(?:_(?P<rest>.*))?$"
)
ANONYMOUS = "Participant"


def is_moodle(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(PART.match(part) for path in paths for part in path)


def read_moodle(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none."""
    found: dict[str, Handed] = {}
    strangers = []
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path) if PART.match(part)), None)
        if place is None:
            strangers.append(entry)
            continue
        match = PART.match(entry.path[place])
        assert match
        key, name = match["key"], match["name"].strip()
        handed = found.setdefault(key, Handed(key, name="" if name == ANONYMOUS else name))
        if match["type"] != "file":
            handed.notes.append(f"its {match['type']} was left out: only files are collected")
            continue
        inside = (*([match["rest"]] if match["rest"] else []), *entry.path[place + 1 :])
        handed.files.append(entry.moved(inside))
    return list(found.values()), left_out(strangers)

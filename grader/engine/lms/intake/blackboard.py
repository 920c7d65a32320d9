"""Blackboard's "Assignment File Download", as a zip or unpacked.

All files lie side by side as `<assignment>_<username>_attempt_<date>_<file>`, with a text
`<assignment>_<username>_attempt_<date>.txt` for each attempt. The date is the server's, as
2024-02-01-10-00-00. Of several attempts the latest counts. Both the assignment and a username may
hold underscores: the text says `Name: Ada Lovelace (ada_l)`, and else what all names begin with is
the assignment.
"""

import re
from itertools import takewhile

from .archive import BROKEN
from .entry import Entry
from .handed import Handed, left_out
from .stamp import read_as

NAME = re.compile(
    r"^(?P<whose>.+?)_attempt_"
    r"(?P<when>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)$"
)
PERSON = re.compile(r"^\s*[^:\n]+: *(?P<name>[^\n]*?) *\((?P<key>[^()\s]+)\)\s*$", re.MULTILINE)
FIRST_BYTES = 2_000


def is_blackboard(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their names: no other name looks so."""
    return any(NAME.match(path[-1]) for path in paths)


def read_blackboard(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none."""
    found: dict[str, Handed] = {}
    attempt: dict[str, str] = {}
    strangers = []
    for entry in sorted(entries, key=lambda one: one.name):
        match = NAME.match(entry.name)
        if match is None:
            strangers.append(entry)
            continue
        whose, when = match["whose"], match["when"]
        handed = found.setdefault(whose, Handed(""))
        if attempt.get(whose, when) < when:
            handed.files.clear()
            handed.notes[:] = ["of several attempts the latest was taken"]
        attempt[whose] = when
        handed.clock = read_as(when, "%Y-%m-%d-%H-%M-%S")
        if match["file"]:
            handed.files.append(entry.moved((match["file"],)))
        else:
            _introduce(handed, entry, whose)
    _name_the_others(found)
    return list(found.values()), left_out(strangers)


def _introduce(handed: Handed, entry: Entry, whose: str) -> None:
    """Read from an attempt's text whose it is, where that fits the name of the file."""
    try:
        with entry.open() as file:
            text = file.read(FIRST_BYTES).decode("utf-8-sig", "replace")
    except BROKEN:
        return
    for said in PERSON.finditer(text):
        if whose.endswith(f"_{said['key']}"):
            handed.key, handed.name = said["key"], said["name"]
            return


def _name_the_others(found: dict[str, Handed]) -> None:
    """Take a username from the names of the files: what stands in all of them is no part of it."""
    parts = {whose: whose.split("_") for whose in found}
    columns = zip(*parts.values(), strict=False)
    alike = sum(1 for _ in takewhile(lambda at: len(set(at)) == 1, columns))
    cut = min(alike, *(len(said) - 1 for said in parts.values())) if len(parts) > 1 else -1
    for whose, handed in found.items():
        if not handed.key:
            handed.key = "_".join(parts[whose][cut:])
            handed.also = tuple("_".join(parts[whose][i:]) for i in range(1, len(parts[whose])))

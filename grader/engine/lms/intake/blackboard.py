"""Blackboard's "Assignment File Download", as a zip or unpacked.

All files lie side by side as `<assignment>_<username>_attempt_<date>_<file>`, with a text
`<assignment>_<username>_attempt_<date>.txt` for each attempt. The date is the server's, as
2024-02-01-10-00-00. Of several attempts the latest counts.
"""

import re

from .entry import Entry
from .handed import Handed, left_out

NAME = re.compile(
    r"^(?P<assignment>.+?)_(?P<key>[^_/]+)_attempt_"
    r"(?P<when>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)$"
)


def is_blackboard(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their names: most of them must look it."""
    return sum(NAME.match(path[-1]) is not None for path in paths) * 2 > len(paths)


def read_blackboard(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    found: dict[str, Handed] = {}
    attempt: dict[str, str] = {}
    strangers = 0
    for entry in sorted(entries, key=lambda one: one.name):
        match = NAME.match(entry.name)
        if match is None:
            strangers += 1
            continue
        key, when = match["key"], match["when"]
        handed = found.setdefault(key, Handed(key))
        if attempt.get(key, when) < when:
            handed.files.clear()
            handed.notes[:] = ["of several attempts the latest was taken"]
        attempt[key] = when
        if match["file"]:
            handed.files.append(entry.moved((match["file"],)))
    return list(found.values()), left_out(strangers)

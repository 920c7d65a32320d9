"""A plain folder, or a zip of one, with a folder or a file for each student.

Three forms, which may be mixed: `<student>/<assignment>/…` as nbgrader has it, `<student>/…` with
the notebooks in it, and files side by side, `<student>.ipynb`, `<student>_<notebook>.ipynb` or
`<student>.zip`.
"""

import re
from datetime import datetime

from grader.engine.course.timestamp import NAME as STAMP

from .entry import Entry
from .fit import SUFFIX, meant_by
from .handed import Handed
from .layout import whole
from .stamp import parse_stamp

MAX_NOTES = 20
BETWEEN = r"[ _+-]+"


def read_folder(
    entries: list[Entry],
    assignment: str,
    notebooks: tuple[str, ...],
    name: str = "",
    believe: bool = True,
) -> tuple[list[Handed], list[str]]:
    """Sort the files of a folder by student.

    Args:
        entries: the files.
        assignment: the name of the assignment.
        notebooks: the names of its notebooks.
        name: whose it is where notebooks lie side by side and are named for nobody: a zip's name.
        believe: a timestamp.txt in nbgrader's own place is nbgrader's.

    Returns:
        The submissions, and notes on what belongs to none.
    """
    if name and _is_owners(entries, assignment, notebooks):
        return [Handed(name, entries)], []
    entries, notes = whole(entries, assignment)
    entries = _inside(entries, assignment)
    found: dict[str, Handed] = {}
    nested = {entry.path[0] for entry in entries if entry.path[1:2] == (assignment,)}
    beside = {e.path[0] for e in entries if len(e.path) == 2 and _is_work(e)}
    for entry in entries:
        first = entry.path[0]
        if len(entry.path) == 1:
            key, file = _named_for(entry.name, notebooks)
            path: tuple[str, ...] = (file,)
        elif first in nested:
            key, path = (first if entry.path[1] == assignment else ""), entry.path[2:]
        else:
            key, path = (first if first in beside else ""), entry.path[1:]
        if not key or not path:
            if len(entry.path) == 1 or first not in nested:
                notes.append(f"{'/'.join(entry.path)} belongs to no student of {assignment}")
            continue
        handed = found.setdefault(key, Handed(key))
        if path == (STAMP,) and first in nested and believe:
            handed.when = _stamp(entry)
        else:
            handed.files.append(entry.moved(path))
    more = len(notes) - MAX_NOTES
    return list(found.values()), notes[:MAX_NOTES] + ([f"and {more} more"] if more > 0 else [])


def _inside(entries: list[Entry], assignment: str) -> list[Entry]:
    """Go into a folder that holds all the students' folders, as a zip of a folder has it."""
    tops = {entry.path[0] for entry in entries}
    deep = all(len(entry.path) > 2 and entry.path[1] != assignment for entry in entries)
    if entries and len(tops) == 1 and deep:
        return [entry.moved(entry.path[1:]) for entry in entries]
    return entries


def _is_work(entry: Entry) -> bool:
    return entry.name.lower().endswith((SUFFIX, ".zip"))


def _named_for(file: str, notebooks: tuple[str, ...]) -> tuple[str, str]:
    """Find the student and the notebook in a file's name; no student where there is none in it."""
    stem, _, suffix = file.rpartition(".")
    if suffix.lower() == "zip":
        return stem, file
    if suffix.lower() != "ipynb" or meant_by(file, notebooks) is not None:
        return "", file
    for notebook in sorted(notebooks, key=len, reverse=True):
        name = re.escape(notebook)
        for form in (f"(?P<key>.+?){BETWEEN}{name}", f"{name}{BETWEEN}(?P<key>.+)"):
            if match := re.fullmatch(form, stem, re.IGNORECASE):
                return match["key"], f"{notebook}{SUFFIX}"
    return (stem, f"{notebooks[0]}{SUFFIX}") if len(notebooks) == 1 else ("", file)


def _is_owners(entries: list[Entry], assignment: str, notebooks: tuple[str, ...]) -> bool:
    """Tell whether a zip holds the work of one student: notebooks that name nobody."""
    flat = [e for e in entries if len(e.path) == 1 and e.name.lower().endswith(SUFFIX)]
    work = [entry for entry in entries if entry.name.lower().endswith(SUFFIX)]
    if {entry.path[0] for entry in entries} == {assignment}:
        return bool(work) and all(len(entry.path) == 2 for entry in work)
    return (len(flat) == 1 == len(notebooks)) or any(meant_by(e.name, notebooks) for e in flat)


def _stamp(entry: Entry) -> datetime | None:
    try:
        with entry.open() as file:
            return parse_stamp(file.read(100).decode("utf-8", "replace"))
    except OSError:
        return None

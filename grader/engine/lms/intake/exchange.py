"""nbgrader's exchange: `<exchange>/<course>/inbound/<student>+<assignment>+<time>+<random>/`."""

from datetime import datetime

from grader.engine.course.timestamp import NAME as STAMP

from .entry import Entry
from .handed import Handed
from .stamp import parse_stamp


def is_exchange(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether folders are those of an exchange, by the paths in them."""
    return any(_record(path[0]) is not None for path in paths)


def read_exchange(entries: list[Entry], assignment: str) -> tuple[list[Handed], list[str]]:
    """Take every student's newest submission of the assignment, as nbgrader does."""
    found: dict[str, tuple[str, Handed]] = {}
    earlier: set[str] = set()
    for entry in entries:
        record = _record(entry.path[0])
        if record is None or record[1] != assignment or len(entry.path) < 2:
            continue
        student, _, when = record
        folder, handed = found.get(student, ("", Handed(student)))
        if folder != entry.path[0]:
            if handed.when is not None and (when, entry.path[0]) < (handed.when, folder):
                earlier.add(entry.path[0])
                continue
            if folder:
                earlier.add(folder)
            handed = Handed(student, when=when)
            found[student] = (entry.path[0], handed)
        if entry.path[1:] != (STAMP,):
            handed.files.append(entry.moved(entry.path[1:]))
    notes = [f"{len(earlier)} earlier submissions stay in the exchange"] if earlier else []
    return [handed for _, handed in found.values()], notes


def _record(folder: str) -> tuple[str, str, datetime] | None:
    """Split a folder's name as nbgrader does: a student's name may hold a "+" itself."""
    for parts in (folder.rsplit("+", 3), folder.rsplit("+", 2)):
        if len(parts) >= 3 and (when := parse_stamp(parts[2])) is not None:
            return parts[0], parts[1], when
    return None

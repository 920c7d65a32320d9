"""Who is who: an LMS's list of a class, or a plain one, and the student ids in it.

Read by their headers: Moodle's grading worksheet, Canvas's gradebook export, and nbgrader's own
columns (`id`, `first_name`, `last_name`, `email`, `lms_user_id`), as `nbgrader db student import`
takes them.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from io import StringIO
from pathlib import Path

from grader.errors import LayerwiseError

from .handed import same
from .stamp import parse_stamp

MAX_ROSTER = 50 * 2**20


class RosterError(LayerwiseError):
    """A list of students cannot be used."""


class Kind(StrEnum):
    """Whose form a list has."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Student:
    """One row. Empty is what the list does not say.

    row: its place in the list.
    when: when the student's work was last handed in, by the list.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    full_name: str = ""
    row: int = 0
    when: datetime | None = None


@dataclass(slots=True)
class Roster:
    """A class list as it came, and the students in it.

    rows: all of it, the header first.
    """

    kind: Kind
    rows: list[list[str]]
    students: list[Student]
    _by: dict[str, dict[str, Student | None]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the students quick to find; a name that two share finds neither."""
        self._by = {"lms_user_id": {}, "id": {}, "full_name": {}}
        for by, found in self._by.items():
            for student in self.students:
                key = same(getattr(student, by))
                found[key] = None if key in found else student

    def find(self, key: str, name: str = "") -> Student | None:
        """Find a student by what an LMS or a folder calls them, else by the full name."""
        for by, value in (("lms_user_id", key), ("id", key), ("full_name", name or key)):
            if value and (student := self._by[by].get(same(value))) is not None:
                return student
        return None


def read_roster(path: Path, zone: tzinfo) -> Roster:
    """Read a class list.

    Args:
        path: of a CSV file.
        zone: the timezone of the times in it.

    Raises:
        RosterError: it cannot be read, has no header that is known, or names an id twice.
    """
    rows = read_csv(path)
    header = [cell.strip() for cell in rows[0]]
    if "Identifier" in header and "Full name" in header:
        kind, students = Kind.MOODLE, _moodle(header, rows, zone)
    elif {"Student", "ID", "Section"} <= set(header):
        kind, students = Kind.CANVAS, _canvas(header, rows)
    elif "id" in header:
        kind, students = Kind.PLAIN, _plain(header, rows)
    else:
        raise RosterError(
            f"{path} has no header that is known: {', '.join(header[:8])}. Expected Moodle's "
            "grading worksheet (Identifier, Full name …), Canvas's gradebook export (Student, ID, "
            "… Section), or the columns id, first_name, last_name, email, lms_user_id."
        )
    twice = [name for name, count in Counter(s.id for s in students).items() if count > 1]
    if twice:
        raise RosterError(f"{path} gives the id {twice[0]} to more than one student. Correct it.")
    return Roster(kind, rows, students)


def read_csv(path: Path) -> list[list[str]]:
    """Read a table, with commas or semicolons, in UTF-8 or Excel's own.

    Raises:
        RosterError: it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_ROSTER:
            raise RosterError(f"{path} is larger than a class list can be.")
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=comma) if row]
    except csv.Error as error:
        raise RosterError(f"{path} is no table of comma-separated values: {error}") from None
    if not rows:
        raise RosterError(f"{path} is empty.")
    return rows


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    return dict(zip(header, (cell.strip() for cell in row), strict=False))


def _moodle(header: list[str], rows: list[list[str]], zone: tzinfo) -> list[Student]:
    students = []
    for place, row in enumerate(rows[1:], 1):
        cells = _cells(header, row)
        number = cells.get("Identifier", "").rpartition(" ")[2]
        if not number:
            continue
        name = cells.get("Full name", "")
        first, _, last = name.rpartition(" ")
        students.append(
            Student(
                cells.get("ID number") or cells.get("Username") or number,
                first,
                last,
                cells.get("Email address", ""),
                number,
                name,
                place,
                parse_stamp(cells.get("Last modified (submission)", ""), zone),
            )
        )
    return students


def _canvas(header: list[str], rows: list[list[str]]) -> list[Student]:
    students = []
    for place, row in enumerate(rows[1:], 1):
        cells = _cells(header, row)
        number = cells.get("ID", "")
        # The rows on points and on posting, and Canvas's own "Student, Test", have no login.
        if not number or "Points Possible" in cells.get("Student", ""):
            continue
        last, _, first = cells["Student"].partition(",")
        id_ = cells.get("SIS Login ID") or cells.get("SIS User ID") or number
        name = f"{first} {last}".strip()
        email = id_ if "@" in id_ else ""
        students.append(Student(id_, first.strip(), last.strip(), email, number, name, place))
    return students


def _plain(header: list[str], rows: list[list[str]]) -> list[Student]:
    students = []
    for place, row in enumerate(rows[1:], 1):
        cells = _cells(header, row)
        if not cells.get("id"):
            continue
        first, last = cells.get("first_name", ""), cells.get("last_name", "")
        email, lms = cells.get("email", ""), cells.get("lms_user_id", "")
        students.append(
            Student(cells["id"], first, last, email, lms, f"{first} {last}".strip(), place)
        )
    return students

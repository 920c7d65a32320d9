"""Who is who: an LMS's list of a class, or a plain one, and the student ids in it.

Read by their headers: Moodle's grading worksheet, Canvas's gradebook export, and nbgrader's own
columns (`id`, `first_name`, `last_name`, `email`, `lms_user_id`), as `nbgrader db student import`
takes them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path

from grader.engine.errors import RosterError

from .handed import same
from .roster_csv import read_csv
from .roster_forms import (
    Student,
    canvas_students,
    moodle_students,
    plain_students,
    worksheet_students,
)
from .worksheet import Columns, columns_of


class Kind(StrEnum):
    """Whose form a list has."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    PLAIN = "plain"


@dataclass(slots=True)
class Roster:
    """A class list as it came, and the students in it.

    rows: all of it, the header first.
    columns: where things stand, of a worksheet that was read by its content.
    nobody: numbers of rows that are no student's.
    """

    kind: Kind
    rows: list[list[str]]
    students: list[Student]
    columns: Columns | None = None
    nobody: frozenset[str] = frozenset()
    _by: dict[str, dict[str, Student | None]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the students quick to find; a name that two share finds neither."""
        self._by = {"lms_user_id": {}, "id": {}, "full_name": {}}
        for by, found in self._by.items():
            for student in self.students:
                key = same(getattr(student, by))
                found[key] = None if key in found else student

    @property
    def told(self) -> str:
        """Say what was taken for what, for a person to confirm; empty where headers said it."""
        return self.columns.told(self.rows[0]) if self.columns else ""

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
    columns, nobody = None, frozenset[str]()
    if "Identifier" in header and "Full name" in header:
        kind, students = Kind.MOODLE, moodle_students(header, rows, zone)
    elif {"Student", "ID", "Section"} <= set(header):
        kind, (students, nobody) = Kind.CANVAS, canvas_students(header, rows)
    elif "id" in header:
        kind, students = Kind.PLAIN, plain_students(header, rows)
    elif columns := columns_of(rows):
        kind, students = Kind.MOODLE, worksheet_students(columns, rows, zone)
    else:
        raise RosterError(
            f"{path} has no header that is known: {', '.join(header[:8])}. Expected Moodle's "
            "grading worksheet (Identifier, Full name …, in any language), Canvas's gradebook "
            "export (Student, ID, … Section), or the columns id, first_name, last_name, email, "
            "lms_user_id."
        )
    twice = [name for name, count in Counter(s.id for s in students).items() if count > 1]
    if twice:
        raise RosterError(f"{path} gives the id {twice[0]} to more than one student. Correct it.")
    return Roster(kind, rows, students, columns, nobody)

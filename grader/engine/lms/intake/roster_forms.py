"""The rows of a class list as students, in each of its forms."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from .stamp import parse_time


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


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    return dict(zip(header, (cell.strip() for cell in row), strict=False))


def moodle_students(header: list[str], rows: list[list[str]], zone: tzinfo) -> list[Student]:
    """Read Moodle's grading worksheet; its times are in the given timezone."""
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
                parse_time(cells.get("Last modified (submission)", ""), zone),
            )
        )
    return students


def canvas_students(header: list[str], rows: list[list[str]]) -> list[Student]:
    """Read Canvas's gradebook export."""
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


def plain_students(header: list[str], rows: list[list[str]]) -> list[Student]:
    """Read nbgrader's own columns."""
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

"""The rows of a class list as students, in each of its forms."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from .foreign_time import parse_foreign
from .stamp import parse_time
from .worksheet import IDENTIFIER, Columns

TEST_STUDENT = "Student, Test"  # whom Canvas's Student View hands in as


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


def worksheet_students(columns: Columns, rows: list[list[str]], zone: tzinfo) -> list[Student]:
    """Read Moodle's grading worksheet in another language, by its columns."""

    def cell(row: list[str], place: int | None) -> str:
        return row[place].strip() if place is not None and place < len(row) else ""

    whens = parse_foreign([cell(row, columns.submitted) for row in rows[1:]], zone)
    students = []
    for place, (row, when) in enumerate(zip(rows[1:], whens, strict=True), 1):
        match = IDENTIFIER.match(cell(row, columns.identifier))
        if not match:
            continue
        number, name = match["number"], cell(row, columns.name)
        first, _, last = name.rpartition(" ")
        known = cell(row, columns.id) or number
        students.append(
            Student(known, first, last, cell(row, columns.email), number, name, place, when)
        )
    return students


def canvas_students(
    header: list[str], rows: list[list[str]]
) -> tuple[list[Student], frozenset[str]]:
    """Read Canvas's gradebook export; give the numbers of the test student apart."""
    students, nobody = [], set()
    for place, row in enumerate(rows[1:], 1):
        cells = _cells(header, row)
        number = cells.get("ID", "")
        if cells.get("Student") == TEST_STUDENT and not cells.get("SIS User ID"):
            nobody.add(number)
            continue
        # The rows on points and on posting have no number.
        if not number or "Points Possible" in cells.get("Student", ""):
            continue
        last, _, first = cells["Student"].partition(",")
        id_ = cells.get("SIS Login ID") or cells.get("SIS User ID") or number
        name = f"{first} {last}".strip()
        email = id_ if "@" in id_ else ""
        students.append(Student(id_, first.strip(), last.strip(), email, number, name, place))
    return students, frozenset(nobody)


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

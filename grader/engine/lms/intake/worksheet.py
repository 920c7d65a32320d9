"""Moodle's grading worksheet in any language: its columns by what stands in them, and where.

Whatever the language, an identifier is a word and a number, `Teilnehmer/in4711`; the maximum grade
is one number in all rows, and the grade stands before it; times come after both, the grade's last.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

IDENTIFIER = re.compile(r"^(?P<word>[^\d@]*[^\W\d_][^\d@]*)(?P<number>\d+)$")
NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?$")
TIME = re.compile(r"^-$|(?<!\d)\d{4}(?!\d).*\d{1,2}\D{1,2}\d{2}|\d{1,2}\D{1,2}\d{2}.*(?<!\d)\d{4}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a worksheet; None where it does not have them."""

    identifier: int
    name: int | None
    email: int | None
    id: int | None
    grade: int
    maximum: int
    submitted: int | None
    modified: int | None

    def told(self, header: list[str]) -> str:
        """Say to a person which columns were taken for what."""
        taken = {
            "number": self.identifier,
            "name": self.name,
            "id": self.id,
            "mail": self.email,
            "grade": self.grade,
            "maximum": self.maximum,
            "handed in": self.submitted,
        }
        said = [f"{what} = {header[i]!r}" for what, i in taken.items() if i is not None]
        return ", ".join(said)


def columns_of(rows: list[list[str]]) -> Columns | None:
    """Find the columns of a worksheet; None where the table is none.

    Args:
        rows: the header first.
    """
    width = len(rows[0])
    cells = [[row[i].strip() if i < len(row) else "" for row in rows[1:]] for i in range(width)]

    def all_are(test: Callable[[str], object], place: int) -> bool:
        said = [cell for cell in cells[place] if cell]
        return bool(said) and all(test(cell) for cell in said)

    identifier = next((i for i in range(width) if _identifies(cells[i])), None)
    if identifier is None:
        return None
    later = range(identifier + 1, width)
    maximum = next(
        (
            i
            for i in later
            if i > identifier + 1
            and all(cells[i])
            and len(set(cells[i])) == 1
            and NUMBER.match(cells[i][0])
            and all(not cell or cell == "-" or NUMBER.match(cell) for cell in cells[i - 1])
        ),
        None,
    )
    if maximum is None:
        return None
    grade = maximum - 1
    before = [i for i in range(identifier + 1, grade)]
    email = next((i for i in before if all_are(lambda cell: "@" in cell, i)), None)
    # In anonymous marking the state comes first, which many share.
    first = identifier + 1
    named = (
        len(before) > 1
        and first != email
        and (len(rows) < 4 or len(set(cells[first])) > len(cells[first]) / 2)
    )
    name = first if named and not all_are(str.isdigit, first) else None
    own = next(
        (i for i in before if i not in (name, email) and all_are(_is_key, i) and _differ(cells[i])),
        None,
    )
    times = [i for i in range(maximum + 1, width) if all_are(TIME.search, i)]
    return Columns(
        *(identifier, name, email, own, grade, maximum),
        times[0] if len(times) > 1 else None,
        times[-1] if times else None,
    )


def _identifies(cells: list[str]) -> bool:
    found = [IDENTIFIER.match(cell) for cell in cells if cell]
    words = {match["word"] for match in found if match}
    numbers = {match["number"] for match in found if match}
    return bool(found) and all(found) and len(words) == 1 and len(numbers) == len(found)


def _is_key(cell: str) -> bool:
    return not re.search(r"\s", cell) and cell != "-"


def _differ(cells: list[str]) -> bool:
    said = [cell for cell in cells if cell]
    return len(set(said)) == len(said) and (len(said) > 1 or any(map(str.isdigit, said[0])))

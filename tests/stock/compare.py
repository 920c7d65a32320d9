"""nbgrader's marks beside ours, and the differences that are meant."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from tests.stock.marks import Row


@dataclass(frozen=True, slots=True)
class Difference:
    """One intended difference.

    where: course/student/notebook/cell; a star stands for any of them.
    ours: the fields of a row that differ, with what we give.
    why: the reason, one line for the docs.
    """

    where: str
    ours: dict[str, str] = field(hash=False)
    why: str

    def covers(self, course: str, row: Row) -> bool:
        """Whether it speaks of a row; of marks only where a cell is worth some."""
        named = fnmatchcase("/".join((course, *row.key)), self.where)
        return named and ("score" not in self.ours or bool(row.points))


def expected(course: str, golden: Iterable[Row], differences: Iterable[Difference]) -> list[Row]:
    """nbgrader's rows with the intended differences, the last one that covers a row."""
    rows = {row.key: row for row in golden}
    for difference in differences:
        for row in list(rows.values()):
            if difference.covers(course, row):
                rows[row.key] = replace(row, **difference.ours)
    return sorted(rows.values())


def unused(goldens: dict[str, list[Row]], differences: Iterable[Difference]) -> list[Difference]:
    """Differences that change no row of nbgrader's: they are no longer true."""
    return [
        one
        for one in differences
        if not any(
            one.covers(course, row) and replace(row, **one.ours) != row
            for course, rows in goldens.items()
            for row in rows
        )
    ]


def shown(row: Row | None) -> str:
    """A row's marks in a few words."""
    if row is None:
        return "no row"
    words = [row.score or "open"]
    if row.manual:
        words.append(f"by hand {row.manual}")
    if row.person:
        words.append("for a person")
    if row.comment:
        words.append(repr(row.comment))
    return ", ".join(words)


def table(theirs: Iterable[Row], ours: Iterable[Row]) -> str:
    """Where two gradebooks differ: student, notebook, cell, nbgrader, ours."""
    left, right = {row.key: row for row in theirs}, {row.key: row for row in ours}
    lines = [
        f"{' / '.join(key)}: nbgrader {shown(left.get(key))}; ours {shown(right.get(key))}"
        for key in sorted(left.keys() | right.keys())
        if left.get(key) != right.get(key)
    ]
    return "\n".join(lines)

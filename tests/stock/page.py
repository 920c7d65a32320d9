"""docs/any-course-marks.md: nbgrader's marks beside ours, and what attacks earn.

python -m tests.stock page      write it again
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.stock.attacks import CLOSED, OPEN
from tests.stock.compare import expected, shown
from tests.stock.courses import COURSES, guide, wheel
from tests.stock.differences import DIFFERENCES
from tests.stock.golden import golden
from tests.stock.marks import FILES, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "any-course-marks.md"
MOST = 14
HEAD = """# Any nbgrader course: the marks

`grader autograde --course DIR ASSIGNMENT` beside `nbgrader autograde ASSIGNMENT`. This page is made
by `python -m tests.stock page` from what the tests in `tests/stock/` hold our command to:
{courses} courses, {students} submissions, {cells} marks. nbgrader's were taken from its own run,
with its kernels; `python -m tests.stock` takes them again.

## Where the marks differ

Everywhere else they are equal: scores, late penalties, automatic comments, what needs a person, and
the files in `autograded/`.
"""
OPEN_HEAD = """
## What attacks earn

The tests of such a course run beside the student's code, in one process. {closed} of the attacks in
`tests/stock/attacks/` earn nothing here. These cannot be closed where a test is a cell; they earn
nothing in a course whose functions are checked from outside, see [grading.md](grading.md).

| attack | points of {most} |
|---|---|
"""
CELLS_HEAD = """
## nbgrader's own notebooks, cell by cell

The notebooks that nbgrader's tests of autograde come with, and its documentation's course.

| course | student | notebook | cell | points | nbgrader | ours |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The page's text."""
    rows = [row for name in COURSES for row in golden(name) if row.points]
    students = sum(len(course.students) for course in COURSES.values())
    text = HEAD.format(courses=len(COURSES), students=students, cells=len(rows))
    text += "".join(_differences())
    text += OPEN_HEAD.format(closed=len(CLOSED), most=MOST)
    text += "".join(f"| {attack.what} | {points:g} |\n" for attack, points in OPEN.values())
    return text + CELLS_HEAD + "".join(_cells([*wheel.COURSES, *guide.COURSES]))


def _differences() -> Iterator[str]:
    for why in dict.fromkeys(one.why for one in DIFFERENCES):
        yield f"\n**{why[0].upper()}{why[1:]}.**\n\n"
        yield "| course | student | notebook | cell | nbgrader | ours |\n" + "|---" * 6 + "|\n"
        for name in COURSES:
            rows = golden(name)
            ours = expected(name, rows, [one for one in DIFFERENCES if one.why == why])
            for left, right in zip(rows, ours, strict=True):
                if left != right:
                    yield _line(name, left, (_files(left), _files(right)), "")


def _cells(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        rows = golden(name)
        for left, right in zip(rows, expected(name, rows, DIFFERENCES), strict=True):
            if left.points:
                yield _line(name, left, (shown(left), shown(right)), left.points)


def _files(row: Row) -> str:
    return (row.comment or "none") if row.cell == FILES else shown(row)


def _line(course: str, row: Row, marks: tuple[str, str], points: str) -> str:
    cells = [course, row.student, row.notebook or "all", row.cell, *([points] if points else [])]
    return "| " + " | ".join((*cells, *marks)) + " |\n"

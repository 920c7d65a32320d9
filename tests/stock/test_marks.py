"""Our command gives nbgrader's marks, cell by cell, but for the differences that are declared."""

from collections.abc import Callable

import pytest

from tests.stock.compare import expected, table, unused
from tests.stock.conftest import Graded
from tests.stock.courses import COURSES
from tests.stock.differences import DIFFERENCES
from tests.stock.golden import golden
from tests.walls import needs_walls

pytestmark = needs_walls


@pytest.mark.parametrize("name", COURSES)
def test_marks_are_nbgraders_cell_by_cell(graded: Callable[[str], Graded], name: str) -> None:
    """Scores, comments, penalties, what needs a person, and the files in autograded/."""
    found = graded(name)
    assert found.done.returncode in (0, 3), found.done.stderr[-3000:]
    wanted = expected(name, golden(name), DIFFERENCES)
    assert found.rows == wanted, f"\n{table(wanted, found.rows)}"


def test_every_difference_is_still_one() -> None:
    """No difference is declared that nbgrader's marks do not show."""
    assert unused({name: golden(name) for name in COURSES}, DIFFERENCES) == []

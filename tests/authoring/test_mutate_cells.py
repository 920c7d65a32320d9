"""grader mutate where tests are cells: slips in the solution are put to the course's own tests."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from grader.engine.authoring.mutants import WORDS_OF_AN_ERROR
from grader.engine.authoring.mutate_cells import mutate_cells
from grader.engine.authoring.probes import calls_of, difference
from grader.engine.cli import app
from grader.engine.course.folder import open_course
from grader.engine.errors import AuthorError
from tests.stock.course import write_course
from tests.stock.courses.guide import COURSES
from tests.walls import STAND

pytestmark = pytest.mark.skipif(not STAND, reason="slips run behind walls alone")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The example course of nbgrader's documentation, as its quickstart makes it."""
    return write_course(replace(COURSES["guide"], students={}), tmp_path)


def edit(root: Path, grade_id: str, old: str, new: str) -> None:
    """Change a cell of the instructor's notebook."""
    path = root / "source" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)


def test_the_example_course_lets_no_slip_through_but_words(guide: Path) -> None:
    """A header that is named from the course's folder is found; other words are no mistake."""
    rate = mutate_cells(open_course(guide, "ps1"), jobs=1)
    assert rate.mutants > 20
    assert {one.reason for one in rate.survivors} == {WORDS_OF_AN_ERROR}
    assert "100.0 %" in str(rate)


def test_what_weaker_tests_let_through_is_told_as_a_line_for_them(guide: Path) -> None:
    """By the command: the call, and what the solution answers."""
    for n in (2, 10, 11):
        edit(guide, "correct_squares", f"assert squares({n})", "#")
        edit(guide, "correct_sum_of_squares", f"assert sum_of_squares({n})", "#")
    words = ["mutate", "ps1", "squares", "--course", str(guide), "--jobs", "1"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1, done.output
    assert "i ** 3 for i in range" in done.output
    assert "assert squares(2) == [1, 4]" in done.output
    assert "sum_of_squares, problem1" not in done.output


def test_a_solution_that_fails_its_own_test_is_said(guide: Path) -> None:
    """No slip could be told from it."""
    edit(guide, "correct_squares", "== [1, 4]", "== [1, 5]")
    with pytest.raises(AuthorError, match=r"earns 0 of 1 points at its own test correct_squares"):
        mutate_cells(open_course(guide, "ps1"), jobs=1)


def test_calls_are_made_of_what_the_tests_pass() -> None:
    """The same kinds of values; without any, something of every kind."""
    calls = calls_of("f", "def f(a, b):\n    return a", ["assert f([1, 2], 'x') == 3"])
    assert calls[0] == "f([1, 2], 'x')"
    assert len(calls) > 20
    assert all(call.startswith("f([") for call in calls)
    assert "f(0, 0)" in calls_of("f", "def f(a, b):\n    return a", ["f(x, y)"])


def test_chance_and_places_in_memory_tell_nothing() -> None:
    """Only what the solution answers twice is held against a slip; an error comes last."""
    calls, right = ["f(1)", "f(2)", "f(3)", "f(4)"], ["5", "<a at 0x7f>", "raises ValueError", "8"]
    again = ["6", *right[1:]]
    assert difference(calls, right, again, ["7", "<a at 0x8f>", "3", "9"]) == "assert f(4) == 8"
    assert difference(calls, right, again, ["7", "", "3", "8"]) == "f(3)  # raises ValueError"
    assert difference(calls, right, again, [*right]) == ""

"""The instructor's own modules: classes and constants stay; what they change themselves goes on."""

from collections.abc import Iterator

import pytest

from grader.engine.grading.kernel import Cell, Ours
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests import cells
from tests.walls import LIMITS, needs_walls

pytestmark = needs_walls
HELPER = """
import inner
import numpy as np
LIMIT = 0.1
CASES = [(1, 2), (2, 4)]
TABLE = {"one": 2}
WANTED = np.array([2.0, 4.0])
LOG, SEEN, COUNT, PLUGINS = [], {}, 0, []

class Checker:
    limit = 0.1
    made = 0
    def check(self, f):
        assert abs(f(1) - 2) < self.limit
    def count(self):
        Checker.made += 1

def limited(f):
    assert abs(f(1) - 2) < LIMIT

def cases(f):
    assert len(CASES) == 2
    for x, wanted in CASES:
        assert f(x) == wanted

def table(f):
    assert f(1) == TABLE["one"]

def arrays(f):
    assert np.allclose([f(1), f(2)], WANTED)

def inside(f):
    inner.same(f(1), 2)

def note(x):
    global COUNT
    COUNT += 1
    LOG.append(x)
    SEEN[x] = True
    Checker().count()

def plug(f, into=PLUGINS):
    into.append(f)
"""
FILES = {"helper.py": HELPER.encode(), "inner.py": b"def same(a, b):\n    assert a == b\n"}
WRONG = "import helper, inner\ndef f(x): return 0\n"
# What a student's cell does, and the helper that must still find the answer wrong.
CHANGES = {
    "a method of a class": ("helper.Checker.check = lambda *a: None", "Checker().check"),
    "a way to look up its methods": (
        "helper.Checker.__getattribute__ = lambda *a: lambda f: None",
        "Checker().check",
    ),
    "a number of a class": ("helper.Checker.limit = 9", "Checker().check"),
    "a number": ("helper.LIMIT = 9", "limited"),
    "the contents of a list": ("helper.CASES[:] = [(1, 0), (2, 0)]", "cases"),
    "another list": ("helper.CASES = [(1, 0), (2, 0)]", "cases"),
    "the contents of a table": ("helper.TABLE['one'] = 0", "table"),
    "the numbers of an array": ("helper.WANTED *= 0", "arrays"),
    "a function of a module that the helper imports": (
        "inner.same = lambda a, b: None",
        "inside",
    ),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that runs cells."""
    with Sandbox(LIMITS, Inside(("shell",), ("numpy", "unittest"))) as one:
        yield one


def errors(
    sandbox: Sandbox, *some: Cell, task: tuple[str, ...] = ()
) -> tuple[list[str], list[str]]:
    """Run cells beside the helper; give the errors of the last, and what was put back."""
    return cells.errors(sandbox, *some, files=FILES, ours=Ours(tuple(FILES), ("helper",), task))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_no_wrong_answer_right(sandbox: Sandbox, change: str) -> None:
    """The helper's test fails as it does where nothing was changed, and a person hears of it."""
    cell, helper = CHANGES[change]
    test = Cell(f"import helper\nhelper.{helper}(f)", locked=True, test=True)
    failed, changed = errors(sandbox, Cell(WRONG + cell), test)
    assert failed == ["AssertionError"]
    assert changed


def test_what_the_helper_changes_itself_goes_on(sandbox: Sandbox) -> None:
    """Logs, counters and registers are no constants, whichever cell has the helper change them."""
    some = (
        Cell("import helper\nhelper.note('locked')", locked=True, fresh=True),
        Cell("helper.note('mine')\nhelper.plug(print)"),
        Cell("helper.note('locked too')", locked=True),
        Cell(
            "assert helper.LOG == ['locked', 'mine', 'locked too'] == [*helper.SEEN]\n"
            "assert helper.COUNT == 3 == helper.Checker.made and helper.PLUGINS == [print]",
            locked=True,
            test=True,
        ),
    )
    assert errors(sandbox, *some) == ([], [])


def test_what_a_locked_cell_sets_is_right_from_then_on(sandbox: Sandbox) -> None:
    """It may set a tolerance, or add a case."""
    some = (
        Cell("x = 1"),
        Cell("import helper\nhelper.LIMIT = 5\nhelper.CASES.append((3, 6))", locked=True),
        Cell("assert helper.LIMIT == 5 and len(helper.CASES) == 3", locked=True, test=True),
    )
    assert errors(sandbox, *some) == ([], [])


def test_what_the_task_is_to_change_is_the_students(sandbox: Sandbox) -> None:
    """A constant, a table and a method that the instructor's own solution sets."""
    cell = "helper.LIMIT = 5\nhelper.CASES.append(3)\nhelper.Checker.check = lambda *a: 7"
    test = Cell(
        "assert helper.LIMIT == 5 and helper.CASES[2] == 3 and helper.Checker().check(1) == 7",
        locked=True,
        test=True,
    )
    task = ("helper.LIMIT", "helper.CASES", "helper.Checker.check")
    assert errors(sandbox, Cell(f"import helper\n{cell}"), test, task=task) == ([], [])

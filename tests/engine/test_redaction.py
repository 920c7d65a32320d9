"""What a verdict tells of a hidden case: forms of a closed list, and nothing else."""

from typing import Any

import numpy as np
import pytest

from grader.cases.call import Answer, call
from grader.cases.case import Case, Traits
from grader.cases.judge import judge
from grader.cases.plain import Other
from grader.engine.course.notebook import Cell
from grader.engine.course.plan import RunCell
from grader.engine.grading.lines import MAX_LINES, Lines
from grader.engine.grading.messages import Slots, retold
from grader.engine.grading.redaction import detail, ended, told
from grader.engine.sandbox.deaths import WorkerGone
from tests.network import COURSE

W, A = np.ones((2, 3)), np.ones((3, 4))
CASE = Case(
    "linear_forward",
    "title",
    "why",
    (A, W, np.zeros((2, 1)), {"W1": W, "b1": A}),
    {},
    (np.zeros((2, 4)), (A, W, np.zeros((2, 1)))),
    Traits(arguments=("A", "W", "b"), returns=("Z", "linear_cache")),
)
SLOTS = Slots.of(CASE)
SOURCE = "def linear_forward(A, W, b):\n    '''words'''\n    Z = W @ A\n    return Z + dropped\n"
CELLS = {
    "2_forward": [
        Cell("code", "import numpy as np\nglobal_one = 1", "", False),
        Cell("code", SOURCE, "linear_forward", False),
        Cell("code", "def relu(Z):\n    return Z", "relu", False),
        Cell("code", "def linear_forward(A, W, b): return secret", "", False),
    ]
}
LINES = Lines(CELLS, {"2_forward": [RunCell(1, SOURCE)]}, COURSE)
HERE = "2_forward.ipynb, cell 2"

# What students run into, as this Python and this NumPy say it, and what is told of it.
HONEST = {
    "np.ones((2, 3)) @ np.ones((4, 2))": "(size 4 is different from 3)",
    "np.dot(np.ones((2, 3)), np.ones((2, 3)))": "shapes (2,3) and (2,3) not aligned: ",
    "np.ones((2, 3)) + np.ones((3, 4))": "together with shapes (2,3) (3,4)",
    "np.ones((2, 3)).sum(axis=7)": "AxisError: axis … is out of bounds",
    "np.eye(2)[5]": "IndexError: index … is out of bounds for axis … with size 2",
    "np.eye(2)[0, 0, 0]": "IndexError: too many indices for array",
    "bool(np.eye(2) > 0)": "ValueError: The truth value of an array",
    "(1, 2).A": "AttributeError: 'tuple' object has no attribute '…'",
    "None[0]": "TypeError: 'NoneType' object is not subscriptable",
    "(1, 2) - 1.5": "unsupported operand type(s) for -: 'tuple' and '…'",
    "a, b = 1, 2, 3": "ValueError: too many values to unpack (expected …)",
    "(lambda A: A)()": "TypeError: …() missing … required positional argument: …",
    "{}['W1']": "KeyError: 'W1'",
    "1 / 0": "ZeroDivisionError: division by zero",
    "[][0]": "IndexError: list index out of range",
}


@pytest.mark.parametrize("line", HONEST)
def test_messages_of_python_and_numpy_are_told_with_what_the_case_shows(line: str) -> None:
    """A student reads why the call failed; sizes and shapes only where they are the case's."""

    def run() -> None:
        exec(line, {"np": np})

    error = call(run, (), {}).error
    assert error is not None
    assert HONEST[line] in retold(error, SLOTS)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("ValueError: 0.2161843", "ValueError"),
        ("ValueError: words", "ValueError"),
        ("Mine: give me a matrix", "an exception"),
        ("NameError: name 'n216' is not defined", "NameError: name '…' is not defined"),
        ("KeyError: 'W21'", "KeyError: '…'"),
        ("KeyError: 'two'", "KeyError: '…'"),
        ("IndexError: index 21618 is out of bounds for axis 0 with size 5", "axis … with size …"),
        ("ZeroDivisionError: division by zero\n0.2", "ZeroDivisionError"),
        ("TypeError: division by zero", "TypeError"),
        ("ValueError: " + "words " * 500, "ValueError"),
        ("_ArrayMemoryError: 216 GiB", "MemoryError"),
    ],
)
def test_nothing_of_the_answers_own_is_told(error: str, said: str) -> None:
    """Words, numbers, names and keys are replaced, whatever the form that holds them."""
    assert retold(error, SLOTS).endswith(said)
    assert not set(retold(error, SLOTS)) & set("0123456789")


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ((HERE, 3), "line 3: Z = W @ A"),
        ((HERE, 2), ""),  # a docstring raises nothing
        ((HERE, 99), ""),
        (("2_forward.ipynb, code cell 1", 3), "line 3: Z = W @ A"),
        (("2_forward.ipynb, cell 3", 2), "in relu"),
        (("2_forward.ipynb, cell 4", 1), ""),
        (("2_forward.ipynb, cell 999", 1), ""),
        (("3_cost.ipynb, cell 1", 1), ""),
        (("secret", 3), ""),
        (None, ""),
    ],
)
def test_a_line_is_looked_up_in_the_notebook(at: Any, place: str) -> None:
    """The worker names a cell and a line; the text is the judge's own reading of it."""
    assert LINES.place("linear_forward", at) == place


def test_a_function_of_many_lines_has_none_told() -> None:
    """Else the line that raises is a number of any size."""
    for count, place in ((MAX_LINES, "line 3: x = 1"), (MAX_LINES + 1, "")):
        source = "def relu(Z):\n" + "    x = 1\n" * count
        lines = Lines({"2_forward": [Cell("code", source, "relu", False)]}, {}, COURSE)
        assert lines.place("relu", ("2_forward.ipynb, cell 1", 3)) == place


def test_the_name_that_is_not_defined_is_the_judges_finding() -> None:
    """It is told where the line has one such name, whatever the message says."""
    answer = Answer(None, None, "NameError: name 'n216' is not defined", at=(HERE, 4))
    assert told(CASE, answer, LINES).error == "NameError: name 'dropped' is not defined"
    elsewhere = Answer(None, None, "NameError: name 'n216' is not defined", at=(HERE, 3))
    assert told(CASE, elsewhere, LINES).error == "NameError: name '…' is not defined"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "the answer: 2 values are expected here, but nothing came back"),
        ((None, (A, W)), "Z: a NumPy array is expected here, and None is there"),
        ([1.0] * 216, "the answer: 2 values are expected here, not more"),
        ({"n216": 1.0}, "the answer: 2 values are expected here, not a dict"),
        (Other("a value of type E216"), "not another type"),
        (Other("a value of type generator"), "not a value of type generator"),
        (Other("an array of shape (216, 0)"), "not a value that is no plain data"),
        ((np.zeros((216, 37)), None), "Z: the shape is another one where (2, 4) is expected"),
        ((np.zeros((4, 2)), None), "Z: the shape is (4, 2) where (2, 4) is expected"),
        ((np.zeros((2, 4), "f4"), None), "Z: the dtype is float32 where float64 is expected"),
        ((np.ones((2, 4)), None), "Z: every value is wrong"),
        ((np.eye(2, 4), None), "Z: some values are wrong"),
        ((np.full((2, 4), np.nan), None), "Z: values are not finite"),
        ((np.zeros((2, 4)), (A, W)), "linear_cache: 3 values are expected here, not fewer"),
    ],
)
def test_a_wrong_answer_is_described_without_its_numbers(value: Any, said: str) -> None:
    """Counts, lengths, keys, type names and sides of its own making are left out."""
    answer = Answer(value, [list(CASE.args), {}])
    difference = judge(CASE, answer)
    assert difference is not None
    assert said in detail(CASE, told(CASE, answer, LINES), difference)
    assert "216" not in detail(CASE, answer, difference)


@pytest.mark.parametrize("said", ["the process ended itself, with exit code 37", "no such words"])
def test_how_a_call_ended_holds_no_code(said: str) -> None:
    """An exit code, a signal and a damaged frame are the student's to choose."""
    assert ended(WorkerGone(said)) in ("the process ended itself", "it was ended")

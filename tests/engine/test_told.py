"""What a verdict tells of a hidden case: what helps a student, and no word that could hold it."""

import numpy as np
import pytest

from grader.cases.call import Answer, call
from grader.cases.plain import Other
from grader.engine.course.notebook import Cell
from grader.engine.grading.redaction import Told

SOURCE = "class Mine(Exception): pass\ndef f(A, missing=None):\n    raise Mine('give me a matrix')"
TOLD = Told([[Cell("code", SOURCE, "f", False), Cell("markdown", "'secret'", "", False)]])
KEPT_BACK = "(its words are kept back"

# What students run into, as this Python and this NumPy say it.
HONEST = """
np.eye(2) @ np.eye(3)
np.dot(np.eye(2), np.eye(3))
np.eye(2) @ 3
np.eye(2) + np.eye(3)
np.eye(2).reshape(3, 5)
np.eye(2)[5]
np.eye(2)[0, 0, 0]
np.eye(2)['W1']
np.eye(2).sum(axis=7)
np.zeros(0).max()
bool(np.eye(2) > 0)
float(np.eye(2))
np.eye(2, dtype=int).__isub__(np.eye(2))
np.ones((2, 1)).__iadd__(np.eye(2))
missing
f.missing
np.relu
None[0]
None + 1
-None
None < 1
None()
len(5)
list(5)
(lambda A: A)()
(lambda: 0)(3)
(lambda: 0)(A=3)
a, b = 1, 2, 3
a, b = [1]
a, b = None
[][0]
()[1]
[]['A']
{}['W1']
{}[[]]
1 / 0
math.log(-1)
import missing
range(2.5)
(1, 2).A
"""


@pytest.mark.parametrize("line", HONEST.strip().splitlines())
def test_messages_of_python_and_numpy_are_told(line: str) -> None:
    """A student reads why the call failed, word for word."""

    def run() -> None:
        exec(line, {"np": np, "math": __import__("math"), "f": run})

    error = call(run, (), {}).error
    assert error is not None
    told = Told([[Cell("code", f"{SOURCE}\n{line}", "f", False)]])
    assert told.error(error) == error


@pytest.mark.parametrize(
    ("error", "line", "told"),
    [
        ("Mine: give me a matrix", "", "Mine: give me a matrix"),
        ("AssertionError", "", "AssertionError"),
        (
            "Mine: give me a matrix",
            "line 3: raise Mine('give me a matrix')",
            "Mine: give me a matrix (line 3: raise Mine('give me a matrix'))",
        ),
        (
            "KeyError: 'W1'",
            "in relu, line 1: class Mine(Exception): pass",
            "KeyError: 'W1' (in relu, line 1: class Mine(Exception): pass)",
        ),
        ("KeyError: 'W1'", "in n216, line 1: class Mine(Exception): pass", "KeyError: 'W1'"),
    ],
)
def test_what_the_submission_said_before_is_told(error: str, line: str, told: str) -> None:
    """Its own words, names and lines, as its source has them."""
    answer = TOLD.answer(Answer(None, None, error, line))
    assert f"{answer.error}{f' ({answer.line})' if answer.line else ''}" == told


@pytest.mark.parametrize(
    "said",
    [
        "0.2161843",
        "2 1 6",
        "0x1.babe",
        "two one six",
        "secret",
        "name 'n216184' is not defined",
        "name 'two' is not defined, name 'one' is not defined",
        "'two'",
        "operands could not be broadcast together with shapes (216184,37) (5,)",
        "index 21618 is out of bounds for axis 0 with size 5",
        "f() missing 2 required positional arguments: 'two' and 'one'",
        "division by zero\n0.2",
        "give me a matrix " * 30,
    ],
)
def test_words_that_could_hold_a_number_are_kept_back(said: str) -> None:
    """Digits, words, names and shapes of the function's own making are not told."""
    assert TOLD.error(f"ValueError: {said}").startswith(f"ValueError: {KEPT_BACK}")


def test_types_lines_and_values_of_its_own_making_are_not_told() -> None:
    """Nor is the name of a type, a line that is not in the source, a key, or a shape."""
    assert TOLD.answer(Answer(None, None, "E216", "line 216: 0.21")) == Answer(
        None, None, "an exception"
    )
    assert TOLD.value(Other("a value of type E216")) == Other("a value of another type")
    assert TOLD.value(Other("a value of type generator")) == Other("a value of type generator")
    assert TOLD.value([{"dW1": 1, "216": 2}]) == [{"dW1": 1, "(another key, 2)": 2}]
    assert TOLD.value(np.zeros((0, 21_618))) == Other("an array of an impossible shape")
    assert TOLD.value((1, np.float64(2))) == (1, 2)

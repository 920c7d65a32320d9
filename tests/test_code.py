"""What is read in a function's own code: patterns, its head, what strikes the eye; and errors."""

import ast
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.cases.call import said_by
from grader.cases.case import Traits
from grader.diagnosis.code import anonymous, definition, is_empty, occurs, tree_of, written
from grader.diagnosis.contract import contract_facts
from grader.diagnosis.errors import MEANINGS, meaning
from grader.diagnosis.reading import code_facts


@pytest.mark.parametrize(
    ("pattern", "code", "there"),
    [
        ("_ -= _", "a[i] -= 2 * b", True),
        ("_ -= _", "a[i] = a[i] - 2 * b", False),
        ("mean(_, values)", "x = mean(3, values)", True),
        ("mean(_, values)", "x = mean(values, 3)", False),
        ("mean(_, *_)", "mean(a, b, c)", True),
        ("mean(_)", "mean(a, axis=1)", True),
        ("mean(_, axis=0)", "mean(a, axis=1)", False),
        ("_name = mean(*_)", "a = mean(x)", True),
        ("_name = mean(*_)", "a, b = mean(x)", False),
        ("f'W{_}'", "d[f'W{l + 1}']", True),
        ("not 'left'", "x = 'right'", True),
        ("not 'left'", "x = 'left'", False),
        ("_", "pass", True),
    ],
)
def test_a_pattern_occurs_or_does_not(pattern: str, code: str, there: bool) -> None:
    """_ is any expression, _name one name, *_ any further arguments; "not " turns it round."""
    assert occurs((pattern,), ast.parse(code)) is there


def test_without_code_no_pattern_occurs_but_the_one_that_always_does() -> None:
    """Where the source is not at hand, nothing is said of it."""
    assert not occurs(("_ -= _", "not 'x'"), None)
    assert occurs(("_",), None)


def test_the_code_of_a_function_is_found_where_there_is_some() -> None:
    """In this file it is; of a built-in function, and of one without a file, there is none."""
    found = tree_of(test_the_code_of_a_function_is_found_where_there_is_some)
    assert found is not None and found.name.startswith("test_the_code")
    space: dict[str, Any] = {}
    exec("def made(): pass", space)
    assert tree_of(space["made"]) is None
    assert tree_of(print) is None
    assert definition("def f(:", "f") is None


@pytest.mark.parametrize(
    "body", ["pass", "...", "return", "return None", "raise NotImplementedError"]
)
def test_a_body_without_code_is_empty(body: str) -> None:
    """A docstring makes it no fuller; a line of code does."""
    tree = definition(f'def f():\n    """Do."""\n    {body}\n', "f")
    assert tree is not None and is_empty(tree)
    tree = definition(f"def f():\n    x = 1\n    {body}\n", "f")
    assert tree is not None and not is_empty(tree)


def test_code_is_shown_to_a_teacher_without_what_could_name_its_author() -> None:
    """No comment, no docstring."""
    tree = definition('def f(x):\n    """By Ann."""\n    return x  # Ann\n', "f")
    assert tree is not None
    assert anonymous(tree) == "def f(x):\n    return x"


# The head.

ASKED = Traits(arguments=("values", "width", "seed"), signature=("values", "width=3", "seed=1"))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("values, width=3", "has no argument seed: add it"),
        ("values", "has no arguments width and seed: add them"),
        ("width, values, seed=1", "in this order; yours is width, values, seed"),
        ("values, y, width=3, seed=1", "wants y besides"),
        ("values, width=4, seed=1", "The default of width is 4; in this course it is 3."),
        ("values, width, seed=1", "The argument width has no default; in this course it is 3."),
        ("values, width=3, seed=1", ""),
        ("values, width=3, seed=1, more=None", ""),
        ("x, width=3, seed=1", ""),
        ("x", "has no arguments width and seed: add them"),
        ("x, width=3", "has no argument seed: add it"),
        ("x, w=3, seed=1", "has no argument width: add it"),
        ("values, width=THREE, seed=1", ""),
        ("*args, **kwargs", ""),
        ("values, width={[]: 3}, seed={{}}", ""),
    ],
)
def test_a_head_that_differs_is_told_in_a_sentence(head: str, said: str) -> None:
    """What is asked for and what to change; another name in its place does no harm."""
    facts = contract_facts(definition(f"def mean({head}):\n    return 1\n", "mean"), ASKED)
    assert len(facts) == (1 if said else 0)
    assert said in " ".join(facts)


# What strikes the eye.

OTHERS = {
    "halves": Traits(arguments=("left", "right"), returns=("top", "rest")),
    "f": Traits(arguments=("x", "word"), used=("x",)),
}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("if word == 'a' or 'b':\n        x = 2\n    return x", "always true"),
        ("x == 2\n    return x", "= assigns"),
        ("a, b = halves(right, left)\n    return a + b + x", "takes left, right, in this order"),
        ("a = halves(x, 2)\n    return a * 2", "gives 2 things at once (top, rest)"),
        (
            "if word == 'a':\n        x = 1\n    if word == 'b':\n        x = 2\n    else:\n"
            "        raise ValueError\n    return x",
            "elif",
        ),
        ("for i in range(3):\n        x += i\n        return x", "over after its first turn"),
        ("return x ^ 2", "** is"),
        ("m = 3\n    return 1 // m * x", "drops what is behind the point"),
        (
            "A_old = x\n    for i in range(3):\n        A = A_old * 2\n    return A",
            "A_old stays what it was",
        ),
        ("dZ = x * 2\n    return x", "dZ is made in"),
        ("return 2", "The argument x is not used."),
        ("return x @ x.reshape(3, 2)", "as .T does"),
    ],
)
def test_what_strikes_the_eye_is_said(body: str, said: str) -> None:
    """One line of code each, and what it does."""
    facts = code_facts(definition(f"def f(x, word):\n    {body}\n", "f"), OTHERS)
    assert said in " ".join(facts)


@pytest.mark.parametrize("count", ["m // size", "x.shape[1] // size", "len(word) // size"])
def test_what_is_counted_in_whole_numbers_is_no_slip(count: str) -> None:
    """How many batches, how many layers: // is right there."""
    source = f"def f(x, word):\n    n = {count}\n    return x[:n], word\n"
    assert "behind the point" not in " ".join(code_facts(definition(source, "f"), OTHERS))


@pytest.mark.parametrize(
    "body",
    [
        "a, b = halves(left, right)\n    return a + b + x",
        "both = halves(x, 2)\n    return both[0] * 2",
        "both = halves(x, 2)\n    top, rest = both\n    return top",
        "for i in range(3):\n        if i > x:\n            return i\n    return x",
        "n = x\n    n += 1\n    return n",
        "return len(word) // 2 * x",
        "if word == 'a':\n        return 1\n    if word == 'b':\n        x = 2\n    else:\n"
        "        raise ValueError\n    return x",
        "A = x\n    for i in range(3):\n        A_prev = A\n        A = A_prev * 2\n    return A",
    ],
)
def test_nothing_is_said_of_code_that_is_in_order(body: str) -> None:
    """What looks alike and is right is left alone."""
    assert code_facts(definition(f"def f(x, word):\n    {body}\n", "f"), OTHERS) == []


# Errors.

Z = np.ones((2, 3))
ERRORS: dict[str, Callable[[], Any]] = {
    "np.zeros": lambda: np.zeros(3, 1),
    "an axis": lambda: np.max(0, Z),
    "one by one": lambda: np.random.randn((2, 3)),  # type: ignore[call-overload]
    "fewer axes": lambda: np.sum(np.ones(3), axis=1),
    "range(n)": lambda: [1, 2][2],
    "places 0 to n - 1": lambda: Z[5],
    "mask": lambda: Z[np.ones(3) > 0],
    "str(number)": lambda: "W" + 1,  # type: ignore[operator]
    "is None": lambda: None + 1,  # type: ignore[operator]
    "brackets [ ]": lambda: Z(1),  # type: ignore[operator]
    "NumPy's own": lambda: math.exp(Z),
    "More things": lambda: exec("a, b = 1, 2, 3"),
    "as many columns": lambda: Z @ Z,
    "same, or 1": lambda: Z + np.ones((3, 2)),
    "whole numbers in place": lambda: np.ones(2, int).__isub__(0.5),
    "no such key": lambda: {"W1": 1}["W2"],
    "logarithm of 0": lambda: math.log(0),
}


@pytest.mark.parametrize("words", ERRORS)
def test_an_error_of_pythons_has_a_sentence_beside_it(words: str) -> None:
    """The messages of this Python and this NumPy are recognised."""
    with pytest.raises(Exception) as raised:
        ERRORS[words]()
    assert words in meaning(said_by(raised.value)), said_by(raised.value)


def test_what_has_no_meaning_has_no_sentence() -> None:
    """A learner's own words are not explained."""
    assert meaning("ValueError: no such thing") == ""
    assert all(said.endswith(".") for said in MEANINGS.values())


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return " + "+".join(["1.5"] * 900),
        "def f(x=" + "+".join(["1.5"] * 900) + "):\n    return x",
        "def f(x):\n    return 0x" + "f" * 9_000,
    ],
    ids=["deep", "deep default", "many digits"],
)
def test_code_that_python_cannot_write_is_looked_at_all_the_same(source: str) -> None:
    """It has no text, and what else is said of it comes without an error."""
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    assert written(tree) == "" == anonymous(tree)
    contract_facts(tree, Traits(arguments=("x",), signature=("x=1",)))
    code_facts(tree, {})

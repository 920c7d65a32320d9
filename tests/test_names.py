"""The kit knows no assignment: nothing of the one in this repository is named in its code."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from grader.cases.case import read_cases
from tests.network import ARGUMENTS, ASSIGNMENT, COURSE, FUNCTIONS, HOME, PUBLIC, ROOT

WORD = re.compile(r"\d+_[a-z]+|[A-Za-z_][A-Za-z_0-9]*")
# Words of the assignment that are words of everybody's, and why each stands in a general place.
EVERYDAYS = {
    "network",  # the one between machines
    "update",  # of a dictionary, a digest, a database
    "cache",  # of functions, of fonts, of lines
    "seed",  # of random numbers
    "cost",  # what a late day, or a mistake, costs
    "costs",
    "model",  # of data, in a database's words
    "forward",
    "backward",
    "parameters",  # of a signature
    "activation",  # of an environment
}
# One letter stands for anything; db is a database.
MATHS = {"A", "W", "X", "Y", "Z", "b", "db"}
# What a notebook of this field may call, whosever it is: gradients, pictures of weights, drawings.
FIELD_WORDS = {"W1", "dW1", "db1", "b1", "grads", "A_prev"}
FIELD = {"grader/gradient.py", "grader/plots.py", "grader/engine/authoring/pictures.py"}


def keys_of(value: Any) -> Iterator[str]:
    """Every key of the dictionaries in a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from keys_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from keys_of(item)


def names_of_the_assignment() -> set[str]:
    """Its own name, and those of its notebooks, modules, functions, arguments, parts and keys."""
    names = {ASSIGNMENT, *COURSE, *FUNCTIONS, *(path.stem for path in HOME.glob("*.py"))}
    names |= {argument for arguments in ARGUMENTS.values() for argument in arguments}
    for function in FUNCTIONS:
        for case in read_cases(PUBLIC, function):
            names |= {*keys_of([case.args, case.kwargs, case.expected]), *case.traits.returns}
    # A key of two digits, such as b11, says nothing that its letter does not.
    return {name for name in names if not re.fullmatch(r"[A-Za-z]+\d\d", name)} - {"__init__"}


NAMES = names_of_the_assignment()
NAMES |= {re.sub(r"\d+$", "", name) for name in NAMES}
SOURCES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "grader").rglob("*.py"))]


@pytest.mark.parametrize("source", SOURCES)
def test_no_name_of_the_assignment_is_in_the_package(source: str) -> None:
    """Not in code, text or comment; "W2" counts as W. A layer is no affair of the kit's."""
    text = (ROOT / source).read_text(encoding="utf-8")
    words = {word for word in WORD.findall(text) if {word, _letters(word)} & NAMES}
    assert {word for word in words if _letters(word) not in EVERYDAYS | MATHS} - (
        FIELD_WORDS.intersection(words) if source in FIELD else set()
    ) == set()


def _letters(word: str) -> str:
    """A key without the number of its layer; a word with a longer number is no key."""
    return re.sub(r"(?<=[A-Za-z])[0-9]$", "", word)

"""What came back and is no plain data, by its type: a function not called, a generator."""

from collections.abc import Iterator, Sequence

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import is_numeric
from grader.cases.plain import Other

_TYPES = {
    "class": ("matrix", "MaskedArray", "DataFrame", "Series", "Tensor", "EagerTensor"),
    "not called": (
        *("function", "method", "builtin_function_or_method", "method_descriptor"),
        *("ufunc", "vectorize", "partial"),
    ),
    "generator": ("generator",),
    "coroutine": ("coroutine", "async_generator"),
    "lazy": (
        *("map", "zip", "filter", "range", "enumerate", "reversed"),
        *("dict_keys", "dict_values", "dict_items"),
    ),
    "placeholder": ("NotImplementedType", "ellipsis"),
}
# A relation, by what is said of a value.
THINGS = {f"a value of type {one}": kind for kind, names in _TYPES.items() for one in names}
TEXTS = {
    "class": "is of a class of its own, such as np.matrix, where a plain array belongs: "
    "np.asarray(...) makes one of it",
    "not called": "is a function that has not been called: brackets belong behind its name",
    "generator": "is a generator, which has made no value yet: a yield in a function makes one, "
    "and so does a for in round brackets",
    "coroutine": "has made no value yet, for that is what async def does: a plain def is meant",
    "lazy": "makes its values when it is gone through: list(...) does that",
    "placeholder": "only says that something is left to be written",
    "letters": "is right but for capital and small letters",
    "blanks": "is right but for blanks",
    "signs": "has the right signs, but they stand in another order",
    "too short": "is too short",
    "too long": "is too long",
}


def text_relations(got: str, expected: str) -> Iterator[str]:
    """Yield how a wrong text is related to the right one."""
    if got.lower() == expected.lower():
        yield "letters"
    if "".join(got.split()) == "".join(expected.split()):
        yield "blanks"
    if len(expected) > 1 and sorted(got) == sorted(expected):
        yield "signs"
    if len(got) != len(expected):
        yield "too short" if len(got) < len(expected) else "too long"


def thing_of(value: object, expected: object) -> str:
    """Give the relation that a value has to what is expected; empty where it has none."""
    kind = THINGS.get(value.what, "") if isinstance(value, Other) else ""
    return "" if kind == "class" and not isinstance(expected, np.ndarray) else kind


def thing_alone(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Say what came back where no number is asked for, if it is the same in every case."""
    kinds = {
        "" if is_numeric(case.expected) else thing_of(answer.value, case.expected)
        for case, answer in values
    }
    kind = kinds.pop() if len(kinds) == 1 else ""
    return [f"What comes back {TEXTS[kind]}."] if kind else []

"""What all the cases have in common in which a function is wrong, and others have not."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import Difference

from .numbered import KEY


def wrong_only(judged: Sequence[tuple[Case, Answer, Difference | None]]) -> str:
    """Say where alone a function is wrong; empty where nothing sets these cases apart.

    Cases that ask for an error are left out: another rule holds there. A size tells something only
    where most of the right cases are of it; and nothing where some call ends in an error.
    """
    some = [one for one in judged if not one[0].raises]
    wrong = [set(_marks(case)) for case, _, difference in some if difference]
    right = [set(_marks(case)) for case, _, difference in some if not difference]
    raised = any(answer.error for _, answer, difference in some if difference)
    if len(wrong) < 2 or not right:
        return ""
    for mark in sorted(set.intersection(*wrong), key=_rank):
        having = sum(mark in one for one in right)
        size = not mark.startswith(WORD)
        if having < len(right) and not (size and (raised or 2 * having > len(right))):
            return f", and wrong only {mark}"
    return ""


WORD = "where the argument "
MARKS = (
    "where there is more than one example",
    "where there is more than one {}",
    "where the label is 1 in places and 0 in others",
)


def _rank(mark: str) -> tuple[int, str]:
    """A word among the arguments first, then as above."""
    return next((i for i, one in enumerate(MARKS) if mark.startswith(one[:30])), -1), mark


def _marks(case: Case) -> Iterator[str]:
    """What a case may have in common with others, as the end of a sentence."""
    traits = case.traits
    named = {name: case.argument(name) for name in traits.arguments}
    for name, value in named.items():
        if isinstance(value, str) and value.isidentifier():  # a text of several words chooses none
            yield f'{WORD}{name} is "{value}"'
    if traits.elementwise:  # what hangs on a number alone hangs on no size
        return
    examples = named.get(traits.examples)
    if isinstance(examples, np.ndarray) and examples.ndim == 2 and examples.shape[1] > 1:
        yield "where there is more than one example"
    if traits.numbered and _layers(named.values()) > 1:
        yield f"where there is more than one {traits.numbered}"
    arrays = [one for one in named.values() if isinstance(one, np.ndarray) and one.ndim == 2]
    for array in arrays:
        if {*np.unique(array)} == {0, 1}:
            yield "where the label is 1 in places and 0 in others"


def _layers(values: Any) -> int:
    """How many layers the arguments speak of: by the keys of a dictionary, or a list's length."""
    counts = [0]
    for value in values:
        if isinstance(value, dict):
            found = [KEY.fullmatch(str(key)) for key in value]
            counts += [int(one[2]) for one in found if one]
        elif isinstance(value, list):
            counts.append(len(value))
    return max(counts)

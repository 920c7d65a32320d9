"""Which helpers may stand in when a step is judged again: none that would hand over its answer.

A step has work of its own where its answer is more than one helper's value for what the step is
given. Where a single call of a helper, on arguments that lie in the case as they are, gives most
of the answer in every case, the step is but another name for the helper: whoever asks the
stand-in has written nothing. Such a helper stands in for nobody there.
"""

import itertools
from collections.abc import Iterator, Sequence
from inspect import Parameter
from typing import Any

import numpy as np

from grader.cases.case import Case
from grader.cases.compare import compare

from .references import References

MAX_PIECES = 10  # of a case's inputs that are tried as arguments


def may_stand_in(function: str, cases: Sequence[Case], references: References) -> frozenset[str]:
    """Name the helpers that may be asked for when a function is judged a second time."""
    answered = [case for case in cases if not case.raises and not case.defaults]
    helpers = references.helpers_of(function)
    return frozenset(one for one in helpers if not hands_over(one, answered, references))


def hands_over(helper: str, cases: Sequence[Case], references: References) -> bool:
    """Tell whether one call of a helper gives most of the answer, in each of these cases."""
    return bool(cases) and all(_gives(helper, case, references) for case in cases)


def _gives(helper: str, case: Case, references: References) -> bool:
    given = list(_arrays([case.args, case.kwargs]))
    asked = [one for one in _arrays(case.expected) if not _among(one, given)]
    for arguments in _arguments(case, references.parameters_of(helper)):
        try:
            value = references.value_of(helper, arguments, {})
        except Exception:
            continue  # these pieces are no arguments of this helper
        got = list(_arrays(value))
        found = sum(one.size for one in asked if _among(one, got))
        if 2 * found > sum(one.size for one in asked):
            return True
    return False


def _arguments(case: Case, parameters: tuple[Parameter, ...]) -> Iterator[tuple[Any, ...]]:
    """Give every choice of a case's pieces, in their order, that a helper could be asked with."""
    pieces = [*case.args, *case.kwargs.values()]
    for piece in tuple(pieces):
        if isinstance(piece, dict | list | tuple):
            pieces += piece.values() if isinstance(piece, dict) else piece
    most = len(parameters)
    least = sum(one.default is Parameter.empty for one in parameters)
    for count in range(least, most + 1):
        yield from itertools.combinations(pieces[:MAX_PIECES], count)


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)
    elif isinstance(value, np.ndarray | np.number | float):
        yield np.asarray(value)


def _among(one: np.ndarray, others: Sequence[np.ndarray]) -> bool:
    return any(one.shape == other.shape and compare(other, one) is None for other in others)

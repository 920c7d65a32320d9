"""A known mistake and a wrong sign, or a factor m, at once: two faults that need no list."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case

from .behaviour import Behaviour, behaviour
from .known import Known

FACTORS: dict[str, Callable[[int], float]] = {
    "has the wrong sign": lambda m: -1.0,
    "is too large by the factor m, the number of examples": lambda m: 1 / m,
    "is too small by the factor m, the number of examples": lambda m: float(m),
}


def twofold(
    answers: Sequence[tuple[Case, Answer]],
    shown: Sequence[Behaviour],
    mistakes: Sequence[Known],
    examples: Callable[[Case], int],
    named: Callable[[Sequence[Behaviour], Sequence[Known]], Known | None],
) -> Known | None:
    """Find the mistake that is known once a factor is taken out of every number.

    Args:
        answers: of a function for which there is no name; where it raises, none is looked for.
        shown: what it does in each of these cases.
        mistakes: what is known of the function.
        examples: gives m of a case.
        named: finds the name of what a function shows, among some mistakes.
    """
    if any(answer.error is not None and not case.raises for case, answer in answers):
        return None
    # A factor changes no form: where no form agrees, none of many parts need be freed of it.
    mistakes = [one for one in mistakes if any(map(_of_one_form, shown, one.behaviours))]
    for text, factor in FACTORS.items() if mistakes else ():
        freed = [
            behaviour(case, replace(answer, value=_times(answer.value, factor(examples(case)))))
            for case, answer in answers
        ]
        near = [one for one in mistakes if any(map(_begins_alike, freed, one.behaviours))]
        if near and (found := named(freed, near)):
            return replace(found, also=f"{found.also} Besides, every number {text}.".strip())
    return None


def _of_one_form(one: Behaviour, other: Behaviour) -> bool:
    return one.form == other.form != ""


def _begins_alike(one: Behaviour, other: Behaviour) -> bool:
    """Whether the first number is the same: a quick look, before all of them are held together."""
    there = one.form and other.form and one.numbers.size and other.numbers.size
    return bool(there) and math.isclose(one.numbers[0], other.numbers[0], rel_tol=1e-5)


def _times(value: Any, factor: float) -> Any:
    """Multiply every number of a plain value that is no whole one."""
    if isinstance(value, dict):
        return {key: _times(item, factor) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_times(item, factor) for item in value)
    real = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
    return value * factor if real else value

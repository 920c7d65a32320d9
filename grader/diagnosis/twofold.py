"""A known mistake and a wrong sign, or a factor m, at once: two faults that need no list."""

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
    examples: Callable[[Case], int],
    named: Callable[[Sequence[Behaviour]], Known | None],
) -> Known | None:
    """Find the mistake that is known once a factor is taken out of every number.

    Args:
        answers: of a function for which there is no name; where it raises, none is looked for.
        examples: gives m of a case.
        named: finds the name of what a function shows.
    """
    if any(answer.error is not None and not case.raises for case, answer in answers):
        return None
    for text, factor in FACTORS.items():
        freed = [
            behaviour(case, replace(answer, value=_times(answer.value, factor(examples(case)))))
            for case, answer in answers
        ]
        if found := named(freed):
            return replace(found, also=f"{found.also} Besides, every number {text}.".strip())
    return None


def _times(value: Any, factor: float) -> Any:
    """Multiply every number of a plain value that is no whole one."""
    if isinstance(value, dict):
        return {key: _times(item, factor) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_times(item, factor) for item in value)
    real = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
    return value * factor if real else value

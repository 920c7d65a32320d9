"""How an answer that is one single number is wrong, in most cases if not in all."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from .relations import RELATIONS, text_of

ADDED = " added"
NEXT_TO = 1e-3  # of itself a number may be off, and its ratio to the right one tells nothing


def mostly(name: str, often: dict[str, Counter[str]], cases: int) -> Iterator[str]:
    """How a part of one number is wrong in most cases, where in a few something else is."""
    common = {one for one, times in often.get(name, Counter()).items() if 2 * times > cases > 2}
    if text := text_of(common & {*RELATIONS}, ""):
        yield f"In most cases {name} {text.removesuffix(' everywhere')}."
    elif any(one.endswith(ADDED) and often[name][one] > 3 for one in common):
        yield f"In most cases {name} is off by one and the same number, added or taken off."
    elif any(not one.endswith(ADDED) for one in common):
        yield (
            f"In most cases {name} is off by one and the same factor: look at every factor, and "
            "at the base of each logarithm."
        )


def ratio(got: Any, expected: Any) -> set[str]:
    """The ratio of two single numbers, and their difference, as relations of their own."""
    there = np.ndim(got) == 0 and got and expected and np.isfinite(expected)
    if not there or isinstance(expected, int | np.integer):  # what is counted has no factor
        return set()
    off = float(got) - float(expected)
    if abs(off) < NEXT_TO * abs(float(expected)):
        return set()
    return {f"{float(got) / float(expected):.5g}", f"{off:.5g}{ADDED}"}

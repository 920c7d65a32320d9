"""How a wrong array is made of the right one: by a function, a product, a sum, in another order.

Each relation needs no list of mistakes. It has a name and a text, as those of relations.py.
"""

import math
from collections.abc import Callable, Iterator, Sequence, Set

import numpy as np

from grader.cases.compare import wrong_entries

ENOUGH = 5  # numbers that two factors must fit, before it is no chance
LINES = 3  # rows or columns some of which are right, before it is no chance
SURE = ", surely"  # behind the name of a relation, where it is no chance

TEXTS = {
    "squared": "is the square of what it should be",
    "root": "is the square root of what it should be",
    "exp": "is exp(...) of what it should be",
    "log": "is the logarithm of what it should be",
    "reciprocal": "is 1 divided by what it should be",
    "complement": "is 1 minus what it should be",
    "unsigned": "is right but for its sign: where it should be negative, it is positive",
    "columns": "adds up to 1 in every column, as probabilities do",
    "times": "is right, and multiplied by one of the arguments besides, number by number",
    "over": "is right, and divided by one of the arguments besides, number by number",
    "reordered": "has all the right numbers, but they stand in another order, as after a sort, a "
    "reshape in the place of a transpose, or another order of filling",
    "limited": "is cut off at a limit: what lies beyond it has become the limit itself",
    "first columns": "is right in its first columns only, and wrong in those behind them",
    "last columns": "is right in its last columns only, and wrong in those before them",
    "first rows": "is right in its first rows only, and wrong in those below",
    "last rows": "is right in its last rows only, and wrong in those above",
    "even": "is one and the same number everywhere",
    "even in rows": "has one and the same number in all the columns of a row: something made one "
    "number of all the examples, or of a row",
    "even in columns": "has one and the same number in all the rows of a column: something made "
    "one number of a column",
    "factor of rows": "is right but for a factor, one for each row",
    "factor of columns": "is right but for a factor, one for each column",
    "added to rows": "is off by a number that is added to a whole row, or taken off",
    "added to columns": "is off by a number that is added to a whole column, or taken off",
    "rounded": "is rounded, or cut off: digits are missing",
    "shifted": "is off by one and the same number everywhere, which is added or taken off",
    "added": "is right but for a multiple of one of the arguments, which is added or left out",
    "line": "is right but for a factor, and for a number that is added everywhere",
    "mixed": "is made of the right terms, but one of them has a factor that it should not have: "
    "look at the brackets, and at what each factor multiplies or divides",
    "not nought": "should be 0 everywhere, and is not",
    "beyond": "has numbers below 0 or above 1, and each should lie between them",
    "falls": "does not always grow with {}, as it should: each number of it must come from the one "
    "in the same place alone",
}
# Few numbers fit these by chance: in some case there must be more.
UNSURE = {"mixed", "line", "falls", "beyond"} | {
    f"{which} {lines}"
    for which in ("first", "last", "factor of", "added to")
    for lines in ("rows", "columns")
}
OF_AN_ARGUMENT = {"added", "times", "over", "mixed"}
_FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "squared": np.square,
    "root": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "reciprocal": np.reciprocal,
    "complement": lambda x: 1 - x,
    "unsigned": np.abs,
}
OF_ALL = {*TEXTS} - OF_AN_ARGUMENT - {*_FUNCTIONS} - {"rounded", "falls"}


def formulas_of(
    one: np.ndarray, right: np.ndarray, inputs: Sequence[np.ndarray], sought: Set[str]
) -> Iterator[str]:
    """Yield how a wrong array may be made of the right one, both finite and of one shape.

    sought: what need not be among these need not be looked for, which takes long.
    """
    for name, function in _FUNCTIONS.items() if right.any() else ():
        if name in sought and np.isfinite(made := function(right)).all() and _close(one, made):
            yield name
    if one.size > 1:
        if sought & OF_ALL:
            yield from _whole(one, right)
        if sought & OF_AN_ARGUMENT:
            yield from _with_an_argument(one, right, inputs, sought)
    if (
        "rounded" in sought
        and (np.abs(one - np.round(one, 6)) < 1e-12).all()
        and any((np.abs(one - np.round(right, digits)) < 1e-12).all() for digits in range(1, 7))
    ):
        yield "rounded"


def _whole(one: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """What is seen in all of its numbers together."""
    if one.any() and np.ptp(one) == 0 < np.ptp(right):
        yield "even"
    elif 2 * np.unique(right).size > right.size > 2 and _close(
        np.sort(one, axis=None), np.sort(right, axis=None)
    ):
        yield "reordered"
    if not right.any():
        yield "not nought"
    if right.min() >= 0 and right.max() <= 1 and (one.min() < 0 or one.max() > 1):
        yield from _surely("beyond", right.size >= ENOUGH)
    if right.any() and _close(one, right + (one - right).mean()):
        yield "shifted"
    elif _mixed(one, right, np.ones_like(right)):
        yield from _surely("line", _different(right) >= ENOUGH)
    wrong = wrong_entries(one, right)
    for limit in (one.max(), one.min()) if np.ptp(one) else ():
        at = one == limit
        beyond = right >= limit if limit == one.max() else right <= limit
        if wrong.sum() > 1 and not wrong.all() and at[wrong].all() and beyond[wrong].all():
            yield "limited"
    if one.ndim == 2:
        whole = np.ones(one.shape[1])
        chosen = {*np.unique(right)} <= {0, 1}  # of 0 and 1, one is the only sum there is
        if not chosen and _close(one.sum(axis=0), whole) and not _close(right.sum(axis=0), whole):
            yield "columns"
        yield from _lines(one, right, wrong, "rows", "columns")
        yield from _lines(one.T, right.T, wrong.T, "columns", "rows")


def _lines(
    one: np.ndarray, right: np.ndarray, wrong: np.ndarray, rows: str, columns: str
) -> Iterator[str]:
    """What is seen in the rows of a matrix, and in all the columns; or in those of its transpose.

    A matrix of one row or column tells nothing of them.
    """
    if one.shape[1] < 2:
        return
    good = np.asarray(~wrong.any(axis=0))
    if good.any() and not good.all() and wrong[:, ~good].all():
        count = int(good.sum())
        if good[:count].all() or good[-count:].all():
            which = "first" if good[:count].all() else "last"
            sure = good.size >= LINES and one.shape[0] > 1
            yield from _surely(f"{which} {columns}", sure)
    if (np.ptp(one, axis=1) == 0).all() and one.any() and np.ptp(right, axis=1).all():
        yield f"even in {rows}"
    if one.shape[0] < 2:
        return
    size = (right * right).sum(axis=1, keepdims=True)
    factor = (one * right).sum(axis=1, keepdims=True) / np.where(size, size, 1)
    uneven = np.ptp(factor) > 1e-3 * np.abs(factor).max()
    if uneven and factor.all() and _close(one, factor * right):
        yield from _surely(f"factor of {rows}", min(one.shape) >= LINES)
    off = one - right
    if np.ptp(off.mean(axis=1)) > 1e-3 * np.abs(off).max() and _close(
        one, right + off.mean(axis=1, keepdims=True)
    ):
        yield from _surely(f"added to {rows}", min(one.shape) >= LINES)


def _with_an_argument(
    one: np.ndarray, right: np.ndarray, inputs: Sequence[np.ndarray], sought: Set[str]
) -> Iterator[str]:
    """What else than the right numbers is in it: an argument, multiplied or added."""
    left = {*sought & OF_AN_ARGUMENT}
    first, wanted = float(one.flat[0]), float(right.flat[0])  # a quick look, before all of it
    for given in inputs:
        array = _spread(given, one.shape) if left and given.dtype.kind in "fi" else None
        if array is None or not array.any():
            continue
        at = float(array.flat[0])
        near = math.isclose(first, wanted * at, rel_tol=1e-5) and right.any()
        if "times" in left and near and _close(one, right * array):
            left.discard("times")
            yield "times"
        near = math.isclose(first * at, wanted, rel_tol=1e-5) and right.any()
        if "over" in left and near and array.all() and _close(one, right / array):
            left.discard("over")
            yield "over"
        if "added" in left and _added(one, right, array):
            left.discard("added")
            yield "added"
        if "mixed" in left and _mixed(one, right, array):
            left.discard("mixed")
            yield from _surely("mixed", one.size >= ENOUGH)


def _different(array: np.ndarray) -> int:
    """How many numbers of an array differ by more than a thousandth of the largest."""
    steps = np.diff(np.sort(array, axis=None))
    return 1 + int((steps > 1e-3 * np.abs(array).max()).sum())


def _surely(name: str, sure: bool) -> Iterator[str]:
    yield name
    if sure:
        yield name + SURE


def _added(one: np.ndarray, right: np.ndarray, array: np.ndarray) -> bool:
    off, size = one - right, float(np.vdot(array, array))
    share = float(np.vdot(off, array)) / size if size else 0.0
    left = np.abs(off - share * array).max()
    near = share and left < 1e-3 * np.abs(off).max()
    return bool(near) and _close(one, right + share * array)


def _mixed(one: np.ndarray, right: np.ndarray, array: np.ndarray) -> bool:
    """Whether it is a sum of the right array and another one, each with a factor."""
    a, b, c = (float(np.vdot(*two)) for two in ((right, right), (right, array), (array, array)))
    d, e, size = float(np.vdot(right, one)), float(np.vdot(array, one)), a * c - b * b
    if not size > 1e-9 * a * c:  # one of them is the other, but for a factor
        return False
    share, other = (c * d - b * e) / size, (a * e - b * d) / size
    made = share * right + other * array
    near = np.abs(one - made).max() < 1e-6 * np.abs(one).max()
    return bool(near and share and other) and min(map(_different, (one, right))) > 1


def _spread(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray | None:
    """An array as it is added to one of some shape: a column to each column; None where not."""
    if array.ndim != len(shape) or math.prod(shape) < 2:
        return None
    if array.shape == shape:
        return array
    fits = all(one in (1, other) for one, other in zip(array.shape, shape, strict=True))
    return np.broadcast_to(array, shape) if fits else None


def _close(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and not wrong_entries(one, other).any()

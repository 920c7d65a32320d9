"""How a wrong part of an answer is related to the right one: transposed, scaled, flat, …

A relation has a name and a text; {} in a text stands for the name of an argument.
"""

import math
from collections.abc import Iterator, Set
from typing import Any

import numpy as np

from grader.cases.case import Case
from grader.cases.compare import is_numeric, wrong_entries

from .formulas import SURE, formulas_of
from .formulas import TEXTS as FORMULAS
from .things import TEXTS, text_relations, thing_of

RELATIONS = {
    "none": "is None: nothing was put there",
    "list": "is a list where a NumPy array belongs",
    "text": "is a text, not a number",
    **TEXTS,
    "transposed": "is the transpose of the right one",
    "row": "is a row where a column belongs",
    "sides": "has its two sizes the wrong way round, as a transposed matrix has",
    "all summed": "is one single number, where many belong: something made one number of them",
    "flat": "is flat, with one axis less: flatten, np.squeeze, np.sum without keepdims, or "
    "np.zeros(n), leave it so",
    "bare": "is a bare number where an array belongs",
    "deep": "has an axis too many",
    "not summed": "has several numbers where one belongs, and their sum is the right one",
    "square": "has grown into a square: a flat array and a column were broadcast together",
    "float32": "is float32: half of the digits are lost",
    "mask": "is made of True and False, where numbers belong",
    "whole": "holds whole numbers: what is behind the point is lost",
    "nan": "is nan in places: 0 / 0, 0 times infinity, infinity minus or divided by infinity, or "
    "the logarithm or the root of a negative number",
    "infinite": "is infinite in places: a logarithm of 0, a division by 0, or a number too large, "
    "as exp soon gives",
    "input": "is one of the arguments, unchanged",
    "positive": "is right where {} is positive, and wrong in every other place",
    "not positive": "is wrong where {} is positive, and right in every other place",
    "negative": "is right where {} is negative, and wrong in every other place",
    "not negative": "is wrong where {} is negative, and right in every other place",
    "not zero": "is wrong where {} is exactly 0, and right in every other place",
    "zero": "is 0 everywhere",
    "sign": "has the wrong sign, and is right otherwise",
    "exchanged": "has 0 where 1 belongs, and 1 where 0 belongs",
    "times m": "is too large by the factor m, the number of examples",
    "by m": "is too small by the factor m, the number of examples",
    "times m twice": "is too large by the square of m, the number of examples",
    "by m, and sign": "has the wrong sign, and is too small by the factor m",
    "times m, and sign": "has the wrong sign, and is too large by the factor m",
    "over m - 1": "is too large by the factor m / (m - 1), where m is the number of examples",
    "times m - 1": "is too small by the factor (m - 1) / m, where m is the number of examples",
    "times root m": "is too large by the square root of m, the number of examples",
    "by root m": "is too small by the square root of m, the number of examples",
    "times 2": "is twice what it should be",
    "by 2": "is half of what it should be",
    "log2": "is too large by 1 / ln 2: that is the logarithm to base 2, not the natural one",
    "log10": "is too small by ln 10: that is the logarithm to base 10, not the natural one",
    "times 100": "is 100 times what it should be",
    "times 10": "is 10 times what it should be",
    "by 100": "is 100 times smaller than it should be",
    "times 10000": "is 10 000 times what it should be",
    "scaled": "is right but for a factor, one for each whole array",
    "step sign": "has taken the right step, in the wrong direction",
    "step twice": "has taken twice the right step",
    "step scaled": "has taken a step in the right direction, but not of the right length: "
    "look at every factor before the gradient",
    "step equal": "has taken steps that are all equally long, as if only the sign of the gradient "
    "counted: so do Adam and RMSprop at first",
    "step shrunk": "has taken the right step, and is shrunk besides, as by weight decay or L2 "
    "regularization",
    "step even": "has moved every number of an array by the same amount: something made one number "
    "of the gradient",
    "step alone": "is the step alone, without the old value that it starts from",
    **FORMULAS,
}
# Said of a whole array, and not where its numbers are missing in other cases.
PLACES = {"positive", "not positive", "negative", "not negative", "not zero"}
OTHERS = {*FORMULAS}  # what takes the longest to find
SHARE = 1e-9  # of the largest number: by so much rounding may make a number fall
WHOLE = PLACES | {"scaled", "reordered", "limited", "added", "times", "over", "mixed"}
_FACTORS = {
    "sign": -1.0,
    "times 2": 2.0,
    "by 2": 0.5,
    "log2": 1 / np.log(2),
    "log10": 1 / np.log(10),
    "times 100": 100.0,
    "times 10": 10.0,
    "by 100": 0.01,
    "times 10000": 10_000.0,
}


def relations_of(
    got: Any, expected: Any, m: int, inputs: list[np.ndarray], sought: Set[str] = OTHERS
) -> Iterator[str]:
    """Yield the names of all relations that hold between a wrong part and the right one.

    sought: of the relations in OTHERS, some may be left out where none of them is in here.
    """
    if got is None:
        yield "none"
    elif isinstance(got, list) and isinstance(expected, np.ndarray):
        yield "list"
    elif isinstance(got, str) and isinstance(expected, str):
        yield from text_relations(got, expected)
    elif isinstance(got, str) and is_numeric(expected):
        yield "text"
    elif (thing := thing_of(got, expected)) and is_numeric(expected):
        yield thing
    if not isinstance(got, np.ndarray | np.generic | int | float) or not is_numeric(expected):
        return
    one, right = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    if one.shape != right.shape:
        yield from _shapes(one, right, isinstance(got, np.ndarray))
        return
    if isinstance(got, np.ndarray | np.generic) and isinstance(expected, np.ndarray):
        if got.dtype == np.float32:
            yield "float32"
        if got.dtype.kind in "iub" and expected.dtype.kind == "f":
            yield "mask" if got.dtype.kind == "b" else "whole"
    if (np.isnan(one) & ~np.isnan(right)).any():
        yield "nan"
    if np.isnan(one).any() or np.isnan(right).any():
        return
    if _close(one, right):  # it is the dtype alone
        return
    if np.isinf(one).any() and not np.isinf(right).any():
        yield "infinite"
        return
    if right.ndim == 2 and right.shape[0] == right.shape[1] > 1 and _close(one.T, right):
        yield "transposed"
    same = [array for array in inputs if array.shape == one.shape and np.array_equal(array, one)]
    if same:
        yield "input"
    if {*np.unique(right)} <= {0, 1} and right.any() and np.array_equal(one, 1 - right):
        yield "exchanged"
    # A count that is half of the right one tells nothing: it is small, and there by chance.
    counted = isinstance(expected, int | np.integer)
    if np.isfinite([one, right]).all() and not counted:
        yield from _factors(one, right, m)
        if sought & OTHERS:
            yield from formulas_of(one, right, inputs, sought)


def by_argument(case: Case, key: str, got: Any, expected: Any) -> set[str]:
    """How a wrong array is related to the argument that it is made from, number by number."""
    if type(got) is not np.ndarray or got.dtype.kind not in "fi" or not is_numeric(expected):
        return set()
    one, right = got.astype(float), np.asarray(expected, dtype=float)
    traits, found = case.traits, set()
    if traits.elementwise:
        found |= set(places_of(one, right, np.asarray(case.argument(traits.elementwise))))
    if traits.start:
        start = case.argument(traits.start)
        if key:  # a part of the answer that did not start from the argument has no place in it
            start = start.get(key) if isinstance(start, dict) else None
        if is_numeric(start):
            found |= set(steps_of(one, right, np.asarray(start, dtype=float)))
    return found


def places_of(one: np.ndarray, right: np.ndarray, decides: np.ndarray) -> Iterator[str]:
    """Yield the relations of what is wrong to the sign of an argument, number by number."""
    if not one.shape == right.shape == decides.shape or decides.size < 2:
        return
    wrong = wrong_entries(one, right)
    for name, there in (("positive", decides > 0), ("negative", decides < 0)):
        if np.array_equal(wrong, ~there):
            yield name
        if np.array_equal(wrong, there):
            yield f"not {name}"
    if np.array_equal(wrong, decides == 0):
        yield "not zero"
    order = np.argsort(decides, axis=None)
    grown, other = np.diff(one.ravel()[order]), np.diff(right.ravel()[order])
    if (other >= 0).all() and other.any():
        yield "falls"
        if (grown < -SHARE * np.abs(one).max()).any() and (grown > SHARE * np.abs(one).max()).any():
            yield "falls" + SURE


def refuted_by(decides: np.ndarray) -> set[str]:
    """The relations to an argument's sign that are not true of a right answer."""
    signs = {
        "not positive": (decides > 0).any(),
        "not negative": (decides < 0).any(),
        "not zero": (decides == 0).any(),
        "positive": (decides <= 0).any(),
        "negative": (decides >= 0).any(),
    }
    return {name for name, there in signs.items() if there}


def steps_of(one: np.ndarray, other: np.ndarray, start: np.ndarray) -> Iterator[str]:
    """Yield the relations of the step from start to one and that to other, the right one."""
    if not one.shape == other.shape == start.shape:
        return
    step, right, back = one - start, other - start, -start
    size = float(np.sum(right * right))
    if not 0 < size < np.inf or not step.any() or not np.isfinite(one).all():
        return
    for name, wanted in (("step sign", -right), ("step twice", 2 * right)):
        if _close(step, wanted):
            yield name
    if _close(step, right + back) or _close(step, back - right):
        yield "step alone"
    if right.size > 1 and _close(step, np.full_like(step, step.flat[0])):
        yield "step even"
    if right.size > 1 and _equal(step, right):
        yield "step equal"
    shrunk = float(np.sum((right - step) * start)) / (float(np.sum(start * start)) or 1.0)
    if right.size > 1 and 0 < shrunk < 1 and _close(step, right - shrunk * start):
        yield "step shrunk"
    factor = float(np.sum(step * right)) / size
    if right.size > 1 and factor > 0 and _close(step, factor * right):
        yield "step scaled"


def _equal(step: np.ndarray, right: np.ndarray) -> bool:
    """Whether a step is equally long everywhere, where the right one is not, and leads there."""
    long, other = np.abs(step), np.abs(right)
    there = other > 1e-3 * other.max()  # what divides may have a small number added
    if (step * right < 0).any():
        return False
    if there.sum() == 1:  # one step alone does not speak against it
        return True
    same = np.ptp(long[there]) < 1e-2 * long.max() and long[there].max() == long.max()
    return bool(same and np.ptp(other[there]) > 0.1 * other.max())


def _shapes(one: np.ndarray, right: np.ndarray, whole: bool) -> Iterator[str]:
    """The relations of shapes that differ; whole is False where no array came back."""
    if one.ndim == 2 and one.shape == right.shape[::-1]:
        yield "sides"
        if _close(one.T, right):
            yield "transposed"
        elif right.shape[1] == 1:
            yield "row"
    if one.size == 1 < right.size:
        yield "all summed"
    elif one.ndim < right.ndim and one.size == right.size:
        yield "flat" if whole else "bare"
    elif one.ndim > right.ndim and one.size == right.size:
        yield "deep"
    if one.ndim > right.ndim == 0 and _close(one.sum(), right):
        yield "not summed"
    column = right.ndim == 2 and right.shape[1] == 1 < right.shape[0]
    if column and one.shape == (right.shape[0], right.shape[0]):
        yield "square"


def _factors(one: np.ndarray, right: np.ndarray, m: int) -> Iterator[str]:
    if not one.any() and right.any():
        yield "zero"
        return
    size = float(np.vdot(right, right))
    if size == 0 or not one.any():
        return
    by_m = {"times m": m, "by m": 1 / m, "times m twice": m * m}
    by_m |= {"by m, and sign": -1 / m, "times m, and sign": -m}
    by_m |= {"over m - 1": m / max(m - 1, 1), "times m - 1": (m - 1) / m}
    by_m |= {"times root m": math.sqrt(m), "by root m": 1 / math.sqrt(m)}
    factor = float(np.vdot(one, right)) / size
    for name, exact in ((by_m if m > 1 else {}) | _FACTORS).items():
        if math.isclose(factor, exact, rel_tol=1e-3) and _close(one, exact * right):
            yield name
    if right.size > 1 and _close(one, factor * right):
        yield "scaled"


def _close(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and not wrong_entries(one, other).any()


def text_of(relations: Set[str], argument: str) -> str:
    """Choose what to say of all the relations that hold; empty where there is none."""
    by_factor = [name for name in relations if name in _FACTORS or "m" in name.split()]
    if len(by_factor) > 1:  # with two examples, m is 2: then no case tells which it was
        relations = {*relations} - {*by_factor} | {"scaled"}
    found = (text for name, text in RELATIONS.items() if name in relations)
    return next(found, "").format(argument)

"""Compare an answer with the expected one, and say the first thing that differs.

The order is the order in which a person would look: is it the right kind of thing, has it
the right shape, the right dtype, is every number finite, and only then, are the values right.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .plain import OF_DTYPE, Other, describe

# Far above the rounding of any order of summation, far below the effect of any mistake.
RTOL = 1e-6
RTOL_OF_LARGEST = 3e-7
ATOL = 1e-9
NOTHING = ", but nothing came back: is the return missing?"
NONE_INSIDE = ", and None is there"  # in a part of what came back


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference between an answer and the expected one.

    where: the place in the answer, such as 'Z' or 'cache[0][1]' or 'table["b"]'; empty
        where there is no answer.
    problem: one sentence.
    got, expected: the two values at that place (plain data).
    """

    where: str
    problem: str
    got: Any = None
    expected: Any = None

    def __str__(self) -> str:
        """The place and the problem, as one sentence."""
        return f"{self.where}: {self.problem}" if self.where else self.problem


def compare(
    got: Any,
    expected: Any,
    where: str = "the answer",
    names: tuple[str, ...] = (),
) -> Difference | None:
    """Find the first difference, or None where the answer is right.

    Args:
        got: what the student's function gave.
        expected: plain data, what the reference gave. A list and a tuple pass for each
            other, and an array of rank 1 for a list of numbers; a float passes for a NumPy
            scalar and for an array of one number and rank 0.
        where: how to name the answer as a whole.
        names: where the answer is a tuple, how to name its parts.
    """
    if isinstance(expected, dict):
        return _compare_dict(got, expected, where)
    if isinstance(expected, list | tuple):
        return _compare_sequence(got, expected, where, names)
    if isinstance(expected, np.ndarray):
        return _compare_array(got, expected, where)
    if is_numeric(expected):
        return _compare_number(got, expected, where)
    if isinstance(expected, str) and not isinstance(got, str):
        return _wrong_kind(got, expected, where, "a text is")
    same = type(got) is type(expected) and got == expected
    if isinstance(expected, bool | np.bool_) and isinstance(got, bool | np.bool_):
        same = bool(got) is bool(expected)  # a comparison of NumPy's gives its own kind
    return None if same else Difference(where, "the value is wrong", got, expected)


def _compare_dict(got: Any, expected: dict[str, Any], where: str) -> Difference | None:
    if type(got) is not dict:
        return _wrong_kind(got, expected, where, "a dictionary is")
    missing = [key for key in expected if key not in got]
    if missing:
        return Difference(where, f"{_keys(missing)} {_are(missing)} missing", got, expected)
    extra = [key for key in got if key not in expected]
    if extra:
        return Difference(where, f"{_keys(extra)} should not be there", got, expected)
    for key, value in expected.items():
        place = f'{where}["{key}"]' if isinstance(key, str) else f"{where}[{key}]"
        difference = _compare_part(got[key], value, place)
        if difference:
            return difference
    return None


def _compare_sequence(
    got: Any,
    expected: list[Any] | tuple[Any, ...],
    where: str,
    names: tuple[str, ...],
) -> Difference | None:
    if is_row(got, expected):
        got = list(got)
    if type(got) not in (list, tuple):
        return _wrong_kind(got, expected, where, _values(len(expected)))
    if len(got) != len(expected):
        problem = f"{_values(len(expected))} expected here, not {len(got)}"
        return Difference(where, problem, got, expected)
    for i, (one, right) in enumerate(zip(got, expected, strict=True)):
        difference = _compare_part(one, right, names[i] if names else f"{where}[{i}]")
        if difference:
            return difference
    return None


def _compare_part(got: Any, expected: Any, where: str) -> Difference | None:
    """Compare a part of what came back; a None there is no return that is missing."""
    difference = compare(got, expected, where)
    if difference and got is None and difference.problem.endswith(NOTHING):
        problem = difference.problem.removesuffix(NOTHING) + NONE_INSIDE
        return replace(difference, problem=problem)
    return difference


def _compare_array(got: Any, expected: np.ndarray, where: str) -> Difference | None:
    if type(got) is not np.ndarray:
        return _wrong_kind(got, expected, where, "a NumPy array is")
    if got.shape != expected.shape:
        problem = f"the shape is {got.shape} where {expected.shape} is expected"
        return Difference(where, problem, got, expected)
    if got.dtype != expected.dtype:
        problem = f"the dtype is {got.dtype} where {expected.dtype} is expected"
        return Difference(where, problem, got, expected)
    return compare_values(got, expected, where)


def _compare_number(got: Any, expected: Any, where: str) -> Difference | None:
    """Accept a Python float, a NumPy scalar or an array of rank 0, of any real dtype."""
    rank_0 = is_array(got) and got.ndim == 0 and got.dtype.kind != "b"
    if not (rank_0 or isinstance(got, np.number) or type(got) in (int, float)):
        return _wrong_kind(got, expected, where, "one number is")
    difference = compare_values(np.asarray(got), np.asarray(expected), where)
    return difference and replace(difference, got=got, expected=expected)


def compare_values(got: np.ndarray, expected: np.ndarray, where: str) -> Difference | None:
    """Find the wrong numbers of an array of the right shape; its dtype is not looked at."""
    if np.array_equal(got, expected):
        return None  # the usual case, and the quick one
    wrong = wrong_entries(got, expected)
    if not wrong.any():
        return None
    not_finite = int(np.sum(~np.isfinite(got) & wrong))
    if not_finite:
        problem = "the value is not finite" if got.ndim == 0 else f"{not_finite} of {got.size}"
        problem += "" if got.ndim == 0 else " values are not finite (nan or inf)"
    elif got.ndim == 0:
        problem = "the value is wrong"
    else:
        count = int(wrong.sum())
        problem = f"{count} of {got.size} values {'is' if count == 1 else 'are'} wrong"
    return Difference(where, problem, got, expected)


def wrong_entries(got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Mark the entries that differ by more than rounding.

    An entry may be off by a share of itself, and by a smaller one of the largest: a sum in which
    large terms cancel has their rounding, however small it is itself. nan and infinity are right
    where the same is expected, and nowhere else. Whole numbers are not rounded: a count of a
    million must not be off by one.
    """
    if expected.dtype.kind in "biu":
        wrong: np.ndarray = got != expected
        return wrong
    one, right = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    return apart(one, right, ATOL + RTOL_OF_LARGEST * largest_of(right))


def apart(one: np.ndarray, right: np.ndarray, slack: float) -> np.ndarray:
    """Mark the floats that differ by more than slack and a share of the right ones."""
    with np.errstate(all="ignore"):
        near = np.isfinite(right) & (np.abs(one - right) <= slack + RTOL * np.abs(right))
    return ~(near | (one == right) | (np.isnan(one) & np.isnan(right)))


def largest_of(array: np.ndarray) -> float:
    """The size of the largest finite number of an array; 0 where it has none."""
    size = np.abs(array)
    return float(size.max(initial=0.0, where=np.isfinite(size)))


def is_array(value: Any) -> bool:
    """Whether a value is an array; those of plain data hold numbers, or True and False."""
    return type(value) is np.ndarray


def is_row(got: Any, expected: Any) -> bool:
    """Whether an array of rank 1 stands for the list of numbers that is expected."""
    listed = isinstance(expected, list | tuple) and all(type(one) is float for one in expected)
    return listed and is_array(got) and got.ndim == 1


def is_numeric(expected: Any) -> bool:
    """Whether a value is made of numbers; True and False are none."""
    if isinstance(expected, bool | np.bool_):
        return False
    return isinstance(expected, np.ndarray | np.number | int | float)


def _wrong_kind(got: Any, expected: Any, where: str, wanted: str) -> Difference:
    problem = f"{wanted} expected here, not {describe(got)}"
    if got is None:
        problem = f"{wanted} expected here{NOTHING}"
    elif isinstance(got, Other):
        problem = f"{wanted} expected here, not {got.what}"
        if isinstance(expected, np.ndarray) and got.what.startswith(OF_DTYPE):
            dtype = got.what.removeprefix(OF_DTYPE)
            problem = f"the dtype is {dtype} where {expected.dtype} is expected"
    return Difference(where, problem, got, expected)


def _values(count: int) -> str:
    return "1 value is" if count == 1 else f"{count} values are"


def _keys(keys: list[str]) -> str:
    shown = ", ".join(repr(key) for key in keys[:4])
    more = f" (and {len(keys) - 4} more)" if len(keys) > 4 else ""
    return f"the key{'s' if len(keys) > 1 else ''} {shown}{more}"


def _are(keys: list[str]) -> str:
    return "are" if len(keys) > 1 else "is"

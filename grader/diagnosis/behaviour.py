"""What a function does on one case, in a form in which two answers can be held side by side.

A behaviour is a form (the kind, keys, shapes and dtypes of the answer, or its error) and all of
its numbers in one row. A right answer has the empty form, whatever it looks like.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import ATOL, apart, compare, largest_of
from grader.cases.judge import as_judged, judge
from grader.cases.plain import Other

ERROR = "error: "
CHANGED = " changed: "
SHARE = 1e-12  # of the largest number that any other may be off: two mistakes differ by more

_SHAPE = r"\(([\d, ]*)\)"
_NOT_ALIGNED = re.compile(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)")
_MATMUL = re.compile(r"\(size (\d+) is different from (\d+)\)")
_BROADCAST = re.compile(rf"could not be broadcast together with shapes {_SHAPE} {_SHAPE}")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """form: "" where the answer is right; numbers: float64 (k,), all the numbers in order."""

    form: str
    numbers: np.ndarray

    @property
    def raised(self) -> bool:
        """Whether the call ended in an error."""
        return self.form.startswith(ERROR)


def behaviour(case: Case, answer: Answer) -> Behaviour:
    """Describe an answer to a case.

    Args:
        case: the case.
        answer: value and inputs are plain data, as after unpack.
    """
    if judge(case, answer) is None:
        return Behaviour("", np.empty(0))
    if case.raises and answer.error is not None:
        return Behaviour(f"{ERROR}no {case.raises}", np.empty(0))
    if answer.error is not None:
        return Behaviour(ERROR + error_form(answer.error), np.empty(0))
    rows: list[np.ndarray] = []
    form = _form(as_judged(case, answer.value), rows)
    if compare(answer.inputs, [case.args, case.kwargs]):
        form += CHANGED + _form(answer.inputs, rows)
    numbers = np.concatenate(rows) if rows else np.empty(0)
    numbers[np.isnan(numbers)] = np.nan  # there are many nans, and one is enough
    return Behaviour(form, numbers)


def described(case: Case) -> Behaviour:
    """Describe the right answer to a case, as a wrong one is described."""
    rows: list[np.ndarray] = []
    form = _form(as_judged(case, case.expected), rows)
    return Behaviour(form, np.concatenate(rows) if rows else np.empty(0))


def alike(one: Behaviour, other: Behaviour) -> bool:
    """Whether two behaviours are one: the same form, and numbers equal up to rounding."""
    if one.form != other.form or one.numbers.shape != other.numbers.shape:
        return False
    slack = ATOL + SHARE * largest_of(other.numbers)
    return not apart(one.numbers, other.numbers, slack).any()


def group_of(function: str, shown: Sequence[Behaviour]) -> str:
    """Name what a function does on all its cases: functions that do the same have one name."""
    digest = hashlib.sha256()
    for one in shown:
        digest.update(one.form.encode("utf-8", "replace"))
        digest.update(" ".join(f"{number:.4g}" for number in one.numbers).encode())
    return f"{function}-{digest.hexdigest()[:8]}"


def error_form(error: str) -> str:
    """Bring an error into a form that does not depend on how the code is spelled.

    np.dot and @ say the same trouble in different words; a broadcast does not care which of
    its two arrays comes first.
    """
    kind = error.partition(":")[0]
    if found := _NOT_ALIGNED.search(error):
        return f"{kind}: product {found[1]} {found[2]}"
    if found := _MATMUL.search(error):
        return f"{kind}: product {found[2]} {found[1]}"
    if found := _BROADCAST.search(error):
        shapes = sorted(shape.replace(" ", "") for shape in found.groups())
        return f"{kind}: broadcast {' '.join(shapes)}"
    return kind if kind == "UnboundLocalError" else error[:200]  # its name is the learner's own


def _form(value: Any, rows: list[np.ndarray]) -> str:
    """Spell a plain value without its numbers, which go to rows."""
    if isinstance(value, dict):
        inner = (f"{key!r}: {_form(value[key], rows)}" for key in sorted(value, key=repr))
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(_form(item, rows) for item in value) + ")"
    if value is None or isinstance(value, bool | str):
        return repr(value)[:80]
    if isinstance(value, Other):
        return value.what
    array = np.asarray(value)
    rows.append(array.astype(float).ravel())
    return f"{array.dtype}{array.shape}" if array.ndim else "number"

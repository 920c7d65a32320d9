"""What may be told of an answer to a hidden case: a closed list of forms, which the judge fills in.

A function has seen the case's numbers, and whatever it chooses could hold them: words, names,
keys, counts, the length of a list, the number of a line. So nothing of its own is repeated. A
verdict is put together of sentences of this module; their slots take values that are known
without the answer, such as the sizes of the case's arrays. How much the choice among them can
carry is counted in tests/engine/test_bits.py and told in docs/grading.md.
"""

import re
from dataclasses import replace
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import NONE_INSIDE, NOTHING, Difference, is_numeric, wrong_entries
from grader.cases.judge import with_article
from grader.cases.plain import Other
from grader.engine.sandbox.deaths import WorkerGone

from .lines import Lines
from .messages import Slots, retold

# How a call may end without an answer. What comes after these words, such as an exit code, is the
# student's to choose.
ENDS = (
    "it did nothing but wait",
    "the submission's time is used up",
    "this machine is too busy to run it",
    "it took more memory than this machine has",
    "it closed the line to the grader",
    "the process ended itself",
    "the process was ended by signal",
    "its CPU time is used up",
    "it wrote where it must not",
)
# Types that a verdict names; any other is "another type".
TYPES = (
    *("generator", "function", "type", "method", "complex", "bytes", "set", "range"),
    *("map", "zip", "filter", "matrix", "MaskedArray", "module"),
)
DTYPES = ("object", "complex64", "complex128")
_OTHER = re.compile(r"a value of type (\w+)")
_DTYPE = re.compile(r"an array of dtype (\w+)")


def told(case: Case, answer: Answer, lines: Lines) -> Answer:
    """Give an answer whose error and line may be told; the value is as it came."""
    if answer.error is None:
        return replace(answer, line="", printed="")
    unknown = answer.error.startswith("NameError")
    name = lines.undefined(case.function, answer.at) if unknown else ""
    error = retold(answer.error, Slots.of(case), name)
    return replace(answer, error=error, line=lines.place(case.function, answer.at))


def detail(case: Case, answer: Answer, difference: Difference) -> str:
    """Say what is wrong with an answer.

    Args:
        case: a hidden one.
        answer: as `told` gives it.
        difference: what `judge` found.
    """
    if case.raises and answer.error is not None:
        came = answer.error.partition(":")[0]
        return f"{with_article(case.raises)} is expected here, but {came} came"
    if answer.error is not None:
        at = f" ({answer.line})" if answer.line else ""
        return f"the function raised {answer.error}{at}"
    if case.raises or difference.where in ("", "the arguments"):
        return str(difference)  # nothing in it is the answer's
    problem = _problem(case, difference.got, difference.expected)
    if answer.value is not None and problem.endswith(NOTHING):
        problem = problem.removesuffix(NOTHING) + NONE_INSIDE
    return f"{difference.where}: {problem}"


def ended(gone: WorkerGone) -> str:
    """Say how a call ended that gave no answer."""
    said = str(gone)
    return next((form for form in ENDS if said.startswith(form)), "it was ended")


def _problem(case: Case, got: Any, expected: Any) -> str:
    """Say what is wrong with a part of an answer, in the order of compare.py."""
    if isinstance(expected, dict):
        if type(got) is not dict:
            return f"a dictionary is expected here, {_not(got)}"
        missing = [key for key in expected if key not in got]
        if missing:
            return f"the key {missing[0]!r} is missing"
        return "there is a key that should not be there"
    if isinstance(expected, list | tuple):
        if type(got) not in (list, tuple):
            return f"{len(expected)} values are expected here, {_not(got)}"
        return f"{len(expected)} values are expected here, not {_fewer(len(got), len(expected))}"
    if isinstance(expected, np.ndarray) and type(got) is not np.ndarray:
        return f"a NumPy array is expected here, {_not(got)}"
    if isinstance(expected, str) and not isinstance(got, str):
        return f"a text is expected here, {_not(got)}"
    if not is_numeric(expected):
        return "the value is wrong"
    if isinstance(got, np.ndarray | np.generic | int | float):
        return _numbers(case, np.asarray(got), np.asarray(expected))
    return f"one number is expected here, {_not(got)}"


def _numbers(case: Case, got: np.ndarray, expected: np.ndarray) -> str:
    if got.shape != expected.shape:
        shape = got.shape if got.shape in Slots.of(case).shapes else "another one"
        return f"the shape is {shape} where {expected.shape} is expected"
    if got.dtype != expected.dtype and expected.ndim and not case.traits.any_dtype:
        return f"the dtype is {got.dtype} where {expected.dtype} is expected"
    wrong = wrong_entries(got, expected)
    if not np.isfinite(got[wrong]).all():
        return "the value is not finite" if got.ndim == 0 else "values are not finite (nan or inf)"
    if got.ndim == 0:
        return "the value is wrong"
    return "every value is wrong" if wrong.all() else "some values are wrong"


def _not(got: Any) -> str:
    if got is None:
        return "but nothing came back: is the return missing?"
    if isinstance(got, np.ndarray):
        return "not an array"
    if isinstance(got, np.generic):
        return "not a NumPy scalar"
    if not isinstance(got, Other):
        return f"not {with_article(type(got).__name__)}"
    if found := _OTHER.fullmatch(got.what):
        return f"not a value of type {found[1]}" if found[1] in TYPES else "not another type"
    if (found := _DTYPE.fullmatch(got.what)) and found[1] in DTYPES:
        return f"not {got.what}"
    return "not a value that is no plain data"


def _fewer(count: int, right: int) -> str:
    return "fewer" if count < right else "more"

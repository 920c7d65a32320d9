"""Judge one answer against one case. The student's own check and the autograder both judge here."""

from typing import Any

import numpy as np

from .call import Answer
from .case import Case
from .compare import Difference, compare


def judge(case: Case, answer: Answer) -> Difference | None:
    """Say the first thing that is wrong with an answer, or None where it is right."""
    if case.defaults and answer.spared:
        return None
    if case.raises:
        return _judge_refusal(case, answer)
    if answer.error is not None:
        at = f" ({answer.line})" if answer.line else ""
        return Difference("", f"the function raised {answer.error}{at}")
    given = [case.args, case.kwargs]
    if changed := compare(answer.inputs, given, "the arguments"):
        return Difference(
            "the arguments",
            "the function changed its inputs: work on a copy, or make a new array",
            changed.got,
            changed.expected,
        )
    traits, value = case.traits, as_judged(case, answer.value)
    where = traits.returns[0] if len(traits.returns) == 1 else "the answer"
    names = traits.returns if len(traits.returns) > 1 else ()
    return compare(value, case.expected, where, names, traits.extra_keys)


def _judge_refusal(case: Case, answer: Answer) -> Difference | None:
    """Judge an answer where only an error is right: that of the docstring, or one of its kind."""
    kind = (answer.error or "").partition(":")[0]
    if case.raises in (kind, *answer.kinds):
        return None
    came = "the function gave an answer" if answer.error is None else f"{kind} came"
    return Difference("", f"a {case.raises} is expected here, but {came}")


def as_judged(case: Case, value: Any) -> Any:
    """Give a value as it is judged: freed of what is free in this case."""
    if case.traits.any_dtype:
        value = as_expected_dtype(value, case.expected)
    return _settled(value, case.expected, case.slack) if case.slack else value


def _settled(value: Any, expected: Any, slack: float) -> Any:
    """Give numbers that are off by no more than the slack the value of the expected ones."""
    if isinstance(expected, dict) and isinstance(value, dict):
        return {
            key: _settled(one, expected[key], slack) if key in expected else one
            for key, one in value.items()
        }
    if isinstance(expected, list | tuple) and isinstance(value, list | tuple):
        if len(value) != len(expected):
            return value
        pairs = zip(value, expected, strict=True)
        return type(value)(_settled(one, right, slack) for one, right in pairs)
    if type(value) is not np.ndarray or not isinstance(expected, np.ndarray):
        return value
    if value.shape != expected.shape or value.dtype != expected.dtype:
        return value
    with np.errstate(all="ignore"):
        return np.where(np.abs(value - expected) <= slack, expected, value)


def as_expected_dtype(value: Any, expected: Any) -> Any:
    """Give numbers of any dtype that of the expected ones; leave anything else alone."""
    if (
        type(value) is np.ndarray
        and isinstance(expected, np.ndarray)
        and value.dtype.kind in "biuf"
    ):
        return value.astype(expected.dtype)
    return value

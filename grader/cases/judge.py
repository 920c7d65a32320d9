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
    if changed := compare(answer.inputs, given, "the arguments", extra=case.traits.extra_keys):
        return Difference(
            "the arguments",
            "the function changed its inputs: work on a copy, or make a new array",
            changed.got,
            changed.expected,
        )
    traits, value = case.traits, answer.value
    if traits.any_dtype:
        value = as_expected_dtype(value, case.expected)
    where = traits.returns[0] if len(traits.returns) == 1 else "the answer"
    names = traits.returns if len(traits.returns) > 1 else ()
    return compare(value, case.expected, where, names, traits.extra_keys)


def _judge_refusal(case: Case, answer: Answer) -> Difference | None:
    """Judge an answer where only an error is right.

    Which error is not looked at: a table that has no such key is as loud as a ValueError.
    """
    if answer.error is not None:
        return None
    problem = f"a {case.raises} is expected here, but the function gave an answer"
    return Difference("", problem)


def as_expected_dtype(value: Any, expected: Any) -> Any:
    """Give numbers of any dtype that of the expected ones; leave anything else alone."""
    if (
        type(value) is np.ndarray
        and isinstance(expected, np.ndarray)
        and value.dtype.kind in "biuf"
    ):
        return value.astype(expected.dtype)
    return value

"""Judge one answer against one case. The student's own check and the autograder both judge here."""

import itertools
from typing import Any

import numpy as np

from .call import Answer
from .case import Case
from .compare import Difference, compare, compare_values, is_array, is_numeric, is_row


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
    traits, value, expected = case.traits, as_judged(case, answer.value), case.expected
    where = traits.returns[0] if len(traits.returns) == 1 else "the answer"
    both = is_array(value) and is_array(expected) and value.shape == expected.shape
    if traits.any_dtype and both:  # none is converted: what a dtype has no room for turns infinite
        return compare_values(value, expected, where)
    names = traits.returns if len(traits.returns) > 1 else ()
    return compare(value, expected, where, names)


def _judge_refusal(case: Case, answer: Answer) -> Difference | None:
    """Judge an answer where only an error is right: that of the docstring, or one of its kind."""
    kind = (answer.error or "").partition(":")[0]
    if case.raises in (kind, *answer.kinds):
        return None
    came = "the function gave an answer" if answer.error is None else f"{kind} came"
    return Difference("", f"{with_article(case.raises)} is expected here, but {came}")


def with_article(name: str) -> str:
    """Put `a` or `an` before the name of a type."""
    return f"{'an' if name[:1].lower() in ('a', 'e', 'i', 'o', 'u') else 'a'} {name}"


def as_judged(case: Case, value: Any) -> Any:
    """Give a value as it is judged: freed of what is free in this case."""
    if case.traits.any_dtype:
        value = as_expected_dtype(value, case.expected)
    if case.traits.extra_keys:
        value = _without_extras(value, case.expected, case.traits.extra_keys)
    return _settled(value, case.expected, case.slack) if case.slack else value


def _without_extras(value: Any, expected: Any, harmless: tuple[str, ...]) -> Any:
    """Leave out the keys that do no harm, of which nothing is asked."""
    if isinstance(expected, dict) and isinstance(value, dict):
        return {
            key: _without_extras(one, expected.get(key), harmless)
            for key, one in value.items()
            if key in expected or not str(key).startswith(harmless)
        }
    if isinstance(expected, list | tuple) and isinstance(value, list | tuple):
        pairs = itertools.zip_longest(value, expected[: len(value)])
        return type(value)(_without_extras(one, right, harmless) for one, right in pairs)
    return value


def _settled(value: Any, expected: Any, slack: float) -> Any:
    """Give numbers that are off by no more than the slack the value of the expected ones."""
    if isinstance(expected, dict) and isinstance(value, dict):
        return {
            key: _settled(one, expected[key], slack) if key in expected else one
            for key, one in value.items()
        }
    if is_row(value, expected):
        value = list(value)
    if isinstance(expected, list | tuple) and isinstance(value, list | tuple):
        if len(value) != len(expected):
            return value
        pairs = zip(value, expected, strict=True)
        return type(value)(_settled(one, right, slack) for one, right in pairs)
    if not is_numeric(value) or not is_numeric(expected):
        return value
    one, right = np.asarray(value), np.asarray(expected)
    same = one.shape == right.shape and (not one.ndim or one.dtype == right.dtype)
    if not same or "b" in (one.dtype.kind, right.dtype.kind):  # True is not near to False
        return value
    with np.errstate(all="ignore"):  # as floats: the difference of whole numbers may wrap
        near = np.abs(one.astype(float) - right.astype(float)) <= slack
    return np.where(near, right, one) if one.ndim else expected if near else value


def as_expected_dtype(value: Any, expected: Any) -> Any:
    """Give numbers of any dtype that of the expected ones, where none of them changes by it."""
    if is_array(value) and is_array(expected):
        with np.errstate(all="ignore"):
            found = value.astype(expected.dtype)
        if expected.dtype.kind == "f" or np.array_equal(found, value):
            return found
    return value

"""What is free in an answer, a dtype or a little of each number, lets no wrong number through."""

from typing import Any

import numpy as np
import pytest

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.judge import judge
from grader.engine.grading.redaction import detail


def test_a_free_dtype_makes_no_number_infinite() -> None:
    """Infinity as a float16 is no 70 000, and half a number is no whole one beside a large one."""
    for right, got in (([70_000], [np.inf]), ([10**9, 0], [10**9, 0.5])):
        case = Case("f", "", "", (), {}, np.array(right), Traits(any_dtype=True))
        for dtype in (np.float16, np.float32, float):
            with np.errstate(all="ignore"):
                assert judge(case, Answer(np.array(got, dtype), [(), {}]))


LEAST = np.iinfo(np.int64).min


@pytest.mark.parametrize(
    ("got", "expected", "is_right"),
    [
        (np.array([LEAST]), np.array([0]), False),
        (np.int64(LEAST), 0, False),
        (np.array(2**62), -(2**62), False),
        (np.array([0], np.uint64), np.array([1], np.uint64), True),
        (np.array([1.0, 2.0]), [1.0, 2.4], True),
        (np.array([1.0, 2.0]), [1.0, 4.0], False),
        (np.array([True, False]), np.array([True, False]), True),
        (np.array([True, False]), np.array([True, True]), False),
        (np.array(True), 1.0, False),
        (np.nan, 1.0, False),
        (np.array([np.inf]), np.array([1.0]), False),
    ],
)
def test_slack_is_of_numbers_that_are_near(got: Any, expected: Any, is_right: bool) -> None:
    """A difference that wraps is not small; True is not near to False; a row is a list."""
    case = Case("f", "", "", (), {}, expected, slack=1.5)
    assert (judge(case, Answer(got, [(), {}])) is None) == is_right


@pytest.mark.parametrize("dtype", [np.float16, float, bool])
def test_of_a_free_dtype_nothing_is_said(dtype: type) -> None:
    """Neither the check nor the grader asks for a dtype that is free."""
    case = Case("f", "", "", (), {}, np.array([70_000, 3]), Traits(any_dtype=True))
    with np.errstate(all="ignore"):
        answer = Answer(np.array([70_000, 0.5]).astype(dtype), [(), {}])
    difference = judge(case, answer)
    assert difference is not None
    assert "dtype" not in str(difference) + detail(case, answer, difference)

"""Whatever comes back where anything is expected is judged and spoken of, and nothing raises."""

import itertools
from typing import Any

import numpy as np
import pytest

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.judge import judge
from grader.diagnosis.facts import facts_of
from grader.engine.grading.redaction import detail

VALUES: list[Any] = [
    *(True, 3, 3.0, "a", "", None, np.nan, np.inf, -np.inf, np.float32(1.5)),
    *([], [1.0, 2.0], [1, 2], [[1.0], [2.0]], (), (1.0, np.array([1.0, 2.0])), ["a", "b"]),
    *({}, {"a": 1.0, "b": "x"}, {"W1": np.array([True])}, {1: [2.0]}),
    *(np.array(2.0), np.array(True), np.array([np.nan, 1.0]), np.zeros((0, 2)), np.eye(2)),
    *(np.array([1, 2], np.uint8), np.array([1.5, 2], np.float32), np.array([-(2**63)])),
]


@pytest.mark.parametrize("expected", VALUES, ids=repr)
def test_any_answer_can_be_spoken_of(expected: Any) -> None:
    """With a slack or without; a value is right where it is expected, and what is said is short."""
    for got, slack, any_dtype in itertools.product(VALUES, (0.0, 0.5), (False, True)):
        traits = Traits(returns=("y",), any_dtype=any_dtype, extra_keys=("d",), numbered="layer")
        case = Case("f", "t", "", (), {}, expected, traits, slack=slack)
        answer = Answer(got, [(), {}])
        difference = judge(case, answer)
        said = facts_of([(case, answer, difference)] * 3)
        if difference is not None:
            said.append(detail(case, answer, difference))
        assert (got is not expected) or difference is None
        assert all(len(sentence) < 300 for sentence in said)


@pytest.mark.parametrize("argument", [np.ones(2), np.array([True, False]), {"W1": np.eye(2)}, "a"])
def test_any_answer_can_be_held_against_any_argument(argument: Any) -> None:
    """Whatever an author says of an argument, and whatever is missing in it or in what is right."""
    traits = Traits(("x",), returns=("y",), examples="x", elementwise="x", start="x")
    for expected, got in itertools.product(VALUES, VALUES):
        case = Case("f", "t", "", (argument,), {}, expected, traits)
        answer = Answer(got, [case.args, {}])
        with np.errstate(all="ignore"):
            facts_of([(case, answer, judge(case, answer))] * 3)

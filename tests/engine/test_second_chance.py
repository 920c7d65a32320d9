"""The second chance: stand-ins ask the judge, within bounds, and hand no step its answer."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.cases.case import Case, Traits
from grader.cases.compare import compare
from grader.cases.plain import pack, unpack
from grader.engine.course import handing
from grader.engine.course.plan import Replace, RunCell
from grader.engine.course.references import References
from grader.engine.grading.allowance import Allowance, Spent
from grader.engine.grading.fair import stand_ins
from grader.engine.grading.second_answers import MAX_NUMBERS, MAX_QUESTIONS, StandIns
from grader.engine.grading.session import Session
from grader.engine.sandbox.inside.protocol import Content, decode
from grader.engine.sandbox.start import Sandbox
from tests.graded import MATERIAL
from tests.network import FUNCTIONS
from tests.walls import LIMITS, needs_walls

ASSIGNMENT = MATERIAL.load()
A, W, B = np.ones((3, 2)), np.ones((2, 3)), np.ones((2, 1))


def asked(function: object, *args: object, desk: StandIns | None = None) -> dict[str, Any]:
    """Ask a judge's desk as a stand-in does; give what it answers."""
    desk = desk or StandIns(frozenset({"linear_forward"}), ASSIGNMENT.references, Allowance(60))
    packed, arrays = pack([list(args), {}])
    return opened(desk.answer({"ask": function, "inputs": packed}, arrays))


def opened(content: Content) -> dict[str, Any]:
    """Take an answer out of its frame."""
    body, arrays = decode(content.text, content.numbers)
    return {**body, "value": unpack(body["value"], arrays)} if "value" in body else body


def test_a_stand_in_gives_what_the_reference_gives() -> None:
    """Plain numbers go in, plain numbers come out."""
    value = asked("linear_forward", A, W, B)["value"]
    assert compare(value, ASSIGNMENT.references.value_of("linear_forward", (A, W, B), {})) is None


@pytest.mark.parametrize("function", ["sigmoid", "predict", "__import__", None, ["linear_forward"]])
def test_only_the_helpers_that_are_replaced_are_answered_for(function: object) -> None:
    """Not the step itself, nor a later one, nor anything else of that name."""
    assert asked(function, A)["error"] == "TypeError"


def test_what_is_not_plain_or_too_large_is_refused() -> None:
    """Objects, and more numbers than any step needs."""
    assert asked("linear_forward", object(), W, B)["error"] == "TypeError"
    assert asked("linear_forward", np.ones((MAX_NUMBERS + 1, 1)), W, B)["error"] == "TypeError"
    desk = StandIns(frozenset({"linear_forward"}), ASSIGNMENT.references, Allowance(60))
    strange: list[Any] = [None, {"list": []}, {"int": 3}, {"list": [{"array": 7}, None]}]
    for inputs in strange:
        assert opened(desk.answer({"ask": "linear_forward", "inputs": inputs}, []))["error"]


def test_an_error_of_the_reference_is_the_students_to_see() -> None:
    """As it would be with a right helper in the notebook."""
    said = asked("linear_forward", A.T, W, B)
    assert said["error"] == "ValueError" and "matmul" in said["says"]


def test_questions_numbers_and_time_are_counted() -> None:
    """One step can ask so often, for so much, and no longer than the submission may."""
    desk = StandIns(frozenset({"linear_forward"}), ASSIGNMENT.references, Allowance(60))
    for _ in range(MAX_QUESTIONS):
        desk.answer({"ask": "sigmoid"}, [])
    assert asked("linear_forward", A, W, B, desk=desk)["error"] == "RuntimeError"
    large = StandIns(frozenset({"linear_forward"}), ASSIGNMENT.references, Allowance(60))
    one = np.ones((1, 3_000))
    found = [asked("linear_forward", one, one.T, one.T, desk=large) for _ in range(2)]
    assert [reply.get("error") for reply in found] == [None, None] or found[-1]["error"]
    with pytest.raises(Spent):
        StandIns(frozenset(), ASSIGNMENT.references, Allowance(-1)).answer({"ask": "sigmoid"}, [])


def test_whole_numbers_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing interrupts, as in a thread of a cluster's: a power takes no time of its own."""
    monkeypatch.setattr(References, "value_of", lambda _, name, args, kwargs: args[0] ** args[1])
    assert type(asked("linear_forward", 3, 2_000_000)["value"]) is np.int64
    assert asked("linear_forward", 3, 20)["value"] == 3**20
    assert asked("linear_forward", 0.5, 100_001)["value"] == 0.0


def test_a_question_is_ended_when_the_time_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where little memory takes long, as a whole number to a large power does."""
    monkeypatch.setattr(References, "value_of", lambda *_: 3**2_000_000 > 0)
    desk = StandIns(frozenset({"linear_forward"}), ASSIGNMENT.references, Allowance(0.05))
    with pytest.raises(Spent):
        asked("linear_forward", A, W, B, desk=desk)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_step_of_the_course_is_another_name_for_a_helper(function: str) -> None:
    """So all that a reference calls may stand in for it, and nothing else may."""
    assert stand_ins(function, ASSIGNMENT) == ASSIGNMENT.references.helpers_of(function)
    assert function not in stand_ins(function, ASSIGNMENT)


def test_a_helper_that_would_hand_over_the_answer_does_not_stand_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A step whose answer is one call of its helper, on its own arguments, gets no stand-in."""
    Z, _ = ASSIGNMENT.references.value_of("linear_forward", (A, W, B), {})

    def case(args: tuple[Any, ...], expected: Any) -> Case:
        return Case("predict", "", "", args, {}, expected, Traits(returns=("Z",)))

    same = case((A, W, B), Z)
    packed = case(({"A": A, "W": W, "b": B}, 3.0), {"Z": Z, "A": A})
    more = case((A, W, B), Z + 1)
    references = ASSIGNMENT.references
    assert handing.hands_over("linear_forward", [same, packed], references)
    assert not handing.hands_over("linear_forward", [same, more], references)
    monkeypatch.setattr(References, "helpers_of", lambda *_: frozenset({"linear_forward"}))
    assert handing.may_stand_in("predict", [same, packed], references) == frozenset()
    assert handing.may_stand_in("predict", [same, more], references) == {"linear_forward"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process."""
    with Sandbox(LIMITS) as one:
        yield one


def session(sandbox: Sandbox, source: str, helpers: tuple[str, ...] = ()) -> Session:
    """A session of notebook 2 in which a cell has run and helpers are replaced."""
    allowance = Allowance(60)
    desk = StandIns(frozenset(helpers), ASSIGNMENT.references, allowance) if helpers else None
    one = Session(sandbox, sandbox.budget(), allowance, {}, desk)
    output = one.run("2_forward", RunCell(0, "import numpy as np\n" + source))
    assert output.error == ""
    if helpers:
        one.run("2_forward", Replace(helpers))
    return one


RIGHT = """
def linear_forward(A, W, b): return None
def linear_activation_forward(A_prev, W, b, activation):
    Z, cache = linear_forward(A_prev, W, b)
    Z += 0  # a value of one's own may be changed
    A, _ = {"sigmoid": sigmoid, "relu": relu}[activation](Z)
    return A, (cache, Z)
"""
HELPERS = ("linear_forward", "relu", "sigmoid")


@needs_walls
def test_a_step_passes_with_stand_ins(sandbox: Sandbox) -> None:
    """Whoever composes wrong helpers rightly has the step."""
    cases = ASSIGNMENT.questions["linear_activation_forward"][:3]
    one = session(sandbox, RIGHT, HELPERS)
    answers = list(one.call(cases))
    one.close()
    for question, answer in zip(cases, answers, strict=True):
        assert answer is not None and answer.error is None
        assert compare(answer.value, question.case.expected) is None


SPY = """
import gc, inspect, types
def linear_forward(A, W, b): return None
def linear_activation_forward(A_prev, W, b, activation):
    try: source = inspect.getsource(linear_forward)
    except OSError: source = ""
    code = [one for one in gc.get_objects() if isinstance(one, types.FunctionType)]
    code += [one for one in gc.get_objects() if isinstance(one, types.CodeType)]
    here = [str(getattr(one, "__code__", one).co_filename) for one in code]
    texts = [one for one in gc.get_objects() if isinstance(one, dict)]
    told = [v for d in texts for v in list(d.values()) if isinstance(v, str) and "W @ A" in v]
    return [float("W @ A" in source), float("<reference>" in here), float(len(told))]
"""


@needs_walls
def test_nothing_of_the_reference_is_in_the_worker(sandbox: Sandbox) -> None:
    """No source, no code object, no text of it is found by a step that has a stand-in."""
    one = session(sandbox, SPY, HELPERS)
    (answer,) = one.call(ASSIGNMENT.questions["linear_activation_forward"][:1])
    one.close()
    assert answer is not None and answer.value == [0.0, 0.0, 0.0]


AHEAD = """
import os, select
def relu(Z):
    seen = 0
    for fd in range(3, 64):
        try:
            for _ in range(5):
                if select.select([fd], [], [], 0.05)[0]: seen += len(os.read(fd, 1 << 20))
        except (OSError, ValueError): pass
    return float(seen)
"""


@needs_walls
def test_the_next_case_is_sent_when_the_last_is_answered(sandbox: Sandbox) -> None:
    """A call that reads from the worker's own pipe finds nothing there."""
    one = session(sandbox, AHEAD)
    answers = list(one.call(ASSIGNMENT.questions["relu"]))
    one.close()
    assert [answer and answer.value for answer in answers] == [0.0] * len(answers)

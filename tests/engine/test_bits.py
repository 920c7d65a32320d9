"""How much a verdict can carry about a hidden case: the forms that it may take are counted.

A submission chooses among them as it likes. docs/grading.md tells the numbers of this test.
"""

import math
import re

import numpy as np

from grader.diagnosis.facts import leaves
from grader.diagnosis.numbered import PLACES
from grader.diagnosis.relations import RELATIONS
from grader.diagnosis.twofold import FACTORS
from grader.diagnosis.where import MARKS
from grader.engine.course.assignment import Question
from grader.engine.grading import redaction, verdict
from grader.engine.grading.lines import MAX_LINES
from grader.engine.grading.messages import MESSAGES, PLAIN, Slots
from grader.engine.grading.outcome import Outcome
from tests.graded import MATERIAL
from tests.network import ARGUMENTS, COURSE, FUNCTIONS
from tests.traces import ROOT

A_FUNCTION, A_SUBMISSION = 31, 510  # bits, as docs/grading.md says
ASSIGNMENT = MATERIAL.load()
MOST_PARTS = 12  # layers of a case
OF_VALUES = 25  # kinds of value, and what else is said of numbers, keys and lengths


def errors(slots: Slots) -> int:
    """Every error that may be told: a kind alone, or a message with each choice for its slots."""
    count = len(PLAIN) + 1
    for message in MESSAGES:
        names = re.findall(r"<(size|shape|type|operator|key|any)>", message)
        count += math.prod(len(slots.values(name)) + 1 for name in names)
    return count


def raised(question: Question) -> int:
    """An error, and where it came from: a line, another step, or neither."""
    places = MAX_LINES + len(FUNCTIONS) + 1
    names = MAX_LINES  # a name that is not defined goes with its line: it adds nothing to that
    return errors(Slots.of(question.case)) * places + names


def wrong(question: Question) -> int:
    """A place in the answer, and what is wrong there."""
    slots = Slots.of(question.case)
    places = len(list(parts(question.case.expected))) + 2
    forms = len(slots.shapes) + 1 + len(redaction.TYPES) + len(redaction.DTYPES)
    return places * (forms + len(np.sctypeDict) + OF_VALUES)


def parts(value: object) -> list[object]:
    """A value, its parts, and theirs."""
    inner: list[object] = []
    if isinstance(value, dict):
        inner = list(value.values())
    elif isinstance(value, list | tuple):
        inner = list(value)
    return [value, *(part for one in inner for part in parts(one))]


def diagnoses(function: str) -> int:
    """The name of a mistake, or one fact."""
    cases = [question.case for question in ASSIGNMENT.questions[function]]
    names = {name for case in cases for name, *_ in leaves(case, case.expected)}
    steps = 0 if cases[0].traits.start else sum(one.startswith("step") for one in RELATIONS)
    relations = len(RELATIONS) - steps  # which are said of what takes a step alone
    facts = 2 * len(names) * relations + 2 ** len(names) * (1 + len(PLACES))
    numbers = {n for case in cases for n, _, _, v in leaves(case, case.expected) if not np.ndim(v)}
    facts += len(numbers) * (relations + 1)  # of a part that is one number: in most cases
    facts += math.factorial(min(len(names), 4)) + len(ARGUMENTS[function])
    words = {one for case in cases for one in case.kwargs.values() if isinstance(one, str)}
    facts += len(cases) * (1 + len(MARKS) + len(words))  # in how many it is right, and where not
    facts += len(names) ** 2  # two letters that have changed places
    facts += 2 * MOST_PARTS * len(names)  # entries too many or too few
    facts += MAX_LINES + len(FUNCTIONS) + 25  # undefined names, other steps, and single sentences
    known = len({one.name for one in ASSIGNMENT.mistakes[function]})
    mistakes = len(ASSIGNMENT.mistakes[function]) * (1 + len(FACTORS))
    return (mistakes + math.comb(known, 2) + facts) ** verdict.MAX_FACTS + 1


def bits(function: str) -> float:
    """The logarithm of the number of verdicts that a function can be given."""
    ends = len(redaction.ENDS) + 1 + len(Outcome)
    said = sum(
        (wrong(question) + raised(question)) * diagnoses(function) + ends
        for question in ASSIGNMENT.questions[function]
    )
    return math.log2(said + 1)


def test_a_verdict_carries_so_many_bits_and_no_more() -> None:
    """Less than half a number of a hidden case for each function; the docs say how many."""
    found = {function: bits(function) for function in FUNCTIONS}
    print({name: round(count, 1) for name, count in found.items()}, round(sum(found.values())))
    assert max(found.values()) <= A_FUNCTION
    assert sum(found.values()) <= A_SUBMISSION
    text = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
    assert f"{A_FUNCTION} bits" in text and f"{A_SUBMISSION} bits" in text


def test_every_function_is_counted() -> None:
    """The sum is that of the whole assignment."""
    assert {name for names in COURSE.values() for name in names} == ASSIGNMENT.questions.keys()

"""Put cases to a function, one by one, up to the first that it fails."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from typing import Any

from grader.cases.call import Answer, call, shows
from grader.cases.case import Case
from grader.cases.compare import Difference
from grader.cases.judge import judge
from grader.cases.plain import pack, unpack
from grader.diagnosis.code import is_empty, tree_of
from grader.diagnosis.diagnose import Diagnosis

from .errors import NoSuchCheck


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the first case that failed, if any did, and what is known of why.

    not_attempted: there is no code yet.
    stub_left: there is, and the stub's own last line is still reached.
    before: why the function that was judged is not the one in its cell; empty where it is.
    answers: what it gave to each case, up to the first that failed.
    """

    function: str
    passed: int
    cases: int
    failed: Case | None = None
    difference: Difference | None = None
    printed: str = ""
    not_attempted: bool = False
    stub_left: bool = False
    diagnosis: Diagnosis | None = None
    before: str = ""
    answers: tuple[Answer, ...] = ()


def ask(function: Callable[..., Any], case: Case, others: Container[str] = ()) -> Answer:
    """Put one case to a function; value and inputs of the answer are plain data."""
    if shows(function, case.defaults):
        return Answer(None, [case.args, case.kwargs], spared=True)
    answer = call(function, case.args, case.kwargs, others)
    # Through pack, so that a check here and the autograder's see one and the same thing.
    value, inputs = unpack(*pack(answer.value)), unpack(*pack(answer.inputs))
    return replace(answer, value=value, inputs=inputs)


def examine(
    function: Callable[..., Any], cases: list[Case], others: Container[str] = ()
) -> Verdict:
    """Run a function on its cases, in order, up to the first that fails."""
    if not cases:
        raise NoSuchCheck(f"There are no cases for {function.__name__}: reinstall the course kit.")
    name = cases[0].function
    answers: list[Answer] = []
    for i, case in enumerate(cases):
        answers.append(answer := ask(function, case, others))
        if difference := judge(case, answer):
            stub = answer.error is not None and answer.error.startswith("NotImplementedError")
            stub = stub and not case.raises
            tree = tree_of(function)
            empty = tree is not None and is_empty(tree)
            return Verdict(
                name,
                i,
                len(cases),
                case,
                difference,
                answer.printed,
                not_attempted=empty or (stub and tree is None),
                stub_left=stub and not empty and tree is not None,
                answers=tuple(answers),
            )
    return Verdict(name, len(cases), len(cases), answers=tuple(answers))

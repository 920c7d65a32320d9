"""Explain a failed check: the diagnosis of the answers, and what only the notebook can tell.

Three things are seen here and nowhere else: whether a second call agrees with the first, which
variables of the notebook a function reads, and whether the functions it calls pass themselves.
"""

import dis
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np

from grader.cases.assignment import Assignment
from grader.cases.call import Answer
from grader.cases.case import Case, read_cases, read_traits
from grader.diagnosis.code import tree_of
from grader.diagnosis.diagnose import Diagnosis, diagnose, nameless
from grader.diagnosis.known import read_mistakes
from grader.diagnosis.words import listed

from .examine import ask, examine

_ARRAYS = (np.ndarray, np.generic)
_DATA = (*_ARRAYS, int, float, list, tuple, dict, set, str)


def explain(
    function: Callable[..., Any],
    cases: list[Case],
    given: Sequence[Answer],
    assignment: Assignment,
) -> Diagnosis | None:
    """Say what is known of a function that failed a case.

    Args:
        function: the student's.
        cases: all its cases.
        given: its answers so far, up to the first case that it failed: it is called once more on
            that one, and on those behind it.
        assignment: holds its cases, and what is known of wrong answers.
    """
    name = cases[0].function
    failed = len(given) - 1
    behind = [ask(function, case, assignment.functions) for case in cases[len(given) :]]
    answers: list[Answer | None] = [*given, *behind]
    again = [*[None] * failed, ask(function, cases[failed], assignment.functions)]
    diagnosis = diagnose(
        cases,
        answers,
        read_mistakes(assignment.cases, name),
        again,
        tree=tree_of(function),
        others=read_traits(assignment.cases),
        outside=False,  # read_from_the_notebook sees it, and whether that is data
    )
    facts = []
    if missing := not_there(answers[failed], assignment):
        facts.append(missing)
    if read := read_from_the_notebook(function):
        facts.append(
            f"It reads {listed(read)} from the notebook: what is not among its arguments "
            "changes behind its back."
        )
    # Who is asked for something that the head does not take, has to begin with the head.
    differs = diagnosis is not None and bool(diagnosis.contract)
    if not differs and not missing and (wrong := wrong_helper(function, name, assignment)):
        facts.append(f"It calls your {wrong}, which does not pass its own check: begin there.")
        # A name would blame this function for what another one does.
        diagnosis = diagnosis and nameless(diagnosis)
    if not facts:
        return diagnosis
    known = diagnosis or Diagnosis()
    return replace(known, facts=(*facts, *known.facts))


def not_there(answer: Answer | None, assignment: Assignment) -> str:
    """Say that a function of the assignment is called, and is not there; else nothing."""
    if answer is None or answer.lacks not in assignment.functions:
        return ""
    lacks, who = answer.lacks, f"Your {answer.inside}" if answer.inside else "It"
    return (
        f"{who} calls {lacks}, which is not there: run the cell that defines it or fetches it. "
        f"{lacks} is a step of {assignment.notebook_of(lacks)}.ipynb."
    )


def read_from_the_notebook(function: Callable[..., Any]) -> list[str]:
    """Name the data that a function reads from its notebook. CONSTANTS in capitals are left out.

    A lesson gives them, and no cell changes them: numbers and words, and tables of these.
    """
    namespace = getattr(function, "__globals__", {})
    names = _globals_of(getattr(function, "__code__", None))
    return [
        name
        for name in dict.fromkeys(names)
        if isinstance(namespace.get(name), _DATA)
        and not name.startswith("__")  # which a class within the function reads
        and not (name.isupper() and len(name) > 2 and not isinstance(namespace[name], _ARRAYS))
    ]


def wrong_helper(function: Callable[..., Any], name: str, assignment: Assignment) -> str:
    """Find the first function of the assignment that this one calls and that fails its own check.

    Those which that one calls in its turn are looked at too. Empty where all of them pass.
    """
    found: dict[str, Callable[..., Any]] = {}
    ahead = [function]
    while ahead:
        one = ahead.pop()
        namespace = getattr(one, "__globals__", {})
        for other in _globals_of(getattr(one, "__code__", None)):
            helper = namespace.get(other)
            if (
                other in assignment.functions
                and other not in found
                and other != name
                and callable(helper)
            ):
                found[other] = helper
                ahead.append(helper)
    changed = assignment.cases.stat().st_mtime_ns
    for other in sorted(found, key=assignment.functions.index):
        cases = _cases_of_helper(assignment.cases, changed, other)
        if examine(found[other], cases).failed is not None:
            return other
    return ""


@functools.lru_cache(64)
def _cases_of_helper(path: Path, changed: int, name: str) -> list[Case]:
    """Read the cases of a helper once: a model has ten of them, and fails more than once."""
    return read_cases(path, name)


def _globals_of(code: CodeType | None) -> Iterator[str]:
    """Every global name that code reads, in the functions inside it too."""
    if code is None:
        return
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_of(constant)

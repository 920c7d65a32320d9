"""`check(f)`: does a function of the assignment do what it should?"""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from typing import Any

from grader.cases.assignment import assignment_here
from grader.cases.call import Answer, call, shows
from grader.cases.case import Case, read_cases
from grader.cases.compare import Difference
from grader.cases.judge import judge
from grader.cases.plain import pack, unpack
from grader.diagnosis.code import is_empty, tree_of
from grader.diagnosis.diagnose import Diagnosis

from . import progress
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


class CheckFailed(AssertionError):
    """The function is not right yet. The message is the whole explanation, as text."""

    def __init__(self, text: str, seen: bool = False) -> None:
        super().__init__(text)
        self._seen = seen

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: where the explanation is already on the page, one line will do."""
        text = str(self)
        return [text.partition("\n")[0]] if self._seen else [text]


def check(function: Callable[..., Any]) -> None:
    """Run the public cases of a function of the assignment, and show the verdict.

    Args:
        function: your own function; its name says which step it is.

    Raises:
        CheckFailed: it is not right yet; an AssertionError, as nbgrader expects of a test cell.
        NoSuchCheck: no function of the assignment has that name.
        Interrupted: you stopped it while the function was running.
        NoAssignment: there is no file of cases beside the notebook.
    """
    # What is needed only now is imported only now: the display, and the search for a cause.
    from grader.diagnosis.explain import explain

    from .cell import interrupted, name_of, ran_before
    from .show import show

    assignment = assignment_here()
    name = name_of(function, assignment)
    cases = read_cases(assignment.cases, name)
    try:
        verdict = examine(function, cases, assignment.functions)
        if verdict.failed is not None and not (verdict.not_attempted or verdict.stub_left):
            diagnosis = explain(function, cases, verdict.answers, assignment)
            verdict = replace(verdict, diagnosis=diagnosis)
    except KeyboardInterrupt as stopped:
        raise interrupted(name, stopped) from None
    verdict = replace(verdict, before=ran_before(name))
    done = progress.record(assignment, name, verdict.failed is None)
    text, seen = show(verdict, assignment, done)
    if verdict.failed is not None:
        raise CheckFailed(text, seen)


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

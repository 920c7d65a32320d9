"""`check(f)`: does a function of the assignment do what it should?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.cases.assignment import assignment_here
from grader.cases.case import read_cases

from . import progress
from .examine import examine


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
    from .cell import interrupted, name_of, ran_before
    from .explain import explain
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

"""What can become of one function of one submission."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from grader.diagnosis.diagnose import Diagnosis


class Outcome(StrEnum):
    """The closed set of outcomes.

    Only PASSED earns points, and PARTIAL, which the tests of another course may give, some.
    UNREADABLE, GRADER_ERROR and BY_HAND leave the mark open.
    """

    PASSED = "passed"
    PARTIAL = "partial"
    WRONG = "wrong"
    RAISED = "raised"
    TIMED_OUT = "timed out"
    MEMORY = "memory"
    NOT_ATTEMPTED = "not attempted"
    UNREADABLE = "unreadable"
    BY_HAND = "to be marked by hand"
    GRADER_ERROR = "grader error"


@dataclass(frozen=True, slots=True)
class FunctionResult:
    """The verdict on one function.

    case, why: title and reason of the hidden case that failed; empty where none did.
    detail: what was wrong, without a hidden value.
    passed, cases: how many cases came before, and how many there are.
    helpers: the student's own functions that are wrong, and in whose place the reference's were
        put: with these it passes, with the student's own it does not.
    diagnosis: what is known of why it is wrong.
    cell: the locked cell that it decides, by nbgrader's name.
    score: what it earns; None where the mark is left open, and a person is to look.
    """

    function: str
    outcome: Outcome
    passed: int = 0
    cases: int = 0
    case: str = ""
    why: str = ""
    detail: str = ""
    helpers: tuple[str, ...] = ()
    diagnosis: Diagnosis | None = None
    cell: str = ""
    score: float | None = None

    def marked(self, cell: str, most: float) -> "FunctionResult":
        """Give the verdict on a check with its mark: all points, or none, or open for a person."""
        open_ = self.outcome in (Outcome.GRADER_ERROR, Outcome.UNREADABLE, Outcome.BY_HAND)
        earned = most if self.outcome is Outcome.PASSED else 0.0
        return replace(self, cell=cell, score=None if open_ else earned)


@dataclass(frozen=True, slots=True)
class CellOutput:
    """What one of the student's own cells printed, and the error it ended with, if any.

    late: it did not come to its end in time.
    """

    text: str = ""
    error: str = ""
    late: bool = False


@dataclass(slots=True)
class NotebookResult:
    """One notebook of one submission.

    problem: empty, or why the notebook could not be graded (missing, unreadable).
    outputs: by the cell's position in the submitted notebook.
    """

    notebook: str
    problem: str = ""
    missing: bool = False
    functions: list[FunctionResult] = field(default_factory=list)
    outputs: dict[int, CellOutput] = field(default_factory=dict)


@dataclass(slots=True)
class SubmissionResult:
    """One student's submission: every notebook of the assignment, in order.

    answers: names what each mark is for by its content, by notebook and cell.
    """

    student: str
    notebooks: list[NotebookResult]
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    answers: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def verdicts(self) -> list[FunctionResult]:
        """Every verdict, in order."""
        return [verdict for notebook in self.notebooks for verdict in notebook.functions]

    @property
    def scores(self) -> dict[tuple[str, str], float | None]:
        """What each cell earns, by notebook and cell; None where it is left open."""
        return {(one.notebook, v.cell): v.score for one in self.notebooks for v in one.functions}

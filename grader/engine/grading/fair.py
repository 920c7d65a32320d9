"""A fair chance: a step whose helper is wrong is judged with the reference's helper in its place.

The references run in a second worker, in which the student's cells run again. What it prints and
raises is never shown: of its verdict there is used a pass, or the name of a known mistake.
"""

from dataclasses import dataclass

from grader.course import notebook_of
from grader.engine.course.assignment import Assignment
from grader.engine.course.plan import Replace
from grader.engine.course.references import helpers_of, names_in, source_of
from grader.engine.course.submissions import Submission
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.start import Sandbox

from .outcome import FunctionResult, Outcome
from .redaction import Told
from .session import Session
from .verdict import judge_function, run_cells


@dataclass(slots=True)
class FairChance:
    """The second worker of a submission; started where it is needed, which is seldom."""

    submission: Submission
    assignment: Assignment
    sandbox: Sandbox
    budget: Budget
    _session: Session | None = None

    def wrong_helpers(self, function: str, verdicts: dict[str, FunctionResult]) -> tuple[str, ...]:
        """Name the functions that this one calls, in the course or here, and that do not pass.

        None for a function that was left as it was released: no helper can mend that.
        """
        wrong = [
            name for name, verdict in verdicts.items() if verdict.outcome is not Outcome.PASSED
        ]
        if not wrong:
            return ()
        notebook = notebook_of(function)
        own, released = (
            "\n".join(cell.source for cell in cells if cell.grade_id == function)
            for cells in (self.submission.cells[notebook], self.assignment.released[notebook])
        )
        if own == released:
            return ()
        called = helpers_of(function) | names_in(own)
        return tuple(name for name in wrong if name in called)

    def judge(self, function: str, helpers: tuple[str, ...]) -> FunctionResult:
        """Judge with the reference's helpers. The verdict is not for showing as it is.

        Raises:
            SandboxError: the sandbox failed.
        """
        if self._session is None:
            told = Told(self.submission.cells.values())
            self._session = Session(self.sandbox, self.budget, told)
            run_cells(self._session, self.submission, self.assignment)
        self._session.run(notebook_of(function), Replace(helpers, source_of(helpers)))
        return judge_function(function, self.assignment, self._session)

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._session is not None:
            self._session.close()

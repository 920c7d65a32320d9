"""The second chance: a step whose helper is wrong is judged with a right one in its place.

The right one is a stand-in, which asks the judge: no reference is in a process that runs a
student's code. It can be had for a function that the reference of the step calls itself, whatever
the student's own code names, and never where its value would hand the step its answer. Every step
has a worker of its own for this, which ends with it: what one step was told is there for no other.
Of its verdict there is used a pass, or the name of a known mistake.
"""

import functools
from dataclasses import dataclass

from grader.engine.course.assignment import Assignment
from grader.engine.course.handing import may_stand_in
from grader.engine.course.plan import CallFunction, Replace
from grader.engine.course.submissions import Submission
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.start import Sandbox

from .allowance import Allowance
from .outcome import FunctionResult, Outcome
from .second_answers import StandIns
from .session import Session
from .verdict import Steps, files_of, judge_function, lines_of, run_cells


@functools.cache
def stand_ins(function: str, assignment: Assignment) -> frozenset[str]:
    """Name the helpers of which a step may have stand-ins."""
    cases = [question.case for question in assignment.questions[function]]
    return may_stand_in(function, cases, assignment.references)


def prepare(assignment: Assignment) -> None:
    """Find out for each step what may stand in: once, and on no submission's account."""
    for function in assignment.questions:
        stand_ins(function, assignment)


@dataclass(slots=True)
class FairChance:
    """Judges steps of one submission a second time.

    steps: the work on its notebooks, as planned.
    """

    submission: Submission
    assignment: Assignment
    sandbox: Sandbox
    budget: Budget
    allowance: Allowance
    steps: Steps

    def wrong_helpers(self, function: str, verdicts: dict[str, FunctionResult]) -> tuple[str, ...]:
        """Name the functions that this one calls in the course, and that do not pass here.

        None for a function that was left as it was released: no helper can mend that.
        """
        wrong = [
            name for name, verdict in verdicts.items() if verdict.outcome is not Outcome.PASSED
        ]
        if not wrong:
            return ()
        notebook = self.assignment.notebook_of(function)
        own, released = (
            "\n".join(cell.source for cell in cells if cell.grade_id == function)
            for cells in (self.submission.cells[notebook], self.assignment.released[notebook])
        )
        if own == released:
            return ()
        allowed = stand_ins(function, self.assignment)
        return tuple(name for name in wrong if name in allowed)

    def judge(self, function: str, helpers: tuple[str, ...]) -> FunctionResult:
        """Judge with right helpers. The verdict is not for showing as it is.

        Raises:
            SandboxError: the sandbox failed.
            Spent, MemoryError: as judge_function.
        """
        self.allowance.check()
        notebook = self.assignment.notebook_of(function)
        session = Session(
            self.sandbox,
            self.budget,
            self.allowance,
            files_of(self.submission, self.steps, self.assignment),
            StandIns(frozenset(helpers), self.assignment.references, self.allowance),
        )
        # What is below the check is not there yet when a notebook is run down to it.
        down_to = self.steps[notebook].index(CallFunction(function)) + 1
        try:
            run_cells(session, {notebook: self.steps[notebook][:down_to]})
            session.run(notebook, Replace(helpers))
            lines = lines_of(self.submission, self.steps, self.assignment)
            return judge_function(function, self.assignment, session, lines)
        finally:
            session.close()

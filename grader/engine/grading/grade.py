"""Grade one submission: run its cells in a worker, then put the hidden cases to its functions."""

import time
from dataclasses import replace

from grader.engine.course.assignment import Assignment
from grader.engine.course.notebook import Cell
from grader.engine.course.submissions import Submission
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.start import Sandbox

from .allowance import Allowance, Spent
from .fair import FairChance
from .lines import Lines
from .outcome import CellOutput, FunctionResult, NotebookResult, Outcome, SubmissionResult
from .session import Session
from .verdict import files_of, judge_function, lines_of, run_cells, steps_of

# For a person: on a slow machine it may have been an honest one.
TOO_LONG = (
    "judging took more than its {:g} s of processor time: the steps that say so have no points; "
    "c.SubmissionLimits.judge_seconds in nbgrader_config.py allows more"
)
TOO_LARGE = "its answer takes more memory to judge than a submission's may"


def grade_submission(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    budget: Budget | None = None,
) -> SubmissionResult:
    """Judge every check of one student.

    Args:
        submission: what was handed in.
        assignment: what was released, and the hidden cases.
        sandbox: where the student's code runs; its limits are the submission's.
        budget: what the submission may still use; all that it may where nothing has run yet.

    Raises:
        SandboxError: the sandbox failed, which says nothing about the submission.
    """
    started = time.monotonic()
    budget = budget or sandbox.budget()
    allowance = Allowance(sandbox.limits.judge_seconds - submission.cpu_seconds)
    try:
        with allowance.interrupting():
            steps = steps_of(submission, assignment)
    except (Spent, MemoryError):  # as every step will say of itself
        steps = {name: [] for name in submission.cells}
    session = Session(sandbox, budget, allowance, files_of(submission, steps, assignment))
    fair = FairChance(submission, assignment, sandbox, budget, allowance, steps)
    lines = lines_of(submission, steps, assignment)
    try:
        outputs = run_cells(session, steps)
        verdicts: dict[str, FunctionResult] = {}
        for notebook, functions in assignment.notebooks.items():
            for function in functions:
                if problem := submission.problems.get(notebook):
                    missing = notebook in submission.missing
                    outcome = Outcome.NOT_ATTEMPTED if missing else Outcome.UNREADABLE
                    verdicts[function] = FunctionResult(function, outcome, detail=problem)
                else:
                    broken = _broken(function, submission.cells[notebook], outputs[notebook])
                    verdicts[function] = _bounded(
                        function, assignment, session, fair, verdicts, lines, broken
                    )
    finally:
        session.close()
    notebooks = [
        NotebookResult(
            name,
            submission.problems.get(name, ""),
            name in submission.missing,
            [verdicts[function] for function in functions],
            outputs.get(name, {}),
        )
        for name, functions in assignment.notebooks.items()
    ]
    notes = list(submission.notes)
    if allowance.is_spent:
        notes.append(TOO_LONG.format(sandbox.limits.judge_seconds))
    seconds = time.monotonic() - started
    return SubmissionResult(submission.student, notebooks, notes, seconds)


def _bounded(
    function: str,
    assignment: Assignment,
    session: Session,
    fair: FairChance,
    verdicts: dict[str, FunctionResult],
    lines: Lines,
    broken: CellOutput | None,
) -> FunctionResult:
    """Judge a function; where that costs more than it may, this is the submission's failure."""
    try:
        return _judge(function, assignment, session, fair, verdicts, lines, broken)
    except Spent as spent:
        outcome, said = Outcome.TIMED_OUT, str(spent)
    except MemoryError:
        outcome, said = Outcome.MEMORY, TOO_LARGE
    session.close()  # whatever it was sending is not waited for
    cases = len(assignment.questions[function])
    return FunctionResult(function, outcome, cases=cases, detail=said)


def _judge(
    function: str,
    assignment: Assignment,
    session: Session,
    fair: FairChance,
    verdicts: dict[str, FunctionResult],
    lines: Lines,
    broken: CellOutput | None,
) -> FunctionResult:
    """Judge a function with the student's own helpers; where one is wrong, with the reference's."""
    helpers = fair.wrong_helpers(function, verdicts)
    # A helper that never comes back keeps every caller waiting: there, its own turn comes last.
    if any(verdicts[helper].outcome is Outcome.TIMED_OUT for helper in helpers):
        if (chance := fair.judge(function, helpers)).outcome is Outcome.PASSED:
            return replace(chance, helpers=helpers)
        return judge_function(function, assignment, session, lines, broken)
    verdict = judge_function(function, assignment, session, lines, broken)
    if verdict.outcome is Outcome.PASSED or not helpers:
        return verdict
    chance = fair.judge(function, helpers)
    if chance.outcome is Outcome.PASSED:
        return replace(chance, helpers=helpers)
    # The step is wrong itself. Only a name is taken over: its words are the catalogue's.
    known = chance.diagnosis
    named = replace(known, facts=()) if known and known.name else None
    return replace(verdict, diagnosis=named)


def _broken(function: str, cells: list[Cell], outputs: dict[int, CellOutput]) -> CellOutput | None:
    """What the cell of a function ended with, where it ended with an error."""
    found = [
        output
        for position, output in outputs.items()
        if output.error and cells[position].grade_id == function
    ]
    return found[-1] if found else None

"""Grade one submission: run its cells in a worker, then put the hidden cases to its functions."""

import time
from dataclasses import replace

from grader.course import COURSE
from grader.judge import judge

from .assignment import Assignment, Question
from .outcome import CellOutput, FunctionResult, NotebookResult, Outcome, SubmissionResult
from .plan import RunCell, plan
from .sandbox import Sandbox, WorkerGone
from .session import NOT_PLAIN, Session
from .submissions import Submission
from .text import one_line
from .told import Told

MAX_DETAIL = 300  # characters of a student's own words in a verdict


def grade_submission(
    submission: Submission, assignment: Assignment, sandbox: Sandbox
) -> SubmissionResult:
    """Grade every notebook of one student.

    Args:
        submission: what was handed in.
        assignment: what was released, and the hidden cases.
        sandbox: where the student's code runs; its limits are the submission's.

    Raises:
        SandboxError: the sandbox failed, which says nothing about the submission.
    """
    started = time.monotonic()
    result = SubmissionResult(submission.student, [], submission.notes)
    deadline = started + sandbox.limits.submission_seconds
    session = Session(sandbox, submission.files, deadline)
    told = Told(submission.cells.values())
    try:
        for name in COURSE:
            result.notebooks.append(_run_notebook(name, submission, assignment, session))
        for notebook in result.notebooks:
            if not notebook.problem:
                _judge_notebook(notebook, submission, assignment, session, told)
    finally:
        session.close()
    result.seconds = time.monotonic() - started
    return result


def _run_notebook(
    name: str, submission: Submission, assignment: Assignment, session: Session
) -> NotebookResult:
    """Run a notebook's cells; one that cannot be read has its verdicts already."""
    if problem := submission.problems.get(name):
        missing = name in submission.missing
        outcome = Outcome.NOT_ATTEMPTED if missing else Outcome.UNREADABLE
        verdicts = [FunctionResult(function, outcome, detail=problem) for function in COURSE[name]]
        return NotebookResult(name, problem, missing, verdicts)
    outputs = {}
    for step in plan(submission.cells[name], assignment.released[name], COURSE[name]):
        output = session.run(name, step)
        if isinstance(step, RunCell):
            outputs[step.position] = output
    return NotebookResult(name, outputs=outputs)


def _judge_notebook(
    notebook: NotebookResult,
    submission: Submission,
    assignment: Assignment,
    session: Session,
    told: Told,
) -> None:
    cells = submission.cells[notebook.notebook]
    broken = {
        cells[position].grade_id: output
        for position, output in notebook.outputs.items()
        if output.error
    }
    for function in COURSE[notebook.notebook]:
        questions = assignment.questions[function]
        verdict = _judge_function(function, questions, session, told, broken.get(function))
        notebook.functions.append(verdict)


def _judge_function(
    function: str,
    questions: list[Question],
    session: Session,
    told: Told,
    broken: CellOutput | None,
) -> FunctionResult:
    """Put the cases to a function, up to the first that fails.

    Args:
        function: its name.
        questions: its hidden cases.
        session: the submission's worker.
        told: what the verdict may say.
        broken: what the function's cell ended with, where it ended with an error.
    """
    for i, question in enumerate(questions):
        try:
            outcome, detail = _judge_case(function, question, session, told, broken)
        except WorkerGone as gone:
            outcome = Outcome.TIMED_OUT if gone.late else Outcome.RAISED
            detail = f"the call did not come back: {gone}"
        if outcome is not Outcome.PASSED:
            case = question.case
            shown = one_line(detail[: 4 * MAX_DETAIL])[:MAX_DETAIL]
            return FunctionResult(function, outcome, i, len(questions), case.title, case.why, shown)
    return FunctionResult(function, Outcome.PASSED, len(questions), len(questions))


def _judge_case(
    function: str, question: Question, session: Session, told: Told, broken: CellOutput | None
) -> tuple[Outcome, str]:
    answer = session.call(question)
    if answer is None and broken is not None:
        outcome = Outcome.TIMED_OUT if broken.late else Outcome.RAISED
        return outcome, f"its cell ended with {broken.error}"
    if answer is None:
        return Outcome.NOT_ATTEMPTED, f"there is no function {function}"
    if answer.error == NOT_PLAIN:
        return Outcome.WRONG, NOT_PLAIN
    difference = judge(question.case, replace(answer, value=told.value(answer.value)))
    if difference is None:
        return Outcome.PASSED, ""
    kind = (answer.error or "").partition(":")[0]
    if kind == "NotImplementedError":
        return Outcome.NOT_ATTEMPTED, "the stub is still there"
    if "MemoryError" in kind:
        return Outcome.MEMORY, "the call wanted more memory than a submission may have"
    if answer.error:
        return Outcome.RAISED, told.raised(answer.error, answer.line)
    return Outcome.WRONG, str(difference)

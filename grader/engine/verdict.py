"""Run a submission's cells, and judge its functions one by one."""

from grader.course import COURSE
from grader.judge import judge

from .assignment import Assignment, Question
from .outcome import CellOutput, FunctionResult, Outcome
from .plan import RunCell, plan
from .sandbox import WorkerGone
from .session import Session
from .submissions import Submission
from .text import printable, without_numbers

MAX_DETAIL = 300  # characters of a student's own words in a verdict

Outputs = dict[str, dict[int, CellOutput]]


def run_cells(session: Session, submission: Submission, assignment: Assignment) -> Outputs:
    """Run the cells of every notebook that can be read.

    Returns:
        What each cell printed: by the notebook's name, and by the cell's position in it.
    """
    outputs: Outputs = {}
    for name, cells in submission.cells.items():
        outputs[name] = {}
        for step in plan(cells, assignment.released[name], COURSE[name]):
            output = session.run(name, step)
            if isinstance(step, RunCell):
                outputs[name][step.position] = output
    return outputs


def judge_function(
    function: str, questions: list[Question], session: Session, broken: CellOutput | None = None
) -> FunctionResult:
    """Put the cases to a function, up to the first that fails.

    Args:
        function: its name.
        questions: its hidden cases.
        session: the submission's worker.
        broken: what the function's cell ended with, where it ended with an error.
    """
    for i, question in enumerate(questions):
        try:
            outcome, detail = _judge_case(function, question, session, broken)
        except WorkerGone as gone:
            outcome = Outcome.TIMED_OUT if gone.late else Outcome.RAISED
            detail = f"the call did not come back: {gone}"
        if outcome is not Outcome.PASSED:
            case = question.case
            shown = printable(detail[: 4 * MAX_DETAIL])[:MAX_DETAIL]
            return FunctionResult(function, outcome, i, len(questions), case.title, case.why, shown)
    return FunctionResult(function, Outcome.PASSED, len(questions), len(questions))


def _judge_case(
    function: str, question: Question, session: Session, broken: CellOutput | None
) -> tuple[Outcome, str]:
    answer = session.call(question)
    if answer is None and broken is not None:
        outcome = Outcome.TIMED_OUT if broken.late else Outcome.RAISED
        return outcome, f"its cell ended with {broken.error}"
    if answer is None:
        return Outcome.NOT_ATTEMPTED, f"there is no function {function}"
    difference = judge(question.case, answer)
    if difference is None:
        return Outcome.PASSED, ""
    kind = (answer.error or "").partition(":")[0]
    if kind == "NotImplementedError":
        return Outcome.NOT_ATTEMPTED, "the stub is still there"
    if "MemoryError" in kind:
        return Outcome.MEMORY, "the call wanted more memory than a submission may have"
    if answer.error:
        return Outcome.RAISED, without_numbers(str(difference))
    return Outcome.WRONG, str(difference)

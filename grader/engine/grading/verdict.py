"""Run a submission's cells, and judge its functions one by one."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.cases.call import Answer
from grader.cases.judge import judge
from grader.diagnosis.code import anonymous
from grader.diagnosis.diagnose import Diagnosis, diagnose
from grader.engine.course.assignment import Assignment, Question
from grader.engine.course.plan import CallFunction, RunCell, code_of, plan
from grader.engine.course.submissions import Submission
from grader.engine.course.submitted import beside
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.text import one_line, printable

from . import redaction
from .lines import Lines
from .outcome import CellOutput, FunctionResult, Outcome
from .session import NOT_PLAIN, Session

UNTOLD = "Why cannot be said: the grader's own words failed ({}). Show this to your instructor."
MAX_DETAIL = 300  # characters of a student's own words in a verdict
DIAGNOSED = (Outcome.WRONG, Outcome.RAISED)

MAX_CODE = 3_000  # characters of a function that a report shows to a teacher
MAX_FACTS = 1  # a wrong answer can be chosen to have this fact or that: each is a few bits

Outputs = dict[str, dict[int, CellOutput]]
Steps = Mapping[str, list[RunCell | CallFunction]]


def steps_of(submission: Submission, assignment: Assignment) -> Steps:
    """Plan the work on every notebook that can be read."""
    return {
        name: plan(cells, assignment.released[name], assignment.notebooks[name])
        for name, cells in submission.cells.items()
    }


def files_of(submission: Submission, steps: Steps, assignment: Assignment) -> dict[str, bytes]:
    """Give what lies beside the running code: the notebooks' own code, and other files.

    The released ones, such as the public cases, count: a file of their name that a student handed
    in is not looked at.
    """
    notebooks = {
        f"{name}.ipynb": code_of(cells, steps[name]) for name, cells in submission.cells.items()
    }
    return notebooks | beside(submission.files, assignment.files)


def lines_of(submission: Submission, steps: Steps, assignment: Assignment) -> Lines:
    """Give what finds a submission's lines."""
    run = {name: [one for one in some if isinstance(one, RunCell)] for name, some in steps.items()}
    return Lines(submission.cells, run, assignment.notebooks)


def run_cells(session: Session, steps: Steps) -> Outputs:
    """Run the cells of some notebooks.

    Returns:
        What each cell printed: by the notebook's name, and by the cell's position in it.
    """
    outputs: Outputs = {}
    for name in steps:
        outputs[name] = {}
        for step in steps[name]:
            output = session.run(name, step)
            if isinstance(step, RunCell):
                outputs[name][step.position] = output
    return outputs


def judge_function(
    function: str,
    assignment: Assignment,
    session: Session,
    lines: Lines,
    broken: CellOutput | None = None,
) -> FunctionResult:
    """Put the hidden cases to a function, up to the first that fails.

    Args:
        function: its name.
        assignment: holds its cases, and what is known of wrong answers.
        session: the submission's worker.
        lines: of the submission, which a verdict may name.
        broken: what the function's cell ended with, where it ended with an error.

    Raises:
        Spent: the submission has used up its share of the judge's time.
        MemoryError: its answers take more memory than the judge may have.
    """
    questions = assignment.questions[function]
    coming = session.call(questions)
    answers: list[Answer | None] = []
    for i, question in enumerate(questions):
        outcome, detail = _judge_case(function, question, coming, broken, answers, lines)
        if outcome is Outcome.PASSED:
            continue
        diagnosis = None
        if outcome in DIAGNOSED and answers[i] is not None:
            diagnosis = _diagnose(function, assignment, session, answers, coming, lines)
        return FunctionResult(
            function,
            outcome,
            i,
            len(questions),
            question.case.title,
            question.case.why,
            one_line(detail[: 4 * MAX_DETAIL])[:MAX_DETAIL],
            diagnosis=diagnosis,
        )
    return FunctionResult(function, Outcome.PASSED, len(questions), len(questions))


def _judge_case(
    function: str,
    question: Question,
    coming: Iterator[Answer | None],
    broken: CellOutput | None,
    answers: list[Answer | None],
    lines: Lines,
) -> tuple[Outcome, str]:
    """Judge the next answer; it goes to the others."""
    try:
        answer = next(coming)
    except WorkerGone as gone:
        answers.append(None)
        outcome = Outcome.TIMED_OUT if gone.late else Outcome.RAISED
        return outcome, f"the call did not come back: {redaction.ended(gone)}"
    answers.append(answer)
    if answer is None and broken is not None:
        outcome = Outcome.TIMED_OUT if broken.late else Outcome.RAISED
        return outcome, f"its cell ended with {broken.error}"
    if answer is None:
        return Outcome.NOT_ATTEMPTED, f"there is no function {function}"
    if answer.error == NOT_PLAIN:
        return Outcome.WRONG, NOT_PLAIN
    difference = judge(question.case, answer)
    if difference is None:
        return Outcome.PASSED, ""
    kind = (answer.error or "").partition(":")[0]
    if kind == "NotImplementedError":
        return Outcome.NOT_ATTEMPTED, "the stub's raise NotImplementedError is still there"
    if "MemoryError" in kind:
        return Outcome.MEMORY, "the call wanted more memory than a submission may have"
    said = redaction.detail(question.case, redaction.told(question.case, answer, lines), difference)
    return (Outcome.RAISED if answer.error else Outcome.WRONG), said


def _diagnose(
    function: str,
    assignment: Assignment,
    session: Session,
    answers: list[Answer | None],
    coming: Iterator[Answer | None],
    lines: Lines,
) -> Diagnosis | None:
    """Say why a function is wrong, by its answers to all the cases, and a second one to the last.

    Args:
        function: its name.
        assignment: holds its cases, and what is known of wrong answers.
        session: the submission's worker.
        answers: to the cases up to the first that failed.
        coming: the answers to the other ones.
        lines: of the submission.
    """
    questions = assignment.questions[function]
    failed, tree = len(answers) - 1, lines.definition(function)
    again: list[Answer | None] = [None] * failed
    with contextlib.suppress(WorkerGone):  # there are fewer answers, then, and no name
        answers.extend(coming)
        again.extend(session.call([questions[failed]]))
    cases = [question.case for question in questions]
    traits = {name: some[0].case.traits for name, some in assignment.questions.items()}
    try:
        with session.allowance.interrupting():
            found = diagnose(
                cases,
                answers,
                assignment.mistakes[function],
                again,
                lambda case, answer: redaction.told(case, answer, lines),
                tree,
                traits,
            )
    except MemoryError:
        raise
    except Exception as error:  # it is wrong all the same: no mark hangs on what is said of it
        return Diagnosis((UNTOLD.format(type(error).__name__),))
    if found is None:
        return None
    # What stands in the code was there before any hidden case: it tells nothing of one.
    contract, read = (tuple(map(printable, some)) for some in (found.contract, found.read))
    # What a mistake's name says needs no fact beside it.
    facts = () if found.name else tuple(map(printable, found.facts[:MAX_FACTS]))
    found = replace(found, facts=facts, contract=contract, read=read)
    if given := assignment.names.get(found.group):
        return replace(
            found,
            name=found.group,
            misconception=given.sentence,
            hint=given.hint,
            notebook=assignment.notebook_of(function),
        )
    code = printable(anonymous(tree)[:MAX_CODE]) if found.group and tree is not None else ""
    return replace(found, code=code)

"""Grade one submission: run its cells in a worker, put the hidden cases to its functions."""

import time
from pathlib import Path

import numpy as np

from grader.call import Answer
from grader.cases import Case
from grader.course import ASSIGNMENT, COURSE
from grader.judge import judge
from grader.plain import NotPlain, pack, unpack

from .assignment import Assignment
from .limits import Limits
from .notebook import Cell, MissingNotebook, UnreadableNotebook, parse_notebook, read_bytes
from .outcome import CellOutput, FunctionResult, NotebookResult, Outcome, SubmissionResult
from .plan import CallFunction, RunCell, plan
from .sandbox import Worker, WorkerGone

MAX_DETAIL = 300  # characters of a student's own words in a verdict


def grade_submission(
    student: str, folder: Path, assignment: Assignment, limits: Limits
) -> SubmissionResult:
    """Grade every notebook of one student. Reads the folder, and writes nothing.

    Args:
        student: the student's id.
        folder: holds network/*.ipynb.
        assignment: what was released, and the hidden cases.
        limits: what the submission may use.
    """
    started = time.monotonic()
    result = SubmissionResult(student, [NotebookResult(name) for name in COURSE])
    files: dict[str, bytes] = {}
    cells: dict[str, list[Cell]] = {}
    for notebook in result.notebooks:
        name = f"{notebook.notebook}.ipynb"
        try:
            data = read_bytes(folder / ASSIGNMENT / name, limits.notebook_bytes)
            cells[notebook.notebook] = parse_notebook(data)
            files[name] = data
        except UnreadableNotebook as error:
            notebook.problem = str(error)
            notebook.missing = isinstance(error, MissingNotebook)
    result.notes = _unknown_files(folder / ASSIGNMENT)

    session = _Session(files, limits, started + limits.submission_seconds)
    try:
        for notebook in result.notebooks:
            if notebook.problem:
                missing = notebook.missing
                outcome = Outcome.NOT_ATTEMPTED if missing else Outcome.UNREADABLE
                notebook.functions = [
                    FunctionResult(name, outcome, detail=notebook.problem)
                    for name in COURSE[notebook.notebook]
                ]
            else:
                _grade_notebook(notebook, cells[notebook.notebook], assignment, session)
    finally:
        session.close()
    result.seconds = time.monotonic() - started
    return result


def _grade_notebook(
    notebook: NotebookResult, cells: list[Cell], assignment: Assignment, session: "_Session"
) -> None:
    name = notebook.notebook
    session.open(name)
    for step in plan(cells, assignment.released[name], COURSE[name]):
        if isinstance(step, RunCell):
            notebook.outputs[step.position] = session.run(step)
        else:
            defined_in = [
                output.error
                for position, output in notebook.outputs.items()
                if cells[position].grade_id == step.function and output.error
            ]
            cases = assignment.cases[step.function]
            notebook.functions.append(
                _grade_function(step, cases, session, defined_in[-1] if defined_in else "")
            )
    order = COURSE[name].index
    notebook.functions.sort(key=lambda result: order(result.function))


def _grade_function(
    step: CallFunction, cases: list[Case], session: "_Session", cell_error: str
) -> FunctionResult:
    for i, case in enumerate(cases):

        def failed(outcome: Outcome, detail: str, i: int = i, case: Case = case) -> FunctionResult:
            shown = printable(detail)[:MAX_DETAIL]
            return FunctionResult(
                step.function, outcome, i, len(cases), case.title, case.why, shown
            )

        try:
            answer = session.call(step.function, case)
        except WorkerGone as gone:
            late = Outcome.TIMED_OUT if gone.late else Outcome.RAISED
            return failed(late, f"the call did not come back: {gone}")
        if answer is None:
            if cell_error:
                return failed(Outcome.RAISED, f"its cell ended with {cell_error}")
            return failed(Outcome.NOT_ATTEMPTED, f"there is no function {step.function}")
        difference = judge(case, answer)
        if difference is None:
            continue
        kind = (answer.error or "").partition(":")[0]
        if kind == "NotImplementedError":
            return failed(Outcome.NOT_ATTEMPTED, "the stub is still there")
        if "MemoryError" in kind:
            return failed(Outcome.MEMORY, "the call wanted more memory than a submission may have")
        outcome = Outcome.RAISED if answer.error else Outcome.WRONG
        return failed(outcome, str(difference))
    return FunctionResult(step.function, Outcome.PASSED, len(cases), len(cases))


class _Session:
    """The worker of one submission, started again where the student's code ends it."""

    def __init__(self, files: dict[str, bytes], limits: Limits, deadline: float) -> None:
        self._files, self._limits, self._deadline = files, limits, deadline
        self._worker: Worker | None = None
        self._notebook = ""
        self._ran: list[RunCell] = []  # of the notebook at hand; run again after a restart

    def open(self, notebook: str) -> None:
        """Turn to the next notebook, which gets a namespace of its own."""
        self._notebook, self._ran = notebook, []

    def run(self, cell: RunCell) -> CellOutput:
        """Run one cell. One that ends the worker is left out from then on."""
        try:
            output = self._ask_cell(self._alive(), cell)
        except WorkerGone as gone:
            self.close()
            return CellOutput(error=printable(f"the cell did not come to its end: {gone}"))
        self._ran.append(cell)
        return output

    def call(self, function: str, case: Case) -> Answer | None:
        """Call a function; None where the notebook does not define it.

        Raises:
            WorkerGone: the call ended the worker, or did not come back in time.
        """
        inputs, arrays = pack([case.args, case.kwargs])
        request = {"notebook": self._notebook, "function": function, "inputs": inputs}
        try:
            worker = self._alive()
            reply, answers = worker.ask(request, arrays, self._seconds(self._limits.call_seconds))
            if reply.get("undefined") is True:
                return None
            return _answer(reply, answers)
        except WorkerGone:
            self.close()
            raise

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.__exit__(None, None, None)
            self._worker = None

    def _alive(self) -> Worker:
        """Give the worker; where the last one has ended, start one and run the cells again."""
        if self._worker is None:
            self._seconds(0.0)
            self._worker = Worker(self._files, self._limits)
            for cell in self._ran:
                self._ask_cell(self._worker, cell)
        return self._worker

    def _ask_cell(self, worker: Worker, cell: RunCell) -> CellOutput:
        place = f"{self._notebook}.ipynb, cell {cell.position + 1}"
        request = {"notebook": self._notebook, "source": cell.source, "place": place}
        reply, _ = worker.ask(request, [], self._seconds(self._limits.cell_seconds))
        text, error = reply.get("text"), reply.get("error")
        limit = self._limits.text_chars
        return CellOutput(
            printable(text)[:limit] if isinstance(text, str) else "",
            printable(error)[:limit] if isinstance(error, str) else "",
        )

    def _seconds(self, most: float) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise WorkerGone(
                f"the submission's {self._limits.submission_seconds:g} seconds are used up",
                late=True,
            )
        return min(most, left)


def _answer(reply: dict[str, object], arrays: list[np.ndarray]) -> Answer:
    """Read the reply to a call: plain data from a process that is not believed."""
    error, line = reply.get("error"), reply.get("line")
    try:
        value, inputs = unpack(reply.get("answer"), arrays)
    except (NotPlain, TypeError, ValueError):
        return Answer(None, None, error="an answer that is not plain data")
    return Answer(
        value,
        inputs,
        error if isinstance(error, str) else None,
        line if isinstance(line, str) else "",
    )


def _unknown_files(folder: Path) -> list[str]:
    known = {f"{name}.ipynb" for name in COURSE}
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []
    return [
        f"{printable(name)} is no notebook of this assignment and was not graded"
        for name in names
        if name.endswith(".ipynb") and name not in known
    ]


def printable(text: str) -> str:
    """Replace what a terminal or a page could take for a command: control characters."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)

"""Grade one submission to any course: run its notebooks, and have nbgrader's rules mark them."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from grader.engine.course.notebook import UnreadableNotebook
from grader.engine.course.released import Released
from grader.engine.course.submitted import Submitted, beside
from grader.engine.sandbox.start import Sandbox
from grader.engine.text import one_line

from .kernel import Cell, Kernel, Ours, Ran
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .pipeline import Pipeline
from .shown import clean_markdown

MAX_DETAIL = 300
SKIPS = ("skip-execution",)
NONE_OF_OURS = "no notebook of this assignment was handed in; are the files named otherwise?"
TESTS_ARE_GONE = "there is no such cell in the notebook"

Score = tuple[float | None, bool]


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded submission to any course.

    scores: of each cell that is worth points, by notebook and cell: the automatic score, None
        where it is left open, and whether a person is to look.
    unanswered: the solution cells that were left as they were released.
    notebooks: what goes into autograded/, as text.
    timestamp: when it was handed in, where that is known.
    """

    result: SubmissionResult
    scores: dict[tuple[str, str], Score]
    unanswered: set[tuple[str, str]]
    notebooks: dict[str, str]
    timestamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How the notebooks of an assignment are graded.

    files: of the instructor's, which take the place of the student's of the same name.
    ours: the names of these, and which of them the cells import.
    cell_seconds: for each cell.
    """

    notebooks: dict[str, Released]
    pipeline: Pipeline
    files: dict[str, bytes]
    ours: Ours
    cell_seconds: float


def grade_submitted(submitted: Submitted, rules: Rules, sandbox: Sandbox) -> Graded:
    """Grade every notebook of one student.

    Raises:
        SandboxError: the sandbox failed, which says nothing about the submission.
    """
    started = time.monotonic()
    budget = sandbox.budget()
    graded = Graded(
        SubmissionResult(submitted.student, [], list(submitted.notes)),
        {},
        set(),
        {},
        submitted.timestamp,
    )
    if submitted.missing == rules.notebooks.keys():
        # As nbgrader: a file of another name may be the work of hours, and is nobody's zero.
        submitted.problems.update(dict.fromkeys(submitted.missing, NONE_OF_OURS))
        submitted.missing.clear()
    for name, released in rules.notebooks.items():
        result = NotebookResult(name, submitted.problems.get(name, ""), name in submitted.missing)
        graded.result.notebooks.append(result)
        try:
            if released.other_language and not result.missing:
                result.problem = f"it is in {released.other_language}, and only Python runs here"
            if result.problem:
                raise UnreadableNotebook(result.problem)
            notebook = rules.pipeline.before(name, submitted.notebooks[name])
            files = beside(submitted.files, rules.files)
            with Kernel(sandbox, files, rules.ours, rules.cell_seconds, budget) as kernel:
                changed = _execute(notebook, released, kernel)
            executed = rules.pipeline.after(name, notebook)
        except UnreadableNotebook as error:
            result.problem = str(error)
            _mark_unread(result, released, graded)
            continue
        graded.result.notes.extend(
            f"{name}.ipynb: {what} was changed, and put back before the tests" for what in changed
        )
        _mark(executed, released, result, graded)
        _make_harmless(executed)
        graded.notebooks[name] = nbformat.writes(executed, version=nbformat.NO_CONVERT)
    graded.result.seconds = time.monotonic() - started
    return graded


def _execute(notebook: NotebookNode, released: Released, kernel: Kernel) -> list[str]:
    """Run every code cell; give what had to be put back before a test."""
    ours = {cell.name for cell in released.source_cells if cell.locked}
    changed: list[str] = []
    fresh = True
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        if isinstance(tags, list):
            cell.metadata.tags = [tag for tag in tags if tag not in SKIPS]
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if not cell.source.strip():
            continue
        locked = _grade_id(cell) in ours
        test = locked and bool(utils.is_grade(cell))
        fresh = fresh and locked
        ran: Ran = kernel.run(Cell(cell.source, locked, test, fresh))
        cell.outputs = ran.outputs
        changed += [what for what in ran.changed if what not in changed]
    return changed


def _grade_id(cell: NotebookNode) -> str:
    managed = cell.metadata.get("nbgrader")
    return str(managed.get("grade_id") or "") if isinstance(managed, dict) else ""


def _mark_unread(result: NotebookResult, released: Released, graded: Graded) -> None:
    """As nbgrader: a missing notebook is worth nothing; one that cannot be read is left open."""
    outcome = Outcome.NOT_ATTEMPTED if result.missing else Outcome.UNREADABLE
    for cell in released.marked:
        graded.scores[result.notebook, cell.name] = (0.0, False) if result.missing else (None, True)
        result.functions.append(FunctionResult(cell.name, outcome, detail=result.problem))


def _mark(
    notebook: NotebookNode, released: Released, result: NotebookResult, graded: Graded
) -> None:
    """Take the marks from an executed notebook, as nbgrader's SaveAutoGrades does."""
    cells = {_grade_id(cell): cell for cell in notebook.cells if _grade_id(cell)}
    for marked in released.marked:
        cell = cells.get(marked.name)
        score, verdict = _score(marked.name, marked.max_score, cell)
        graded.scores[result.notebook, marked.name] = (score, score is None)
        result.functions.append(verdict)
    answers = {cell.name for cell in released.solution_cells}
    graded.unanswered.update(
        (result.notebook, name)
        for name, cell in cells.items()
        if name in answers
        and cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    )


def _score(
    name: str, most: float, cell: NotebookNode | None
) -> tuple[float | None, FunctionResult]:
    """Give a cell's automatic score, None where it is left open, and the verdict."""
    if cell is None:
        return None, FunctionResult(name, Outcome.BY_HAND, detail=TESTS_ARE_GONE)
    if not utils.is_grade(cell):  # a task
        return None, FunctionResult(name, Outcome.BY_HAND)
    try:
        score, _ = utils.determine_grade(cell)
    except Exception as error:
        said = one_line(f"nbgrader cannot take a mark from this cell: {error}"[:MAX_DETAIL])
        return None, FunctionResult(name, Outcome.GRADER_ERROR, detail=said)
    if score is None:
        return None, FunctionResult(name, Outcome.BY_HAND)
    if score >= most:
        return score, FunctionResult(name, Outcome.PASSED, 1, 1)
    if score > 0:
        detail = f"{score:g} of {most:g} points"
        return score, FunctionResult(name, Outcome.PARTIAL, 0, 1, detail=detail)
    return score, _failed(name, cell)


def _failed(name: str, cell: NotebookNode) -> FunctionResult:
    """Say why a cell earns nothing."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    if utils.is_solution(cell) or not errors:
        outcome = Outcome.NOT_ATTEMPTED if utils.is_solution(cell) else Outcome.WRONG
        return FunctionResult(name, outcome, 0, 1)
    kind, said = errors[-1].ename, errors[-1].evalue
    outcomes: dict[str, Outcome] = {
        "AssertionError": Outcome.WRONG,
        "NotImplementedError": Outcome.NOT_ATTEMPTED,
        "CellTimeoutError": Outcome.TIMED_OUT,
        "MemoryError": Outcome.MEMORY,
    }
    detail = one_line(f"{kind}: {said}"[: 4 * MAX_DETAIL])[:MAX_DETAIL]
    return FunctionResult(name, outcomes.get(kind, Outcome.RAISED), 0, 1, detail=detail)


def _make_harmless(notebook: NotebookNode) -> None:
    """Let formgrader show the student's own texts without running what is in them."""
    metadata: Any = {
        key: notebook.metadata[key]
        for key in ("kernelspec", "language_info")
        if key in notebook.metadata
    }
    notebook.metadata = metadata
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = clean_markdown(cell.source)
            cell.pop("attachments", None)
        elif cell.cell_type == "raw":
            cell.metadata.pop("format", None)
            cell.metadata.pop("raw_mimetype", None)
            cell.source = clean_markdown(cell.source)

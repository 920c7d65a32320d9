"""Grade one submission to any course: run its notebooks, and have nbgrader's rules mark them."""

import copy
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from grader.engine.course.assignment import Assignment
from grader.engine.course.cells import Released
from grader.engine.course.checks import CheckCells
from grader.engine.course.notebook import UnreadableNotebook
from grader.engine.course.submitted import Submitted, beside
from grader.engine.sandbox.start import Sandbox
from grader.engine.text import one_line

from .answers import answers_in
from .checked import Checked, grade_id_of
from .kernel import Cell, Kernel, Ours, Ran, modules_of
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .pipeline import Pipeline, quiet
from .task import NOTHING, Changed

MAX_DETAIL = 300
SKIPS = ("skip-execution",)
NONE_OF_OURS = "no notebook of this assignment was handed in; are the files named otherwise?"
TESTS_ARE_GONE = "there is no such cell in the notebook"

Place = tuple[str, str]  # a notebook and a cell of it, by their names


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded submission to any course.

    unanswered: the solution cells that were left as they were released.
    notebooks: what goes into autograded/, as text.
    put_back: what of the instructor's had been changed before a test.
    timestamp: when it was handed in, where that is known.
    """

    result: SubmissionResult
    unanswered: set[Place]
    notebooks: dict[str, str]
    timestamp: datetime | None = None
    put_back: Changed = NOTHING


@dataclass(frozen=True, slots=True)
class Rules:
    """How the notebooks of an assignment are graded.

    checks: which of their cells are checks.
    assignment: the hidden cases of these; None where there is no check.
    files: of the instructor's, which take the place of the student's of the same name.
    ours: the names of these, and which of them the cells import.
    cell_seconds: for each cell.
    """

    notebooks: dict[str, Released]
    pipeline: Pipeline
    checks: CheckCells
    assignment: Assignment | None
    files: dict[str, bytes]
    ours: Ours
    cell_seconds: float

    def for_task(self, task: Changed) -> "Rules":
        """Leave alone what the task is to change."""
        files = tuple(name for name in self.ours.files if name not in task.files)
        modules = modules_of(files, self.ours.modules)
        return replace(self, ours=Ours(files, modules, tuple(sorted(task.names))))


def grade_submitted(submitted: Submitted, rules: Rules, sandbox: Sandbox) -> Graded:
    """Grade every notebook of one student.

    All cells of all notebooks run before the first hidden case is put to a function.

    Raises:
        SandboxError: the sandbox failed, which says nothing about the submission.
    """
    started = time.monotonic()
    budget = sandbox.budget()
    result = SubmissionResult(submitted.student, [], list(submitted.notes))
    graded = Graded(result, set(), {}, submitted.timestamp)
    if submitted.missing == rules.notebooks.keys():
        # As nbgrader: a file of another name may be the work of hours, and is nobody's zero.
        submitted.problems.update(dict.fromkeys(submitted.missing, NONE_OF_OURS))
        submitted.missing.clear()
    files = beside(submitted.files, rules.files)
    notebooks: dict[str, NotebookNode] = {}
    put_back = NOTHING
    for name, released in rules.notebooks.items():
        try:
            if released.other_language and name not in submitted.missing:
                said = f"it is in {released.other_language}, and only Python runs here"
                raise UnreadableNotebook(submitted.problems.get(name) or said)
            if name in submitted.problems:
                raise UnreadableNotebook(submitted.problems[name])
            notebooks[name] = rules.pipeline.before(name, submitted.notebooks[name])
        except UnreadableNotebook as error:
            submitted.problems[name] = str(error)
    cells = [cell for notebook in notebooks.values() for cell in notebook.cells]
    if any(cell.cell_type == "code" and ".ipynb" in cell.source for cell in cells):
        files = {f"{name}.ipynb": _without_tests(one) for name, one in notebooks.items()} | files
    for name, notebook in notebooks.items():
        with Kernel(sandbox, files, rules.ours, rules.cell_seconds, budget) as kernel:
            released = rules.notebooks[name]
            changed, changed_files = _execute(notebook, released, rules.checks, kernel)
        put_back |= Changed(frozenset(changed_files), frozenset(changed))
        result.notes.extend(
            f"{name}.ipynb: {what} was changed, and put back before the tests" for what in changed
        )
    verdicts: dict[str, FunctionResult] = {}
    if rules.assignment is not None:
        checked = Checked(rules.checks, rules.assignment, files)
        verdicts, notes = checked.judge(submitted, notebooks, sandbox, budget)
        result.notes.extend(notes)
    for name, released in rules.notebooks.items():
        one = NotebookResult(name, submitted.problems.get(name, ""), name in submitted.missing)
        result.notebooks.append(one)
        try:
            if one.problem:
                raise UnreadableNotebook(one.problem)
            executed = rules.pipeline.after(name, notebooks[name])
        except UnreadableNotebook as error:
            one.problem = str(error)
            _mark_unread(one, released, rules.checks)
            continue
        _mark(executed, released, one, rules.checks, verdicts)
        result.answers[name] = answers_in(executed, released)
        graded.unanswered.update((name, cell) for cell in _unanswered(executed, released))
        _without_state(executed)
        with quiet():
            graded.notebooks[name] = nbformat.writes(executed, version=nbformat.NO_CONVERT)
    result.seconds = time.monotonic() - started
    return replace(graded, put_back=put_back)


def _without_tests(notebook: NotebookNode) -> bytes:
    """Give a notebook as a file beside the code: what is hidden of tests and tasks is in none."""
    kept = copy.deepcopy(notebook)
    for cell in kept.cells:
        hidden = utils.is_task(cell) or (utils.is_grade(cell) and not utils.is_solution(cell))
        cell.source = "" if hidden else cell.source
        if cell.cell_type == "code":
            cell.outputs = []
    with quiet():
        return nbformat.writes(kept, version=nbformat.NO_CONVERT).encode()


def _execute(
    notebook: NotebookNode, released: Released, checks: CheckCells, kernel: Kernel
) -> tuple[list[str], list[str]]:
    """Run every code cell but checks; give the names and the files that had to be put back.

    Where nothing but checks is marked, nothing is run here: see checked.py.
    """
    runs = checks.others.get(released.name, True)
    ours = {cell.name for cell in released.source_cells if cell.locked}
    changed: list[str] = []
    files: list[str] = []
    fresh = True
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        if isinstance(tags, list):
            cell.metadata.tags = [tag for tag in tags if tag not in SKIPS]
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        check = checks.function_of(released.name, grade_id_of(cell))
        if not runs or check or not cell.source.strip():
            continue
        locked = grade_id_of(cell) in ours
        test = locked and bool(utils.is_grade(cell))
        fresh = fresh and locked
        ran: Ran = kernel.run(Cell(cell.source, locked, test, fresh))
        cell.outputs = ran.outputs
        changed += [what for what in ran.changed if what not in changed]
        files += ran.files
    return changed, files


def _mark_unread(result: NotebookResult, released: Released, checks: CheckCells) -> None:
    """As nbgrader: a missing notebook is worth nothing; one that cannot be read is left open."""
    outcome = Outcome.NOT_ATTEMPTED if result.missing else Outcome.UNREADABLE
    for cell in released.marked:
        function = checks.function_of(result.notebook, cell.name) or cell.name
        verdict = FunctionResult(function, outcome, detail=result.problem)
        result.functions.append(verdict.marked(cell.name, cell.max_score))


def _mark(
    notebook: NotebookNode,
    released: Released,
    result: NotebookResult,
    checks: CheckCells,
    verdicts: dict[str, FunctionResult],
) -> None:
    """Mark every cell: a check by its verdict, any other as nbgrader's SaveAutoGrades does."""
    cells = {grade_id_of(cell): cell for cell in notebook.cells if grade_id_of(cell)}
    for marked in released.marked:
        cell = cells.get(marked.name)
        if function := checks.function_of(result.notebook, marked.name):
            verdict = verdicts[function].marked(marked.name, marked.max_score)
        else:
            score, verdict = _score(marked.name, marked.max_score, cell)
            verdict = replace(verdict, cell=marked.name, score=score)
        result.functions.append(verdict)


def _unanswered(notebook: NotebookNode, released: Released) -> Iterator[str]:
    answers = {cell.name for cell in released.solution_cells}
    for cell in notebook.cells:
        name = grade_id_of(cell)
        if name in answers and cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(
            cell
        ):
            yield name


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


def _without_state(notebook: NotebookNode) -> None:
    """Keep of a notebook's own metadata what says how it is read: no state of its widgets."""
    notebook.metadata = {
        key: notebook.metadata[key]
        for key in ("kernelspec", "language_info")
        if key in notebook.metadata
    }

"""`grader mutate` where tests are cells: slips in the instructor's own solution, put to them.

The instructor's notebook is run as a submission is, with one slip in one of its solution cells. A
slip is rejected where a test is then worth less.
"""

import ast
import functools
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions

from grader.engine.course.folder import Course
from grader.engine.course.from_source import from_source
from grader.engine.errors import AuthorError
from grader.engine.grading.cell_work import work_on
from grader.engine.grading.checked import grade_id_of
from grader.engine.grading.kernel import Cell, Kernel, Ours
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox

from .mutants import Mutant, mutants_of
from .mutate import Rate, Survivor
from .probes import answers_in, calls_of, difference, probe

MAGIC = re.compile(r"^([ \t]*)([%!].*)$", re.MULTILINE)
HIDDEN_MAGIC = re.compile(r"#magic ")
FAILED = -1.0  # less than a test gives that passes and has no points
SECONDS = 4.0  # a cell of a solution is quick; a slip that takes longer does not come back


@dataclass(frozen=True, slots=True)
class Solved:
    """The instructor's version of a notebook: its code cells, in order.

    mutable: of each, the lines that a student writes, from 1; none of a cell that is no answer.
    """

    name: str
    cells: tuple[NotebookNode, ...]
    runs: tuple[Cell, ...]
    mutable: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A mutant of a cell: of a notebook, by its name, and of the code cell in this place."""

    notebook: str
    position: int
    mutant: Mutant


def mutate_cells(
    course: Course,
    functions: Sequence[str] = (),
    jobs: int = 0,
    seen: Callable[[], None] = lambda: None,
) -> Rate:
    """Put every mutant of an assignment's solution cells to its tests, in the sandbox.

    Raises:
        AuthorError: nothing is tested, or the solution does not pass its own tests.
        CourseError: the assignment cannot be released as it is.
    """
    released = from_source(course)
    work = work_on(course, released, Limits())
    tests = {
        (name, cell.name): cell.source
        for name, one in released.items()
        for cell in one.source_cells
    }
    notebooks = {
        name: _solved(course, name, tests)
        for name, one in released.items()
        if not one.other_language
    }
    slips = [slip for one in notebooks.values() for slip in _slips(one, functions)]
    if not slips:
        raise AuthorError(f"{course.source} has no solution cell with code before a test of it.")
    limits = replace(work.limits, cell_seconds=min(SECONDS, work.limits.cell_seconds))
    own = (limits, work.inside, work.files, notebooks)
    with ProcessPoolExecutor(jobs or os.cpu_count(), None, _open, own) as pool:
        full = dict(zip(notebooks, pool.map(_scores, notebooks), strict=True))
        for name, scores in full.items():
            _must_pass(notebooks[name], scores)
        passed = []
        for through in pool.map(_passes, slips, [full[slip.notebook] for slip in slips]):
            passed.append(through)
            seen()
        alive = [slip for slip, through in zip(slips, passed, strict=True) if through]
        inputs = list(pool.map(_separating, alive))
    reasons = (slip.mutant.reason for slip in alive)
    mutants = (slip.mutant for slip in alive)
    survivors = tuple(map(Survivor, mutants, reasons, inputs))
    return Rate(len(slips), survivors)


def _solved(course: Course, name: str, tests: dict[tuple[str, str], str]) -> Solved:
    """Read a source notebook; a test that nbgrader writes out of ### AUTOTEST is written out."""
    clear = ClearSolutions(config=course.config)
    marks = (clear.begin_solution_delimeter, clear.end_solution_delimeter)
    cells, runs, mutable = [], [], []
    for cell in nbformat.read(course.source / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        test = utils.is_grade(cell) and not utils.is_solution(cell)
        cell.source = tests.get((name, grade_id_of(cell)), cell.source) if test else cell.source
        cell.source = cell.source.strip("\n")
        answer = utils.is_solution(cell) and not utils.is_grade(cell)
        cells.append(cell)
        runs.append(Cell(cell.source, test or bool(utils.is_locked(cell)), test))
        mutable.append(_lines(cell.source, *marks) if answer else frozenset())
    return Solved(name, tuple(cells), tuple(runs), tuple(mutable))


def _lines(source: str, begin: str, end: str) -> frozenset[int]:
    """Number the lines of a solution: those between the marks, or all where there is no mark."""
    found, inside, lines = set(), False, source.splitlines()
    for number, line in enumerate(lines, 1):
        if begin in line or end in line:
            inside = begin in line
        elif inside:
            found.add(number)
    return frozenset(found or range(1, len(lines) + 1))


def _slips(notebook: Solved, functions: Sequence[str]) -> Iterator[Slip]:
    last = max((i for i, cell in enumerate(notebook.runs) if cell.test), default=0)
    for position, lines in enumerate(notebook.mutable[:last]):
        if not lines:
            continue
        source = MAGIC.sub(r"\1#magic \2", notebook.runs[position].source)
        places = _functions(source)
        for mutant in mutants_of("", notebook.name, source):
            function = next((n for n, at in places.items() if mutant.line in at), "")
            if mutant.line in lines and (not functions or function in functions):
                code = HIDDEN_MAGIC.sub("", mutant.source)
                yield Slip(notebook.name, position, replace(mutant, function=function, source=code))


def _functions(source: str) -> dict[str, range]:
    """The functions of a cell, and the lines of each."""
    return {
        node.name: range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }


def _names(source: str, line: int) -> list[str]:
    """The names that the statement in this line sets."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0):
            return [ast.unparse(one) for one in node.targets]
    return []


def _must_pass(notebook: Solved, scores: list[float]) -> None:
    graded = [c for c, run in zip(notebook.cells, notebook.runs, strict=True) if run.test]
    for cell, score in zip(graded, scores, strict=True):
        if score < (most := cell.metadata.nbgrader.points):
            raise AuthorError(
                f"the solution in {notebook.name}.ipynb earns {max(score, 0):g} of {most:g} points "
                f"at its own test {grade_id_of(cell)}: no slip can be told from it."
            )


_sandbox: Sandbox
_files: dict[str, bytes]
_notebooks: dict[str, Solved]


def _open(
    limits: Limits, inside: Inside, files: dict[str, bytes], notebooks: dict[str, Solved]
) -> None:
    """Start this process's sandbox."""
    global _sandbox, _files, _notebooks
    _sandbox, _files, _notebooks = Sandbox(limits, inside), files, notebooks


def _kernel() -> Kernel:
    ours, seconds = Ours(tuple(_files), ()), _sandbox.limits.cell_seconds
    return Kernel(_sandbox, _files, ours, seconds, _sandbox.budget())


def _runs(name: str, slip: Slip | None) -> list[Cell]:
    """The cells of a notebook, one of them with the slip."""
    cells = list(_notebooks[name].runs)
    if slip is not None:
        cells[slip.position] = replace(cells[slip.position], source=slip.mutant.source)
    return cells


def _scores(name: str) -> list[float]:
    """Run a notebook, and tell what each test is worth."""
    return list(_score_by_score(name, None))


def _score_by_score(name: str, slip: Slip | None) -> Iterator[float]:
    with _kernel() as kernel:
        for position, cell in enumerate(_runs(name, slip)):
            ran = kernel.run(cell)
            if cell.test:
                graded = _notebooks[name].cells[position].copy()
                graded.outputs = ran.outputs
                failed = any(one.output_type == "error" for one in ran.outputs)
                yield FAILED if failed else utils.determine_grade(graded)[0] or 0.0


def _passes(slip: Slip, full: list[float]) -> bool:
    """Whether no test is worth less with this slip; nothing more is run after one that is."""
    scores = _score_by_score(slip.notebook, slip)
    return all(score >= most for score, most in zip(scores, full, strict=False))


def _separating(slip: Slip) -> str:
    """Look for a call that a slip answers otherwise, as the line of a test."""
    if slip.mutant.reason:
        return ""
    runs = _notebooks[slip.notebook].runs
    source = runs[slip.position].source
    if function := slip.mutant.function:
        calls = calls_of(function, source, [run.source for run in runs if run.test])
    else:
        calls = _names(MAGIC.sub(r"\1#magic \2", source), slip.mutant.line)
    right, again = (_right(slip.notebook, tuple(calls), time) for time in (1, 2))
    return difference(calls, right, again, _answers(slip.notebook, slip, calls))


@functools.cache
def _right(name: str, calls: tuple[str, ...], time: int) -> list[str]:
    """What the solution answers, each time that it is asked."""
    return _answers(name, None, calls)


def _answers(name: str, slip: Slip | None, calls: Sequence[str]) -> list[str]:
    """Run a notebook without its tests, and then the calls; give each one's answer."""
    with _kernel() as kernel:
        for cell in _runs(name, slip):
            if not cell.test:
                kernel.run(cell)
        return answers_in(kernel.run(Cell(probe(calls))).outputs)

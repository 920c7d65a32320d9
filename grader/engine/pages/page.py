"""The cells of a graded notebook: what autograded/ keeps, and what the feedback page shows.

Only sources come from the submission. Metadata, test cells and outputs are ours, and a
student's own Markdown is shown as text: formgrader and the feedback page would run its HTML
with the instructor's rights.
"""

import functools
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.engine.course.nbgrader_course import ROOT
from grader.engine.course.notebook import Cell
from grader.engine.course.own import ASSIGNMENT
from grader.engine.grading.outcome import CellOutput, FunctionResult, NotebookResult, Outcome

from .colour import without_long_blanks

KEPT = 2_000  # cells that are rendered once; a student's own ones push out the oldest
SMALL = 20_000  # characters
GREEN, RED, GREY = "#1a7f37", "#cf222e", "#6e7781"
SILENT = CellOutput()
NOT_THERE = "# This cell was missing from the submission."


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell. Equal cells look the same: what a cell becomes is kept and used again.

    id: the id that its notebook knows it by.
    released: the position in the released notebook whose metadata and pictures it has, if any.
    output, verdict: what is shown below it.
    code: its source as HTML, where that has been made already.
    """

    id: str
    kind: str
    source: str
    released: int | None = None
    output: CellOutput = SILENT
    verdict: FunctionResult | None = None
    code: str = ""

    @property
    def is_small(self) -> bool:
        """Tell whether what it becomes is kept: a class of large ones would fill the memory."""
        return len(self.source) + len(self.output.text) + len(self.output.error) < SMALL


@functools.cache
def released_notebook(name: str) -> NotebookNode:
    """Read a notebook as it was released."""
    path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
    return nbformat.read(path, as_version=4)


@dataclass(frozen=True, slots=True)
class _Released:
    """Where to find a released cell: by its grade_id, or a text by what it says."""

    managed: dict[str, int]
    texts: dict[str, int]


@functools.cache
def _released(name: str) -> _Released:
    cells = list(enumerate(released_notebook(name).cells))
    return _Released(
        {cell.metadata.nbgrader.grade_id: i for i, cell in cells if "nbgrader" in cell.metadata},
        {cell.source: i for i, cell in cells if cell.cell_type == "markdown"},
    )


def page_cells(
    submitted: list[Cell], result: NotebookResult, colours: Mapping[str, str] | None = None
) -> list[PageCell]:
    """List the cells of a graded notebook, in the order in which the student has them."""
    return list(_page_cells(submitted, result, colours or {}))


def _page_cells(
    submitted: list[Cell], result: NotebookResult, colours: Mapping[str, str]
) -> Iterator[PageCell]:
    ours = _released(result.notebook)
    cells = released_notebook(result.notebook).cells
    verdicts = {f"test_{verdict.function}": verdict for verdict in result.functions}
    if result.problem:
        said = f"This notebook could not be graded.\n{result.problem}"
        yield PageCell("problem", "markdown", as_plain_text(said))
    placed: set[int] = set()
    for position, cell in enumerate(submitted):
        place = ours.managed.get(cell.grade_id)
        if place is None and cell.kind == "markdown":
            place = ours.texts.get(cell.source)
        own_id = f"own-{position + 1}"
        output = result.outputs.get(position, SILENT)
        source = without_long_blanks(cell.source)
        code = colours.get(source, "")
        if place is not None and place not in placed:
            placed.add(place)
            verdict = verdicts.get(cell.grade_id)
            kind, cell_id = cells[place].cell_type, cells[place].id
            if verdict is None:
                yield PageCell(cell_id, kind, source, place, output, code=code)
            else:
                yield PageCell(cell_id, kind, cells[place].source, place, verdict=verdict)
        elif cell.kind == "code":
            yield PageCell(own_id, "code", source, output=output, code=code)
        else:
            yield PageCell(own_id, "markdown", as_plain_text(source))
    for grade_id, place in ours.managed.items():
        if place not in placed:
            verdict = verdicts.get(grade_id)
            source = NOT_THERE if verdict is None else cells[place].source
            kind, cell_id = cells[place].cell_type, cells[place].id
            yield PageCell(cell_id, kind, source, place, verdict=verdict)


def notebook_cell(notebook: str, cell: PageCell) -> NotebookNode:
    """Make nbformat's cell of one of ours."""
    if cell.released is not None:
        node = nbformat.from_dict(released_notebook(notebook).cells[cell.released])
        node.source = cell.source
    elif cell.kind == "code":
        # nbformat's own makers hold each cell against its schema, which takes most of their time.
        node = NotebookNode(id=cell.id, cell_type="code", metadata=NotebookNode())
        node.update(source=cell.source, execution_count=None, outputs=[])
    else:
        node = NotebookNode(id=cell.id, cell_type="markdown", metadata=NotebookNode())
        node.update(source=cell.source)
    if cell.kind == "code":
        node.outputs = [verdict_output(cell.verdict)] if cell.verdict else _outputs(cell.output)
    return node


def _outputs(output: CellOutput) -> list[NotebookNode]:
    outputs = []
    if output.text:
        outputs.append(new_output("stream", name="stdout", text=output.text))
    if output.error:
        kind, _, said = output.error.partition(": ")
        outputs.append(new_output("error", ename=kind, evalue=said, traceback=[output.error]))
    return outputs


def verdict_output(verdict: FunctionResult) -> NotebookNode:
    """Show a verdict on hidden cases: what went wrong, without a hidden number."""
    lines = [headline(verdict)]
    if verdict.helpers:
        own = " and ".join(verdict.helpers)
        lines.append(f"Your own {own} is wrong: mend that, and this step needs nothing more.")
    if verdict.outcome not in (Outcome.PASSED, Outcome.NOT_ATTEMPTED):
        rows = (("case", verdict.case), ("it tests", verdict.why), ("wrong", verdict.detail))
        lines += [f"{name}: {text}" for name, text in rows if text]
    if known := verdict.diagnosis:
        facts = (*known.contract, *known.read, *known.facts)
        lines += [f"seen: {fact}" for fact in facts[:3]]
        if known.name:
            lines.append(f"mistake: {known.misconception}")
            lines += [f"besides: {known.also}"] if known.also else []
            lines.append(f"hint: {known.hint}")
            lines += [f"read: {known.notebook}, {known.heading}"]
    color = {Outcome.PASSED: GREEN, Outcome.NOT_ATTEMPTED: GREY}.get(verdict.outcome, RED)
    first, *rest = (html.escape(line) for line in lines)
    # A page's MathJax takes $...$ for a formula, and a formula may hold a link that runs a script.
    page = (
        '<div class="tex2jax_ignore mathjax_ignore" '
        f'style="border-left:4px solid {color};padding:.4em 1em;line-height:1.5">'
        f'<div style="font-weight:600;color:{color}">{first}</div>'
        + "".join(f"<div>{line}</div>" for line in rest)
        + "</div>"
    )
    data: Any = {"text/plain": "\n".join(lines), "text/html": page}
    return new_output("display_data", data=data)


def headline(verdict: FunctionResult) -> str:
    """One line: the function and what became of it."""
    if verdict.outcome is Outcome.PASSED and verdict.helpers:
        return f"✓ {verdict.function} passes, with a right {' and '.join(verdict.helpers)}"
    if verdict.outcome is Outcome.PASSED:
        return f"✓ {verdict.function} passes all {verdict.cases} hidden cases"
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return f"○ {verdict.function}: not attempted"
    if not verdict.cases:
        return f"✗ {verdict.function}: {verdict.outcome}"
    place = f"hidden case {verdict.passed + 1} of {verdict.cases}"
    return f"✗ {verdict.function}: {verdict.outcome}, {place}"


def as_plain_text(source: str) -> str:
    """Fence a Markdown text so that a renderer shows it as it is, and runs nothing of it."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"

"""The autograded notebook: what a student submitted, with the grader's verdicts as outputs.

Only sources come from the submission. Metadata, test cells and outputs are ours, and a
student's own Markdown is shown as text: formgrader and the feedback page would run its HTML
with the instructor's rights.
"""

import functools
import html
import re
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from grader.course import ASSIGNMENT

from .nbgrader_course import ROOT
from .notebook import Cell
from .outcome import CellOutput, FunctionResult, NotebookResult, Outcome

GREEN, RED, GREY = "#1a7f37", "#cf222e", "#6e7781"


@functools.cache
def released_notebook(name: str) -> NotebookNode:
    """Read a notebook as it was released."""
    path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
    return nbformat.read(path, as_version=4)


def autograded_notebook(
    released: NotebookNode, submitted: list[Cell], result: NotebookResult
) -> NotebookNode:
    """Build the notebook that goes into autograded/, for formgrader and for feedback."""
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells if _managed(cell)}
    texts = {cell.source: cell for cell in released.cells if cell.cell_type == "markdown"}
    verdicts = {f"test_{verdict.function}": verdict for verdict in result.functions}
    notebook = nbformat.v4.new_notebook(metadata=released.metadata)
    if result.problem:
        said = f"This notebook could not be graded.\n{result.problem}"
        notebook.cells.append(new_markdown_cell(as_plain_text(said)))
    placed = set()
    for position, cell in enumerate(submitted):
        if cell.grade_id in ours and cell.grade_id not in placed:
            placed.add(cell.grade_id)
            verdict = verdicts.get(cell.grade_id)
            output = result.outputs.get(position, CellOutput())
            notebook.cells.append(_managed_cell(ours[cell.grade_id], cell.source, verdict, output))
        elif cell.kind == "code":
            output = result.outputs.get(position, CellOutput())
            notebook.cells.append(new_code_cell(cell.source, outputs=_outputs(output)))
        elif cell.source in texts:
            notebook.cells.append(nbformat.from_dict(texts[cell.source]))
        else:
            notebook.cells.append(new_markdown_cell(as_plain_text(cell.source)))
    for grade_id, cell in ours.items():
        if grade_id not in placed:
            verdict = verdicts.get(grade_id)
            missing = "# This cell was missing from the submission."
            source = missing if verdict is None else cell.source
            notebook.cells.append(_managed_cell(cell, source, verdict, CellOutput()))
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i + 1}"
    return notebook


def _managed(cell: NotebookNode) -> bool:
    return "nbgrader" in cell.metadata


def _managed_cell(
    released: NotebookNode, source: str, verdict: FunctionResult | None, output: CellOutput
) -> NotebookNode:
    """A cell that nbgrader knows: its metadata as released; its source too, where it is locked."""
    cell = nbformat.from_dict(released)
    if verdict is None:
        cell.source, cell.outputs = source, _outputs(output)
    else:
        cell.outputs = [verdict_output(verdict)]
    return cell


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
    if verdict.outcome not in (Outcome.PASSED, Outcome.NOT_ATTEMPTED):
        rows = (("case", verdict.case), ("it tests", verdict.why), ("wrong", verdict.detail))
        lines += [f"{name}: {text}" for name, text in rows if text]
    color = {Outcome.PASSED: GREEN, Outcome.NOT_ATTEMPTED: GREY}.get(verdict.outcome, RED)
    first, *rest = (html.escape(line) for line in lines)
    page = (
        f'<div style="border-left:4px solid {color};padding:.4em 1em;line-height:1.5">'
        f'<div style="font-weight:600;color:{color}">{first}</div>'
        + "".join(f"<div>{line}</div>" for line in rest)
        + "</div>"
    )
    data: Any = {"text/plain": "\n".join(lines), "text/html": page}
    return new_output("display_data", data=data)


def headline(verdict: FunctionResult) -> str:
    """One line: the function and what became of it."""
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

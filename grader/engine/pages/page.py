"""The cells of a graded notebook: what autograded/ keeps, and what the feedback page shows.

Only sources come from the submission. Metadata, test cells and outputs are ours, and a
student's own Markdown is shown as text: formgrader and the feedback page would run its HTML
with the instructor's rights.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import nbformat
from nbformat import NotebookNode

from grader.engine.course.material import Material
from grader.engine.course.notebook import Cell
from grader.engine.grading.explained import cell_outputs, verdict_output
from grader.engine.grading.outcome import CellOutput, FunctionResult, NotebookResult

from .colour import without_long_blanks

KEPT = 2_000  # cells that are rendered once; a student's own ones push out the oldest
ASSIGNMENTS = 50  # notebooks that are read once
SMALL = 4_000  # characters; what the lessons have has half of that
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


@functools.lru_cache(ASSIGNMENTS)
def released_notebook(material: Material, name: str) -> NotebookNode:
    """Read a notebook as it was released; every cell has an id."""
    notebook = nbformat.reads(material.notebooks[name].decode(), as_version=4)
    for i, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"released-{i + 1}")
    return notebook


@functools.lru_cache(ASSIGNMENTS)
def _places(material: Material, name: str) -> tuple[dict[str, int], dict[str, int]]:
    """Say where released cells are: by the checks' names of them, and texts by what they say."""
    cells = list(enumerate(released_notebook(material, name).cells))
    managed = {
        material.checks.named(name, cell.metadata.nbgrader.grade_id): i
        for i, cell in cells
        if "nbgrader" in cell.metadata
    }
    return managed, {c.source: i for i, c in cells if c.cell_type == "markdown"}


def page_cells(
    material: Material,
    submitted: list[Cell],
    result: NotebookResult,
    colours: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[PageCell]:
    """Give the cells of a graded notebook, in the order in which the student has them."""
    managed, texts = _places(material, result.notebook)
    cells = released_notebook(material, result.notebook).cells
    verdicts = {f"test_{verdict.function}": verdict for verdict in result.functions}
    if result.problem:
        said = f"This notebook could not be graded.\n{result.problem}"
        yield PageCell("problem", "markdown", as_plain_text(said))
    placed: set[int] = set()
    for position, cell in enumerate(submitted):
        place = managed.get(cell.grade_id)
        if place is None and cell.kind == "markdown":
            place = texts.get(cell.source)
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
    for grade_id, place in managed.items():
        if place not in placed:
            verdict = verdicts.get(grade_id)
            source = NOT_THERE if verdict is None else cells[place].source
            kind, cell_id = cells[place].cell_type, cells[place].id
            yield PageCell(cell_id, kind, source, place, verdict=verdict)


def notebook_cell(material: Material, notebook: str, cell: PageCell) -> NotebookNode:
    """Make nbformat's cell of one of ours."""
    if cell.released is not None:
        node = nbformat.from_dict(released_notebook(material, notebook).cells[cell.released])
        node.source = cell.source
    elif cell.kind == "code":
        # nbformat's own makers hold each cell against its schema, which takes most of their time.
        node = NotebookNode(id=cell.id, cell_type="code", metadata=NotebookNode())
        node.update(source=cell.source, execution_count=None, outputs=[])
    else:
        node = NotebookNode(id=cell.id, cell_type="markdown", metadata=NotebookNode())
        node.update(source=cell.source)
    if cell.kind == "code":
        node.outputs = [verdict_output(cell.verdict)] if cell.verdict else cell_outputs(cell.output)
    return node


def as_plain_text(source: str) -> str:
    """Fence a Markdown text so that a renderer shows it as it is, and runs nothing of it."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def without_fence(text: str) -> str:
    """Give back what `as_plain_text` was given."""
    return text[text.index("\n") + 1 : text.rindex("\n")]

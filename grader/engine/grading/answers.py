"""What a person has marked, named by its content: has it changed since?

The answer to a cell that holds one is that cell: its text, its pictures, what its code showed. The
answer to a test or a task is all that the student wrote in the notebook.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from grader.engine.course.cells import Released

from .checked import grade_id_of

PLACE = re.compile(r"0x[0-9a-fA-F]+")  # where an object lies in memory is another at each run
SHOWN = 12  # digits


def digest_of(said: Any) -> str:
    """Name something that JSON can hold by its content."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:SHOWN]


def answers_in(notebook: NotebookNode, released: Released) -> dict[str, str]:
    """Name the answer to each cell that is worth points."""
    locked = {cell.name for cell in released.source_cells if cell.locked}
    holds = {cell.name for cell in released.solution_cells}
    cells = {grade_id_of(cell): cell for cell in notebook.cells}
    own = [cell for cell in notebook.cells if grade_id_of(cell) not in locked]
    whole = digest_of([_written(cell) for cell in own])
    return {
        cell.name: digest_of([_written(cells[cell.name]), list(_shown(cells[cell.name]))])
        if cell.name in holds and cell.name in cells
        else whole
        for cell in released.marked
    }


def _written(cell: NotebookNode) -> list[Any]:
    return [cell.cell_type, cell.source, cell.get("attachments") or {}]


def _shown(cell: NotebookNode) -> Iterable[Any]:
    for output in cell.get("outputs", []):
        said = {k: v for k, v in output.items() if k not in ("execution_count", "metadata")}
        yield PLACE.sub("0x", json.dumps(said, sort_keys=True))

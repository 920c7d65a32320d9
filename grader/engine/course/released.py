"""What the gradebook knows of an assignment, taken out of it: for processes that have none.

nbgrader's own preprocessors ask a gradebook for a cell's source; `Lookup` answers them.
"""

from typing import TypeVar

from nbgrader.api import Gradebook, MissingEntry

from .cells import MarkedCell, Released, SourceCell


def released(gradebook: Gradebook, assignment: str) -> dict[str, Released]:
    """Read an assignment's notebooks, by their names."""
    return {
        notebook.name: Released(
            notebook.name,
            notebook.kernelspec,
            tuple(
                SourceCell(c.name, c.cell_type, bool(c.locked), c.source or "", c.checksum or "")
                for c in notebook.source_cells
            ),
            tuple(MarkedCell(c.name, float(c.max_score)) for c in notebook.grade_cells),
            tuple(MarkedCell(c.name, 0.0) for c in notebook.solution_cells),
            tuple(MarkedCell(c.name, float(c.max_score)) for c in notebook.task_cells),
        )
        for notebook in gradebook.find_assignment(assignment).notebooks
    }


_Cell = TypeVar("_Cell", SourceCell, MarkedCell)


class Lookup:
    """Answers as a Gradebook does, out of memory."""

    def __init__(self, notebooks: dict[str, Released]) -> None:
        self._notebooks = notebooks

    def find_notebook(self, notebook: str, assignment: str) -> Released:
        """Give a notebook."""
        return self._notebooks[notebook]

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        """Give a cell as it was released.

        Raises:
            MissingEntry: there is none of this name.
        """
        return _named(name, self._notebooks[notebook].source_cells)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> MarkedCell:
        """Give a cell that is worth points.

        Raises:
            MissingEntry: there is none of this name.
        """
        return _named(name, self._notebooks[notebook].marked)


def _named(name: str, cells: tuple[_Cell, ...]) -> _Cell:
    for cell in cells:
        if cell.name == name:
            return cell
    raise MissingEntry(f"there is no cell {name}")

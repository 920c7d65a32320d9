"""What is known of a released notebook's cells. The names are those of nbgrader."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as it was released: solution, test or text."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell that is worth points."""

    name: str
    max_score: float


@dataclass(frozen=True, slots=True)
class Released:
    """A notebook as it was released. The names are those of nbgrader's Notebook."""

    name: str
    kernelspec: str | None
    source_cells: tuple[SourceCell, ...]
    grade_cells: tuple[MarkedCell, ...]
    solution_cells: tuple[MarkedCell, ...]
    task_cells: tuple[MarkedCell, ...]

    @property
    def marked(self) -> tuple[MarkedCell, ...]:
        """Every cell that is worth points, in the order of the notebook."""
        order = {cell.name: i for i, cell in enumerate(self.source_cells)}
        cells = [*self.grade_cells, *self.task_cells]
        return tuple(sorted(cells, key=lambda cell: order.get(cell.name, len(order))))

    @property
    def other_language(self) -> str:
        """The programming language of its cells, where its metadata name one beside Python."""
        spec = json.loads(self.kernelspec) if self.kernelspec else {}
        language = str(spec.get("language") or "python")
        return "" if language.lower() in ("python", "ipython") else language


def released_in(name: str, content: dict[str, Any]) -> Released:
    """Read the cells of a released notebook from its own metadata."""
    managed = [
        (cell, about)
        for cell in content.get("cells", [])
        if isinstance(about := cell.get("metadata", {}).get("nbgrader"), dict)
        and any(about.get(kind) for kind in ("grade", "solution", "locked", "task"))
    ]
    marked = {
        kind: tuple(
            MarkedCell(about["grade_id"], float(about.get("points") or 0.0))
            for _, about in managed
            if about.get(kind)
        )
        for kind in ("grade", "solution", "task")
    }
    return Released(
        name,
        json.dumps(content.get("metadata", {}).get("kernelspec") or {}),
        tuple(
            SourceCell(
                about["grade_id"],
                cell["cell_type"],
                _is_locked(about),
                "".join(cell.get("source", "")),
                str(about.get("checksum") or ""),
            )
            for cell, about in managed
        ),
        marked["grade"],
        marked["solution"],
        marked["task"],
    )


def _is_locked(about: dict[str, Any]) -> bool:
    """As nbgrader has it: a test is, whatever its metadata say of that, and an answer is not."""
    return not about.get("solution") and bool(about.get("grade") or about.get("locked"))

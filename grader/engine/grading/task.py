"""What the task itself changes: the files and the modules' names that its solution changes too.

Before a test, the instructor's files and modules are put back, because what a test relies on must
not be a student's to set. But a task may be to write into a file that was handed out, or to plug a
function into the instructor's module. The instructor's own solution tells which: what is changed by
running it is the student's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.engine.course.notebook import UnreadableNotebook, parse_json
from grader.engine.sandbox.start import Sandbox

from .kernel import Cell, Kernel, Ours

Notebooks = Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """Names of files, and of what stands in modules, that a notebook's cells have changed."""

    files: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __or__(self, other: "Changed") -> "Changed":
        """Give both."""
        return Changed(self.files | other.files, self.names | other.names)

    def __and__(self, other: "Changed") -> "Changed":
        """Give what is in both."""
        return Changed(self.files & other.files, self.names & other.names)

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.files or self.names)


NOTHING = Changed()


def solution_cells(sources: Mapping[str, bytes]) -> dict[str, tuple[Cell, ...]]:
    """Read the code cells of the instructor's notebooks. One that cannot be read has none.

    Args:
        sources: the files of the assignment's source folder, by name.
    """
    return {name: tuple(_cells(data)) for name, data in sorted(sources.items())}


def _cells(data: bytes) -> Iterator[Cell]:
    try:
        cells = parse_json(data).get("cells")
    except UnreadableNotebook:
        return
    for cell in cells if isinstance(cells, list) else ():
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            about: Any = cell.get("metadata", {}).get("nbgrader")
            about = about if isinstance(about, dict) else {}
            test = bool(about.get("grade")) and not about.get("solution")
            locked = test or (bool(about.get("locked")) and not about.get("solution"))
            yield Cell("".join(cell.get("source", "")), locked, test)


def changed_by_solution(
    notebooks: Notebooks,
    files: dict[str, bytes],
    ours: Ours,
    cell_seconds: float,
    sandbox: Sandbox,
) -> Changed:
    """Run the instructor's notebooks as a submission's are run; give what had to be put back.

    Raises:
        SandboxError: the sandbox failed.
    """
    found = Changed()
    budget = sandbox.budget()
    for cells in notebooks.values():
        with Kernel(sandbox, files, ours, cell_seconds, budget) as kernel:
            for cell in cells:
                if cell.source.strip():
                    ran = kernel.run(cell)
                    found |= Changed(frozenset(ran.files), frozenset(ran.changed))
    return found

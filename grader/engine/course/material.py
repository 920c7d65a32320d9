"""An assignment of checks alone, as it was released. It is read without nbgrader's gradebook.

Where anything else is marked, the gradebook's own cells and nbgrader's own steps decide: see
released.py and grading/pipeline.py.
"""

import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from grader.engine.errors import CourseNotBuilt

from .assignment import Assignment
from .cells import Released, released_in
from .checks import CheckCells, find_checks
from .notebook import Cell, UnreadableNotebook, parse_json, parse_notebook, renamed
from .own_files import read_own_files
from .submitted import START

IGNORED = ("__pycache__", ".*", "released.json")


# Not with slots: what is read of the notebooks is kept.
@dataclass(frozen=True, eq=False)
class Material:
    """What an assignment of checks is made of. It can be pickled, and is whole elsewhere.

    notebooks: as students received them.
    files: what lies beside them: the public cases, data.
    checks: their cells, and what is hidden.
    """

    assignment: str
    notebooks: dict[str, bytes]
    files: dict[str, bytes]
    checks: CheckCells

    @functools.cached_property
    def released(self) -> dict[str, Released]:
        """The cells that nbgrader knows, of each notebook."""
        return {name: released_in(name, parse_json(one)) for name, one in self.notebooks.items()}

    @functools.cached_property
    def cells(self) -> dict[str, list[Cell]]:
        """All cells of each notebook, under the names that the checks know them by."""
        named = self.checks.named
        return {
            name: renamed(parse_notebook(one), functools.partial(named, name))
            for name, one in self.notebooks.items()
        }

    @functools.cached_property
    def sources(self) -> frozenset[str]:
        """What the released cells say."""
        return frozenset(cell.source for some in self.cells.values() for cell in some)

    @functools.cached_property
    def points(self) -> dict[tuple[str, str], float]:
        """What each cell is worth, by notebook and cell."""
        return {
            (name, cell.name): cell.max_score
            for name, one in self.released.items()
            for cell in one.marked
        }

    @functools.cached_property
    def cell_of(self) -> dict[str, str]:
        """The cell that a function's check stands in."""
        return {
            function: cell
            for functions in self.checks.functions.values()
            for cell, function in functions.items()
        }

    @functools.cached_property
    def digest(self) -> str:
        """Name it by its content."""
        digest = hashlib.sha256(self.assignment.encode())
        for name, data in sorted({**self.notebooks, **self.files, **self.checks.hidden}.items()):
            digest.update(name.encode() + hashlib.sha256(data).digest())
        return digest.hexdigest()

    def load(self) -> Assignment:
        """Read the hidden cases, and import the reference.

        Raises:
            CourseNotBuilt: what is hidden does not fit together.
        """
        return self.checks.load(self.cells, self.files)


def release_folder(root: Path, config: Config, assignment: str) -> Path:
    """Find the released notebooks of an assignment, where nbgrader's usual structure holds."""
    return root / str(config.CourseDirectory.get("release_directory", "release")) / assignment


def find_material(root: Path, config: Config, assignment: str) -> Material | None:
    """Read an assignment; None where anything but checks is marked in it, or nothing is released.

    Raises:
        CourseNotBuilt: there are check cells, and no hidden cases for them.
    """
    release = release_folder(root, config, assignment)
    home = root / "solutions" / assignment
    paths = [path for path in sorted(release.glob("*.ipynb")) if path.stem != START]
    notebooks = {path.stem: path.read_bytes() for path in paths}
    try:
        released = {name: released_in(name, parse_json(one)) for name, one in notebooks.items()}
        files = read_own_files(release, IGNORED)
        checks = find_checks(home, released, files)
    except (UnreadableNotebook, KeyError) as error:
        raise CourseNotBuilt(
            f"a notebook in {release} cannot be read ({error}). Run: grader build {assignment}"
        ) from None
    marked = {name for name, one in released.items() if one.marked}
    if not checks or marked != checks.order.keys() or any(checks.others.values()):
        return None
    return Material(assignment, notebooks, files, checks)


def own_code(cells: dict[str, list[Cell]], material: Material) -> Iterator[str]:
    """Give the code that is not the released one's."""
    for some in cells.values():
        for cell in some:
            if cell.kind == "code" and cell.source not in material.sources:
                yield cell.source

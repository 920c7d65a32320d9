"""Which of an assignment's locked cells are checks, and what is hidden of them.

A check is a locked test cell that says `check(moving_mean)` and nothing else. It is not run: the
hidden cases of solutions/<assignment>/expected/ are put to its function from outside.
"""

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from grader.cases.assignment import PUBLIC, read_assignment
from grader.engine.errors import CourseNotBuilt
from grader.errors import NoAssignment

from .assignment import Assignment, with_hidden_cases
from .cells import Released
from .names import NAMES
from .notebook import Cell
from .settings import HIDDEN

CHECK = re.compile(r"check\((\w+)\)")
# What an author has beside the reference; nothing of it is needed to judge.
BESIDE = ("lessons", "solved", "mistakes", "mistakes.py", "cases", "cases.py", "expected")


@dataclass(frozen=True, slots=True)
class CheckCells:
    """The check cells of an assignment. It can be pickled, and is whole on another machine.

    functions: of each notebook, the function that a check cell asks for, by the cell's name.
    answers: of each notebook, the function that a solution cell defines, by the cell's name.
    tests: of each notebook, the cells that are run as tests.
    others: of each notebook, whether anything else than checks is marked in it.
    order: the functions of each notebook, in the order in which they are met.
    hidden: the reference and the hidden cases: files of solutions/<assignment>, by their paths.
    """

    assignment: str
    functions: dict[str, dict[str, str]] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    tests: dict[str, frozenset[str]] = field(default_factory=dict)
    others: dict[str, bool] = field(default_factory=dict)
    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.order)

    def function_of(self, notebook: str, cell: str) -> str:
        """Name the function that a cell checks; empty where it is no check."""
        return self.functions.get(notebook, {}).get(cell, "")

    def named(self, notebook: str, grade_id: str) -> str:
        """Give a cell the name that the checks know it by: f, test_f, or that of no step."""
        if function := self.function_of(notebook, grade_id):
            return f"test_{function}"
        if function := self.answers.get(notebook, {}).get(grade_id, ""):
            return function
        steps = {name for names in self.order.values() for name in names}
        return "" if grade_id.removeprefix("test_") in steps else grade_id

    def load(self, released: dict[str, list[Cell]], files: dict[str, bytes]) -> Assignment:
        """Read the hidden cases, and import the reference.

        Args:
            released: the cells of each notebook, under the names that `named` gives them.
            files: that lie beside every submission.

        Raises:
            CourseNotBuilt: what is hidden does not fit together.
        """
        with tempfile.TemporaryDirectory(prefix="grader-") as folder:
            home = Path(folder, self.assignment)
            for name, data in self.hidden.items():
                path = home / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            try:
                assignment = with_hidden_cases(home, self.order, released, files)
                assignment.references.prepare()
            except CourseNotBuilt:
                raise
            except Exception as error:
                raise CourseNotBuilt(
                    f"the hidden cases of {self.assignment}, or its reference, cannot be read "
                    f"({type(error).__name__}: {error}). Run: grader build {self.assignment}"
                ) from None
        return assignment

    def cells_of(self, notebooks: dict[str, Released]) -> dict[str, list[Cell]]:
        """Give what a gradebook knows of the notebooks' cells, for `load`."""
        return {
            name: [
                Cell(cell.cell_type, cell.source, self.named(name, cell.name), setup=False)
                for cell in notebooks[name].source_cells
            ]
            for name in self.order
        }


def find_checks(home: Path, notebooks: dict[str, Released], files: dict[str, bytes]) -> CheckCells:
    """Find the check cells among an assignment's locked tests.

    Args:
        home: the author's folder, solutions/<assignment>.
        notebooks: as the gradebook has them.
        files: the instructor's, which lie beside every submission.

    Raises:
        CourseNotBuilt: there are check cells, and no hidden cases for them.
    """
    functions = {name: found for name, one in notebooks.items() if (found := _checked(one))}
    hidden = home / HIDDEN
    if not functions or not (hidden.is_file() or PUBLIC.name in files):
        return CheckCells(home.name)  # another course's own check is a test like any other
    try:
        said = read_assignment(hidden, hidden.stat().st_mtime_ns).notebooks
    except (NoAssignment, OSError) as error:
        raise CourseNotBuilt(
            f"{home.name} has check cells, and their hidden cases cannot be read ({error}). "
            f"Run: grader build {home.name}"
        ) from None
    asked = {name: {*found.values()} for name, found in functions.items()}
    order = {
        name: tuple(function for function in said.get(name, ()) if function in some)
        for name, some in asked.items()
    }
    if without := {one for name, some in asked.items() for one in some - {*order[name]}}:
        raise CourseNotBuilt(
            f"the gradebook's {home.name} checks {', '.join(sorted(without))}, which the hidden "
            f"cases do not know. Run: grader build {home.name}, and release it again."
        )
    return CheckCells(
        home.name,
        functions,
        {name: _answers(notebooks[name], order[name]) for name in functions},
        {name: _tests(notebooks[name]) - found.keys() for name, found in functions.items()},
        {
            name: any(cell.name not in found for cell in notebooks[name].marked)
            for name, found in functions.items()
        },
        order,
        _hidden_files(home),
    )


def _checked(released: Released) -> dict[str, str]:
    """Give the functions that a notebook's locked test cells check, by the cells' names."""
    graded = {cell.name for cell in released.grade_cells}
    return {
        cell.name: found[1]
        for cell in released.source_cells
        if cell.locked and cell.cell_type == "code" and cell.name in graded
        if (found := CHECK.fullmatch(cell.source.strip()))
    }


def _tests(released: Released) -> frozenset[str]:
    """Name the locked cells that are worth points."""
    graded = {cell.name for cell in released.grade_cells}
    return frozenset(c.name for c in released.source_cells if c.locked and c.name in graded)


def _answers(released: Released, functions: tuple[str, ...]) -> dict[str, str]:
    """Give the functions that a notebook's solution cells define, by the cells' names."""
    found: dict[str, str] = {}
    for function in functions:
        for cell in released.source_cells:
            defines = re.search(rf"(?m)^def {re.escape(function)}\s*\(", cell.source)
            if defines and not cell.locked and cell.name not in found:
                found[cell.name] = function
    return found


def _hidden_files(home: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(home.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in paths
        if "__pycache__" not in path.parts
        if path.relative_to(home).parts[0] not in BESIDE or path in (home / HIDDEN, home / NAMES)
    }

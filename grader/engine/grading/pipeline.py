"""nbgrader's own steps around the execution of a notebook, without its gradebook.

`nbgrader autograde` sends a notebook through a list of preprocessors, which a course may change.
These are the same, in the same order; those that would ask or fill the gradebook are replaced by
ours, which take what they need from memory, and leave the marks to the one writer.
"""

import contextlib
import copy
import hashlib
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbformat.validator import NotebookValidationError
from nbgrader import preprocessors as nbgraders
from nbgrader.converters import Autograde
from traitlets import import_item
from traitlets.config import Config

from grader.engine.course.cells import Released
from grader.engine.course.notebook import UnreadableNotebook, parse_json
from grader.engine.course.released import Lookup
from grader.engine.course.revision import Revision
from grader.engine.text import one_line

from .revise import revise

MAX_CELLS = 2_000
MAX_SOURCE = 2_000_000  # characters of all cells of a notebook
# The writer does what these do, for many students at a time.
LEFT_TO_THE_WRITER = ("SaveAutoGrades", "AssignLatePenalties")
PLUGIN = "grader.engine.plugin"  # has `nbgrader autograde` do what is done here
NEVER = Revision()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep nbformat's advice to programmers off the terminal: what is wrong is said in reasons."""
    logger = logging.getLogger("traitlets")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


class Overwrite(nbgraders.OverwriteCells):  # type: ignore[misc]
    """nbgrader's preprocessor that puts locked cells back, asking memory for their sources."""

    lookup: Lookup

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put back what the student must not change."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.gradebook = self.lookup
        nb, resources = super(nbgraders.OverwriteCells, self).preprocess(nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class CheckMetadata(nbgraders.CheckCellMetadata):  # type: ignore[misc]
    """nbgrader's check of what it says of each cell: done once for notebooks in which it is alike.

    With a schema that is itself checked for each cell, it takes longer than all other steps.

    passed: the digests of what has been found right.
    """

    passed: set[bytes]

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Check a notebook, unless one with the same metadata has passed."""
        metadata = json.dumps([_checked_of(cell) for cell in nb.cells], default=repr).encode()
        alike = hashlib.sha256(metadata).digest()
        if alike not in self.passed:
            super().preprocess(nb, resources)
            self.passed.add(alike)
        return nb, resources


def _checked_of(cell: NotebookNode) -> list[Any]:
    """Give all that is checked of a cell; of a checksum that is its length."""
    told = cell.metadata.get("nbgrader")
    if isinstance(told, dict) and isinstance(told.get("checksum"), str):
        told = {**told, "checksum": [len(told["checksum"])]}
    return [cell.cell_type, told]


class Pipeline:
    """The steps before a notebook is executed, and after it."""

    def __init__(
        self,
        config: Config,
        assignment: str,
        notebooks: dict[str, Released],
        revision: Revision = NEVER,
    ) -> None:
        self._assignment, self._notebooks, self._revision = assignment, notebooks, revision
        lookup, passed = Lookup(notebooks), set[bytes]()
        before, after = _steps(config)
        names = [step.__name__ for step in after]
        place = names.index("Execute") if "Execute" in names else len(names)
        self._before = _exporter(config, before + after[:place], lookup, passed)
        self._after = _exporter(config, after[place + 1 :], lookup, passed)

    def before(self, name: str, data: bytes) -> NotebookNode:
        """Read a submitted notebook, and make it ready to be executed.

        Raises:
            UnreadableNotebook: it is no notebook, or nbgrader refuses its metadata.
        """
        content = parse_json(data)
        try:
            with quiet():
                notebook = nbformat.reads(json.dumps(content), as_version=4)
            cells = notebook.cells
            size = sum(len(cell.source) for cell in cells)
        except Exception as error:
            raise UnreadableNotebook(f"it is not a notebook: {_said(error)}") from None
        if len(cells) > MAX_CELLS or size > MAX_SOURCE:
            raise UnreadableNotebook(
                f"it has more than {MAX_CELLS} cells, or {MAX_SOURCE} characters in them"
            )
        revise(notebook, self._notebooks[name], self._revision)
        _flags(cells, self._notebooks[name])
        try:
            made = self._through(self._before, name, notebook)
        except Exception as error:
            raise UnreadableNotebook(f"nbgrader cannot prepare it: {_said(error)}") from None
        if kernelspec := json.loads(self._notebooks[name].kernelspec or "{}"):
            made.metadata["kernelspec"] = kernelspec
        return made

    def after(self, name: str, notebook: NotebookNode) -> NotebookNode:
        """Do with an executed notebook what nbgrader does before it takes the marks.

        Raises:
            UnreadableNotebook: nbgrader refuses what has become of it.
        """
        try:
            return self._through(self._after, name, notebook)
        except Exception as error:
            raise UnreadableNotebook(f"nbgrader cannot finish it: {_said(error)}") from None

    def _through(self, exporter: Exporter, name: str, notebook: NotebookNode) -> NotebookNode:
        facts = {"notebook": name, "assignment": self._assignment, "student": "", "db_url": ""}
        with quiet():
            made, _ = exporter.from_notebook_node(notebook, {"unique_key": name, "nbgrader": facts})
        return made


def steps_of(config: Config) -> list[type]:
    """Name all that is made of a course's settings here."""
    before, after = _steps(config)
    ours = [step for step in before + after if step.__name__ not in LEFT_TO_THE_WRITER]
    return [Autograde, Exporter, *ours]


def _steps(config: Config) -> tuple[list[Any], list[Any]]:
    for settings in (Autograde(config=config), Autograde()):
        before = [_step(one) for one in settings.sanitize_preprocessors]
        after = [_step(one) for one in settings.autograde_preprocessors]
        if not any(step.__module__ == PLUGIN for step in before):
            break
    return before, after


def _flags(cells: list[NotebookNode], released: Released) -> None:
    """Have the gradebook say which cells are tests, answers and tasks, and not the submission."""
    kinds = {
        "grade": {cell.name for cell in released.grade_cells},
        "solution": {cell.name for cell in released.solution_cells},
        "task": {cell.name for cell in released.task_cells},
    }
    known = {cell.name for cell in released.source_cells}
    for cell in cells:
        managed = cell.metadata.get("nbgrader")
        if isinstance(managed, dict) and managed.get("grade_id") in known:
            for kind, names in kinds.items():
                if kind in managed or managed["grade_id"] in names:
                    managed[kind] = managed["grade_id"] in names


def _step(named: Any) -> Any:
    return import_item(named) if isinstance(named, str) else named


def _exporter(config: Config, steps: list[Any], lookup: Lookup, passed: set[bytes]) -> Exporter:
    left_out = (*LEFT_TO_THE_WRITER, nbgraders.OverwriteKernelspec.__name__)
    steps = [step for step in steps if step.__name__ not in left_out]
    quiet = copy.deepcopy(config)
    quiet.Exporter.default_preprocessors = []
    quiet.Exporter.optimistic_validation = bool(steps)  # a notebook is validated behind the last
    exporter = Exporter(config=quiet)
    for step in steps:
        if step is nbgraders.OverwriteCells:
            overwrite = Overwrite(parent=exporter)
            overwrite.lookup = lookup
            exporter.register_preprocessor(overwrite)
        elif step is nbgraders.CheckCellMetadata:
            check = CheckMetadata(parent=exporter)
            check.passed = passed
            exporter.register_preprocessor(check)
        else:
            exporter.register_preprocessor(step)
    return exporter


def _said(error: Exception) -> str:
    """Say what is wrong, and of what the format refuses, where it stands."""
    if isinstance(error, NotebookValidationError):
        place = ".".join(str(part) for part in error.original.absolute_path)
        return one_line(f"{place or 'the notebook'}: {error.original.message}"[:1000])[:300]
    return one_line(f"{type(error).__name__}: {error}"[:1000])[:300]

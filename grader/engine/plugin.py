"""nbgrader's own command, sandboxed: a preprocessor in the place of those that run a notebook.

`nbgrader autograde` learns of it from nbgrader_config.py. It gives each notebook the cells and the
verdicts that `grader autograde` gives it; nbgrader then takes the marks from the outputs, as ever.
"""

import atexit
import functools
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.outcome import Outcome
from grader.engine.pages.page import notebook_cell, page_cells, released_notebook
from grader.engine.run.pool import Grader
from grader.engine.sandbox.levels import taken, told
from grader.engine.sandbox.limits import Limits
from grader.errors import LayerwiseError


class CannotGrade(LayerwiseError):
    """A mark must be left open; nbgrader reports the submission as failed and goes on."""


class SandboxedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Grade a notebook as `grader autograde` does, in place of executing it."""

    unsafe_no_sandbox = Bool(
        False, help="Go on where no level of isolation stands: only work that you trust."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook the grader's cells, verdicts and outputs.

        Raises:
            CannotGrade: this is no notebook of the course, or the grader failed.
            NoWalls: this machine offers no level of isolation.
        """
        facts = resources["nbgrader"]
        student, name = facts["student"], facts["notebook"]
        if facts["assignment"] != ASSIGNMENT or name not in COURSE:
            raise CannotGrade(
                f"{facts['assignment']}/{name} is no notebook of {ASSIGNMENT}, the assignment that "
                "this repository grades. Grade it with a nbgrader_config.py of its own."
            )
        course = CourseDirectory(config=self.config)
        place = Path(course.format_path(course.submitted_directory, student, ASSIGNMENT))
        limits = Limits(walls=not self.unsafe_no_sandbox)
        self.log.info("isolation of the submissions: %s", told(taken(limits)))
        graded = _graded(student, place.parent, _stamp(place), limits)
        result = next(one for one in graded.result.notebooks if one.notebook == name)
        cells = page_cells(graded.cells.get(name, []), result)
        nb.metadata = released_notebook(name).metadata
        nb.cells = [notebook_cell(name, cell) for cell in cells]
        verdicts = {f"test_{verdict.function}": verdict for verdict in result.functions}
        for cell in nb.cells:
            verdict = verdicts.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if verdict is None:
                continue
            if verdict.outcome is Outcome.GRADER_ERROR:
                raise CannotGrade(f"{student}: {name}.ipynb: {verdict.detail}")
            if verdict.outcome is not Outcome.PASSED:
                # nbgrader's sign of a failed test; without a traceback it shows nothing more.
                said = f"{verdict.function}: {verdict.outcome}"
                cell.outputs.append(
                    new_output("error", ename="CheckFailed", evalue=said, traceback=[])
                )
        return nb, resources


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name a folder's content as far as a file's size and time tell it."""
    return tuple(
        (path.name, path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.glob("*.ipynb"))
    )


@functools.lru_cache(1)  # nbgrader comes once for each notebook of a student
def _graded(student: str, folder: Path, stamp: object, limits: Limits) -> Checked:
    grader = _grader(limits)
    return grader.grade(grader.work.read(student, folder))


@functools.cache
def _grader(limits: Limits) -> Grader:
    taken(limits)
    grader = Grader(Checks(limits))
    atexit.register(grader.close)
    return grader

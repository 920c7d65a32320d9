"""nbgrader's own command, sandboxed: a preprocessor in the place of those that run a notebook.

`nbgrader autograde` learns of it from nbgrader_config.py. It gives each notebook the cells and the
verdicts that `grader autograde` gives it; nbgrader then takes the marks from the outputs, as ever.
"""

import atexit
import functools
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from grader.engine.course.settings import Chosen
from grader.engine.errors import CannotGrade
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.explained import failed_output
from grader.engine.grading.outcome import Outcome
from grader.engine.pages.page import notebook_cell, page_cells, released_notebook
from grader.engine.run.classes import checks_of
from grader.engine.run.grader import Grader
from grader.engine.sandbox.levels import taken, told
from grader.engine.sandbox.limits import Limits


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
        student, name, assignment = facts["student"], facts["notebook"], facts["assignment"]
        course = CourseDirectory(config=self.config)
        work = _work(Path(course.root), assignment, not self.unsafe_no_sandbox)
        if work is None or name not in work.material.checks.order:
            raise CannotGrade(
                f"{assignment}/{name} has more to mark than checks, or is not released. "
                f"Grade it so: grader autograde --course {course.root} {assignment}"
            )
        place = Path(course.format_path(course.submitted_directory, student, assignment))
        self.log.info("isolation of the submissions: %s", told(taken(work.limits)))
        graded = _graded(student, place, _stamp(place), work)
        result = next(one for one in graded.result.notebooks if one.notebook == name)
        cells = page_cells(work.material, graded.cells.get(name, []), result)
        nb.metadata = released_notebook(work.material, name).metadata
        nb.cells = [notebook_cell(work.material, name, cell) for cell in cells]
        verdicts = {verdict.cell: verdict for verdict in result.functions}
        for cell in nb.cells:
            verdict = verdicts.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if verdict is None:
                continue
            if verdict.score is None:
                raise CannotGrade(f"{student}: {name}.ipynb: {verdict.detail}")
            if verdict.outcome is not Outcome.PASSED:
                cell.outputs.append(failed_output(verdict))
        return nb, resources


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name a folder's content as far as a file's size and time tell it."""
    return tuple(
        (path.name, path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.glob("*.ipynb"))
    )


@functools.lru_cache(1)  # nbgrader comes once for each notebook of a student
def _graded(student: str, folder: Path, stamp: object, work: Checks) -> Checked:
    grader = _grader(work)
    graded: Checked = grader.grade(work.read(student, folder))
    return graded


@functools.cache
def _work(root: Path, assignment: str, walls: bool) -> Checks | None:
    return checks_of(Chosen(root, assignment), Limits(walls=walls))


@functools.cache
def _grader(work: Checks) -> Grader:
    taken(work.limits)
    grader = Grader(work)
    atexit.register(grader.close)
    return grader

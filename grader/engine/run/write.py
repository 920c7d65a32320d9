"""The one writer: marks, autograded notebooks, feedback pages and results of graded submissions."""

import shutil
from pathlib import Path

from nbgrader.api import Gradebook

from grader.engine.course.assignment import Assignment
from grader.engine.course.nbgrader_course import ROOT, course_config
from grader.engine.course.notebook import Cell
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.files import write_whole
from grader.engine.gradebook.late import LatePenalties
from grader.engine.gradebook.marks import Marks, Standing, record, standings
from grader.engine.gradebook.structure import Structure, points
from grader.engine.grading.checks import Checked
from grader.engine.grading.work import Task
from grader.engine.pages.autograded import autograded_notebook
from grader.engine.pages.feedback import feedback_page
from grader.engine.pages.page import page_cells

from . import results


class Writer:
    """Writes batches of graded submissions into OUT, each batch in one transaction.

    The order makes a run that is killed at any moment one that can be continued: the marks are
    committed first, and a submission's result is kept last, when all else of it is there.
    """

    def __init__(
        self, out: Path, gradebook: Gradebook, structure: Structure, assignment: Assignment
    ) -> None:
        self._out, self._gradebook, self._structure = out, gradebook, structure
        self._released = assignment.released
        self._points = points(structure)
        self._late = LatePenalties(course_config())

    def write(self, batch: list[tuple[Task, Checked]]) -> None:
        """Write everything of some graded submissions."""
        marks = [self._marks(graded) for _, graded in batch]
        students = [one.student for one in marks]
        record(self._gradebook, self._structure, marks)
        self._gradebook.db.commit()
        failed = self._late.assign(self._gradebook, self._structure, students)
        self._gradebook.db.commit()
        standing = self.standing(students)
        for task, graded in batch:
            student = graded.result.student
            if student in failed:
                graded.result.notes.append(failed[student])
            self.write_pages(graded, standing[student])
            results.save(self._out, results.Kept(task.digest, standing[student], graded.result))

    def standing(self, students: list[str]) -> dict[str, Standing]:
        """Give the students' marks and comments as they stand."""
        found = standings(self._gradebook, self._structure, students)
        self._gradebook.db.rollback()  # only read: hold nothing open
        return found

    def write_pages(self, graded: Checked, standing: Standing) -> None:
        """Write a submission's autograded notebooks and feedback pages."""
        for notebook in graded.result.notebooks:
            name = notebook.notebook
            place = Path(graded.result.student, ASSIGNMENT, f"{name}.ipynb")
            autograded = self._out / "autograded" / place
            feedback = self._out / "feedback" / place.with_suffix(".html")
            if notebook.missing:
                # As nbgrader: no page for what was not handed in, nor an earlier submission's.
                autograded.unlink(missing_ok=True)
                feedback.unlink(missing_ok=True)
                continue
            cells = page_cells(graded.cells.get(name, []), notebook, graded.colours)
            write_whole(autograded, autograded_notebook(name, cells))
            write_whole(feedback, feedback_page(name, cells, standing[name]))

    def _marks(self, graded: Checked) -> Marks:
        unanswered = {
            (name, cell.grade_id)
            for name, released in self._released.items()
            for cell in released
            if cell.grade_id in COURSE[name] and not _changed(cell, graded.cells.get(name, []))
        }
        for notebook in graded.result.notebooks:
            notebook.functions[:] = [
                verdict.marked(f"test_{verdict.function}", self._points[verdict.function])
                for verdict in notebook.functions
            ]
        return Marks(graded.result.student, graded.result.scores, unanswered, graded.timestamp)


def _changed(released: Cell, submitted: list[Cell]) -> bool:
    return any(
        cell.grade_id == released.grade_id and cell.source != released.source for cell in submitted
    )


def show_to_formgrader(out: Path) -> None:
    """Put the released notebooks into source/: formgrader lists only what has a source."""
    source = out / "source" / ASSIGNMENT
    source.mkdir(parents=True, exist_ok=True)
    for name in COURSE:
        shutil.copy(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", source)

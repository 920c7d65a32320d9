"""The one writer: marks, autograded notebooks, feedback pages and results of graded submissions."""

from pathlib import Path

from nbgrader.api import Gradebook

from grader.engine.course.folder import Course
from grader.engine.course.material import Material
from grader.engine.course.notebook import Cell
from grader.engine.files import write_whole
from grader.engine.gradebook.late import LatePenalties
from grader.engine.gradebook.marks import Marks, Standing, record, standings
from grader.engine.gradebook.structure import Structure
from grader.engine.grading.checks import Checked
from grader.engine.grading.work import Task
from grader.engine.pages.autograded import autograded_notebook
from grader.engine.pages.feedback import feedback_page
from grader.engine.pages.page import page_cells

from . import results


class Writer:
    """Writes batches of graded submissions, each batch in one transaction.

    The order makes a run that is killed at any moment one that can be continued: the marks are
    committed first, and a submission's result is kept last, when all else of it is there.
    """

    def __init__(
        self, course: Course, gradebook: Gradebook, structure: Structure, material: Material
    ) -> None:
        self._course, self._gradebook, self._structure = course, gradebook, structure
        self._material = material
        self._late = LatePenalties(course.config)

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
            results.save(
                self._course.reports, results.Kept(task.digest, standing[student], graded.result)
            )

    def standing(self, students: list[str]) -> dict[str, Standing]:
        """Give the students' marks and comments as they stand."""
        found = standings(self._gradebook, self._structure, students)
        self._gradebook.db.rollback()  # only read: hold nothing open
        return found

    def write_pages(self, graded: Checked, standing: Standing) -> None:
        """Write a submission's autograded notebooks and feedback pages."""
        for notebook in graded.result.notebooks:
            name = notebook.notebook
            autograded = self._course.autograded(graded.result.student) / f"{name}.ipynb"
            feedback = self._course.feedback(graded.result.student) / f"{name}.html"
            if notebook.missing:
                # As nbgrader: no page for what was not handed in, nor an earlier submission's.
                autograded.unlink(missing_ok=True)
                feedback.unlink(missing_ok=True)
                continue
            cells = page_cells(self._material, graded.cells.get(name, []), notebook, graded.colours)
            write_whole(autograded, autograded_notebook(self._material, name, cells))
            write_whole(feedback, feedback_page(self._material, name, cells, standing[name]))

    def _marks(self, graded: Checked) -> Marks:
        named = self._material.checks.named
        unanswered = {
            (notebook, cell.name)
            for notebook, some in self._material.released.items()
            for cell in some.solution_cells
            for released in self._material.cells[notebook]
            if released.grade_id == named(notebook, cell.name)
            and not _changed(released, graded.cells.get(notebook, []))
        }
        return Marks(graded.result.student, graded.result.scores, unanswered, graded.timestamp)


def _changed(released: Cell, submitted: list[Cell]) -> bool:
    return any(
        cell.grade_id == released.grade_id and cell.source != released.source for cell in submitted
    )


def show_to_formgrader(out: Path, material: Material) -> None:
    """Put the released notebooks into OUT/source/: formgrader lists only what has a source."""
    source = out / "source" / material.assignment
    source.mkdir(parents=True, exist_ok=True)
    for name, data in material.notebooks.items():
        (source / f"{name}.ipynb").write_bytes(data)

"""The autograded notebooks and the feedback pages of an assignment of checks."""

from dataclasses import dataclass

from grader.engine.course.folder import Course
from grader.engine.files import write_whole
from grader.engine.gradebook.marks import Standing
from grader.engine.grading.allowance import bounded_memory
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task
from grader.engine.pages.autograded import autograded_notebook
from grader.engine.pages.feedback import feedback_page
from grader.engine.pages.page import page_cells

from .draw import drawn


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """Writes them. See Files in books.py."""

    course: Course
    work: Checks

    def write(self, task: Task, graded: Checked, standing: Standing) -> None:
        """Write a submission's autograded notebooks and feedback pages."""
        material = self.work.material
        for notebook in graded.result.notebooks:
            name = notebook.notebook
            autograded = self.course.autograded(task.student) / f"{name}.ipynb"
            feedback = self.course.feedback(task.student) / f"{name}.html"
            if notebook.missing:
                # As nbgrader: no page for what was not handed in, nor an earlier submission's.
                autograded.unlink(missing_ok=True)
                feedback.unlink(missing_ok=True)
                continue
            own = graded.cells.get(name, [])
            cells = [*page_cells(material, own, notebook, graded.colours)]
            write_whole(autograded, autograded_notebook(material, name, cells))
            write_whole(feedback, feedback_page(material, name, cells, standing[name]))

    def again(self, task: Task, result: SubmissionResult, standing: Standing) -> None:
        """Write the pages again, whose marks a person has changed."""
        with bounded_memory():
            read = self.work.read(task.student, task.folder)
            graded = drawn(Checked(result, read.cells), self.work)
        self.write(task, graded, standing)

    def are_there(self, student: str) -> bool:
        """Tell whether there are pages: a student without any notebook has none."""
        return True

    def finish(self) -> None:
        """Put the released notebooks into OUT/source/: formgrader lists what has a source."""
        if self.course.out is None:
            return
        source = self.course.out / "source" / self.course.assignment
        source.mkdir(parents=True, exist_ok=True)
        for name, data in self.work.material.notebooks.items():
            (source / f"{name}.ipynb").write_bytes(data)

"""What nbgrader writes of a graded submission: autograded/, with notebooks and other files."""

import functools
import shutil
from dataclasses import dataclass

from nbgrader.converters import Autograde

from grader.engine.course.folder import Course
from grader.engine.course.submitted import beside, read_files
from grader.engine.files import naming
from grader.engine.gradebook.marks import Standing
from grader.engine.grading.cells import Graded
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task


@dataclass(frozen=True)
class CourseFiles:
    """Writes it; nbgrader makes the feedback pages when they are asked for. See Files in books.py.

    files: the instructor's, which go beside every graded notebook.
    """

    course: Course
    files: dict[str, bytes]

    @functools.cached_property
    def _steps(self) -> Autograde:
        """nbgrader's own converter, which holds the course's settings of it."""
        return Autograde(coursedir=self.course.directory, config=self.course.config)

    def write(self, task: Task, graded: Graded, standing: Standing) -> None:
        """Write autograded/<student>/<assignment>/ as nbgrader does."""
        place = self.course.autograded(task.student)
        made = place.with_name(f".{place.name}.partial")
        with naming(place):
            files, _ = read_files(task.folder, tuple(self.course.directory.ignore), self.files)
            shutil.rmtree(made, ignore_errors=True)
            for name, data in beside(files, self.files).items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            made.mkdir(parents=True, exist_ok=True)
            for name, text in graded.notebooks.items():
                (made / f"{name}.ipynb").write_text(text, encoding="utf-8")
            if place.exists():
                shutil.rmtree(place)
            made.rename(place)
            self._steps.set_permissions(self.course.assignment, task.student)

    def again(self, task: Task, result: SubmissionResult, standing: Standing) -> None:
        """Nothing here shows a mark."""

    def are_there(self, student: str) -> bool:
        """Tell whether there is an autograded/ of this student."""
        return self.course.autograded(student).is_dir()

    def finish(self) -> None:
        """Nothing is made once."""

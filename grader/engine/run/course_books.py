"""Everything that a run over any course keeps: gradebook, autograded/ and our own results."""

import contextlib
import shutil
from pathlib import Path

from nbgrader.converters import Autograde
from traitlets import import_item

from grader.engine.closing import Closing
from grader.engine.course.folder import Course
from grader.engine.course.gradebook_url import database_url
from grader.engine.course.submitted import beside, read_files
from grader.engine.gradebook import structure as book
from grader.engine.gradebook.database import only_writer, told
from grader.engine.gradebook.late import LatePenalties
from grader.engine.gradebook.marks import Marks, record
from grader.engine.grading.cells import Graded
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task
from grader.engine.lms.outlet.plain import export

from . import results


class CourseBooks(Closing):
    """A course's open gradebook, and its one writer. A context manager."""

    def __init__(self, course: Course, files: dict[str, bytes], out: Path) -> None:
        """Open the gradebook.

        Args:
            course: whose gradebook; the assignment is in it.
            files: the instructor's, which go beside every graded notebook.
            out: where our own results are kept.

        Raises:
            GradebookError: it cannot be used.
            OutBusy: another run is writing to it.
        """
        self._course, self._files, self._out = course, files, out
        url = database_url(course.url, course.root)
        with contextlib.ExitStack() as stack:
            stack.enter_context(told(url))
            stack.enter_context(only_writer(url))
            self._gradebook = book.open_course(url, course.directory.course_id)
            stack.callback(self._gradebook.close)
            self._structure = book.structure(self._gradebook, course.assignment)
            self._stack = stack.pop_all()
        # nbgrader's own converter, which holds the course's settings of it.
        self._steps = Autograde(coursedir=course.directory, config=course.config)
        self._late = LatePenalties(course.config) if _penalises(self._steps) else None
        self._known = set(self.totals())

    def totals(self) -> dict[str, tuple[float, float]]:
        """Score and maximum of every student, from the gradebook."""
        return book.totals(self._gradebook, self._structure)

    def kept(self, task: Task) -> SubmissionResult | None:
        """Give what is known of the very same submission, if it has been graded before."""
        if task.student not in self._known:
            return None
        if not self._course.autograded(task.student).is_dir():
            return None
        kept = results.load(self._out, task.student, task.digest)
        return kept.result if kept else None

    def write(self, batch: list[tuple[Task, Graded]]) -> None:
        """Write everything of some graded submissions: the marks first, our results last."""
        students = [task.student for task, _ in batch]
        record(
            self._gradebook,
            self._structure,
            [
                Marks(task.student, graded.result.scores, graded.unanswered, graded.timestamp)
                for task, graded in batch
            ],
        )
        self._gradebook.db.commit()
        failed = {}
        if self._late:
            failed = self._late.assign(self._gradebook, self._structure, students)
            self._gradebook.db.commit()
        for task, graded in batch:
            if task.student in failed:
                graded.result.notes.append(failed[task.student])
            self._write_files(task, graded)
            results.save(self._out, results.Kept(task.digest, {}, graded.result))

    def _write_files(self, task: Task, graded: Graded) -> None:
        """Write autograded/<student>/<assignment>/ as nbgrader does: notebooks and other files."""
        place = self._course.autograded(task.student)
        files, _ = read_files(task.folder, tuple(self._course.directory.ignore))
        made = place.with_name(f".{place.name}.partial")
        shutil.rmtree(made, ignore_errors=True)
        for name, data in beside(files, self._files).items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        made.mkdir(parents=True, exist_ok=True)
        for name, text in graded.notebooks.items():
            (made / f"{name}.ipynb").write_text(text, encoding="utf-8")
        if place.exists():
            shutil.rmtree(place)
        made.rename(place)
        self._steps.set_permissions(self._course.assignment, task.student)

    def finish(self) -> None:
        """Write what is made once, at the end of a run."""
        export(self._gradebook, self._out / "grades.csv", self._course.assignment)

    def __exit__(self, *error: object) -> None:
        """Close the gradebook; where it failed, say so in one sentence."""
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the gradebook."""
        self._stack.close()


def _penalises(steps: Autograde) -> bool:
    """Tell whether the course's own list of steps assigns late penalties, as nbgrader's does."""
    named = (
        import_item(step) if isinstance(step, str) else step
        for step in steps.autograde_preprocessors
    )
    return any(step.__name__ == "AssignLatePenalties" for step in named)

"""Everything that a run keeps: the gradebook, the pages, the results, and what to do again.

This and what it imports is the only part of a run that loads nbgrader, which takes seconds.
"""

import bisect
import contextlib

from grader.engine.closing import Closing
from grader.engine.course.folder import Course
from grader.engine.course.gradebook_url import database_url
from grader.engine.gradebook import structure as book
from grader.engine.gradebook.database import only_writer, told
from grader.engine.gradebook.marks import Standing
from grader.engine.grading.allowance import bounded_memory
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task
from grader.engine.lms.outlet.plain import export

from . import results
from .draw import drawn
from .write import Writer, show_to_formgrader

ASKED = 500  # students whose marks are asked for at a time


class Books(Closing):
    """The open gradebook of an assignment of checks, and its one writer. A context manager."""

    def __init__(self, course: Course, work: Checks) -> None:
        """Open the gradebook; make it where it is not there yet.

        Args:
            course: whose gradebook, and the places of everything else.
            work: how submissions are graded.

        Raises:
            GradebookError: it cannot be used.
            OutBusy: another run is writing to it.
        """
        self._course, self._work = course, work
        url = database_url(course.url, course.root)
        with contextlib.ExitStack() as stack:
            stack.enter_context(told(url))
            stack.enter_context(only_writer(url))
            course_id = course.directory.course_id
            self._gradebook = book.open_gradebook(url, course_id, work.material)
            stack.callback(self._gradebook.close)
            self._open()
            self._stack = stack.pop_all()

    def _open(self) -> None:
        self._structure = book.structure(self._gradebook, self._course.assignment)
        self._writer = Writer(self._course, self._gradebook, self._structure, self._work.material)
        self._known = sorted(self.totals())
        self._standings: dict[str, Standing] = {}

    def totals(self) -> dict[str, tuple[float, float]]:
        """Score and maximum of every student, from the gradebook."""
        return book.totals(self._gradebook, self._structure)

    def kept(self, task: Task) -> SubmissionResult | None:
        """Give what is known of the very same submission, if it has been graded before.

        Its pages are written again where a person has changed its marks since.
        """
        if (standing := self._standing(task.student)) is None:
            return None
        kept = results.load(self._course.reports, task.student, task.digest)
        if kept is None:
            return None
        if standing != kept.standing:
            with bounded_memory():
                read = self._work.read(task.student, task.folder)
                graded = drawn(Checked(kept.result, read.cells), self._work)
            self._writer.write_pages(graded, standing)
            results.save(self._course.reports, results.Kept(task.digest, standing, kept.result))
        return kept.result

    def _standing(self, student: str) -> Standing | None:
        """Give a student's marks as they stand; those who come next are asked for with them."""
        place = bisect.bisect_left(self._known, student)
        if self._known[place : place + 1] != [student]:
            return None
        if student not in self._standings:
            self._standings = self._writer.standing(self._known[place : place + ASKED])
        return self._standings.pop(student)

    def write(self, batch: list[tuple[Task, Checked]]) -> None:
        """Write everything of some graded submissions."""
        self._writer.write(batch)

    def finish(self) -> None:
        """Write what is made once, at the end of a run."""
        course = self._course
        export(self._gradebook, course.reports / "grades.csv", course.assignment)
        if course.out is not None:
            show_to_formgrader(course.out, self._work.material)

    def __exit__(self, *error: object) -> None:
        """Close the gradebook; where it failed, say so in one sentence."""
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the gradebook."""
        self._stack.close()

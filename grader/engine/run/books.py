"""Everything that a run keeps: the gradebook, the pages, the results, and what to do again.

This and what it imports is the only part of a run that loads nbgrader, which takes seconds.
"""

import bisect
import contextlib
from pathlib import Path

from grader.engine.closing import Closing
from grader.engine.course.assignment import load_assignment
from grader.engine.course.own import ASSIGNMENT
from grader.engine.course.submissions import read_submission
from grader.engine.gradebook import structure as book
from grader.engine.gradebook.database import database_url, only_writer, told
from grader.engine.gradebook.marks import Standing
from grader.engine.grading.allowance import bounded_memory
from grader.engine.grading.checks import Checked
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task
from grader.engine.lms.outlet.plain import export
from grader.engine.sandbox.limits import Limits

from . import results
from .draw import drawn
from .write import Writer, show_to_formgrader

ASKED = 500  # students whose marks are asked for at a time


class Books(Closing):
    """The open gradebook of a folder of results, and its one writer. A context manager."""

    def __init__(self, out: Path, limits: Limits, db: str = "") -> None:
        """Open the gradebook; make it where it is not there yet.

        Args:
            out: the folder of results.
            limits: of a submission.
            db: the gradebook's URL; where it is empty, OUT/gradebook.db.

        Raises:
            GradebookError: it cannot be used.
            OutBusy: another run is writing to it.
        """
        self._out, self._limits = out, limits
        url = database_url(db, out)
        with contextlib.ExitStack() as stack:
            stack.enter_context(told(url))
            stack.enter_context(only_writer(url))
            self._gradebook = book.open_gradebook(url)
            stack.callback(self._gradebook.close)
            self._open()
            self._stack = stack.pop_all()

    def _open(self) -> None:
        self._structure = book.structure(self._gradebook)
        self._writer = Writer(self._out, self._gradebook, self._structure, load_assignment())
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
        kept = results.load(self._out, task.student, task.digest)
        if kept is None:
            return None
        if standing != kept.standing:
            with bounded_memory():
                read = read_submission(task.student, task.folder, self._limits.notebook_bytes)
                graded = drawn(Checked(kept.result, read.cells))
            self._writer.write_pages(graded, standing)
            results.save(self._out, results.Kept(task.digest, standing, kept.result))
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
        export(self._gradebook, self._out / "grades.csv", ASSIGNMENT)
        show_to_formgrader(self._out)

    def __exit__(self, *error: object) -> None:
        """Close the gradebook; where it failed, say so in one sentence."""
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the gradebook."""
        self._stack.close()

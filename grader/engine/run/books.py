"""Everything that a run keeps: the gradebook, the pages, the results, and what to do again.

This and what it imports is the only part of a run that loads nbgrader, which takes seconds.
"""

import bisect
import contextlib
from collections.abc import Callable
from typing import Any, Protocol

from nbgrader.api import Gradebook
from sqlalchemy import URL

from grader.engine.closing import Closing
from grader.engine.course.folder import Course
from grader.engine.course.revision import read_revision
from grader.engine.gradebook import structure as book
from grader.engine.gradebook.about import about_students
from grader.engine.gradebook.database import only_writer, told
from grader.engine.gradebook.extensions import apply_extensions
from grader.engine.gradebook.late import LatePenalties, penalises
from grader.engine.gradebook.marks import Marks, Standing, record, standings
from grader.engine.grading.graded_class import About
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Task
from grader.engine.lms.outlet.plain import export

from . import results

ASKED = 500  # students whose marks are asked for at a time


class Files(Protocol):
    """What is written of a submission besides its marks."""

    def write(self, task: Task, graded: Any, standing: Standing) -> None:
        """Write all of it."""

    def again(self, task: Task, result: SubmissionResult, standing: Standing) -> None:
        """Write again what shows marks, which a person has changed."""

    def are_there(self, student: str) -> bool:
        """Tell whether what an earlier run has written is there."""

    def finish(self) -> None:
        """Write what is made once, at the end of a run."""


class Books(Closing):
    """The open gradebook of an assignment, and its one writer. A context manager.

    The order makes a run that is killed at any moment one that can be continued: the marks of a
    batch are committed first, and a submission's result is kept last, when all else is there.
    """

    def __init__(
        self, course: Course, files: Files, open_book: Callable[[URL, str], Gradebook]
    ) -> None:
        """Open the gradebook.

        Raises:
            GradebookError: it cannot be used.
            OutBusy: another run is writing to it.
        """
        self._course, self._files = course, files
        url = course.url
        with contextlib.ExitStack() as stack:
            stack.enter_context(told(url))
            stack.enter_context(only_writer(url))
            self._gradebook = open_book(url, course.directory.course_id)
            stack.callback(self._gradebook.close)
            self._structure = book.structure(self._gradebook, course.assignment)
            self._known = sorted(self.totals())
            self._stack = stack.pop_all()
        self._late = LatePenalties(course.config) if penalises(course.config) else None
        self._standings: dict[str, Standing] = {}
        self.notes: list[str] = []
        self._renamed = read_revision(course.reports).renamed

    def bring_up_to_date(self) -> None:
        """Do what has changed since the last run without anything to be graded.

        Raises:
            ExtensionsError: the table of extensions cannot be read.
        """
        gradebook, course = self._gradebook, self._course
        apply_extensions(gradebook, course.out or course.root, course.assignment)
        gradebook.db.commit()
        if self._late:
            failed = self._late.moved(gradebook, self._structure)
            gradebook.db.commit()
            self.notes += [f"{student}: {said}" for student, said in failed.items()]

    def totals(self) -> dict[str, tuple[float, float]]:
        """Score and maximum of every student, from the gradebook."""
        return book.totals(self._gradebook, self._structure)

    def about(self) -> dict[str, About]:
        """Name and lateness of every student."""
        return about_students(self._gradebook, self._structure)

    def open_marks(self) -> dict[str, int]:
        """How many marks of each student are left to a person."""
        return book.open_marks(self._gradebook, self._structure)

    def kept(self, task: Task) -> SubmissionResult | None:
        """Give what is known of the very same submission, if it has been graded before.

        Its pages are written again where a person has changed its marks since.
        """
        standing = self._standing_of(task.student)
        if standing is None or not self._files.are_there(task.student):
            return None
        kept = results.load(self._course.reports, task.student, task.digest)
        if kept is None:
            return None
        if standing != kept.standing:
            self._files.again(task, kept.result, standing)
            results.save(self._course.reports, results.Kept(task.digest, standing, kept.result))
        return kept.result

    def _standing_of(self, student: str) -> Standing | None:
        """Give a student's marks as they stand; those who come next are asked for with them."""
        place = bisect.bisect_left(self._known, student)
        if self._known[place : place + 1] != [student]:
            return None
        if student not in self._standings:
            self._standings = self.standing(self._known[place : place + ASKED])
        return self._standings.pop(student)

    def standing(self, students: list[str]) -> dict[str, Standing]:
        """Give the students' marks and comments as they stand."""
        found = standings(self._gradebook, self._structure, students)
        self._gradebook.db.rollback()  # only read: hold nothing open
        return found

    def write(self, batch: list[tuple[Task, Any]]) -> None:
        """Write everything of some graded submissions."""
        students = [task.student for task, _ in batch]
        marks = [
            Marks(
                *(task.student, graded.result.scores, graded.unanswered, graded.timestamp),
                self._unchanged(graded.result),
            )
            for task, graded in batch
        ]
        record(self._gradebook, self._structure, marks)
        self._gradebook.db.commit()
        failed = {}
        # Who is new in the gradebook has an extension from now on.
        course = self._course
        apply_extensions(self._gradebook, course.out or course.root, course.assignment)
        self._gradebook.db.commit()
        if self._late:
            failed = self._late.assign(self._gradebook, self._structure, students)
            self._gradebook.db.commit()
        standing = self.standing(students)
        for task, graded in batch:
            if task.student in failed:
                graded.result.notes.append(failed[task.student])
            self._files.write(task, graded, standing[task.student])
            kept = results.Kept(task.digest, standing[task.student], graded.result)
            results.save(self._course.reports, kept)

    def _unchanged(self, result: SubmissionResult) -> frozenset[tuple[str, str]]:
        """Find the cells whose answer is the one that was graded last."""
        before = results.answers(self._course.reports, result.student)
        same = set()
        for notebook, answers in result.answers.items():
            last = dict(before.get(notebook, {}))
            for was, now in self._renamed.get(notebook, {}).items():
                last.setdefault(now, last.get(was, ""))
            same |= {(notebook, c) for c, answer in answers.items() if last.get(c) == answer}
        return frozenset(same)

    def finish(self) -> None:
        """Write what is made once, at the end of a run."""
        course = self._course
        export(self._gradebook, course.reports / "grades.csv", course.assignment)
        self._files.finish()

    def __exit__(self, *error: object) -> None:
        """Close the gradebook; where it failed, say so in one sentence."""
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the gradebook."""
        self._stack.close()

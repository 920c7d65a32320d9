"""A class of any nbgrader course, as a run sees it. See Job in autograde.py."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from grader.engine.course.folder import Course, open_course, with_assignment
from grader.engine.course.released import released
from grader.engine.gradebook.database import database_url, shown, told
from grader.engine.grading.cell_work import Cells, work_on
from grader.engine.sandbox.limits import Limits

from .course_books import CourseBooks


class CourseClass:
    """Everyone who handed in an assignment of a course."""

    def __init__(
        self,
        root: Path,
        assignment: str,
        limits: Limits,
        say: Callable[[str], None],
        out: Path | None = None,
        db: str = "",
    ) -> None:
        """Read the course's settings, the assignment, and who handed in.

        Args:
            root: the course's folder.
            assignment: its name.
            limits: what one submission may use; the times are the course's own.
            say: is told what was done on the way.
            out: where the report goes; the course's reports/<assignment> if nowhere.
            db: the gradebook's URL; the course's own where it is empty.

        Raises:
            CourseError: there is nothing to grade, or no way to.
        """
        self._course: Course = open_course(root, assignment, db)
        self.folders, self.notes = self._course.submissions()
        with (
            told(database_url(self._course.url, self._course.root)),
            closing(with_assignment(self._course, say)) as gradebook,
        ):
            notebooks = released(gradebook, assignment)
        self.work: Cells = work_on(self._course, notebooks, limits)
        self.out = out or self._course.reports

    @property
    def assignment(self) -> str:
        """Its name."""
        return self._course.assignment

    @property
    def gradebook(self) -> str:
        """Name the gradebook to a person, without any password."""
        return shown(database_url(self._course.url, self._course.root))

    @property
    def begun(self) -> bool:
        """Tell whether an earlier run may have graded some of it."""
        return (self.out / "results").is_dir()

    def open_books(self) -> CourseBooks:
        """Open the gradebook."""
        return CourseBooks(self._course, self.work.files, self.out)

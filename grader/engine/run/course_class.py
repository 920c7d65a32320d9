"""A class of any nbgrader course, as a run sees it. See Job in autograde.py."""

from collections.abc import Callable
from contextlib import closing

from grader.engine.course.folder import Course, open_chosen, with_assignment
from grader.engine.course.gradebook_url import shown
from grader.engine.course.released import released
from grader.engine.course.settings import Chosen
from grader.engine.errors import CourseError
from grader.engine.gradebook.database import told
from grader.engine.gradebook.structure import open_course
from grader.engine.grading.cell_work import Cells, work_on
from grader.engine.sandbox.limits import Limits

from .books import Books
from .course_files import CourseFiles
from .update import pending


def work_with(course: Course, limits: Limits, say: Callable[[str], None]) -> Cells:
    """Make the work on an assignment, from what the gradebook knows of it.

    Raises:
        CourseError: there is no such assignment, or no way to grade it.
        GradebookError: the gradebook cannot be used.
    """
    if course.out is not None:
        course.out.mkdir(parents=True, exist_ok=True)
    with told(course.url), closing(with_assignment(course, say)) as gradebook:
        notebooks = released(gradebook, course.assignment)
    return work_on(course, notebooks, limits)


def _newer(course: Course, work: Cells) -> list[str]:
    """Say what the source has that these marks are not of."""
    try:
        lines = pending(course, work.notebooks).told()
    except CourseError as error:
        return [str(error)]
    if not lines:
        return []
    how = f"grader update {course.assignment} --course {course.root}"
    return [
        f"source/ has been changed since it was released, and these marks are of the release. "
        f"{how} carries it in; with --dry-run it shows which marks move",
        *(f"in source/: {line}" for line in lines),
    ]


class CourseClass:
    """Everyone who handed in an assignment of a course."""

    def __init__(self, chosen: Chosen, limits: Limits, say: Callable[[str], None]) -> None:
        """Read the course's settings, the assignment, and who handed in.

        Raises:
            CourseError: there is nothing to grade, or no way to.
            CourseNotBuilt: there are check cells without hidden cases.
        """
        self._course = open_chosen(chosen)
        self.folders, self.notes = self._course.submissions()
        self.work = work_with(self._course, limits, say)
        self.out = self._course.reports
        self.notes += _newer(self._course, self.work)

    @property
    def assignment(self) -> str:
        """Its name."""
        return self._course.assignment

    @property
    def gradebook(self) -> str:
        """Name the gradebook to a person, without any password."""
        return shown(self._course.url)

    def open_books(self) -> Books:
        """Open the gradebook."""
        files = CourseFiles(self._course, self.work.files)
        return Books(self._course, files, open_course)

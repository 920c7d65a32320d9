"""A class whose assignment is of checks alone, as a run sees it. See Job in autograde.py."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from grader.engine.course.gradebook_url import database_url, shown
from grader.engine.course.settings import Chosen
from grader.engine.course.submissions import find_submissions
from grader.engine.grading.checks import Checks

if TYPE_CHECKING:
    from grader.engine.course.folder import Course

    from .books import Books


class CheckedClass:
    """Everyone who handed in an assignment of checks."""

    def __init__(self, chosen: Chosen, work: Checks) -> None:
        """Find the submissions.

        Raises:
            SubmittedFolderError: the folder is missing, or holds no submission at all.
            CourseError: the course's own folder holds none.
            GradebookError: there is no such gradebook.
        """
        self._chosen, self.work = chosen, work
        self.folders: dict[str, Path]
        self.notes: list[str]
        if chosen.submitted is None:
            self.folders, self.notes = self._course.submissions()
        else:
            if chosen.out is not None:
                database_url(chosen.db, chosen.out)  # a bad URL is refused before any work
            students, self.notes = find_submissions(chosen.submitted, chosen.assignment)
            self.folders = {name: chosen.submitted / name / self.assignment for name in students}

    @functools.cached_property
    def _course(self) -> "Course":
        # Loads nbgrader, which takes seconds.
        from grader.engine.course.folder import open_chosen

        return open_chosen(self._chosen)

    @property
    def assignment(self) -> str:
        """Its name."""
        return self._chosen.assignment

    @property
    def out(self) -> Path:
        """The folder that one run at a time may write to."""
        return self._chosen.out or self._course.reports

    @property
    def gradebook(self) -> str:
        """Name the gradebook to a person, without any password."""
        if self._chosen.out is not None:
            return shown(database_url(self._chosen.db, self._chosen.out))
        return shown(self._course.url)

    def open_books(self) -> "Books":
        """Open what the run keeps. Loads nbgrader.

        Raises:
            CourseNotBuilt: what is hidden does not fit together.
            GradebookError, OutBusy: the gradebook cannot be used.
        """
        from grader.engine.gradebook.structure import open_gradebook

        from .books import Books
        from .checked_files import CheckedFiles

        self.work.material.load()  # said here, and not by a process that ends as soon as it starts
        open_book = functools.partial(open_gradebook, material=self.work.material)
        return Books(self._course, CheckedFiles(self._course, self.work), open_book)

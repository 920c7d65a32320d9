"""An nbgrader course as it lies in its folder: its settings, its places, its assignment."""

import fnmatch
import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import URL, make_url
from traitlets.config import Config

from grader.engine.course.gradebook import gradebook_at
from grader.engine.errors import CourseError
from grader.engine.text import one_line

from .gradebook_url import database_url
from .settings import Chosen, read_settings
from .submissions import is_id
from .submitted import notebooks_in


@dataclass(frozen=True, slots=True)
class Course:
    """One assignment of one course.

    directory: nbgrader's own view of the course's folders.
    out: where all results are, where these are not in the course's own folders.
    kept: where the report and the results of earlier runs are, if not in the course's folder.
    """

    root: Path
    assignment: str
    config: Config
    directory: CourseDirectory
    out: Path | None = None
    kept: Path | None = None

    @property
    def url(self) -> URL:
        """Of the gradebook."""
        return make_url(self.directory.db_url)

    @property
    def reports(self) -> Path:
        """Where the report and the results of earlier runs are kept, unless told otherwise."""
        return self.kept or self.root / "reports" / self.assignment

    @property
    def source(self) -> Path:
        """The instructor's version of the assignment."""
        return self._place(self.directory.source_directory, ".")

    def submitted(self, student: str) -> Path:
        """What a student handed in."""
        return self._place(self.directory.submitted_directory, student)

    def autograded(self, student: str) -> Path:
        """Where a student's graded notebooks go."""
        return self._place(self.directory.autograded_directory, student)

    def feedback(self, student: str) -> Path:
        """Where a student's feedback pages go."""
        return self._place(self.directory.feedback_directory, student)

    def _place(self, step: str, student: str) -> Path:
        return Path(self.directory.format_path(step, student, self.assignment))

    def students_in(self, step: str) -> Iterator[tuple[str, Path]]:
        """Find a step's folders as nbgrader does, and whose each is: "" where it is nobody's."""
        pattern = re.compile(
            self.directory.format_path(step, "(?P<student>[^/]*)", self.assignment, escape=True)
        )
        for place in sorted(Path("/").glob(str(self._place(step, "*")).lstrip("/"))):
            match = pattern.fullmatch(str(place))
            yield (match["student"] if match else ""), place

    def submissions(self) -> tuple[dict[str, Path], list[str]]:
        """Find the folders of all who handed something in, and name what else lies there."""
        excluded = self.directory.student_id_exclude.split(",")
        found, notes = {}, []
        one_only = self.directory.student_id  # a pattern, as --student is to nbgrader
        for student, place in self.students_in(self.directory.submitted_directory):
            if student and not fnmatch.fnmatchcase(student, one_only):
                continue
            if place.is_symlink() or place.parent.is_symlink() or not place.is_dir():
                notes.append(f"{one_line(str(place.name))} is not a folder; it was left alone")
            elif not student or not is_id(student):
                notes.append(f"{one_line(student)}: not an id that a student may have")
            elif not os.access(place, os.R_OK | os.X_OK):
                notes.append(f"{one_line(student)}: {place} may not be read; nothing was graded")
            elif not any(notebooks_in(place)):
                notes.append(f"{one_line(student)} has handed in no notebook; nothing was graded")
            elif student not in excluded:
                found[student] = place
        notes += self._closed()
        if not found and notes:
            raise CourseError(f"there is no submission of {self.assignment}: {notes[0]}")
        if not found:
            raise CourseError(
                f"there is no submission of {self.assignment}. Expected: {self.submitted('*')}"
            )
        return found, notes

    def _closed(self) -> list[str]:
        """Name the folders around submissions that may not be looked into: a glob skips them."""
        around = self._place(self.directory.submitted_directory, "*").parents
        top = next((one for one in around if "*" not in str(one)), None)
        if top is None or not top.is_dir():
            return []
        if not os.access(top, os.R_OK | os.X_OK):
            return [f"{top} may not be read"]
        return [
            f"{one_line(one.name)}: {one} may not be read; nothing was graded"
            for one in sorted(top.iterdir())
            if one.is_dir() and not os.access(one, os.R_OK | os.X_OK)
        ]


def open_chosen(chosen: Chosen) -> Course:
    """Read the settings of the course that a command is about.

    Raises:
        CourseError: as open_course.
    """
    course = open_course(chosen.root, chosen.assignment, chosen.db)
    if chosen.submitted is not None:
        course.directory.submitted_directory = str(chosen.submitted.resolve())
    if chosen.out is None:
        return replace(course, kept=chosen.reports)
    out = chosen.out.resolve()
    course.directory.autograded_directory = str(out / "autograded")
    course.directory.feedback_directory = str(out / "feedback")
    url = database_url(chosen.db, out).render_as_string(False)
    course.directory.db_url = url
    return replace(course, out=out, kept=out)


def open_course(root: Path, assignment: str, db: str = "") -> Course:
    """Read a course's settings: its nbgrader_config.py, and what Jupyter has for this user.

    Args:
        root: the course's folder.
        assignment: its name.
        db: the gradebook's URL; where it is empty, the course's own.

    Raises:
        CourseError: there is no such folder, or its settings cannot be read.
    """
    root = root.resolve()
    if not re.fullmatch(r"[^/\\+*?\[\]]+", assignment) or assignment.startswith("."):
        raise CourseError(f"{one_line(assignment)!r} is not the name of an assignment")
    if glob.escape(str(root)) != str(root):
        raise CourseError(
            "nbgrader takes *, ? and [ in a folder's name for a pattern, and finds nothing in "
            f"{root}. Give the folder another name."
        )
    config = read_settings(root)
    directory = CourseDirectory(config=config)
    if "root" not in config.CourseDirectory:
        directory.root = str(root)
    directory.db_url = database_url(db or directory.db_url, root).render_as_string(False)
    return Course(root, assignment, config, directory)


def with_assignment(course: Course, say: Any) -> Gradebook:
    """Open the gradebook; have nbgrader put the assignment into it where it is not there yet.

    Args:
        course: whose gradebook.
        say: is told where the assignment had to be generated.

    Raises:
        CourseError: nbgrader cannot generate it.
    """
    gradebook = gradebook_at(course.url, course.directory.course_id)
    try:
        if gradebook.find_assignment(course.assignment).notebooks:
            return gradebook
    except MissingEntry:
        pass
    if not any(course.source.glob("*.ipynb")):
        gradebook.close()
        raise CourseError(
            f"the gradebook does not know {course.assignment}, and {course.source} holds no "
            "notebook to make it from. Is the name right?"
        )
    if not (course.url.get_backend_name() == "sqlite" or course.directory.course_id):
        gradebook.close()
        raise CourseError(
            "nbgrader puts an assignment into a PostgreSQL gradebook only for a course that has a "
            "name. Set c.CourseDirectory.course_id in nbgrader_config.py."
        )
    say(f"{course.assignment} is not in the gradebook yet: nbgrader generates it from source/")
    if failed := generate(course):
        gradebook.close()
        raise CourseError(f"nbgrader could not generate {course.assignment}: {failed}")
    gradebook.db.expire_all()
    return gradebook


def generate(course: Course) -> str:
    """Do as `nbgrader generate_assignment`, by the same code; give why it could not be done."""
    done = NbGraderAPI(coursedir=course.directory, config=course.config).generate_assignment(
        course.assignment
    )
    if done["success"]:
        return ""
    lines = str(done.get("log") or done.get("error")).strip().splitlines()
    return " / ".join(lines[-3:])

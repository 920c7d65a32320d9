"""Where the submissions of an assignment belong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

if TYPE_CHECKING:
    from sqlalchemy import URL

COLLECTED = "collected"
COURSE_ID = "layerwise"


class NoSuchAssignment(LayerwiseError):
    """A course has no such assignment."""


@dataclass(frozen=True, slots=True)
class Target:
    """An assignment of a course, as far as getting work in and marks out goes.

    notebooks: the names of its notebooks, without their suffix.
    folder: where a student's submission belongs.
    collected: where submissions go that do not count any more, or do not yet.
    course_id: nbgrader's name of the course.
    db: the gradebook's URL; where it is empty, gradebook.db in the folder `out`.
    """

    assignment: str
    notebooks: tuple[str, ...]
    folder: Callable[[str], Path]
    collected: Path
    course_id: str
    out: Path
    db: str = ""

    def kept(self, student: str) -> Path:
        """Give the folder of a student's other submissions."""
        return self.collected / self.assignment / student

    @property
    def url(self) -> "URL":
        """The gradebook's URL.

        Raises:
            GradebookError: it is none that can be used.
        """
        from grader.engine.gradebook.database import database_url

        return database_url(self.db, self.out)


def own_target(submitted: Path, out: Path, db: str = "") -> Target:
    """Collect for this repository's own course.

    Args:
        submitted: what `grader autograde` reads.
        out: where it writes.
        db: the gradebook's URL; where it is empty, OUT/gradebook.db.
    """
    submitted = submitted.resolve()
    return Target(
        ASSIGNMENT,
        tuple(COURSE),
        lambda student: submitted / student / ASSIGNMENT,
        submitted.parent / COLLECTED,
        COURSE_ID,
        out.resolve(),
        db,
    )


def course_target(root: Path, assignment: str, db: str = "") -> Target:
    """Collect for any nbgrader course, as its nbgrader_config.py says.

    Raises:
        CourseError: the folder is none, or its settings cannot be read.
        NoSuchAssignment: it has no such assignment.
    """
    from grader.engine.course.folder import open_course

    course = open_course(root, assignment, db)
    release = course.directory.format_path(course.directory.release_directory, ".", assignment)
    notebooks = {
        path.stem for place in (course.source, Path(release)) for path in place.glob("*.ipynb")
    }
    if not notebooks:
        raise NoSuchAssignment(
            f"{course.root} has no assignment {assignment}: there is no notebook in "
            f"{course.source}, and none in {release}. Is the name right?"
        )
    return Target(
        assignment,
        tuple(sorted(notebooks)),
        course.submitted,
        Path(course.directory.root) / COLLECTED,
        course.directory.course_id,
        course.root,
        course.url,
    )

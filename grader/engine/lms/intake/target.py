"""Where the submissions of an assignment belong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.engine.course.material import release_folder
from grader.engine.course.settings import Chosen, read_settings
from grader.engine.course.submitted import START
from grader.engine.errors import NoSuchAssignment

if TYPE_CHECKING:
    from sqlalchemy import URL

COLLECTED = "collected"


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
        from grader.engine.course.gradebook_url import database_url

        return database_url(self.db, self.out)


def target_of(chosen: Chosen) -> Target:
    """Say where submissions and marks of an assignment belong.

    Raises:
        CourseError: the folder is no course, or its settings cannot be read.
        NoSuchAssignment: it has no such assignment.
    """
    if chosen.submitted is not None and chosen.out is not None:
        config = read_settings(chosen.root)
        release = release_folder(chosen.root, config, chosen.assignment)
        submitted, assignment = chosen.submitted.resolve(), chosen.assignment
        return Target(
            assignment,
            _notebooks(chosen.root, assignment, release),
            lambda student: submitted / student / assignment,
            submitted.parent / COLLECTED,
            str(config.CourseDirectory.get("course_id", "")),
            chosen.out.resolve(),
            chosen.db,
        )
    # Loads nbgrader, which takes seconds.
    from grader.engine.course.folder import open_chosen

    course = open_chosen(chosen)
    directory = course.directory
    release = Path(directory.format_path(directory.release_directory, ".", course.assignment))
    return Target(
        course.assignment,
        _notebooks(course.root, course.assignment, course.source, release),
        course.submitted,
        Path(directory.root) / COLLECTED,
        directory.course_id,
        course.root,
        course.url.render_as_string(False),
    )


def _notebooks(root: Path, assignment: str, *places: Path) -> tuple[str, ...]:
    names = {path.stem for place in places for path in place.glob("*.ipynb")}
    if not names:
        raise NoSuchAssignment(
            f"{root} has no assignment {assignment}: there is no notebook in "
            f"{', and none in '.join(map(str, places))}. Is the name right?"
        )
    return tuple(sorted(names - {START}))

"""Where the submissions of an assignment belong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.course import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

COLLECTED = "collected"


class NoSuchCourse(LayerwiseError):
    """A folder is no nbgrader course, or has no such assignment."""


@dataclass(frozen=True, slots=True)
class Target:
    """An assignment of a course, as far as getting work in goes.

    notebooks: the names of its notebooks, without their suffix.
    folder: where a student's submission belongs.
    collected: where submissions go that do not count any more, or do not yet.
    db_url, course_id: of the gradebook that is to know the students' names.
    """

    assignment: str
    notebooks: tuple[str, ...]
    folder: Callable[[str], Path]
    collected: Path
    db_url: str
    course_id: str

    def kept(self, student: str) -> Path:
        """Give the folder of a student's other submissions."""
        return self.collected / self.assignment / student


def own_target(submitted: Path, out: Path) -> Target:
    """Collect for this repository's own course.

    Args:
        submitted: what `grader autograde` reads.
        out: where it writes its gradebook.
    """
    submitted, out = submitted.resolve(), out.resolve()
    return Target(
        ASSIGNMENT,
        tuple(COURSE),
        lambda student: submitted / student / ASSIGNMENT,
        submitted.parent / COLLECTED,
        f"sqlite:///{out / 'gradebook.db'}",
        "layerwise",
    )


def course_target(course: Path, assignment: str) -> Target:
    """Collect for any nbgrader course, as its nbgrader_config.py says.

    Raises:
        NoSuchCourse: the folder is none, or has no such assignment.
    """
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    course = course.resolve()
    config = Config()
    if (course / "nbgrader_config.py").is_file():
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    if "root" not in config.CourseDirectory:
        config.CourseDirectory.root = str(course)
    directory = CourseDirectory(config=config)
    notebooks: set[str] = set()
    for step in (directory.release_directory, directory.source_directory):
        place = Path(directory.format_path(step, ".", assignment))
        notebooks |= {path.stem for path in place.glob("*.ipynb")}
    if not notebooks:
        raise NoSuchCourse(
            f"{course} has no assignment {assignment}: there are no notebooks in "
            f"{directory.format_path(directory.release_directory, '.', assignment)}. Name the "
            "folder of an nbgrader course, and an assignment that it has released."
        )

    def folder(student: str) -> Path:
        return Path(directory.format_path(directory.submitted_directory, student, assignment))

    return Target(
        assignment,
        tuple(sorted(notebooks)),
        folder,
        Path(directory.root) / COLLECTED,
        directory.db_url,
        directory.course_id,
    )

"""The feedback pages of any course: nbgrader generates those that show something new.

nbgrader itself looks at times alone, which do not change with a mark that a person gives.
"""

import contextlib
import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Set
from contextlib import closing
from importlib import metadata
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import temp_attrs
from traitlets.config import Config

from grader.engine.course.edition import code_digest
from grader.engine.course.folder import Course
from grader.engine.errors import NoFeedback
from grader.engine.files import naming, write_whole
from grader.engine.gradebook.database import told
from grader.engine.gradebook.marks import standings
from grader.engine.gradebook.structure import open_course, structure
from grader.engine.pages.hidden_tests import WithoutHiddenTests
from grader.engine.pages.style import FitsThePage
from grader.engine.safe import SETTINGS

from .pack import Pages
from .pages import not_empty

ASKED = 500  # students whose marks are asked for at a time
QUIET = logging.Logger("nbgrader", logging.CRITICAL)  # its tracebacks: who is left without is named


def course_pages(
    course: Course, on_student: Callable[[str], None], students: set[str] | None = None
) -> tuple[Pages, list[str]]:
    """Have nbgrader generate the feedback of a course's assignment, and find the pages.

    Returns:
        The pages, and whose could not be generated.

    Raises:
        NoFeedback: nothing of the assignment has been graded.
        GradebookError: the gradebook cannot be used.
    """
    graded = {
        student: place
        for student, place in course.students_in(course.directory.autograded_directory)
        if student and not student.startswith(".") and (students is None or student in students)
    }
    record = course.reports / "feedback.json"
    made, stale = _made(record), {}
    for student, shown in _shown(course, graded):
        if _is_whole(course, student, graded[student]) and made.get(student) == shown:
            on_student(student)
        else:
            stale[student] = shown

    def done(student: str) -> None:
        made[student] = stale[student]
        on_student(student)

    try:
        _generate(course, set(stale), done)
    finally:
        write_whole(record, json.dumps(made, indent=0, sort_keys=True))
    pages = {s: sorted(course.feedback(s).glob("*.html")) for s in graded}
    failed = [s for s in stale if not _is_whole(course, s, graded[s])]
    where = str(course.autograded("*"))
    return not_empty(pages, where, f"grader autograde --course {course.root}"), failed


class _Converter(GenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own, for the students that are named: what it loads serves all of them.

    As for nbgrader, one whose feedback fails is left without, and the others go on.
    """

    wanted: Set[str]
    on_student: Callable[[str], None]
    no_room: OSError | None = None

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Leave the others alone."""
        return student_id in self.wanted and super().init_destination(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Keep what the system says of a disk: that is no fault of a submission's."""
        try:
            super().convert_single_notebook(notebook_filename)
        except OSError as error:
            self.no_room = self.no_room or error
            raise

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step of a student's."""
        super().set_permissions(assignment_id, student_id)
        self.on_student(student_id)


def _generate(course: Course, students: Set[str], on_student: Callable[[str], None]) -> None:
    """Do as `nbgrader generate_feedback --force` does, for some students."""
    if not students:
        return
    directory = course.directory
    settings = Config(HTMLExporter={"template_name": "feedback", **SETTINGS})
    with temp_attrs(directory, assignment_id=course.assignment, student_id="*", notebook_id="*"):
        converter = _Converter(coursedir=directory, config=course.config, log=QUIET)
        converter.update_config(settings)
        converter.preprocessors = [WithoutHiddenTests, *converter.preprocessors, FitsThePage]
        converter.wanted, converter.on_student, converter.force = students, on_student, True
        with contextlib.suppress(NbGraderException):  # who is left without is asked afterwards
            converter.start()
        if converter.no_room is not None:
            with naming(course.feedback("*").parent.parent):
                raise converter.no_room


def _is_whole(course: Course, student: str, graded: Path) -> bool:
    """Whether there is a page for every graded notebook."""
    pages = {path.stem for path in course.feedback(student).glob("*.html")}
    return pages >= {path.stem for path in graded.glob("*.ipynb")}


def _made(record: Path) -> dict[str, str]:
    """Read what the pages that are there show, by student: kept beside the report."""
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _shown(course: Course, graded: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Name all that each student's pages depend on, by a digest."""
    tools = [metadata.version(name) for name in ("nbgrader", "nbconvert", "nh3")]
    settings = repr([course.config, tools, code_digest()])
    url = course.url
    with told(url), closing(open_course(url, course.directory.course_id)) as gradebook:
        for student, standing in _standings(gradebook, course.assignment, list(graded)):
            digest = hashlib.sha256((settings + json.dumps(standing, sort_keys=True)).encode())
            for path in sorted(graded[student].glob("*.ipynb")):
                digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
            yield student, digest.hexdigest()


def _standings(
    gradebook: Gradebook, assignment: str, students: list[str]
) -> Iterator[tuple[str, object]]:
    if not students:
        return
    try:
        whole = structure(gradebook, assignment)
    except MissingEntry:
        raise NoFeedback(f"the gradebook does not know {assignment}. Grade it first.") from None
    for start in range(0, len(students), ASKED):
        yield from standings(gradebook, whole, students[start : start + ASKED]).items()

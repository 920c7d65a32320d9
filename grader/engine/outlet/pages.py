"""Find the feedback pages of an assignment, after those have been made anew that must be."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI

from grader.course import ASSIGNMENT
from grader.errors import LayerwiseError

from ..checks import CheckedClass, Checks
from ..database import told
from ..gradebook import open_course as open_gradebook
from ..intake.roster_forms import Student
from ..intake.target import Target
from ..lock import only_run
from ..stock.course import Course
from ..work import Task
from .pack import Pages


class NoFeedback(LayerwiseError):
    """There is no feedback that could be packed."""


def own_pages(out: Path) -> Pages:
    """Find the pages that `grader autograde` has written.

    Raises:
        NoFeedback: there is none.
    """
    pages = {
        folder.parent.name: sorted(folder.glob("*.html"))
        for folder in sorted((out / "feedback").glob(f"*/{ASSIGNMENT}"))
    }
    return _some(pages, f"{out / 'feedback'}", "grader autograde")


def refresh_own(job: CheckedClass, on_student: Callable[[str], None]) -> list[str]:
    """Write the pages again whose marks a person has changed.

    Args:
        job: the class, and where its results are.
        on_student: called after each student.

    Returns:
        The students whose pages are of an earlier submission, or who have none.

    Raises:
        OutBusy: another run is writing there.
    """
    stale = []
    # Who graded without walls has other limits in the results; the pages are the same.
    works = [Checks(replace(job.work.limits, walls=walls)) for walls in (True, False)]
    with only_run(job.out), job.open_books() as books:
        for student, folder in job.folders.items():
            tasks = (Task(student, folder, work.digest(folder)) for work in works)
            if all(books.kept(task) is None for task in tasks):
                stale.append(student)
            on_student(student)
    return stale


def course_pages(
    course: Course, on_student: Callable[[str], None], students: set[str] | None = None
) -> tuple[Pages, list[str]]:
    """Have nbgrader generate the feedback of a course's assignment, and find the pages.

    Args:
        course: the assignment.
        on_student: called after each student.
        students: whose; None for all.

    Returns:
        The pages, and whose could not be generated.

    Raises:
        NoFeedback: nothing of the assignment has been graded.
    """
    api = NbGraderAPI(coursedir=course.directory, config=course.config, log_level="ERROR")
    directory, pages, failed = course.directory, Pages(), []
    # As nbgrader looks for them; of each the student's part of the path is the name.
    for place in sorted(Path("/").glob(str(course.autograded("*")).lstrip("/"))):
        student = _student_of(course, place)
        if not student or student.startswith(".") or student not in (students or {student}):
            continue
        # Made anew each time: nbgrader does not see that a mark has changed.
        if not api.generate_feedback(course.assignment, student, force=True)["success"]:
            failed.append(student)
        feedback = directory.format_path(directory.feedback_directory, student, course.assignment)
        pages[student] = sorted(Path(feedback).glob("*.html"))
        on_student(student)
    where = str(course.autograded("*"))
    return _some(pages, where, f"grader autograde --course {course.root}"), failed


def _student_of(course: Course, place: Path) -> str:
    directory = course.directory
    pattern = directory.format_path(
        directory.autograded_directory, "(?P<student>[^/]*)", course.assignment, escape=True
    )
    match = re.fullmatch(pattern, str(place))
    return match["student"] if match else ""


def _some(pages: Pages, where: str, command: str) -> Pages:
    if not any(pages.values()):
        raise NoFeedback(f"there is no feedback in {where}. Grade first: {command}")
    return pages


def students_of(target: Target) -> dict[str, Student]:
    """Read who the students are, from the gradebook.

    Raises:
        GradebookError: it cannot be used.
    """
    url = target.url
    with told(url), closing(open_gradebook(url, target.course_id)) as gradebook:
        return {
            s.id: Student(
                s.id,
                s.first_name or "",
                s.last_name or "",
                s.email or "",
                s.lms_user_id or "",
                f"{s.first_name or ''} {s.last_name or ''}".strip(),
            )
            for s in gradebook.students
        }

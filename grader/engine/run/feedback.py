"""The feedback pages of an assignment, brought up to date."""

from collections.abc import Callable
from dataclasses import replace

from grader.engine.course.settings import Chosen
from grader.engine.grading.checks import Checks
from grader.engine.grading.work import Task
from grader.engine.lms.outlet.pack import Pages
from grader.engine.lms.outlet.pages import not_empty, pages_in
from grader.engine.lock import only_run
from grader.engine.sandbox.limits import Limits

from .checked_class import CheckedClass
from .classes import checks_of

STALE = "handed in since the last run of grader autograde"
FAILED = "no feedback; nbgrader generate_feedback says why"


def up_to_date(chosen: Chosen, on_student: Callable[[str], None]) -> tuple[Pages, list[str], str]:
    """Make the pages anew that must be, and find all.

    Returns:
        The pages; whose are not as they should be; and why.

    Raises:
        NoFeedback: there is none.
        LayerwiseError: the gradebook, or the folder of submissions, cannot be used.
    """
    checks = checks_of(chosen, Limits())
    if checks is None:
        from grader.engine.course.folder import open_chosen
        from grader.engine.lms.outlet.course_pages import course_pages

        return *course_pages(open_chosen(chosen), on_student), FAILED
    find(chosen)  # where there is none, that is what is said
    stale = refresh(CheckedClass(chosen, checks), on_student)
    return find(chosen), stale, STALE


def find(chosen: Chosen, students: set[str] | None = None) -> Pages:
    """Find the pages that `grader autograde` has written for an assignment of checks.

    Raises:
        NoFeedback: there is none.
    """
    if chosen.out is not None:
        pages = pages_in(chosen.out, chosen.assignment)
    else:
        from grader.engine.course.folder import open_chosen

        course = open_chosen(chosen)
        pages = {
            student: sorted(place.glob("*.html"))
            for student, place in course.students_in(course.directory.feedback_directory)
        }
        not_empty(pages, str(course.feedback("*")), f"grader autograde --course {course.root}")
    return {name: some for name, some in pages.items() if students is None or name in students}


def refresh(job: CheckedClass, on_student: Callable[[str], None]) -> list[str]:
    """Write the pages again whose marks a person has changed.

    Returns:
        The students whose pages are of an earlier submission, or who have none.

    Raises:
        OutBusy: another run is writing there.
    """
    stale = []
    # Who graded without walls has other limits in the results; the pages are the same.
    limits, material = job.work.limits, job.work.material
    works = [Checks(material, replace(limits, walls=walls)) for walls in (True, False)]
    with only_run(job.out), job.open_books() as books:
        for student, folder in job.folders.items():
            tasks = (Task(student, folder, work.digest(folder)) for work in works)
            if all(books.kept(task) is None for task in tasks):
                stale.append(student)
            on_student(student)
    return stale

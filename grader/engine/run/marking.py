"""How one student's notebooks are marked: by this course's checks, or by any course's tests."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.engine.course.assignment import load_assignment
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Work
from grader.engine.sandbox.limits import Limits

from .worth import worth


@dataclass(frozen=True, slots=True)
class Marking:
    """An assignment, and who marks it.

    work: grades a submission.
    points: what each cell is worth, by notebook and cell.
    marked: gives the marked verdicts of a graded submission.
    read: finds, in a student's folder, what the work reads.
    """

    assignment: str
    work: Work
    points: dict[tuple[str, str], float]
    marked: Callable[[Any], SubmissionResult]
    read: Callable[[Path], Path]

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of its notebooks."""
        return tuple(dict.fromkeys(notebook for notebook, _ in self.points))


def own_marking(limits: Limits) -> Marking:
    """Mark by this repository's hidden cases.

    Raises:
        CourseNotBuilt: they are not there.
    """
    load_assignment()  # what is missing is said before anything runs
    points = {
        (notebook, f"test_{function}"): worth()[function]
        for notebook, functions in COURSE.items()
        for function in functions
    }

    def marked(graded: Checked) -> SubmissionResult:
        for notebook in graded.result.notebooks:
            notebook.functions[:] = [
                verdict.marked(f"test_{verdict.function}", worth()[verdict.function])
                for verdict in notebook.functions
            ]
        return graded.result

    return Marking(ASSIGNMENT, Checks(limits), points, marked, lambda folder: folder)


def course_marking(
    root: Path, assignment: str, limits: Limits, say: Callable[[str], None], db: str = ""
) -> Marking:
    """Mark by the tests in a course's own notebooks; its gradebook says which these are.

    Args:
        root: the course's folder.
        assignment: its name.
        limits: what the submission may use; the times are the course's own.
        say: is told what was done on the way.
        db: the gradebook's URL; the course's own where it is empty.

    Raises:
        CourseError: there is no such assignment, or no way to grade it.
        GradebookError: the gradebook cannot be used.
    """
    from grader.engine.course.folder import open_course, with_assignment
    from grader.engine.course.released import released
    from grader.engine.gradebook.database import database_url, told
    from grader.engine.grading.cell_work import work_on

    course = open_course(root, assignment, db)
    with (
        told(database_url(course.url, course.root)),
        closing(with_assignment(course, say)) as gradebook,
    ):
        notebooks = released(gradebook, assignment)
    points = {
        (name, cell.name): cell.max_score for name, one in notebooks.items() for cell in one.marked
    }

    work = work_on(course, notebooks, limits)
    return Marking(
        assignment,
        work,
        points,
        lambda graded: graded.result,
        lambda folder: folder / assignment,
    )

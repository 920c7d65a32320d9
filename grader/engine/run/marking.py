"""How one student's notebooks are marked, without a folder of submissions."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.engine.course.settings import Chosen
from grader.engine.grading.work import Work
from grader.engine.sandbox.limits import Limits

from .classes import checks_of


@dataclass(frozen=True, slots=True)
class Marking:
    """An assignment, and who marks it.

    work: grades a submission.
    points: what each cell is worth, by notebook and cell.
    """

    assignment: str
    work: Work
    points: dict[tuple[str, str], float]

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of its notebooks."""
        return tuple(dict.fromkeys(notebook for notebook, _ in self.points))


def marking_of(chosen: Chosen, limits: Limits, say: Callable[[str], None]) -> Marking:
    """Say how an assignment is marked.

    Raises:
        LayerwiseError: there is no such assignment, or no way to grade it.
    """
    checks = checks_of(chosen, limits)
    if checks is not None:
        checks.material.load()  # what is missing is said before anything runs
        return Marking(chosen.assignment, checks, checks.material.points)
    # Loads nbgrader, which takes seconds.
    from grader.engine.course.folder import open_chosen

    from .course_class import work_with

    work = work_with(open_chosen(chosen), limits, say)
    points = {
        (name, cell.name): cell.max_score
        for name, one in work.notebooks.items()
        for cell in one.marked
    }
    return Marking(chosen.assignment, work, points)

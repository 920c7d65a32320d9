"""Penalties for late submissions, by the plug-in that the course has chosen for nbgrader."""

from datetime import timedelta

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from traitlets import import_item
from traitlets.config import Config

from grader.engine.text import one_line

from .structure import Structure, of_submissions

ASKED = 500  # students at a time


class LatePenalties:
    """What nbgrader's AssignLatePenalties does, for many students at a time."""

    def __init__(self, config: Config) -> None:
        """Make the plug-in."""
        self._step = AssignLatePenalties(config=config)
        self._step.init_plugin()

    def assign(self, gradebook: Gradebook, whole: Structure, students: list[str]) -> dict[str, str]:
        """Give each notebook of a late submission its penalty, and take it from all others.

        The marks must be there, and be committed. The caller commits.

        Returns:
            What went wrong, by student: a plug-in is the course's own program.
        """
        db = gradebook.db
        due = db.get(Assignment, whole.assignment).duedate
        failed = {}
        for submission in db.scalars(
            select(SubmittedAssignment)
            .where(SubmittedAssignment.assignment_id == whole.assignment)
            .where(SubmittedAssignment.student_id.in_(students))
        ):
            student = submission.student_id
            seconds = 0.0 if due is None else submission.total_seconds_late
            try:
                for notebook in submission.notebooks:
                    penalty = None
                    if seconds > 0:
                        penalty = self._step.plugin_inst.late_submission_penalty(
                            student, notebook.score, seconds
                        )
                    if penalty is not None:
                        penalty = self._step._check_late_penalty(notebook, penalty)
                    notebook.late_submission_penalty = penalty
            except Exception as error:
                failed[student] = one_line(
                    f"its late penalty could not be worked out: {type(error).__name__}: {error}"[
                        :300
                    ]
                )
        return failed

    def moved(self, gradebook: Gradebook, whole: Structure) -> dict[str, str]:
        """Bring the penalties of all up to date who are late now, or were. The caller commits.

        A due date, an extension, or a mark given by hand may be another since.

        Returns:
            What went wrong, by student.
        """
        db = gradebook.db
        due = db.get(Assignment, whole.assignment).duedate
        columns = SubmittedAssignment.student_id, SubmittedAssignment.timestamp
        late = {
            student
            for student, when, longer in db.execute(
                select(*columns, SubmittedAssignment.extension).where(
                    SubmittedAssignment.assignment_id == whole.assignment
                )
            )
            if due is not None and when is not None and when > due + (longer or timedelta())
        }
        had = of_submissions(whole).where(SubmittedNotebook.late_submission_penalty.is_not(None))
        late |= set(db.scalars(had))
        found: dict[str, str] = {}
        some = sorted(late)
        for start in range(0, len(some), ASKED):
            found |= self.assign(gradebook, whole, some[start : start + ASKED])
        return found


def penalises(config: Config) -> bool:
    """Tell whether the course's own list of steps assigns late penalties, as nbgrader's does."""
    named = (
        import_item(step) if isinstance(step, str) else step
        for step in Autograde(config=config).autograde_preprocessors
    )
    return any(step.__name__ == "AssignLatePenalties" for step in named)

"""Every student's score of an assignment, as nbgrader counts it, in one question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Integer, cast, func, select


@dataclass(frozen=True, slots=True)
class Score:
    """One student's mark.

    submitted: there is a submission.
    raw, penalty: the points, and what lateness costs.
    open: a part of the mark waits for a person.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    submitted: bool
    timestamp: datetime | None
    raw: float
    penalty: float
    open: bool

    @property
    def score(self) -> float:
        """The mark, as nbgrader's own export has it."""
        return max(0.0, self.raw - self.penalty)

    @property
    def final(self) -> bool:
        """Tell whether the mark may be told: it is there, and nothing of it waits."""
        return self.submitted and not self.open


def scores(gradebook: Gradebook, assignment: Assignment) -> list[Score]:
    """Give the scores of all students, in nbgrader's order: by last and first name."""
    points = (
        select(
            SubmittedNotebook.assignment_id.label("id"),
            func.sum(Grade.score).label("score"),
            func.max(cast(Grade.needs_manual_grade, Integer)).label("open"),
        )
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(SubmittedNotebook.assignment_id)
        .subquery()
    )
    # Apart from the points: joined with them, a notebook's penalty would count for each cell.
    late = (
        select(
            SubmittedNotebook.assignment_id.label("id"),
            func.sum(SubmittedNotebook.late_submission_penalty).label("penalty"),
        )
        .group_by(SubmittedNotebook.assignment_id)
        .subquery()
    )
    query: Any = (
        select(
            Student.id,
            Student.first_name,
            Student.last_name,
            Student.email,
            Student.lms_user_id,
            SubmittedAssignment.id,
            SubmittedAssignment.timestamp,
            points.c.score,
            late.c.penalty,
            points.c.open,
        )
        .select_from(Student)
        .outerjoin(
            SubmittedAssignment,
            (SubmittedAssignment.student_id == Student.id)
            & (SubmittedAssignment.assignment_id == assignment.id),
        )
        .outerjoin(points, points.c.id == SubmittedAssignment.id)
        .outerjoin(late, late.c.id == SubmittedAssignment.id)
        .order_by(Student.last_name, Student.first_name)
    )
    return [
        Score(
            *(row[0], row[1] or "", row[2] or "", row[3] or "", row[4] or ""),
            *(row[5] is not None, row[6], float(row[7] or 0), float(row[8] or 0), bool(row[9])),
        )
        for row in gradebook.db.execute(query)
    ]

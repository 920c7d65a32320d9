"""What the report says of each student besides verdicts: the name, how late, what it cost, why."""

from datetime import timedelta

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select

from grader.engine.grading.graded_class import About

from .structure import Structure


def about_students(gradebook: Gradebook, whole: Structure) -> dict[str, About]:
    """Say it of everybody whom the gradebook knows."""
    db = gradebook.db
    due = db.get(Assignment, whole.assignment).duedate
    costs = dict(
        db.execute(
            select(
                SubmittedNotebook.assignment_id,
                func.sum(SubmittedNotebook.late_submission_penalty),
            ).group_by(SubmittedNotebook.assignment_id)
        ).all()
    )
    submissions = {
        row.student_id: row
        for row in db.execute(
            select(
                *(SubmittedAssignment.student_id, SubmittedAssignment.id),
                *(SubmittedAssignment.timestamp, SubmittedAssignment.extension),
            ).where(SubmittedAssignment.assignment_id == whole.assignment)
        )
    }
    found = {}
    for student in db.execute(select(Student.id, Student.first_name, Student.last_name)):
        name = f"{student.first_name or ''} {student.last_name or ''}".strip()
        one = submissions.get(student.id)
        if one is None:
            found[student.id] = About(name, handed_in=False)
            continue
        longer = one.extension or timedelta()
        late = 0.0
        if due is not None and one.timestamp is not None:
            late = max(0.0, (one.timestamp - due - longer).total_seconds())
        penalty = float(costs.get(one.id) or 0.0)
        found[student.id] = About(name, True, late, longer.total_seconds(), penalty)
    return found

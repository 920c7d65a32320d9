"""Write marks into nbgrader's gradebook: its tables and its rules, many students at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import insert, select, update

from .structure import Structure, of_submissions

# For each notebook: "scores", a score and a maximum per grade_id; "comments" per grade_id; and
# "late", its penalty.
Standing = dict[str, dict[str, dict[str, Any]]]

NO_RESPONSE = "No response."  # nbgrader's own comment for a solution cell left as it was


@dataclass(frozen=True, slots=True)
class Marks:
    """What the gradebook is to hold of one submission. Cells are named by notebook and cell.

    scores: of each cell that is worth points; None where it is left open, for a person.
    unanswered: the solution cells that were left as they were released.
    timestamp: when it was handed in, in UTC, where that is known.
    unchanged: the cells whose answer is the one that was graded last.
    """

    student: str
    scores: dict[tuple[str, str], float | None]
    unanswered: set[tuple[str, str]]
    timestamp: datetime | None = None
    unchanged: frozenset[tuple[str, str]] = frozenset()


def record(gradebook: Gradebook, whole: Structure, batch: list[Marks]) -> None:
    """Put the marks of several submissions into the gradebook. The caller commits."""
    db = gradebook.db
    students = [marks.student for marks in batch]
    known = set(db.scalars(select(Student.id).where(Student.id.in_(students))))
    submitted = set(
        db.scalars(
            select(SubmittedAssignment.student_id)
            .where(SubmittedAssignment.assignment_id == whole.assignment)
            .where(SubmittedAssignment.student_id.in_(students))
        )
    )
    _insert(db, Student, [{"id": student} for student in students if student not in known])
    _create(db, whole, [marks for marks in batch if marks.student not in submitted])
    _update(db, whole, {m.student: m for m in batch if m.student in submitted})


def _insert(db: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)


def _create(db: Any, whole: Structure, batch: list[Marks]) -> None:
    """Mirror the assignment for new submissions, as Gradebook.add_submission does."""
    submissions, notebooks, grades, comments = [], [], [], []
    for marks in batch:
        submission = {
            "id": new_uuid(),
            "assignment_id": whole.assignment,
            "student_id": marks.student,
            "timestamp": marks.timestamp,
        }
        submissions.append(submission)
        for notebook_id, name in whole.notebooks.items():
            mirrored = new_uuid()
            notebooks.append(
                {"id": mirrored, "assignment_id": submission["id"], "notebook_id": notebook_id}
            )
            for cell in whole.grade_cells[notebook_id]:
                score = marks.scores[name, cell.name]
                grades.append(
                    {
                        "id": new_uuid(),
                        "notebook_id": mirrored,
                        "cell_id": cell.id,
                        "auto_score": score,
                        "needs_manual_grade": score is None,
                    }
                )
            for cell_id, answer in whole.solution_cells[notebook_id].items():
                left = (name, answer) in marks.unanswered
                comments.append(
                    {
                        "id": new_uuid(),
                        "notebook_id": mirrored,
                        "cell_id": cell_id,
                        "auto_comment": NO_RESPONSE if left else None,
                    }
                )
    _insert(db, SubmittedAssignment, submissions)
    _insert(db, SubmittedNotebook, notebooks)
    _insert(db, Grade, grades)
    _insert(db, Comment, comments)


def _update(db: Any, whole: Structure, batch: dict[str, Marks]) -> None:
    """Change the automatic marks of submissions that are there; a person's marks stay."""
    names = whole.names()
    grades = []
    columns = Grade.id, Grade.cell_id, Grade.manual_score, Grade.needs_manual_grade
    for student, key, cell_id, manual, waits in db.execute(
        _of(Grade, whole, list(batch), *columns)
    ):
        place = names[cell_id]
        score = batch[student].scores[place]
        # A mark that a person gave is kept; where its answer is another, a person looks again.
        look = score is None if manual is None else waits or place not in batch[student].unchanged
        grades.append({"id": key, "auto_score": score, "needs_manual_grade": look})
    comments = [
        {
            "id": key,
            "auto_comment": NO_RESPONSE if names[cell_id] in batch[student].unanswered else None,
        }
        for student, key, cell_id in db.execute(
            _of(Comment, whole, list(batch), Comment.id, Comment.cell_id)
        )
    ]
    times = [
        {"id": key, "timestamp": batch[student].timestamp}
        for student, key in db.execute(
            select(SubmittedAssignment.student_id, SubmittedAssignment.id)
            .where(SubmittedAssignment.assignment_id == whole.assignment)
            .where(SubmittedAssignment.student_id.in_(batch))
        )
        if batch[student].timestamp is not None  # as nbgrader: a time that is known stays
    ]
    for table, rows in ((Grade, grades), (Comment, comments), (SubmittedAssignment, times)):
        if rows:
            db.execute(update(table), rows)


def _of(table: Any, whole: Structure, students: list[str], *columns: Any) -> Any:
    """Select from grades or comments those of the named students, each with the student's id."""
    return (
        of_submissions(whole, *columns)
        .join(table, table.notebook_id == SubmittedNotebook.id)
        .where(SubmittedAssignment.student_id.in_(students))
    )


def _penalties(whole: Structure, students: list[str]) -> Any:
    """Select the late penalties that some students have, with student and notebook."""
    penalty = SubmittedNotebook.late_submission_penalty
    return (
        of_submissions(whole, Notebook.name, penalty)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .where(SubmittedAssignment.student_id.in_(students))
        .where(penalty.is_not(None))
    )


def standings(gradebook: Gradebook, whole: Structure, students: list[str]) -> dict[str, Standing]:
    """Give marks and comments as they stand: a person's count over ours."""
    cells = {cell.id: cell for some in whole.grade_cells.values() for cell in some}
    names = whole.names()
    found: dict[str, Standing] = {
        student: {
            name: {"scores": {}, "comments": {}, "late": {"penalty": 0.0}}
            for name in whole.notebooks.values()
        }
        for student in students
    }
    order = Grade.cell_id  # any order, as long as it is always the same
    query = _of(Grade, whole, students, Grade.cell_id, Grade.score).order_by(order)
    for student, cell_id, score in gradebook.db.execute(query):
        notebook, name = names[cell_id]
        found[student][notebook]["scores"][name] = [float(score), cells[cell_id].max_score]
    query = _of(Comment, whole, students, Comment.cell_id, Comment.comment)
    for student, cell_id, comment in gradebook.db.execute(query):
        if comment:
            notebook, name = names[cell_id]
            found[student][notebook]["comments"][name] = comment
    for student, notebook, penalty in gradebook.db.execute(_penalties(whole, students)):
        found[student][notebook]["late"]["penalty"] = float(penalty)
    return found

"""Carry another edition of an assignment into a gradebook that has submissions.

nbgrader adds and removes cells only as long as nobody has handed in. Here every submission gets
rows for the cells that have come, open until the next run marks them, and loses those of the cells
that have gone; all other marks stay as they are.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
    new_uuid,
)
from sqlalchemy import delete, insert, select, update

from grader.engine.course.cells import MarkedCell, Released
from grader.engine.course.revision import Changes


@dataclass(frozen=True, slots=True)
class HandMark:
    """A mark that a person gave.

    score: None where there is a comment alone.
    """

    student: str
    notebook: str
    cell: str
    score: float | None
    comment: str = ""


def hand_marks(gradebook: Gradebook, assignment: str) -> list[HandMark]:
    """Give all marks and comments of an assignment that a person gave."""
    scores = _by_hand(gradebook, assignment, Grade, Grade.manual_score)
    comments = _by_hand(gradebook, assignment, Comment, Comment.manual_comment)
    return [
        HandMark(*key, scores.get(key), comments.get(key) or "")
        for key in sorted({*scores, *comments})
    ]


def _by_hand(
    gradebook: Gradebook, assignment: str, table: Any, column: Any
) -> dict[tuple[str, str, str], Any]:
    rows = gradebook.db.execute(
        select(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, column)
        .select_from(table)
        .join(BaseCell, BaseCell.id == table.cell_id)
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .where(SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id)
        .where(column.is_not(None))
    )
    return {(student, notebook, cell): value for student, notebook, cell, value in rows}


def carry(
    gradebook: Gradebook, assignment: str, made: Changes, after: Mapping[str, Released]
) -> None:
    """Make the gradebook's cells those of `after`. The caller commits."""
    db, whole = gradebook.db, gradebook.find_assignment(assignment)
    submissions = list(
        db.scalars(
            select(SubmittedAssignment.id).where(SubmittedAssignment.assignment_id == whole.id)
        )
    )
    known = {notebook.name: notebook.id for notebook in whole.notebooks}
    for name in made.notebooks_removed:
        _remove_notebook(db, known[name])
    for name in made.notebooks_added:
        known[name] = new_uuid()
        row = {"id": known[name], "name": name, "assignment_id": whole.id}
        db.execute(insert(Notebook), [{**row, "kernelspec": after[name].kernelspec}])
        for submission in submissions:
            mirrored = {"assignment_id": submission, "notebook_id": known[name]}
            db.execute(insert(SubmittedNotebook), [{"id": new_uuid(), **mirrored}])
    for (name, cell), now in made.renamed.items():
        for table in (BaseCell, SourceCell):
            db.execute(
                update(table)
                .where(table.notebook_id == known[name], table.name == cell)
                .values(name=now)
            )
    for name, released in after.items():
        _sources(db, known[name], released)
        _cells(db, known[name], GradeCell, released.grade_cells, released)
        _cells(db, known[name], TaskCell, released.task_cells, released)
        _cells(db, known[name], SolutionCell, released.solution_cells, released)
    for name, cell in made.points:
        _look_again(db, known[name], cell)
    db.flush()
    db.expire_all()


def _remove_notebook(db: Any, notebook: str) -> None:
    _remove_cells(db, select(BaseCell.id).where(BaseCell.notebook_id == notebook))
    for table in (SourceCell, SubmittedNotebook):
        db.execute(delete(table).where(table.notebook_id == notebook))
    db.execute(delete(Notebook).where(Notebook.id == notebook))


def _remove_cells(db: Any, which: Any) -> None:
    cells = list(db.scalars(which))
    for table, column in (
        *((Grade, Grade.cell_id), (Comment, Comment.cell_id)),
        *((one, one.__table__.c.id) for one in (GradeCell, SolutionCell, TaskCell)),
        (BaseCell, BaseCell.__table__.c.id),
    ):
        db.execute(delete(table.__table__).where(column.in_(cells)))


def _sources(db: Any, notebook: str, released: Released) -> None:
    """Write what each cell says, in the order of the notebook."""
    db.execute(delete(SourceCell).where(SourceCell.notebook_id == notebook))
    rows = [
        {
            **{"id": new_uuid(), "notebook_id": notebook, "name": cell.name},
            **{"cell_type": cell.cell_type, "locked": cell.locked},
            **{"source": cell.source, "checksum": cell.checksum},
        }
        for cell in released.source_cells
    ]
    if rows:
        db.execute(insert(SourceCell), rows)


def _cells(
    db: Any, notebook: str, table: Any, wanted: Iterable[MarkedCell], released: Released
) -> None:
    """Make a kind of cells those that are wanted, and mirror the new ones for all who handed in."""
    base = BaseCell.__table__
    own = table.__table__
    there = {
        name: key
        for name, key in db.execute(
            select(base.c.name, base.c.id)
            .join(own, own.c.id == base.c.id)
            .where(base.c.notebook_id == notebook)
        )
    }
    cells = {cell.name: cell for cell in wanted}
    types = {cell.name: cell.cell_type for cell in released.source_cells}
    gone = [key for name, key in there.items() if name not in cells]
    _remove_cells(db, select(base.c.id).where(base.c.id.in_(gone)))
    worth = table is not SolutionCell
    for name, cell in cells.items():
        columns = {"max_score": cell.max_score, "cell_type": types[name]} if worth else {}
        if name in there:
            if columns:
                db.execute(update(own).where(own.c.id == there[name]).values(**columns))
            continue
        key = new_uuid()
        kind = table.__mapper_args__["polymorphic_identity"]
        row = {"id": key, "name": name, "notebook_id": notebook, "type": kind}
        db.execute(insert(base), [row])
        db.execute(insert(own), [{"id": key, **columns}])
        _mirror(db, notebook, key, worth, table is not GradeCell)


def _mirror(db: Any, notebook: str, cell: str, mark: bool, comment: bool) -> None:
    mirrored = db.scalars(
        select(SubmittedNotebook.id).where(SubmittedNotebook.notebook_id == notebook)
    ).all()
    rows = [{"id": new_uuid(), "notebook_id": one, "cell_id": cell} for one in mirrored]
    if mark and rows:
        db.execute(insert(Grade), [{**row, "needs_manual_grade": True} for row in rows])
    if comment and rows:
        db.execute(insert(Comment), [{**row, "id": new_uuid()} for row in rows])


def _look_again(db: Any, notebook: str, cell: str) -> None:
    """Show a person the marks that they gave when the cell was worth something else."""
    cells = select(BaseCell.id).where(BaseCell.notebook_id == notebook, BaseCell.name == cell)
    db.execute(
        update(Grade)
        .where(Grade.cell_id.in_(cells), Grade.manual_score.is_not(None))
        .values(needs_manual_grade=True)
        .execution_options(synchronize_session=False)
    )


def as_text(marks: Iterable[HandMark]) -> str:
    """Write marks down, one a line, to be kept when their cell goes."""
    return "".join(
        json.dumps({name: getattr(mark, name) for name in mark.__slots__}) + "\n" for mark in marks
    )

"""nbgrader's gradebook: open it, read what an assignment is worth, and give the totals."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import SaveCells
from sqlalchemy import URL, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import scoped_session, sessionmaker

from grader.engine.course.gradebook import gradebook_at
from grader.engine.course.gradebook_url import shown
from grader.engine.course.material import Material
from grader.engine.errors import GradebookError

from .database import not_usable


def open_gradebook(url: URL, course_id: str, material: Material) -> Gradebook:
    """Open the gradebook, and put the assignment into it where it is not there yet.

    Raises:
        GradebookError: it is no gradebook, or holds another edition of the assignment, or an
            assignment of the same name of another course.
    """
    where, name = shown(url), material.assignment
    try:
        gradebook = gradebook_at(url, course_id)
        assignment = gradebook.update_or_create_assignment(name)
        if assignment.course_id != course_id:
            # nbgrader looks for an assignment by its name alone.
            raise GradebookError(
                f"{where} holds an assignment {name} of the course "
                f"{assignment.course_id!r}, and nbgrader keeps one of a name in a gradebook. "
                "Give another --db: each course should have its own."
            )
        with _at_once(gradebook):
            for notebook, data in material.notebooks.items():
                _save_cells(gradebook, name, notebook, data)
        index(gradebook)
    except DatabaseError as error:
        raise not_usable(url, error) from None
    except RuntimeError as error:
        raise GradebookError(
            f"{where} holds marks for another edition of the assignment ({error}). "
            "grader update carries this one into it; or give another --out or --db."
        ) from None
    gradebook.db.expire_all()
    return gradebook


def open_course(url: URL, course_id: str) -> Gradebook:
    """Open a gradebook that holds its assignments already.

    Raises:
        GradebookError: it is no gradebook of this nbgrader.
    """
    try:
        gradebook = gradebook_at(url, course_id)
        index(gradebook)
    except DatabaseError as error:
        raise not_usable(url, error) from None
    return gradebook


def index(gradebook: Gradebook) -> None:
    """Let the database find a submission's rows: without these it reads those of all students.

    They change nothing but the time, which grows with the square of the class: nbgrader's export
    and formgrader ask the same questions.
    """
    for table, column in (
        ("submitted_notebook", "assignment_id"),
        ("grade", "notebook_id"),
        ("comment", "notebook_id"),
    ):
        name = f"ix_{table}_{column}"
        gradebook.db.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})"))
    gradebook.db.commit()


@contextlib.contextmanager
def _at_once(gradebook: Gradebook) -> Iterator[None]:
    """Write all that follows in one transaction: the disk is waited for once, not at every cell."""
    own = gradebook.db
    with gradebook.engine.begin() as connection:
        # What nbgrader commits is not final before the connection's own transaction is.
        session = sessionmaker(connection, join_transaction_mode="rollback_only")
        gradebook.db = scoped_session(session)
        try:
            yield
        finally:
            gradebook.db.remove()
            gradebook.db = own


class Save(SaveCells):  # type: ignore[misc]
    """nbgrader's preprocessor that records a notebook's cells, in a gradebook that is open."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Record them."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        for kind in ("grade", "solution", "task", "source"):
            setattr(self, f"new_{kind}_cells", {})
        nb, resources = super(SaveCells, self).preprocess(nb, resources)
        self._create_notebook(nb)
        return nb, resources


def _save_cells(gradebook: Gradebook, assignment: str, name: str, data: bytes) -> None:
    """Have nbgrader record a released notebook's cells, as generate_assignment does."""
    notebook = nbformat.reads(data.decode(), as_version=4)
    save = Save()
    save.gradebook = gradebook
    save.preprocess(notebook, {"nbgrader": {"notebook": name, "assignment": assignment}})


@dataclass(frozen=True, slots=True)
class GradeCell:
    """A cell that is worth points."""

    id: str
    name: str
    max_score: float


@dataclass(frozen=True, slots=True)
class Structure:
    """What nbgrader mirrors for every submission: its notebooks and their cells, by their ids.

    notebooks: names by id.
    grade_cells: those that are worth points, of each notebook; tasks are among them.
    solution_cells: those that a comment may be on, of each notebook; tasks are among them.
    """

    assignment: str
    notebooks: dict[str, str]
    grade_cells: dict[str, list[GradeCell]]
    solution_cells: dict[str, dict[str, str]]

    def names(self) -> dict[str, tuple[str, str]]:
        """Give notebook and name of every cell, by its id."""
        found = {}
        for notebook_id, notebook in self.notebooks.items():
            for cell in self.grade_cells[notebook_id]:
                found[cell.id] = notebook, cell.name
            for cell_id, name in self.solution_cells[notebook_id].items():
                found[cell_id] = notebook, name
        return found

    @property
    def max_score(self) -> float:
        """What a whole submission is worth."""
        return sum(cell.max_score for cells in self.grade_cells.values() for cell in cells)


def structure(gradebook: Gradebook, name: str) -> Structure:
    """Read an assignment's structure; the gradebook's own word on what each cell is worth."""
    assignment = gradebook.find_assignment(name)
    notebooks: list[Notebook] = assignment.notebooks
    return Structure(
        assignment.id,
        {notebook.id: notebook.name for notebook in notebooks},
        {
            n.id: [
                GradeCell(cell.id, cell.name, float(cell.max_score))
                for cell in [*n.grade_cells, *n.task_cells]
            ]
            for n in notebooks
        },
        {
            n.id: {cell.id: cell.name for cell in [*n.solution_cells, *n.task_cells]}
            for n in notebooks
        },
    )


def totals(gradebook: Gradebook, whole: Structure) -> dict[str, tuple[float, float]]:
    """Score and maximum of every student who has a submission, as the gradebook has them."""
    query = _of_grades(whole, func.sum(Grade.score))
    penalty = SubmittedNotebook.late_submission_penalty
    late = (
        of_submissions(whole, func.sum(penalty))
        .where(penalty.is_not(None))
        .group_by(SubmittedAssignment.student_id)
    )
    penalties = {student: float(penalty) for student, penalty in gradebook.db.execute(late)}
    most = whole.max_score
    return {
        student: (float(score) - penalties.get(student, 0.0), most)
        for student, score in gradebook.db.execute(query)
    }


def open_marks(gradebook: Gradebook, whole: Structure) -> dict[str, int]:
    """How many marks of each student are left to a person; none where there are none."""
    query = _of_grades(whole, func.count()).where(Grade.needs_manual_grade.is_(True))
    return {student: int(count) for student, count in gradebook.db.execute(query)}


def of_submissions(whole: Structure, *columns: Any) -> Any:
    """Select from the notebooks that were handed in, each with the student's id."""
    return (
        select(SubmittedAssignment.student_id, *columns)
        .select_from(SubmittedAssignment)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(SubmittedAssignment.assignment_id == whole.assignment)
    )


def _of_grades(whole: Structure, of_all: Any) -> Any:
    """Select something of all grades that a student has in the assignment, for each student."""
    return (
        of_submissions(whole, of_all)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(SubmittedAssignment.student_id)
    )

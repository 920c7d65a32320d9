"""Write verdicts into nbgrader's gradebook, through nbgrader's own API."""

from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import SaveCells
from sqlalchemy.exc import DatabaseError

from grader.course import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

from .nbgrader_course import ROOT, put_scripts_on_path
from .outcome import Outcome, SubmissionResult

# For each notebook: "scores", a score and a maximum per grade_id, and "comments" per grade_id.
Standing = dict[str, dict[str, dict[str, Any]]]

NO_RESPONSE = "No response."  # nbgrader's own comment for a solution cell left as it was


class GradebookError(LayerwiseError):
    """The gradebook cannot be used as it is."""


def open_gradebook(out: Path) -> Gradebook:
    """Open OUT/gradebook.db, and put the assignment into it where it is not there yet.

    Raises:
        GradebookError: the file is no gradebook, or holds another edition of the assignment.
    """
    put_scripts_on_path()
    path = out / "gradebook.db"
    url = f"sqlite:///{path}"
    try:
        gradebook = Gradebook(url, "layerwise")
        gradebook.update_or_create_assignment(ASSIGNMENT)
        for name in COURSE:
            _save_cells(name, url)
    except DatabaseError as error:
        raise GradebookError(
            f"{path} is not a gradebook of this nbgrader ({error.orig}). Give another --out, or "
            "move the file away."
        ) from None
    except RuntimeError as error:
        raise GradebookError(
            f"{path} holds marks for another edition of the assignment ({error}). "
            "Give another --out."
        ) from None
    gradebook.db.expire_all()
    return gradebook


def _save_cells(name: str, url: str) -> None:
    """Have nbgrader record a released notebook's cells, as generate_assignment does."""
    path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    resources = {"nbgrader": {"notebook": name, "assignment": ASSIGNMENT, "db_url": url}}
    SaveCells().preprocess(notebook, resources)


def points(gradebook: Gradebook) -> dict[str, float]:
    """The gradebook's own word on what each function is worth."""
    assignment = gradebook.find_assignment(ASSIGNMENT)
    return {
        cell.name.removeprefix("test_"): float(cell.max_score)
        for notebook in assignment.notebooks
        for cell in notebook.grade_cells
    }


def record(gradebook: Gradebook, result: SubmissionResult, unanswered: set[str]) -> None:
    """Put one submission's marks into the gradebook. The caller commits.

    Args:
        gradebook: nbgrader's.
        result: the verdicts.
        unanswered: names of the functions whose solution cell was left as it was released.
    """
    gradebook.update_or_create_student(result.student)
    with gradebook.db.no_autoflush:  # nbgrader looks into objects that it has not added yet
        submission = gradebook.update_or_create_submission(ASSIGNMENT, result.student)
    verdicts = {f"test_{f.function}": f for n in result.notebooks for f in n.functions}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            outcome = verdicts[grade.cell.name].outcome
            grade.auto_score = _score(outcome, float(grade.cell.max_score))
            # A mark that a person gave before is kept, and shown to a person again.
            unsure = outcome in (Outcome.GRADER_ERROR, Outcome.UNREADABLE)
            grade.needs_manual_grade = unsure or grade.manual_score is not None
        for comment in notebook.comments:
            comment.auto_comment = NO_RESPONSE if comment.name in unanswered else None
    gradebook.db.flush()


def standing(gradebook: Gradebook, student: str) -> Standing:
    """Give a student's marks and comments as they stand: a person's count over ours."""
    submission = gradebook.find_submission(ASSIGNMENT, student)
    return {
        notebook.name: {
            "scores": {g.name: [float(g.score), float(g.max_score)] for g in notebook.grades},
            "comments": {c.name: c.comment for c in notebook.comments if c.comment},
        }
        for notebook in submission.notebooks
    }


def _score(outcome: Outcome, most: float) -> float | None:
    if outcome is Outcome.GRADER_ERROR:
        return None  # the grader's own fault is nobody's zero
    return most if outcome is Outcome.PASSED else 0.0


def totals(gradebook: Gradebook) -> dict[str, tuple[float, float]]:
    """Score and maximum of every student, as the gradebook has them."""
    found = {}
    for student in gradebook.students:
        try:
            submission = gradebook.find_submission(ASSIGNMENT, student.id)
        except MissingEntry:
            continue
        found[student.id] = (float(submission.score), float(submission.max_score))
    return found


def export_csv(gradebook: Gradebook, path: Path) -> None:
    """Write grades.csv with nbgrader's own exporter."""
    from nbgrader.plugins import CsvExportPlugin

    plugin: Any = CsvExportPlugin()
    plugin.to = str(path)
    plugin.export(gradebook)

"""Write what is kept of a graded submission: marks, autograded notebooks, feedback pages."""

import shutil
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from grader.course import ASSIGNMENT, COURSE

from . import gradebook as marks
from .assignment import Assignment
from .autograded import autograded_notebook, released_notebook
from .feedback import feedback_page
from .files import write_whole
from .limits import Limits
from .nbgrader_course import ROOT
from .notebook import Cell, UnreadableNotebook, parse_notebook, read_bytes
from .outcome import SubmissionResult

Cells = dict[str, list[Cell]]


def write_marks(
    graded: SubmissionResult, cells: Cells, assignment: Assignment, gradebook: Gradebook
) -> marks.Standing:
    """Put a submission's marks into the gradebook, in a transaction that the caller commits."""
    unanswered = {
        cell.grade_id
        for name, released in assignment.released.items()
        for cell in released
        if cell.grade_id in COURSE[name] and not _changed(cell, cells[name])
    }
    marks.record(gradebook, graded, unanswered)
    return marks.standing(gradebook, graded.student)


def write_pages(
    graded: SubmissionResult, cells: Cells, standing: marks.Standing, out: Path
) -> None:
    """Write a submission's autograded notebooks and feedback pages."""
    for notebook in graded.notebooks:
        name = notebook.notebook
        place = Path(graded.student, ASSIGNMENT, f"{name}.ipynb")
        autograded = out / "autograded" / place
        feedback = out / "feedback" / place.with_suffix(".html")
        if notebook.missing:
            # As nbgrader: no page for what was not handed in, nor one of an earlier submission.
            autograded.unlink(missing_ok=True)
            feedback.unlink(missing_ok=True)
            continue
        page = autograded_notebook(released_notebook(name), cells[name], notebook)
        write_whole(autograded, nbformat.writes(page) + "\n")
        write_whole(feedback, feedback_page(page, name, standing[name]))


def submitted_cells(folder: Path, limits: Limits) -> Cells:
    """Read the cells of every notebook; none of one that cannot be read."""
    cells: Cells = {}
    for name in COURSE:
        path = folder / ASSIGNMENT / f"{name}.ipynb"
        try:
            cells[name] = parse_notebook(read_bytes(path, limits.notebook_bytes))
        except UnreadableNotebook:
            cells[name] = []
    return cells


def _changed(released: Cell, submitted: list[Cell]) -> bool:
    return any(
        cell.grade_id == released.grade_id and cell.source != released.source for cell in submitted
    )


def show_to_formgrader(out: Path) -> None:
    """Put the released notebooks into source/: formgrader lists only what has a source."""
    source = out / "source" / ASSIGNMENT
    source.mkdir(parents=True, exist_ok=True)
    for name in COURSE:
        shutil.copy(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", source)

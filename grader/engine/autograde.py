"""Grade a class: every submission, in parallel, and one writer for everything that is kept."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from grader.course import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

from . import gradebook as marks
from .assignment import Assignment, load_assignment
from .autograded import autograded_notebook, released_notebook, write_notebook
from .feedback import feedback_page, write_page
from .grade import grade_submission, printable
from .limits import Limits
from .nbgrader_course import ROOT
from .notebook import Cell, UnreadableNotebook, parse_notebook, read_bytes
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .walls import require


class SubmittedFolderError(LayerwiseError):
    """The folder of submissions cannot be used."""


@dataclass(slots=True)
class ClassResult:
    """A graded class.

    notes: what a person should look at that belongs to no submission.
    totals: score and maximum of every student, from the gradebook.
    points: what each function is worth, from the gradebook.
    """

    submissions: list[SubmissionResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)


def find_submissions(submitted: Path) -> tuple[list[str], list[str]]:
    """List the students whose folders hold a submission, and name what else lies there.

    Raises:
        SubmittedFolderError: the folder is missing, or holds no submission at all.
    """
    try:
        entries = sorted(os.scandir(submitted), key=lambda entry: entry.name)
    except OSError as error:
        raise SubmittedFolderError(
            f"{submitted} cannot be read ({error.strerror}). Name the folder that holds "
            f"<student>/{ASSIGNMENT}/*.ipynb."
        ) from None
    students, notes = [], []
    for entry in entries:
        shown = printable(entry.name)
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            notes.append(f"{shown} is not a student's folder; it was left alone")
        elif shown != entry.name:
            notes.append(f"{shown}: a folder name with control characters; it was left alone")
        elif not Path(entry, ASSIGNMENT).is_dir() or Path(entry, ASSIGNMENT).is_symlink():
            notes.append(f"{shown} holds no folder {ASSIGNMENT}/; nothing in it was graded")
        else:
            students.append(entry.name)
    if not students:
        raise SubmittedFolderError(
            f"{submitted} holds no submission. Expected: <student>/{ASSIGNMENT}/*.ipynb in it."
        )
    return students, notes


def autograde(
    submitted: Path,
    out: Path,
    jobs: int,
    limits: Limits,
    on_graded: Callable[[SubmissionResult], None],
) -> ClassResult:
    """Grade every submission, and write gradebook.db, autograded/, feedback/ and grades.csv.

    Args:
        submitted: holds <student>/network/*.ipynb. It is only read.
        out: where everything is written.
        jobs: how many submissions run at a time.
        limits: what one submission may use.
        on_graded: called in this thread after each submission has been written.
    """
    students, notes = find_submissions(submitted)
    if limits.walls:
        require()
    else:
        notes.append("graded with --unsafe-no-sandbox: submissions ran with this user's rights")
    assignment = load_assignment()
    out.mkdir(parents=True, exist_ok=True)
    result = ClassResult(notes=notes)
    with contextlib.closing(marks.open_gradebook(out)) as gradebook:
        result.points = marks.points(gradebook)
        for graded in _grade_all(students, submitted, assignment, jobs, limits):
            _write(graded, submitted, out, assignment, gradebook, result.points, limits)
            result.submissions.append(graded)
            on_graded(graded)
        result.totals = marks.totals(gradebook)
        _show_to_formgrader(out)
        marks.export_csv(gradebook, out / "grades.csv")
    result.submissions.sort(key=lambda submission: submission.student)
    return result


def _show_to_formgrader(out: Path) -> None:
    """Put the released notebooks into source/: formgrader lists only what has a source."""
    source = out / "source" / ASSIGNMENT
    source.mkdir(parents=True, exist_ok=True)
    for name in COURSE:
        shutil.copy(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", source)


def _grade_all(
    students: list[str], submitted: Path, assignment: Assignment, jobs: int, limits: Limits
) -> Iterator[SubmissionResult]:
    """Grade in threads that wait for their workers; hold only a few results at a time."""
    waiting = iter(students)
    with ThreadPoolExecutor(jobs) as pool:
        running: dict[Future[SubmissionResult], str] = {}

        def start_next() -> None:
            if (student := next(waiting, None)) is not None:
                future = pool.submit(
                    grade_submission, student, submitted / student, assignment, limits
                )
                running[future] = student

        for _ in range(2 * jobs):
            start_next()
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                student = running.pop(future)
                start_next()
                error = future.exception()
                yield future.result() if error is None else _grader_error(student, error)


def _grader_error(student: str, error: BaseException) -> SubmissionResult:
    """A fault of the grader's own: it is named, and every mark is left open for a person."""
    said = f"the grader failed: {type(error).__name__}: {printable(str(error))[:300]}"
    return SubmissionResult(
        student,
        [
            NotebookResult(
                name,
                problem=said,
                functions=[
                    FunctionResult(function, Outcome.GRADER_ERROR, detail=said)
                    for function in functions
                ],
            )
            for name, functions in COURSE.items()
        ],
    )


def _write(
    graded: SubmissionResult,
    submitted: Path,
    out: Path,
    assignment: Assignment,
    gradebook: Gradebook,
    points: dict[str, float],
    limits: Limits,
) -> None:
    """Write all that is kept of one submission."""
    folder = submitted / graded.student / ASSIGNMENT
    cells = {
        notebook.notebook: _submitted_cells(folder / f"{notebook.notebook}.ipynb", limits)
        for notebook in graded.notebooks
    }
    unanswered = {
        cell.grade_id
        for name, released in assignment.released.items()
        for cell in released
        if cell.grade_id in points and not _changed(cell, cells[name])
    }
    scores = marks.record(gradebook, graded, unanswered)
    for notebook in graded.notebooks:
        if notebook.missing:
            continue  # as nbgrader: no page for what was not handed in
        name = notebook.notebook
        page = autograded_notebook(released_notebook(name), cells[name], notebook)
        place = Path(graded.student, ASSIGNMENT, f"{name}.ipynb")
        write_notebook(page, out / "autograded" / place)
        html = feedback_page(page, name, scores[name])
        write_page(html, out / "feedback" / place.with_suffix(".html"))
    gradebook.db.commit()


def _submitted_cells(path: Path, limits: Limits) -> list[Cell]:
    try:
        return parse_notebook(read_bytes(path, limits.notebook_bytes))
    except UnreadableNotebook:
        return []


def _changed(released: Cell, submitted: list[Cell]) -> bool:
    return any(
        cell.grade_id == released.grade_id and cell.source != released.source for cell in submitted
    )

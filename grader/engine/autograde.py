"""Grade a class: every submission, in parallel, and one writer for everything that is kept."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import gradebook as book
from . import results
from .assignment import load_assignment
from .limits import Limits
from .outcome import SubmissionResult
from .pool import Graded, Task, grade_all
from .submissions import find_submissions, read_submission
from .walls import require
from .write import Writer, show_to_formgrader

# A batch is one transaction: large enough to be cheap, small enough to lose little of a run.
BATCH = 32
BATCH_SECONDS = 2.0


@dataclass(slots=True)
class ClassResult:
    """A graded class.

    submissions: the verdicts; what cells printed is on the pages, and not held here.
    notes: what a person should look at that belongs to no submission.
    totals: score and maximum of every student, from the gradebook.
    points: what each function is worth, from the gradebook.
    kept: how many submissions had not changed since an earlier run, and were not run again.
    """

    submissions: list[SubmissionResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    kept: int = 0


def autograde(
    submitted: Path,
    out: Path,
    jobs: int,
    limits: Limits,
    on_graded: Callable[[SubmissionResult], None],
    force: bool = False,
) -> ClassResult:
    """Grade every submission, and write gradebook.db, autograded/, feedback/ and grades.csv.

    A submission that has not changed since an earlier run into the same folder, finished or
    not, is not run again.

    Args:
        submitted: holds <student>/network/*.ipynb. It is only read.
        out: where everything is written.
        jobs: how many submissions run at a time.
        limits: what one submission may use.
        on_graded: called in this thread after each submission has been written.
        force: run every submission again.
    """
    students, notes = find_submissions(submitted)
    if limits.walls:
        require()
    else:
        notes.append("graded with --unsafe-no-sandbox: submissions ran with this user's rights")
    assignment = load_assignment()
    result = ClassResult(notes=notes)

    def add(graded: SubmissionResult) -> None:
        for notebook in graded.notebooks:
            notebook.outputs.clear()
        result.submissions.append(graded)
        on_graded(graded)

    with results.only_run(out), contextlib.closing(book.open_gradebook(out)) as gradebook:
        structure = book.structure(gradebook)
        result.points = book.points(structure)
        writer = Writer(out, gradebook, structure, assignment)
        known = set() if force else set(book.totals(gradebook, structure))
        tasks = []
        course = results.course_digest()
        for student in students:
            folder = submitted / student
            task = Task(student, folder, results.submission_digest(folder, course, limits))
            kept = results.load(out, student, task.digest) if student in known else None
            if kept is None:
                tasks.append(task)
                continue
            _refresh(kept, task, out, writer, limits)
            result.kept += 1
            add(kept.result)
        _grade_and_write(tasks, jobs, limits, writer, add)
        result.totals = book.totals(gradebook, structure)
        book.export_csv(gradebook, out / "grades.csv")
        show_to_formgrader(out)
    result.submissions.sort(key=lambda submission: submission.student)
    return result


def _grade_and_write(
    tasks: list[Task],
    jobs: int,
    limits: Limits,
    writer: Writer,
    add: Callable[[SubmissionResult], None],
) -> None:
    batch: list[tuple[Task, Graded]] = []
    begun = time.monotonic()

    def write() -> None:
        nonlocal begun
        writer.write(batch)
        for _, graded in batch:
            add(graded.result)
        batch.clear()
        begun = time.monotonic()

    for task, graded in grade_all(tasks, jobs, limits):
        batch.append((task, graded))
        if len(batch) >= BATCH or time.monotonic() - begun > BATCH_SECONDS:
            write()
    if batch:
        write()


def _refresh(kept: results.Kept, task: Task, out: Path, writer: Writer, limits: Limits) -> None:
    """Write the pages of an unchanged submission again, if a person has changed its marks."""
    standing = writer.standing([task.student])[task.student]
    if standing != kept.standing:
        cells = read_submission(task.student, task.folder, limits.notebook_bytes).cells
        writer.write_pages(Graded(kept.result, cells), standing)
        results.save(out, results.Kept(task.digest, standing, kept.result))

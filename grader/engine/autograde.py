"""Grade a class: every submission, in parallel, and one writer for everything that is kept."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from grader.course import COURSE

from . import gradebook as marks
from . import results
from .assignment import Assignment, load_assignment
from .grade import grade_submission, printable
from .limits import Limits
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .submissions import find_submissions
from .walls import require
from .write import show_to_formgrader, submitted_cells, write_marks, write_pages


@dataclass(slots=True)
class ClassResult:
    """A graded class.

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


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to grade, known by its content."""

    student: str
    folder: Path
    digest: str


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
    with results.only_run(out), contextlib.closing(marks.open_gradebook(out)) as gradebook:
        result.points = marks.points(gradebook)
        known = set() if force else set(marks.totals(gradebook))
        tasks = []
        course = results.course_digest()
        for student in students:
            digest = results.submission_digest(submitted / student, course, limits)
            task = Task(student, submitted / student, digest)
            kept = results.load(out, student, digest) if student in known else None
            if kept is None:
                tasks.append(task)
                continue
            _refresh(kept, task, out, gradebook, limits)
            result.kept += 1
            result.submissions.append(kept.result)
            on_graded(kept.result)
        for task, graded in _grade_all(tasks, assignment, jobs, limits):
            cells = submitted_cells(task.folder, limits)
            standing = write_marks(graded, cells, assignment, gradebook)
            write_pages(graded, cells, standing, out)
            gradebook.db.commit()
            results.save(out, results.Kept(task.digest, standing, graded))
            result.submissions.append(graded)
            on_graded(graded)
        result.totals = marks.totals(gradebook)
        marks.export_csv(gradebook, out / "grades.csv")
        show_to_formgrader(out)
    result.submissions.sort(key=lambda submission: submission.student)
    return result


def _refresh(
    kept: results.Kept, task: Task, out: Path, gradebook: Gradebook, limits: Limits
) -> None:
    """Write the pages of an unchanged submission again, if a person has changed its marks."""
    standing = marks.standing(gradebook, task.student)
    if standing != kept.standing:
        write_pages(kept.result, submitted_cells(task.folder, limits), standing, out)
        results.save(out, results.Kept(task.digest, standing, kept.result))


def _grade_all(
    tasks: list[Task], assignment: Assignment, jobs: int, limits: Limits
) -> Iterator[tuple[Task, SubmissionResult]]:
    """Grade in threads that wait for their workers; hold only a few results at a time."""
    waiting = iter(tasks)
    with ThreadPoolExecutor(jobs) as pool:
        running: dict[Future[SubmissionResult], Task] = {}

        def start_next() -> None:
            if (task := next(waiting, None)) is not None:
                future = pool.submit(
                    grade_submission, task.student, task.folder, assignment, limits
                )
                running[future] = task

        for _ in range(2 * jobs):
            start_next()
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                task = running.pop(future)
                start_next()
                error = future.exception()
                yield task, _grader_error(task.student, error) if error else future.result()


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

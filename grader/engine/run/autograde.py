"""Grade a class: every submission, in parallel, and one writer for everything that is kept."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from grader.engine.grading.graded_class import About, ClassResult
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.grading.work import Graded, Task, Work
from grader.engine.lock import only_run
from grader.engine.private import make_private
from grader.engine.sandbox.levels import Level

from .log import logged
from .results import is_kept

log = logging.getLogger(__name__)

# A batch is one transaction: large enough to be cheap, small enough to lose little of a run.
BATCH = 32
BATCH_SECONDS = 2.0


class Books(AbstractContextManager["Books"], Protocol):
    """Everything that a run keeps, and its one writer.

    notes: what a person should look at.
    """

    notes: list[str]

    def bring_up_to_date(self) -> None:
        """Do what has changed since the last run without anything to be graded."""

    def kept(self, task: Task) -> SubmissionResult | None:
        """Give what is known of the very same submission, if it has been graded before."""

    def write(self, batch: list[tuple[Task, Any]]) -> None:
        """Write everything of some graded submissions."""

    def finish(self) -> None:
        """Write what is made once, at the end of a run."""

    def totals(self) -> dict[str, tuple[float, float]]:
        """Score and maximum of every student."""

    def about(self) -> dict[str, About]:
        """Name and lateness of every student."""

    def open_marks(self) -> dict[str, int]:
        """How many marks of each student are left to a person."""


class Job(Protocol):
    """A class to grade: whose submissions, how they are graded, and where everything is kept.

    folders: of each student's submission.
    notes: what a person should look at that belongs to no submission.
    """

    folders: dict[str, Path]
    notes: list[str]

    @property
    def out(self) -> Path:
        """The folder that one run at a time may write to."""

    @property
    def assignment(self) -> str:
        """Its name."""

    @property
    def work(self) -> Work:
        """How they are graded."""

    def open_books(self) -> Books:
        """Open what the run keeps. Loads nbgrader, which takes seconds."""


class AnyPool(AbstractContextManager["AnyPool"], Protocol):
    """Whoever does the work: processes of this machine, or of others."""

    def begin(self, tasks: Iterable[Task]) -> None:
        """Start with the first of these tasks, after those that were named before.

        The others follow as results are taken.
        """

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Give the graded submissions, in any order."""

    def level(self) -> Level:
        """Tell how well submissions are kept apart, where that is worst."""


def autograde(
    job: Job,
    start: Callable[[Work], AnyPool],
    on_graded: Callable[[SubmissionResult], None],
    force: bool = False,
) -> ClassResult:
    """Grade every submission of a class, and write everything that is kept of it.

    A submission that has not changed since an earlier run into the same folder, finished or
    not, is not run again.

    Args:
        job: the class.
        start: starts whoever does the work.
        on_graded: called in this thread after each submission has been written.
        force: run every submission again.
    """
    result = ClassResult(notes=job.notes, assignment=job.assignment)

    def add(graded: SubmissionResult) -> None:
        log.info("graded", extra=_facts(graded))
        for notebook in graded.notebooks:
            notebook.outputs.clear()
        result.submissions.append(graded)
        on_graded(graded)

    with start(job.work) as pool, only_run(job.out), logged(job.out / "log.jsonl"):
        make_private(job.out)  # where it is of an earlier edition, or was made by hand
        result.level = pool.level()
        log.info(
            "began",
            extra={
                "submissions": len(job.folders),
                "out": str(job.out),
                "isolation": result.level,
            },
        )
        known: list[Task] = []

        def new() -> Iterator[Task]:
            for student, folder in job.folders.items():
                task = Task(student, folder, job.work.digest(folder))
                if not force and is_kept(job.out, student, task.digest):
                    known.append(task)
                else:
                    yield task

        def changed() -> Iterator[Task]:
            for task in known:
                if (kept := books.kept(task)) is None:
                    yield task
                else:
                    result.kept += 1
                    add(kept)

        pool.begin(new())  # nbgrader takes seconds to load meanwhile
        with job.open_books() as books:
            books.bring_up_to_date()
            pool.begin(changed())
            _write_all(pool, books, add)
            books.finish()
            result.totals, result.open_marks = books.totals(), books.open_marks()
            result.about = books.about()
            result.notes += [note for note in books.notes if note not in result.notes]
        result.level = pool.level()  # of a cluster's workers some may have come later
        if not job.work.limits.walls:
            result.notes.append(f"graded with --unsafe-no-sandbox: {result.isolation}")
        log.info("ended", extra={"submissions": len(result.submissions), "kept": result.kept})
    result.submissions.sort(key=lambda submission: submission.student)
    return result


def _facts(graded: SubmissionResult) -> dict[str, Any]:
    """What the log says of a graded submission."""
    return {
        "student": graded.student,
        "seconds": round(graded.seconds, 3),
        "outcomes": dict(Counter(str(verdict.outcome) for verdict in graded.verdicts)),
        "notes": graded.notes,
    }


def _write_all(pool: AnyPool, books: Books, add: Callable[[SubmissionResult], None]) -> None:
    batch: list[tuple[Task, Graded]] = []
    begun = time.monotonic()

    def write() -> None:
        nonlocal begun
        books.write(batch)
        for _, graded in batch:
            add(graded.result)
        batch.clear()
        begun = time.monotonic()

    for task, graded in pool.results():
        batch.append((task, graded))
        if len(batch) >= BATCH or time.monotonic() - begun > BATCH_SECONDS:
            write()
    if batch:
        write()

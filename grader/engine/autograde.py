"""Grade a class: every submission, in parallel, and one writer for everything that is kept."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .digest import course_digest, submission_digest
from .limits import Limits
from .lock import only_run
from .outcome import SubmissionResult
from .pool import Graded, Pool, Task
from .submissions import find_submissions
from .walls import require

if TYPE_CHECKING:
    from .books import Books

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
    result = ClassResult(notes=notes)

    def add(graded: SubmissionResult) -> None:
        for notebook in graded.notebooks:
            notebook.outputs.clear()
        result.submissions.append(graded)
        on_graded(graded)

    with only_run(out), Pool(jobs, limits) as pool:
        course = course_digest()
        folders = ((student, submitted / student) for student in students)
        tasks = (
            Task(student, folder, submission_digest(folder, course, limits))
            for student, folder in folders
        )
        # Where there is no gradebook yet nothing can have been graded. nbgrader takes seconds to
        # load: the processes of the pool begin meanwhile.
        everything = force or not (out / "gradebook.db").exists()
        if everything:
            pool.begin(tasks)
        from .books import Books

        def changed() -> Iterator[Task]:
            for task in tasks:
                if (kept := books.kept(task)) is None:
                    yield task
                else:
                    result.kept += 1
                    add(kept)

        with Books(out, limits) as books:
            if not everything:
                pool.begin(changed())
            _write_all(pool, books, add)
            books.finish()
            result.totals, result.points = books.totals(), books.points
    result.submissions.sort(key=lambda submission: submission.student)
    return result


def _write_all(pool: Pool, books: "Books", add: Callable[[SubmissionResult], None]) -> None:
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

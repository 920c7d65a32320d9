"""Grade many submissions in processes, each with a sandbox of its own.

These processes hold the hidden cases and judge; the sandbox's workers run the students' code.
What a process finds goes back to the one that started it, which is the only one that writes.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path

from grader.course import COURSE

from .assignment import Assignment, load_assignment
from .grade import grade_submission
from .limits import Limits
from .notebook import Cell
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .sandbox import Sandbox, SandboxError
from .submissions import read_submission
from .text import printable

TRIES = 3  # a sandbox or a process may be killed by whatever else happens on a machine
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to grade, known by its content."""

    student: str
    folder: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded submission, and the cells that its pages show."""

    result: SubmissionResult
    cells: dict[str, list[Cell]]


class Grader:
    """Grades one submission after the other. A sandbox that fails is replaced."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._assignment: Assignment = load_assignment()
        self._sandbox: Sandbox | None = None

    def grade(self, student: str, folder: Path) -> Graded:
        """Grade one submission.

        Raises:
            SandboxError: the sandbox failed again and again.
        """
        submission = read_submission(student, folder, self._limits.notebook_bytes)
        for left in reversed(range(TRIES)):
            try:
                if self._sandbox is None:
                    self._sandbox = Sandbox(self._limits)
                result = grade_submission(submission, self._assignment, self._sandbox)
                return Graded(result, submission.cells)
            except SandboxError:
                self.close()
                if left == 0:
                    raise
        raise AssertionError("the loop returns or raises")

    def close(self) -> None:
        """End the sandbox."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None


def grade_all(tasks: Iterable[Task], jobs: int, limits: Limits) -> Iterator[tuple[Task, Graded]]:
    """Grade in several processes; hold only a few submissions at a time.

    A process that is killed takes no submission with it: those that were under way are graded
    again, one at a time, so that one which kills its process cannot be mistaken for another.

    Args:
        tasks: what to grade.
        jobs: how many processes.
        limits: what each submission may use.
    """
    waiting = iter(tasks)
    suspects: list[Task] = []
    while True:
        with _processes(jobs, limits) as pool:
            running: dict[Future[Graded], Task] = {}
            for task in _next_tasks(waiting, 2 * jobs):
                running[pool.submit(_grade, task.student, task.folder)] = task
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    task = running.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        suspects.append(task)
                        continue
                    yield task, _grader_error(task.student, error) if error else future.result()
                    if not suspects:
                        for task in _next_tasks(waiting, 1):
                            running[pool.submit(_grade, task.student, task.folder)] = task
        if not suspects:
            return
        for task in suspects:
            yield task, _grade_alone(task, limits)
        suspects.clear()


def _next_tasks(waiting: Iterator[Task], count: int) -> list[Task]:
    return [task for _, task in zip(range(count), waiting, strict=False)]


def _grade_alone(task: Task, limits: Limits) -> Graded:
    for _ in range(TRIES):
        try:
            with _processes(1, limits) as pool:
                return pool.submit(_grade, task.student, task.folder).result()
        except BrokenProcessPool:
            continue
        except Exception as error:
            return _grader_error(task.student, error)
    return _grader_error(task.student, BrokenProcessPool("its process was killed each time"))


def _processes(jobs: int, limits: Limits) -> ProcessPoolExecutor:
    # Started afresh, not forked: nothing of the gradebook's is in a process that judges.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, _start, (limits, os.getpid()))


_grader: Grader | None = None  # of this process


def _start(limits: Limits, parent: int) -> None:
    """Make this process ready to grade."""
    global _grader
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if sys.platform == "linux":
        # Where the parent is killed this process goes too, and its sandbox with it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    _grader = Grader(limits)
    Finalize(None, _grader.close, exitpriority=10)


def _grade(student: str, folder: Path) -> Graded:
    assert _grader is not None
    return _grader.grade(student, folder)


def _grader_error(student: str, error: BaseException) -> Graded:
    """A fault of the grader's own: it is named, and every mark is left open for a person."""
    said = f"the grader failed: {type(error).__name__}: {printable(str(error))[:300]}"
    notebooks = [
        NotebookResult(
            name,
            problem=said,
            functions=[
                FunctionResult(function, Outcome.GRADER_ERROR, detail=said)
                for function in functions
            ],
        )
        for name, functions in COURSE.items()
    ]
    return Graded(SubmissionResult(student, notebooks), {name: [] for name in COURSE})

"""Grade many submissions in processes, each with a sandbox of its own.

These processes hold the hidden cases and judge; the sandbox's workers run the students' code.
What a process finds goes back to the one that started it, which is the only one that writes.
"""

import contextlib
import ctypes
import itertools
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from grader.engine.closing import Closing
from grader.engine.errors import PoolBroken, SandboxError, WorkerKilled
from grader.engine.grading.work import Task, Work
from grader.engine.sandbox.clock import Asleep
from grader.engine.sandbox.levels import Level, taken
from grader.engine.sandbox.start import Sandbox

from .draw import drawn

log = logging.getLogger(__name__)

AHEAD = 24  # submissions per process that are on their way while a batch is being written
SLEEPERS = 3  # processes, for each that grades, in which those are graded that only wait
TRIES = 3  # a sandbox or a process may be killed by whatever else happens on a machine
WORKER_TRIES = 2  # what ended one worker may be its submission's doing, unseen: not for ever
PR_SET_PDEATHSIG = 1


class Grader(Closing):
    """Grades one submission after the other. A sandbox that fails is replaced."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._judge = work.judge()
        self._sandbox: Sandbox | None = None

    def grade(self, submission: Any, hasty: bool = False) -> Any:
        """Grade what the work has read.

        Args:
            submission: what it has read.
            hasty: stop where the submission only waits.

        Raises:
            SandboxError: the sandbox failed again and again.
            Asleep: the submission only waits.
        """
        workers = 0
        for attempt in itertools.count(1):
            try:
                sandbox = self.sandbox()
                sandbox.hasty, sandbox.last = hasty, workers + 1 == WORKER_TRIES
                return drawn(self._judge(submission, sandbox), self.work)
            except SandboxError as error:
                self.close()
                workers += isinstance(error, WorkerKilled)
                if attempt == TRIES or workers == WORKER_TRIES:
                    raise
        raise AssertionError("the loop returns or raises")

    def sandbox(self) -> Sandbox:
        """Give the sandbox; start it where it is not there yet."""
        if self._sandbox is None:
            self._sandbox = Sandbox(self.work.limits, self.work.inside)
        return self._sandbox

    def close(self) -> None:
        """End the sandbox."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None


class Pool(Closing):
    """Processes that grade, each with a sandbox of its own. A context manager.

    A process that is killed takes no submission with it: those that were under way are graded
    again, one at a time, so that one which kills its process cannot be mistaken for another.
    A submission that only waits is put aside, and graded in further processes beside the others.
    """

    def __init__(self, jobs: int, work: Work) -> None:
        """Start the processes; they load what they need while the caller does something else.

        Raises:
            NoWalls: this machine offers no level of isolation.
        """
        self._level = taken(work.limits)
        self._jobs, self._work = jobs, work
        self._processes = self._start(jobs)
        self._waiting: Iterator[Task] = iter(())
        self._aside: ProcessPoolExecutor | None = None
        self._running: dict[Future[Any], Task] = {}
        self._suspects: list[Task] = []

    def grade(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
        """Begin with these tasks, and give what becomes of them."""
        self.begin(tasks)
        return self.results()

    def begin(self, tasks: Iterable[Task]) -> None:
        """Start with the first of these tasks; the others follow as results are taken."""
        self._waiting = iter(tasks)
        self._submit(AHEAD * self._jobs)

    def _submit(self, count: int) -> None:
        for task in itertools.islice(self._waiting, count):
            try:
                future = self._processes.submit(_grade, task.student, task.folder, True)
            except BrokenProcessPool:
                self._suspects.append(task)
            else:
                self._running[future] = task

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Give the graded submissions, in any order."""
        while self._running or self._suspects:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                task = self._running.pop(future)
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    self._suspects.append(task)
                elif isinstance(error, Asleep):
                    self._put_aside(task)
                    if not self._suspects:
                        self._submit(1)
                else:
                    failed = self._work.failed
                    yield task, failed(task.student, error) if error else future.result()
                    if not self._suspects:
                        self._submit(1)
            if self._suspects and not self._running:
                names = [task.student for task in self._suspects]
                log.warning("a process was lost", extra={"graded again": names})
                self._restart(1)
                for task in self._suspects:
                    yield task, self._grade_alone(task)
                self._suspects.clear()
                self._restart(self._jobs)
                self._submit(AHEAD * self._jobs)

    def _put_aside(self, task: Task) -> None:
        """Grade a submission that only waits where it keeps nobody waiting."""
        if self._aside is None:
            self._aside = self._start(SLEEPERS * self._jobs, warm=False)
        try:
            future = self._aside.submit(_grade, task.student, task.folder, False)
        except BrokenProcessPool:
            self._suspects.append(task)
        else:
            self._running[future] = task

    def _grade_alone(self, task: Task) -> Any:
        error: Exception = BrokenProcessPool()
        for _ in range(TRIES):
            try:
                return self._processes.submit(_grade, task.student, task.folder, False).result()
            except BrokenProcessPool as broken:
                error = broken
                self._restart(1)
            except Exception as other:
                return self._work.failed(task.student, other)
        return self._work.failed(task.student, error)

    def _restart(self, jobs: int) -> None:
        for _ in range(TRIES):
            self.close()
            self._processes = self._start(jobs)
            with contextlib.suppress(BrokenProcessPool):
                self._processes.submit(_warm_up).result()
                return
        raise PoolBroken(
            f"the processes that grade end as soon as they start, {TRIES} times now. Is the "
            "machine short of memory? What was graded is kept: the same command goes on from there."
        )

    def _start(self, jobs: int, warm: bool = True) -> ProcessPoolExecutor:
        # Started afresh, not forked: nothing of the gradebook's is in a process that judges.
        context = multiprocessing.get_context("spawn")
        processes = ProcessPoolExecutor(jobs, context, _start, (self._work, os.getpid()))
        with contextlib.suppress(BrokenProcessPool):  # killed at once: the work will say so
            for _ in range(jobs if warm else 0):
                processes.submit(_warm_up)
        return processes

    def level(self) -> Level:
        """Tell how well submissions are kept apart."""
        return self._level

    def close(self) -> None:
        """End the processes and their sandboxes."""
        _end(self._processes)
        if self._aside is not None:
            _end(self._aside)
            self._aside = None


def _end(processes: ProcessPoolExecutor) -> None:
    """End processes, and wait for it.

    An executor of which one was lost ends the others, but for one that was just being started: for
    that it would wait for ever (Python up to 3.12 at least).
    """
    if processes._broken:
        for process in list((processes._processes or {}).values()):
            process.kill()
    processes.shutdown(cancel_futures=True)


_grader: Grader | None = None  # of this process


def _start(work: Work, parent: int) -> None:
    """Make this process ready to grade."""
    global _grader
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if sys.platform == "linux":
        # Where the parent is killed this process goes too, and its sandbox with it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    _grader = Grader(work)
    Finalize(None, _grader.close, exitpriority=10)


def _warm_up() -> None:
    """Start the sandbox before there is work for it; if it fails, the work will say so."""
    assert _grader is not None
    with contextlib.suppress(SandboxError):
        _grader.sandbox()


def _grade(student: str, folder: Path, hasty: bool) -> Any:
    assert _grader is not None
    return _grader.grade(_grader.work.read(student, folder), hasty)

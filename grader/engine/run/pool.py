"""Grade many submissions in processes, each with a sandbox of its own.

These processes hold the hidden cases and judge; the sandbox's workers run the students' code.
What a process finds goes back to the one that started it, which is the only one that writes.
"""

import itertools
import logging
import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from grader.engine.closing import Closing
from grader.engine.errors import PoolBroken
from grader.engine.grading.work import Task, Work
from grader.engine.sandbox.clock import Asleep
from grader.engine.sandbox.levels import Level, taken

from .grader import TRIES
from .process import GradingProcess, ProcessLost

log = logging.getLogger(__name__)

AHEAD = 24  # submissions per process that are on their way while a batch is being written
SLEEPERS = 3  # processes, for each that grades, in which those are graded that only wait


class Pool(Closing):
    """Processes that grade. A context manager.

    A submission that only waits is put aside, and graded in further processes beside the others.
    """

    def __init__(self, jobs: int, work: Work) -> None:
        """Learn the level of isolation. A process is started when there is something for it.

        Raises:
            NoWalls: this machine offers no level of isolation.
        """
        self._level = taken(work.limits)
        self._jobs, self._work = jobs, work
        self._processes = Processes(jobs, work, self._level)
        self._aside: Processes | None = None
        self._waiting: Iterator[Task] = iter(())
        self._running: dict[Future[Any], Task] = {}

    def begin(self, tasks: Iterable[Task]) -> None:
        """Start with the first of these tasks; the others follow as results are taken.

        Those that were named before come before them.
        """
        self._waiting = itertools.chain(self._waiting, tasks)
        self._submit(AHEAD * self._jobs - len(self._running))

    def _submit(self, count: int) -> None:
        for task in itertools.islice(self._waiting, max(0, count)):
            self._running[self._processes.submit(task.student, task.folder, True)] = task

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Give the graded submissions, in any order.

        Raises:
            PoolBroken: the processes end as soon as they start.
        """
        while self._running:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                task = self._running.pop(future)
                if isinstance(future.exception(), Asleep):
                    self._put_aside(task)
                else:
                    yield task, future.result()
                self._submit(1)

    def _put_aside(self, task: Task) -> None:
        """Grade a submission that only waits where it keeps nobody waiting."""
        if self._aside is None:
            self._aside = Processes(SLEEPERS * self._jobs, self._work, self._level)
        self._running[self._aside.submit(task.student, task.folder, False)] = task

    def level(self) -> Level:
        """Tell how well submissions are kept apart."""
        return self._level

    def close(self) -> None:
        """End the processes and their sandboxes."""
        self._processes.close()
        if self._aside is not None:
            self._aside.close()


class Processes(Closing):
    """At most so many processes, and for each a thread that waits for its answer.

    A process that is killed takes no submission with it: another one grades it again.
    """

    def __init__(self, count: int, work: Work, level: Level) -> None:
        self._count, self._work, self._level = count, work, level
        self._threads = ThreadPoolExecutor(count)
        self._all: set[GradingProcess] = set()
        self._idle: queue.SimpleQueue[GradingProcess] = queue.SimpleQueue()
        self._closed = False

    def submit(self, student: str, given: Path | bytes, hasty: bool) -> Future[Any]:
        """Have a submission graded by the next process that is idle: see GradingProcess.grade."""
        return self._threads.submit(self._grade, student, given, hasty)

    def _grade(self, student: str, given: Path | bytes, hasty: bool) -> Any:
        process = self._next()
        lost = ProcessLost("the pool was closed")
        try:
            for _ in range(TRIES):
                if self._closed:
                    break
                try:
                    return process.grade(student, given, hasty)
                except ProcessLost as error:
                    lost = error
                if not self._closed:
                    log.warning("a process was lost", extra={"graded again": [student]})
                    process = self._replaced(process)
            return self._work.failed(student, lost)
        finally:
            self._idle.put(process)

    def _next(self) -> GradingProcess:
        try:
            return self._idle.get_nowait()
        except queue.Empty:  # there are as many threads as there may be processes
            return self._started()

    def _started(self) -> GradingProcess:
        process = GradingProcess(self._work, self._level)
        self._all.add(process)
        return process

    def _replaced(self, lost: GradingProcess) -> GradingProcess:
        for _ in range(TRIES):
            lost.close()
            self._all.discard(lost)
            lost = self._started()
            try:
                lost.wait_until_ready()
            except ProcessLost:
                if self._closed:
                    raise
            else:
                return lost
        raise PoolBroken(
            f"the processes that grade end as soon as they start, {TRIES} times now. Is the "
            "machine short of memory? What was graded is kept: the same command goes on from there."
        )

    def close(self) -> None:
        """End all of them; what is under way is dropped."""
        self._closed = True
        for process in list(self._all):
            process.end()
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:  # one of them may have been started meanwhile
            process.close()

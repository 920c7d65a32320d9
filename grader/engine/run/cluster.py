"""Grade many submissions on a Dask cluster: a pool like the one of pool.py, on other machines.

This machine reads the submissions, sends them, and is the only one that writes. A worker gets a
few at a time, so that it has the next one while a batch is written here. What was with a worker
that is lost is graded again: at the end, and alone with its worker, so that a submission which
ends its worker is told from those that were there with it.
"""

import asyncio
import contextlib
import itertools
import pickle
import queue
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from grader.engine.closing import Closing
from grader.engine.grading.work import Task, Work
from grader.engine.sandbox.levels import Level, weakest
from grader.engine.sandbox.server import START_SECONDS

from . import remote
from .dask_client import CONNECT_SECONDS, Tls, connect
from .roster import LOOK_SECONDS, Roster

AHEAD = 8  # with a worker at a time: more than it grades while a batch is written
ALONE_TRIES = 2  # workers that a submission may end while it is alone with them


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission that is with a worker."""

    task: Task
    worker: str
    alone: bool


class WorkerLost(Exception):
    """A worker went, and a submission with it."""


class Cluster(Closing):
    """The workers of a Dask cluster. A context manager. See AnyPool."""

    def __init__(
        self,
        address: str,
        work: Work,
        tls: Tls | None = None,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        """Connect, and check every worker that is there.

        Args:
            address: of Dask's scheduler.
            work: how submissions are graded.
            tls: for a scheduler at tls://; where it is None, Dask's own settings count.
            tell: takes a line for the person who looks on.

        Raises:
            ClusterError: there is no such cluster, or none of its workers is fit.
        """
        self._work = work
        self._key = uuid.uuid4().hex
        self._client = connect(address, tls, tell)
        self._roster = Roster(self._client, address, self._key, work, tell)
        self._numbers = itertools.count()
        self._waiting: Iterator[Task] = iter(())
        self._all_sent = False
        self._suspects: deque[Task] = deque()
        self._ended: Counter[str] = Counter()
        self._running: dict[Future[bytes], Sent] = {}
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        try:
            self._roster.wait()
        except BaseException:
            self.close()
            raise

    def begin(self, tasks: Iterable[Task]) -> None:
        """Start with the first of these tasks; the others follow as results are taken.

        Those that were named before come before them.
        """
        self._waiting, self._all_sent = itertools.chain(self._waiting, tasks), False
        self._fill()

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Give the graded submissions, in any order, each once.

        Raises:
            ClusterError: the scheduler has gone, or there is no worker left.
        """
        while True:
            self._look()
            self._fill()
            if self._all_sent and not (self._running or self._suspects):
                return
            try:
                future = self._done.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            sent = self._running.pop(future)
            graded = self._graded(future, sent)
            self._fill()
            if graded is not None:
                yield sent.task, graded

    def level(self) -> Level:
        """Tell how well submissions are kept apart, on the worker where that is worst."""
        return weakest(self._roster.levels)

    def _graded(self, future: Future[bytes], sent: Sent) -> Any:
        """Give what became of a submission; None where it has to be graded again."""
        try:
            answer = future.result()
        # It was taken back, or Dask lost it on the way; a fault of the grader's is an answer.
        except Exception:
            self._ended[sent.task.student] += sent.alone
            if self._ended[sent.task.student] >= ALONE_TRIES:
                said = f"the worker that graded it was lost, {ALONE_TRIES + 1} times"
                return self._work.failed(sent.task.student, WorkerLost(said))
            self._suspects.append(sent.task)
            return None
        if answer == remote.UNREADY:  # another process has come to the worker's address
            self._roster.lose(sent.worker, "it was started again")
            self._suspects.append(sent.task)
            return None
        if sent.worker in self._roster.fit:
            self._roster.fit[sent.worker] = time.monotonic()
        return pickle.loads(answer)

    def _look(self) -> None:
        """Learn who has come and gone, and take back what was with the gone."""
        self._roster.look()
        busy = {sent.worker for sent in self._running.values()}
        limits = self._work.limits
        patience = START_SECONDS + 2 * limits.wall_factor * limits.submission_seconds
        for worker, heard in list(self._roster.fit.items()):
            if worker in busy and time.monotonic() - heard > patience:
                self._roster.refuse(worker, f"it has said nothing for {patience:g} s")
        for future, sent in list(self._running.items()):
            if sent.worker not in self._roster.fit:
                future.cancel()

    def _fill(self) -> None:
        """Give every worker what it may have: the idlest first."""
        load = Counter({worker: 0 for worker in self._roster.fit})
        load.update(s.worker for s in self._running.values() if s.worker in load)
        for most in range(1, AHEAD + 1):
            for worker in load:
                if load[worker] < most:
                    if (task := next(self._waiting, None)) is None:
                        self._all_sent = True
                        self._fill_alone([w for w in load if load[w] == 0])
                        return
                    self._send(task, worker, alone=False)
                    load[worker] += 1

    def _fill_alone(self, idle: list[str]) -> None:
        if all(sent.alone for sent in self._running.values()):
            for worker in idle[: len(self._suspects)]:
                self._send(self._suspects.popleft(), worker, alone=True)

    def _send(self, task: Task, worker: str, alone: bool) -> None:
        if not any(sent.worker == worker for sent in self._running.values()):
            self._roster.fit[worker] = time.monotonic()
        future: Future[bytes]
        try:
            submission = _pickled(self._work.read(task.student, task.folder))
        except Exception as error:  # such as a folder that went: it is named, and the rest goes on
            future = Future()
            future.set_result(_pickled(self._work.failed(task.student, error)))
        else:
            attempt = self._attempt(task.student, submission, worker)
            future = asyncio.run_coroutine_threadsafe(attempt, self._client.loop.asyncio_loop)
        self._running[future] = Sent(task, worker, alone)
        future.add_done_callback(self._done.put)

    async def _attempt(self, student: str, submission: bytes, worker: str) -> bytes:
        """Have one worker, and no other, grade a submission; wait for what it says."""
        from distributed import KilledWorker

        # The key is what Dask's dashboard shows, and says nothing of the student.
        future = self._client.submit(
            remote.grade,
            self._key,
            student,
            submission,
            workers=[worker],
            allow_other_workers=False,
            pure=False,
            key=f"layerwise-{self._key}-{next(self._numbers)}",
        )
        try:
            answer: bytes = await self._client.gather(future, asynchronous=True)
            return answer
        except KilledWorker:
            raise WorkerLost from None
        finally:
            future.release()

    def close(self) -> None:
        """Take back what is under way, and leave the cluster."""
        for future in self._running:
            future.cancel()
        with contextlib.suppress(Exception):  # whatever Dask says of a cluster that has gone
            self._roster.close()
        self._client.close(timeout=CONNECT_SECONDS)


def _pickled(thing: Any) -> bytes:
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)

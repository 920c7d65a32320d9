"""Who of a Dask cluster may grade: each worker is checked before it gets any work."""

import pickle
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from grader.engine.course.edition import edition
from grader.engine.errors import ClusterError
from grader.engine.grading.work import Work
from grader.engine.sandbox.levels import Level

from . import remote

JOIN_SECONDS = 30.0  # for the first worker to join, and for a lost one's nanny to start another
CHECK_SECONDS = 120.0  # a cold disk, and the walls to be tried
LOOK_SECONDS = 1.0
AT_ONCE = 4
KEEP_GRADED = "What was graded is kept: the same command goes on from there."


class Roster:
    """The workers of a cluster: those that are fit, with when each was last heard of, and those
    that are refused, with the reason.
    """

    def __init__(
        self, client: Any, address: str, key: str, work: Work, tell: Callable[[str], None]
    ) -> None:
        """Get to know the workers."""
        self.fit: dict[str, float] = {}
        self.refused: dict[str, str] = {}
        self.levels: set[Level] = set()  # of all that have been fit
        self._client, self._address, self._key, self._tell = client, address, key, tell
        self._message = (key, pickle.dumps(work), {**edition(), **work.edition()})
        self._asked: dict[str, tuple[float, Future[Any]]] = {}
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._looked, self._alone_since = 0.0, time.monotonic()

    def wait(self) -> None:
        """Wait until a worker is fit; the others may follow.

        Raises:
            ClusterError: none is.
        """
        while not self.fit:
            self.look()
            if self.refused and not (self.fit or self._asked):
                raise ClusterError(self._nobody())
            time.sleep(0.05)

    def look(self) -> None:
        """See who has come and gone; take the answers of those that were asked.

        Raises:
            ClusterError: the scheduler has gone, or no worker is left and none has come.
        """
        now = time.monotonic()
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            there = self._there()
            for worker in [w for w in self.fit if w not in there]:
                self.lose(worker, "it has gone")
            for worker in there - self.fit.keys() - self.refused.keys() - self._asked.keys():
                self._asked[worker] = now, self._threads.submit(self._ask, worker)
        for worker, (since, answer) in list(self._asked.items()):
            if answer.done():
                del self._asked[worker]
                self._take(worker, answer)
            elif now - since > CHECK_SECONDS:
                del self._asked[worker]
                self.refuse(worker, f"it has not answered for {CHECK_SECONDS:g} s")
        if self.fit or self._asked:
            self._alone_since = time.monotonic()
        elif time.monotonic() - self._alone_since > JOIN_SECONDS:
            raise ClusterError(self._nobody())

    def lose(self, worker: str, why: str) -> None:
        """Strike a worker off; where it is there still, it is asked anew."""
        if self.fit.pop(worker, None) is not None:
            self._tell(f"worker {worker}: {why}; what it had is graded elsewhere")

    def refuse(self, worker: str, why: str) -> None:
        """Give a worker no work in this run."""
        self.fit.pop(worker, None)
        self.refused[worker] = why
        self._tell(f"worker {worker} gets no work: {why}")

    def close(self) -> None:
        """Let the workers' sandboxes go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self.fit and self._client.status == "running":
            self._client.run(remote.forget, self._key, workers=list(self.fit), on_error="ignore")

    def _there(self) -> set[str]:
        try:
            return set(self._client.nthreads())
        # Dask says it in many ways: a closed client is a RuntimeError, a closed line an OSError.
        except (OSError, RuntimeError, AttributeError, TypeError) as error:
            raise ClusterError(
                f"the scheduler {self._address} has gone ({type(error).__name__}). {KEEP_GRADED} "
                "Start the scheduler and the workers first."
            ) from None

    def _ask(self, worker: str) -> Any:
        answers = self._client.run(
            remote.prepare, *self._message, workers=[worker], on_error="return"
        )
        return answers.get(worker)

    def _take(self, worker: str, answer: Future[Any]) -> None:
        error = answer.exception()
        said = error if error is not None else answer.result()
        if isinstance(said, str) and said in tuple(Level):
            self.levels.add(Level(said))
            self.fit[worker] = time.monotonic()
        elif isinstance(said, str):
            self.refuse(worker, said)
        elif not isinstance(said, (OSError, TimeoutError, type(None))):
            self.refuse(
                worker,
                f"it holds another edition of Layerwise, or none ({type(said).__name__}: {said}). "
                "To mend it: install this commit in the Python that runs it, and start it again",
            )
        # Else it has gone, or does not answer: the next look tells.

    def _nobody(self) -> str:
        if not self.refused:
            return (
                f"no worker has joined the scheduler {self._address}. Start one on every machine, "
                f"in this repository: .venv/bin/dask worker {self._address} --nthreads 1. "
                f"{KEEP_GRADED}"
            )
        reasons = "; ".join(f"{worker}: {why}" for worker, why in self.refused.items())
        return f"no worker of {self._address} is fit to grade. {reasons}. {KEEP_GRADED}"

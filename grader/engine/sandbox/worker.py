"""A process that runs one submission's code, seen from outside.

Its clocks are read from here, where no student can stop them: see clock.py. What it runs is
inside/worker.py.
"""

import contextlib
import hashlib
import secrets
from collections import deque
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.engine.closing import Closing
from grader.engine.errors import SandboxError, WorkerKilled
from grader.engine.sandbox.inside.handed import packed
from grader.engine.sandbox.inside.protocol import (
    Channel,
    Closed,
    Content,
    Late,
    ProtocolError,
    encode,
)

from .clock import Budget, Clock, Starved
from .deaths import Ending, WorkerGone, why
from .room import too_much
from .server import ANSWER_SECONDS, ForkServer

Reply = tuple[dict[str, Any], list[np.ndarray]]


class Worker(Closing):
    """One process that runs one submission's code. A context manager: nothing outlives it."""

    def __init__(self, server: ForkServer, pid: int, channel: Channel, budget: Budget) -> None:
        self._server, self._pid, self._channel = server, pid, channel
        self._clock = Clock(budget, lambda: server.look(pid), lambda: server.stop(pid))
        self._expected: deque[int] = deque()
        self._key, self._asked = b"", 0
        self._ended = False

    def mask(self, key: bytes) -> None:
        """Put a mask over the number of every question from now on: see inside/dialogue.py."""
        self._key = key

    def ask(self, request: Content, seconds: float, grace: float = 0.0) -> Reply:
        """Send one request and wait for its reply.

        Args:
            request: what to do.
            seconds: of CPU time that it may use.
            grace: it is interrupted first, and has so long to end by itself.

        Raises:
            WorkerGone: no good reply came in time. The process has been ended.
            SandboxError: it was ended from outside, which is no fault of the student's.
        """
        self.send(request, seconds)
        return self.receive(seconds, grace)

    def send(self, request: Content, seconds: float) -> None:
        """Send one request. Several may be on their way; replies come in the same order.

        Raises:
            WorkerGone, SandboxError: as ask.
        """
        # Nobody can know the number of a question that has not come, and answer it beforehand.
        self._expected.append(secrets.randbits(32))
        number = self._expected[-1]
        self._asked += 1
        if self._key:
            digest = hashlib.sha256(self._key + self._asked.to_bytes(8, "little")).digest()
            number ^= int.from_bytes(digest[:4], "little")
        with self._mourned(), self._clock.waiting(seconds) as patience:
            self._channel.send(number, request, patience)

    def receive(self, seconds: float, grace: float = 0.0) -> Reply:
        """Wait for the reply to the first request that has none yet.

        Raises:
            WorkerGone, SandboxError: as ask.
        """
        expected = self._expected.popleft()
        with self._mourned(), self._clock.waiting(seconds, grace) as patience:
            number, reply, answers = self._channel.receive(patience)
            if number != expected:
                raise ProtocolError("a reply to another question")
            if not isinstance(reply, dict):
                raise ProtocolError("a reply of the wrong form")
            return reply, answers

    @contextlib.contextmanager
    def _mourned(self) -> Iterator[None]:
        """End the process where it does not answer as it should, and say how it stood."""
        try:
            yield
        except Late as late:
            self.end()
            if isinstance(late, Starved) and not self._server.last:
                raise WorkerKilled(str(late)) from None
            raise self._worn(WorkerGone(str(late), late=True)) from None
        except Closed:
            limits, first = self._server.limits, self._server.first
            raise self._worn(why(self.end(reap=True), limits, first)) from None
        except ProtocolError as error:
            self.end()
            raise self._worn(WorkerGone(f"it wrote where it must not: {error}")) from None

    def _worn(self, gone: WorkerGone) -> WorkerGone:
        self._clock.budget.worn += 1
        return gone

    def end(self, reap: bool = False) -> Ending:
        """End the process, its threads, and its folder in memory."""
        if self._ended:
            return Ending()
        self._ended = True
        self._channel.close()
        ending = self._server.end_worker(self._pid, reap)
        self._clock.ended(ending)
        return ending

    def close(self) -> None:
        """End it, however it stands."""
        self.end()


def start_worker(
    server: ForkServer, files: dict[str, bytes], budget: Budget, program: str
) -> Worker:
    """Fork a worker, and put the given files into its empty folder.

    Raises:
        WorkerGone: the submission gets none: its files do not fit, or it has nothing left.
        SandboxError: there is no worker; the sandbox must be started again.
    """
    if said := too_much(files, server.limits) or budget.worn_out():
        raise WorkerGone(said)
    worker = Worker(server, *server.fork(program), budget)
    sizes, content = packed(files)
    # Who takes a question off the line cannot answer it: its number has a mask.
    key = secrets.token_bytes(16) if program == "shell" else b""
    first = encode(
        {"notebook": "", "files": sizes, "key": key.hex()}, [np.frombuffer(content, np.uint8)]
    )
    try:
        worker.ask(first, ANSWER_SECONDS)
    except WorkerGone as gone:
        if budget.spent() or (gone.late and server.last):
            raise
        # None of the submission's code has run yet.
        kind = WorkerKilled if gone.late else SandboxError
        raise kind(f"a worker could not be started: {gone}") from None
    except BaseException:
        with contextlib.suppress(SandboxError):
            worker.end()
        raise
    worker.mask(key)
    return worker

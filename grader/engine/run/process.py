"""A process that grades, and the pipe to it.

The pipe is this process's alone. A pool whose processes share a queue shares its locks too: one
that is killed with a lock in its hands, or in the middle of a word, keeps the others waiting.
"""

import contextlib
import ctypes
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, NoReturn

from grader.engine.closing import Closing
from grader.engine.errors import SandboxError
from grader.engine.grading.work import Work
from grader.engine.sandbox.clock import Asleep
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import ONE_THREAD

from .grader import Grader

END_SECONDS = 30.0  # a process is told to end, and has so long to end its sandbox
PR_SET_PDEATHSIG = 1
START = """\
import sys
sys.path[:] = {path!a}
from grader.engine.run.process import serve
serve({pipe}, {parent})
"""


class ProcessLost(Exception):
    """A process ended, and has not answered."""


class GradingProcess(Closing):
    """A process that grades one submission at a time, in a sandbox of its own."""

    def __init__(self, work: Work, level: Level | None = None) -> None:
        """Start it, and hand it its work, which takes until it can read. It then loads the rest."""
        self._pipe, theirs = Pipe()
        # Started afresh, not forked: nothing of the gradebook's is in a process that judges. It
        # imports what this one would, and not this one's main module, which is a command.
        code = START.format(path=[*map(str, sys.path)], pipe=theirs.fileno(), parent=os.getpid())
        with _interrupts_blocked():
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=os.environ | ONE_THREAD,
            )
        theirs.close()
        # Not as one of its arguments: what is cut short there ends in a traceback.
        with contextlib.suppress(OSError):  # it has gone, as whoever asks it will learn
            self._pipe.send((work, level))
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait until it can grade.

        Raises:
            ProcessLost: it has ended.
        """
        if not self._ready:
            self._ready = bool(self._receive())

    def grade(self, student: str, given: Path | bytes, hasty: bool) -> Any:
        """Have it grade a submission; give what became of it.

        Args:
            student: whose it is.
            given: the folder that it is to read, or what the work has read, pickled.
            hasty: stop where the submission only waits.

        Raises:
            Asleep: the submission only waits.
            ProcessLost: it has ended, and has not answered.
        """
        self.wait_until_ready()
        try:
            self._pipe.send((student, given, hasty))
        except OSError as error:
            raise ProcessLost("a process that grades was lost") from error
        answer = self._receive()
        if isinstance(answer, Asleep):
            raise answer
        return answer

    def _receive(self) -> Any:
        try:
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessLost("a process that grades was lost") from error

    def end(self) -> None:
        """End it and its sandbox. Who waits for its answer learns that it was lost."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End it, where nobody waits for its answer."""
        self.end()
        self._pipe.close()


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Have a process that is started here hear of Ctrl-C when it can ignore it, and not before."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(descriptor: int, parent: int) -> None:
    """Be a process that grades, until the parent goes or says so."""
    pipe = Connection(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        # Where the parent is killed this process goes too, and its sandbox with it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGTERM, _leave)
    try:
        work, level = pipe.recv()
    except (EOFError, OSError):  # the parent has gone, maybe in the middle of it
        return
    with Grader(work, level) as grader, contextlib.suppress(EOFError, BrokenPipeError):
        with contextlib.suppress(SandboxError):  # if it cannot be started, the work will say so
            grader.sandbox()
        pipe.send(True)
        while True:
            pipe.send(_graded(grader, *pipe.recv()))


def _leave(*_: object) -> NoReturn:
    sys.exit()  # and the sandbox ends in good order


def _graded(grader: Grader, student: str, given: Path | bytes, hasty: bool) -> Any:
    try:
        if isinstance(given, bytes):
            return grader.grade(pickle.loads(given), hasty)
        return grader.grade(grader.work.read(student, given), hasty)
    except Asleep as asleep:
        return asleep
    except Exception as error:  # of one submission: it is named, and the rest goes on
        return grader.work.failed(student, error)

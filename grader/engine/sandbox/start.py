"""A fork server behind the walls, seen from outside: it forks a worker for each submission.

What runs inside is fork_server.py and worker.py. The wall clock is held here, where no student can
stop it. Which walls there are is the level's to say: see levels.py.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from grader.engine.closing import Closing
from grader.engine.sandbox.inside.fork_server import END, ENDED, FORK, PID, READY, REAP, REQUEST
from grader.engine.sandbox.inside.protocol import (
    Channel,
    Closed,
    Content,
    Late,
    ProtocolError,
    encode,
)
from grader.errors import LayerwiseError

from . import levels
from .inside import confine, passage
from .levels import Level
from .limits import Limits
from .shared import SharedFolder, users
from .walls import PACKAGE, below_tmp, command

START_SECONDS = 120.0  # a cold disk, and a font cache to be built
ANSWER_SECONDS = 30.0  # a fork, or the end of a worker: milliseconds, on a machine that breathes
WALLS = {Level.NAMESPACES: confine.ALL, Level.LANDLOCK: confine.WITHOUT_NAMESPACES}
START = (
    "import os, sys; path = {path!r}; "
    "sys.path[:0] = [path] if os.path.isdir(path) else []; "
    "exec({passage!r}); use({passages!r}); "
    "from grader.engine.sandbox.inside.fork_server import main; main(); os._exit(0)"
)
PASSAGE = Path(passage.__file__).read_text(encoding="utf-8")


class SandboxError(LayerwiseError):
    """The sandbox itself failed; no student is to blame. It can be started again."""


class WorkerGone(Exception):
    """The worker ended, or was ended, before it answered.

    late: it was ended because it did not answer in time.
    """

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker ended: by itself or not, or because it had filled its folder; its wait status,
    the CPU time that it had used.
    """

    by_itself: bool
    full: bool
    status: int
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Inside:
    """What runs in a sandbox.

    program: answers the grader's requests, "worker" or "shell".
    modules: are loaded before there is any work.
    """

    program: str
    modules: tuple[str, ...]


FUNCTIONS = Inside(
    "worker",
    ("h5py", "numpy.random", "numpy.linalg", "tqdm.auto", "IPython.display", "grader.plots"),
)


class Sandbox(Closing):
    """One warm process and its workers. A context manager."""

    def __init__(
        self,
        limits: Limits,
        inside: Inside = FUNCTIONS,
        walls: frozenset[confine.Wall] | None = None,
        level: Level | None = None,
    ) -> None:
        """Start the fork server.

        Args:
            limits: what each submission may use.
            inside: what the workers do.
            walls: the walls of each worker. All but in tests that show what each is for.
            level: how workers are kept apart. The strongest that stands but in tests.

        Raises:
            SandboxError: it did not start.
            NoWalls: this machine offers no level.
        """
        self.limits = limits
        self._inside = inside
        self._level = level or levels.taken(limits)
        self._walls = WALLS.get(self._level, frozenset()) if walls is None else walls
        if self._level is Level.PARTIAL and walls is None:
            self._walls = levels.partial()
        self._folder = None if self._level is Level.NAMESPACES else SharedFolder()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with tempfile.TemporaryFile() as log:
            with theirs:
                self._process = self._start(theirs.fileno(), log)
            try:
                self._receive(len(READY), START_SECONDS)
            except SandboxError:
                self.close()
                log.seek(0)
                said = log.read()[-500:].decode("utf-8", "replace").strip()
                raise SandboxError(f"the sandbox did not start: {said or 'no word'}") from None

    def _start(self, control: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        settings = {
            "walls": sorted(self._walls),
            **asdict(self._inside),
            **self.limits.inside(),
            **self._place(),
        }
        path = self._folder.package if self._folder else str(Path(PACKAGE).parent)
        code = START.format(path=path, passage=PASSAGE, passages=settings["passages"])
        words = [sys.executable, "-I", "-c", code, str(control), json.dumps(settings)]
        passages = self._folder.passages if self._folder else ()
        return subprocess.Popen(
            words if self._folder else command(words),
            cwd=self._folder.home if self._folder else "/",
            env=_environment(self._folder.home if self._folder else confine.HOME),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            pass_fds=[control, *(one.descriptor for one in passages)],
            start_new_session=True,
        )

    def _place(self) -> dict[str, Any]:
        if self._folder is not None:
            return self._folder.settings()
        return {"below_tmp": below_tmp(), "users": users(), "passages": []}

    @property
    def pid(self) -> int:
        """The process that this one started; the others are below it."""
        return self._process.pid

    def worker(self, files: dict[str, bytes]) -> "Worker":
        """Fork a worker, and put the given files, name and content, into its empty folder.

        Raises:
            SandboxError: there is no worker; the sandbox must be started again.
        """
        to_worker, from_worker = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._control, [REQUEST.pack(FORK, 0)], [to_worker[0], from_worker[1]])
        except OSError:
            raise SandboxError("the sandbox has gone") from None
        finally:
            os.close(to_worker[0])
            os.close(from_worker[1])
        channel = Channel(from_worker[0], to_worker[1], self.limits.reply_bytes)
        try:
            (pid,) = PID.unpack(self._receive(PID.size, ANSWER_SECONDS))
            if pid <= 0:
                raise SandboxError(f"a worker's walls cannot be put up: {os.strerror(-pid)}")
            worker = Worker(self, pid, channel)
            contents = [np.frombuffer(content, np.uint8) for content in files.values()]
            worker.ask(encode({"notebook": "", "files": list(files)}, contents), ANSWER_SECONDS)
        except (WorkerGone, SandboxError) as error:
            channel.close()
            raise SandboxError(f"a worker could not be started: {error}") from None
        return worker

    def end_worker(self, pid: int, reap: bool = False) -> Ending:
        """Have a worker ended; when this returns, nothing of it is left.

        Args:
            pid: the worker's, as the warm process knows it.
            reap: it has hung up, and may be ending by itself: give it a moment.

        Raises:
            SandboxError: the sandbox has gone, and with it the worker.
        """
        try:
            self._control.sendall(REQUEST.pack(REAP if reap else END, pid))
        except OSError:
            raise SandboxError("the sandbox has gone") from None
        return Ending(*ENDED.unpack(self._receive(ENDED.size, ANSWER_SECONDS)))

    def _receive(self, count: int, seconds: float) -> bytes:
        self._control.settimeout(seconds)
        data = b""
        while len(data) < count:
            try:
                part = self._control.recv(count - len(data))
            except OSError as error:
                raise SandboxError(f"the sandbox does not answer: {error}") from None
            if not part:
                raise SandboxError("the sandbox has gone")
            data += part
        return data

    def close(self) -> None:
        """End the fork server, whatever it has forked, and its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._control.close()
        if self._folder is not None:
            self._folder.close()


Reply = tuple[dict[str, Any], list[np.ndarray]]


class Worker(Closing):
    """One process that runs one submission's code. A context manager: nothing outlives it."""

    def __init__(self, sandbox: Sandbox, pid: int, channel: Channel) -> None:
        self._sandbox, self._pid, self._channel = sandbox, pid, channel
        self._expected: deque[int] = deque()
        self._ended = False

    def ask(self, request: Content, seconds: float) -> Reply:
        """Send one request and wait for its reply.

        Raises:
            WorkerGone: no good reply came in time. The process has been ended.
            SandboxError: it was ended from outside, which is no fault of the student's.
        """
        self.send(request, seconds)
        return self.receive(seconds)

    def send(self, request: Content, seconds: float) -> None:
        """Send one request. Several may be on their way; replies come in the same order.

        Raises:
            WorkerGone, SandboxError: as ask.
        """
        # Nobody can know the number of a question that has not come, and answer it beforehand.
        self._expected.append(secrets.randbits(32))
        with self._mourned():
            self._channel.send(self._expected[-1], request, seconds)

    def receive(self, seconds: float) -> Reply:
        """Wait for the reply to the first request that has none yet.

        Raises:
            WorkerGone, SandboxError: as ask.
        """
        expected = self._expected.popleft()
        with self._mourned():
            number, reply, answers = self._channel.receive(seconds)
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
        except Late:
            self.end()
            raise WorkerGone("no answer in time", late=True) from None
        except Closed:
            raise self._epitaph() from None
        except ProtocolError as error:
            self.end()
            raise WorkerGone(f"it wrote where it must not: {error}") from None

    def _epitaph(self) -> WorkerGone:
        ending = self.end(reap=True)
        if ending.full:
            most = self._sandbox.limits
            return WorkerGone(
                f"it had more than {most.folder_bytes >> 20} MB or {most.folder_files} files in "
                f"its folder, or more than {most.threads} threads"
            )
        if not ending.by_itself:
            return WorkerGone("it closed the line to the grader")
        if not os.WIFSIGNALED(ending.status):
            code = os.waitstatus_to_exitcode(ending.status)
            return WorkerGone(f"the process ended itself, with exit code {code}")
        number = os.WTERMSIG(ending.status)
        if number != signal.SIGKILL:
            name = signal.strsignal(number) or "no signal of a name"
            return WorkerGone(f"the process was ended by signal {number} ({name})")
        if ending.cpu_seconds >= self._sandbox.limits.submission_seconds:
            return WorkerGone("its CPU time is used up", late=True)
        # Inside, the worker is the first process, which no SIGKILL of its own can end.
        raise SandboxError("a worker was killed from outside: is the machine short of memory?")

    def end(self, reap: bool = False) -> Ending:
        """End the process, its threads, and its folder in memory."""
        if self._ended:
            return Ending(True, False, 0, 0.0)
        self._ended = True
        self._channel.close()
        return self._sandbox.end_worker(self._pid, reap)

    def close(self) -> None:
        """End it, however it stands."""
        self.end()


def _environment(folder: str) -> dict[str, str]:
    return {
        "HOME": folder,
        "TMPDIR": folder,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        # One submission, one core: a class is graded in parallel, and sums stay the same.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # a set has the same order in every worker
        "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",  # macOS, where a warm process may fork too
    }

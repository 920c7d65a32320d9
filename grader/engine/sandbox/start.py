"""A fork server behind the walls, seen from outside: it forks a worker for each submission.

What runs inside is fork_server.py and worker.py. Clocks are read from outside, where no student
can stop them: see clock.py. Which walls there are is the level's to say: see levels.py.
"""

import contextlib
import hashlib
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

from grader.engine.closing import Closing, undisturbed
from grader.engine.errors import SandboxError, WorkerKilled
from grader.engine.sandbox.inside.clocks import LOOKED
from grader.engine.sandbox.inside.fork_server import (
    END,
    ENDED,
    FORK,
    LOOK,
    PID,
    READY,
    REAP,
    REQUEST,
    STOP,
)
from grader.engine.sandbox.inside.handed import packed
from grader.engine.sandbox.inside.protocol import (
    Channel,
    Closed,
    Content,
    Late,
    ProtocolError,
    encode,
)

from . import levels
from .clock import Budget, Clock, Look, Starved
from .deaths import Ending, WorkerGone, why
from .inside import confine, passage
from .levels import Level
from .limits import Limits
from .room import too_much
from .shared import SharedFolder, users
from .walls import PACKAGE, below_tmp, command

START_SECONDS = 120.0  # a cold disk, and a font cache to be built
ANSWER_SECONDS = 120.0  # a fork, or the end of a worker: milliseconds, on a machine that breathes
WALLS = {Level.NAMESPACES: confine.ALL, Level.LANDLOCK: confine.WITHOUT_NAMESPACES}
START = (
    "import os, sys; path = {path!r}; "
    "sys.path[:0] = [path] if os.path.isdir(path) else []; "
    "exec({passage!r}); use({passages!r}); "
    "from grader.engine.sandbox.inside.fork_server import main; main(); os._exit(0)"
)
PASSAGE = Path(passage.__file__).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Inside:
    """What runs in a sandbox.

    programs: answer the grader's requests, "worker" or "shell": a worker has one of them, the
        first where none is named.
    modules: are loaded before there is any work.
    """

    programs: tuple[str, ...]
    modules: tuple[str, ...]


# What the kit itself brings to a notebook; what an assignment imports comes on top.
FUNCTIONS = Inside(
    ("worker",), ("h5py", "numpy.random", "numpy.linalg", "IPython.display", "grader.plots")
)


class Sandbox(Closing):
    """One warm process and its workers. A context manager.

    hasty: put aside a submission that only waits, see clock.Asleep.
    last: there is no other try, and a submission that had no chance to run is late.
    """

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
            level: how workers are kept apart. The strongest that stands but in tests, where the
                walls may tell it.

        Raises:
            SandboxError: it did not start.
            NoWalls: this machine offers no level.
        """
        self.limits = limits
        self.hasty = self.last = False
        self._inside = inside
        if level is None and walls is not None:
            level = Level.NAMESPACES if walls & confine.NAMESPACES.keys() else Level.LANDLOCK
        self._level = level or levels.taken(limits)
        self._walls = WALLS.get(self._level, frozenset()) if walls is None else walls
        if self._level is Level.PARTIAL and walls is None:
            self._walls = levels.partial()
        with contextlib.ExitStack() as ends:  # a command that is ended comes out anywhere
            self._folder = None
            if self._level is not Level.NAMESPACES:
                with undisturbed():  # between its making and its keeping it would be nobody's
                    self._folder = ends.enter_context(SharedFolder())
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            ends.enter_context(self._control)
            with tempfile.TemporaryFile() as log:
                with theirs:
                    self._process = self._start(theirs.fileno(), log)
                ends.callback(self._end)
                try:
                    self._receive(len(READY), START_SECONDS)
                except SandboxError:
                    self._end()
                    log.seek(0)
                    said = log.read()[-500:].decode("utf-8", "replace").strip()
                    raise SandboxError(f"the sandbox did not start: {said or 'no word'}") from None
            self._ends = ends.pop_all()

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

    def budget(self) -> Budget:
        """Give what a submission may use."""
        return Budget(self.limits, self.hasty)

    def worker(
        self, files: dict[str, bytes], budget: Budget | None = None, program: str = ""
    ) -> "Worker":
        """Fork a worker, and put the given files into its empty folder.

        Args:
            files: name and content.
            budget: of the submission, which may have several workers.
            program: what it does; the first of this sandbox's where none is named.

        Raises:
            WorkerGone: the submission gets none: its files do not fit, or it has nothing left.
            SandboxError: there is no worker; the sandbox must be started again.
        """
        program, budget = program or self._inside.programs[0], budget or self.budget()
        if said := too_much(files, self.limits) or budget.worn_out():
            raise WorkerGone(said)
        request = REQUEST.pack(FORK, self._inside.programs.index(program))
        to_worker, from_worker = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._control, [request], [to_worker[0], from_worker[1]])
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
        except SandboxError:
            channel.close()
            raise
        worker = Worker(self, pid, channel, budget)
        sizes, content = packed(files)
        # Who takes a question off the line cannot answer it: its number has a mask.
        key = secrets.token_bytes(16) if program == "shell" else b""
        first = encode(
            {"notebook": "", "files": sizes, "key": key.hex()}, [np.frombuffer(content, np.uint8)]
        )
        try:
            worker.ask(first, ANSWER_SECONDS)
        except WorkerGone as gone:
            if budget.spent() or (gone.late and self.last):
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

    def end_worker(self, pid: int, reap: bool = False) -> Ending:
        """Have a worker ended; when this returns, nothing of it is left.

        Args:
            pid: the worker's, as the warm process knows it.
            reap: it has hung up, and may be ending by itself: give it a moment.

        Raises:
            SandboxError: the sandbox has gone, and with it the worker.
        """
        self._tell(REAP if reap else END, pid)
        return Ending(*ENDED.unpack(self._receive(ENDED.size, ANSWER_SECONDS)))

    def look(self, pid: int) -> Look:
        """Read a worker's clocks.

        Raises:
            SandboxError: as end_worker.
        """
        self._tell(LOOK, pid)
        return Look(*LOOKED.unpack(self._receive(LOOKED.size, ANSWER_SECONDS)))

    def stop(self, pid: int) -> None:
        """Interrupt what a worker runs.

        Raises:
            SandboxError: as end_worker.
        """
        self._tell(STOP, pid)

    def _tell(self, what: bytes, pid: int) -> None:
        try:
            self._control.sendall(REQUEST.pack(what, pid))
        except OSError:
            raise SandboxError("the sandbox has gone") from None

    @property
    def first(self) -> bool:
        """Whether no SIGKILL of its own ends a worker: it is the first process of a namespace, or
        the filter does not send it, and there is no other process that could.
        """
        if confine.Wall.PROCESSES in self._walls:
            return True
        return confine.Wall.SYSTEM_CALLS in self._walls and not self.limits.processes

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
        self._ends.close()

    def _end(self) -> None:
        if self._process.returncode is not None:
            return  # its number may be another's by now
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


Reply = tuple[dict[str, Any], list[np.ndarray]]


class Worker(Closing):
    """One process that runs one submission's code. A context manager: nothing outlives it."""

    def __init__(self, sandbox: Sandbox, pid: int, channel: Channel, budget: Budget) -> None:
        self._sandbox, self._pid, self._channel = sandbox, pid, channel
        self._clock = Clock(budget, lambda: sandbox.look(pid), lambda: sandbox.stop(pid))
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
            if isinstance(late, Starved) and not self._sandbox.last:
                raise WorkerKilled(str(late)) from None
            raise self._worn(WorkerGone(str(late), late=True)) from None
        except Closed:
            limits, first = self._sandbox.limits, self._sandbox.first
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
        ending = self._sandbox.end_worker(self._pid, reap)
        self._clock.ended(ending)
        return ending

    def close(self) -> None:
        """End it, however it stands."""
        self.end()


def _environment(folder: str) -> dict[str, str]:
    return {
        "HOME": folder,
        "USER": "student",  # getpass and others ask here first
        "LOGNAME": "student",
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

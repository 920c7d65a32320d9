"""A fork server behind the walls, seen from outside.

What runs inside is inside/fork_server.py; what it forks is seen in worker.py.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from grader.engine.closing import Closing, undisturbed
from grader.engine.errors import SandboxError
from grader.engine.sandbox.inside.clocks import LOOKED
from grader.engine.sandbox.inside.fork import PID
from grader.engine.sandbox.inside.fork_server import (
    END,
    ENDED,
    FORK,
    LOOK,
    READY,
    REAP,
    REQUEST,
    STOP,
)
from grader.engine.sandbox.inside.protocol import Channel

from .clock import Look
from .deaths import Ending
from .inside import confine, passage
from .limits import ONE_THREAD, Limits
from .shared import SharedFolder, users
from .walls import PACKAGE, below_tmp, command

START_SECONDS = 120.0  # a cold disk, and a font cache to be built
ANSWER_SECONDS = 120.0  # a fork, or the end of a worker: milliseconds, on a machine that breathes
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


class ForkServer(Closing):
    """One warm process, which forks others. A context manager.

    last: there is no other try, and a submission that had no chance to run is late.
    """

    def __init__(
        self,
        limits: Limits,
        inside: Inside,
        walls: frozenset[confine.Wall],
        namespaces: bool,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        """Start it.

        Args:
            limits: what each submission may use.
            inside: what the workers do.
            walls: the walls of each worker.
            namespaces: it has some of its own; else a folder of its own beside others.
            meanwhile: done while it loads what the workers need.

        Raises:
            SandboxError: it did not start.
        """
        self.limits, self.inside, self.last = limits, inside, False
        self._walls = walls
        with contextlib.ExitStack() as ends:  # a command that is ended comes out anywhere
            self._folder = None
            if not namespaces:
                with undisturbed():  # between its making and its keeping it would be nobody's
                    self._folder = ends.enter_context(SharedFolder())
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            ends.enter_context(self._control)
            with tempfile.TemporaryFile() as log:
                with theirs:
                    self._process = self._start(theirs.fileno(), log)
                ends.callback(self._end)
                meanwhile()
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
            **asdict(self.inside),
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
            return self._folder.settings(self.limits.threads)
        return {"below_tmp": below_tmp(), "users": users(), "passages": []}

    @property
    def pid(self) -> int:
        """The process that this one started; the others are below it."""
        return self._process.pid

    def fork(self, program: str) -> tuple[int, Channel]:
        """Fork a process.

        Args:
            program: what it does.

        Returns:
            Its number, as the warm process knows it, and the line to it.

        Raises:
            SandboxError: there is none; the sandbox must be started again.
        """
        request = REQUEST.pack(FORK, self.inside.programs.index(program))
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
        return pid, channel

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


def _environment(folder: str) -> dict[str, str]:
    return {
        "HOME": folder,
        "USER": "student",  # getpass and others ask here first
        "LOGNAME": "student",
        "TMPDIR": folder,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        **ONE_THREAD,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # a set has the same order in every worker
        "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",  # macOS, where a warm process may fork too
    }

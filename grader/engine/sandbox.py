"""Start a worker process for one submission, ask it things, and end it for certain.

The walls are those of walls.py, limits on memory and file size, and a wall clock that only
the parent holds. Without the walls (--unsafe-no-sandbox) a worker is an ordinary process with
a clean environment and an empty folder of its own.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from .limits import Limits
from .protocol import Channel, Closed, Late, ProtocolError
from .walls import HOME, PACKAGE, command, system_call_filter

START_SECONDS = 60.0
# Behind the walls the package lies at a path of its own; without them it is where it is.
START = (
    "import os, sys; path = {path!r}; "
    "sys.path[:0] = [path] if os.path.isdir(path) else []; "
    "from grader.engine.worker import main; main(); os._exit(0)"
)


class WorkerGone(Exception):
    """The worker ended, or was ended, before it answered.

    late: it was ended because it did not answer in time.
    """

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


class Worker:
    """One process that runs one submission's code. A context manager: nothing outlives it."""

    def __init__(self, files: dict[str, bytes], limits: Limits) -> None:
        """Start the process, and put the given files, name and content, into its folder."""
        # A worker behind the walls never sees this folder; one without them works in it.
        self._folder = tempfile.TemporaryDirectory(prefix="layerwise-", ignore_cleanup_errors=True)
        to_worker, from_worker = os.pipe(), os.pipe()
        words = [
            *(sys.executable, "-I", "-c", START.format(path=str(Path(PACKAGE).parent))),
            *(str(to_worker[0]), str(from_worker[1]), str(limits.reply_bytes)),
            *(str(limits.memory_bytes), str(limits.file_bytes)),
        ]
        descriptors = [to_worker[0], from_worker[1]]
        if limits.walls:
            filter_in, filter_out = os.pipe()
            os.write(filter_out, system_call_filter())
            os.close(filter_out)
            descriptors.append(filter_in)
            words = command(["--seccomp", str(filter_in), *words])
        self._process = subprocess.Popen(
            words,
            cwd=self._folder.name,
            env=_environment(HOME if limits.walls else self._folder.name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=descriptors,
            start_new_session=True,
        )
        for descriptor in descriptors:
            os.close(descriptor)
        self._channel = Channel(from_worker[0], to_worker[1], limits.reply_bytes)
        self._asked = 0
        contents = [np.frombuffer(content, np.uint8) for content in files.values()]
        try:
            self.ask({"notebook": "", "files": list(files)}, contents, START_SECONDS)
        except WorkerGone as gone:
            self.__exit__(None, None, None)
            raise RuntimeError(f"a worker could not be started: {gone}") from None

    def ask(
        self, request: dict[str, Any], arrays: list[np.ndarray], seconds: float
    ) -> tuple[dict[str, Any], list[np.ndarray]]:
        """Send one request and wait for its reply.

        Raises:
            WorkerGone: no good reply came in time. The process has been ended.
        """
        self._asked += 1
        try:
            self._channel.send({"id": self._asked, **request}, arrays, seconds)
            body, answers = self._channel.receive(seconds)
            if not isinstance(body, dict) or body.get("id") != self._asked:
                raise ProtocolError("a reply to another question")
            if not isinstance(body.get("reply"), dict):
                raise ProtocolError("a reply of the wrong form")
            return body["reply"], answers
        except ProtocolError as error:
            late = isinstance(error, Late)
            self._end()
            raise WorkerGone("no answer in time" if late else self._epitaph(error), late) from None

    def _epitaph(self, error: ProtocolError) -> str:
        code = self._process.returncode
        if not isinstance(error, Closed):
            return f"it wrote where it must not: {error}"
        # bubblewrap passes a signal on as a shell does, as 128 and its number.
        number = -code if code is not None and code < 0 else (code or 0) - 128
        if number in signal.valid_signals():
            return f"the process was ended by {signal.Signals(number).name}"
        return f"the process ended itself, with exit code {code}"

    def _end(self) -> None:
        # A process that has just closed its pipe is given a moment to say how it ended.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.05)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def __enter__(self) -> "Worker":
        """Start of use."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, its children and its folder."""
        self._end()
        self._channel.close()
        self._folder.cleanup()


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
    }

"""Start a worker process for one submission, ask it things, and end it for certain.

The walls of today: a process group of its own, an empty folder of its own, a clean
environment, limits on memory and file size, and a wall clock that only the parent holds.
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
from .protocol import Channel, ProtocolError


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
        """Start the process in a folder that holds the given files."""
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="layerwise-", ignore_cleanup_errors=True)
        for name, data in files.items():
            Path(self._folder.name, name).write_bytes(data)
        to_worker, from_worker = os.pipe(), os.pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-m", "grader.engine.worker"),
                *(str(to_worker[0]), str(from_worker[1]), str(limits.reply_bytes)),
                *(str(limits.memory_bytes), str(limits.file_bytes)),
            ],
            cwd=self._folder.name,
            env=_environment(self._folder.name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(to_worker[0], from_worker[1]),
            start_new_session=True,
        )
        os.close(to_worker[0])
        os.close(from_worker[1])
        self._channel = Channel(from_worker[0], to_worker[1], limits.reply_bytes)
        self._asked = 0

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
            late = type(error).__name__ == "Late"
            self._end()
            raise WorkerGone("no answer in time" if late else self._epitaph(error), late) from None

    def _epitaph(self, error: ProtocolError) -> str:
        code = self._process.returncode
        if type(error).__name__ != "Closed":
            return f"it wrote where it must not: {error}"
        if code is not None and code < 0:
            return f"the process was ended by {signal.Signals(-code).name}"
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

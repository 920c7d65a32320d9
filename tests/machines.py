"""A Dask cluster of the tests' own: real schedulers and workers, each a process, on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import psutil
from distributed import Client

ROOT = Path(__file__).resolve().parents[1]
DASK = str(Path(sys.executable).with_name("dask"))
START_SECONDS = 60.0


class Cluster:
    """A scheduler and its workers. A context manager."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        scheme: str = "tcp",
        options: tuple[str, ...] = (),
        at: tuple[str, ...] = (),
    ) -> None:
        """Start a scheduler.

        Args:
            host: where it listens.
            scheme: tcp or tls.
            options: of every command, such as --tls-key.
            at: words before the command, that start it elsewhere.
        """
        self._options, self._processes = options, list[subprocess.Popen[bytes]]()
        where = Path(os.environ.get("TMPDIR", "/tmp")) / f"scheduler-{os.getpid()}-{id(self)}.json"
        where.unlink(missing_ok=True)
        address = f"{scheme}://{host}:0"
        words = ["--host", address, "--scheduler-file", str(where), "--no-dashboard"]
        self.scheduler = self._start([*at, DASK, "scheduler", *words, *options])
        deadline = time.monotonic() + START_SECONDS
        while not where.exists() or not where.read_text(encoding="utf-8").endswith("}"):
            assert self.scheduler.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        self.address: str = json.loads(where.read_text(encoding="utf-8"))["address"]
        where.unlink()

    def _start(
        self, words: list[str], env: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def worker(
        self,
        *more: str,
        nanny: bool = False,
        env: dict[str, str] | None = None,
        at: tuple[str, ...] = (),
    ) -> "subprocess.Popen[bytes]":
        """Start a worker: a process without a nanny, or a nanny and its process."""
        words = [*at, DASK, "worker", self.address, "--nthreads", "1", "--no-dashboard"]
        kind = "--nanny" if nanny else "--no-nanny"
        return self._start([*words, kind, *self._options, *more], env)

    def wait(self, count: int) -> None:
        """Wait until so many workers have joined."""
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, START_SECONDS)

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """SIGKILL a process, as a machine that loses its power."""
        process.kill()
        process.wait()

    def kill_below(self, nanny: "subprocess.Popen[bytes]") -> None:
        """SIGKILL the worker of a nanny."""
        for child in psutil.Process(nanny.pid).children():
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        """Start of use."""
        return self

    def __exit__(self, *error: object) -> None:
        """End every process that was started."""
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(fact: Callable[[], bool], seconds: float = START_SECONDS) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)

"""Inside the sandbox: a worker as the fork server sees it, ended to its last process."""

import contextlib
import os
import signal
import sys
import time
from dataclasses import dataclass

from . import folder
from .clocks import cpu_limit, look
from .group import Group

NOTHING, FILES, PROCESSES, MEMORY = range(4)  # what a worker can have too much of
REAP_SECONDS = 0.5  # that a worker which has hung up is given to end by itself


@dataclass(slots=True)
class Started:
    """A worker: what the grader calls it, and its folder, where it has one on the disk.

    uid: who it runs as, where that is another user than this process's.
    group: the processes that it has started, where it may have any.
    excess: it was ended for having too much of this.
    """

    pid: int
    folder: str = ""
    uid: int | None = None
    group: Group | None = None
    excess: int = NOTHING

    def kill(self) -> None:
        """End all of it at once: the first process of a namespace, or a group."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)


def end(worker: Started, patience: float) -> tuple[bool, int, float, float, int, float, float]:
    """End a worker, wait until nothing of it is left, and tell how it ended."""
    began = time.monotonic()
    while not (by_itself := has_ended(worker.pid)) and time.monotonic() < began + patience:
        time.sleep(0.001)
    waited = time.monotonic() - began
    seen, starved, _ = worker.group.look() if worker.group else look(worker.pid)
    if not by_itself or worker.group:
        worker.kill()
    limit = cpu_limit(worker.pid)
    _, status, usage = os.wait4(worker.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    if worker.group:
        cpu = max(seen, cpu + _wait_for_the_rest(worker.pid))
    if worker.folder:
        folder.remove(worker.folder)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return by_itself, status, cpu, limit, peak, starved, waited


def _wait_for_the_rest(group: int) -> float:
    """Wait until no process of a worker's is left; give the seconds of CPU time that they used."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, usage = os.wait4(-group, 0)
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


def has_ended(worker: int) -> bool:
    """Tell whether a worker has ended; it stays to be asked about its limits."""
    return os.waitid(os.P_PID, worker, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

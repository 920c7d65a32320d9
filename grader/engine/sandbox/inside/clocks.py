"""Inside the sandbox: a worker's clocks, which the kernel keeps and no code of a student's can set.

Read by the process that forks the workers.
"""

import contextlib
import os
import resource
import struct
import sys
import time

LOOKED = struct.Struct("<dd?")
NO_CLOCK = -1.0  # in place of CPU seconds, where there is no such clock (macOS)
LINUX = sys.platform == "linux"


def look(worker: int) -> tuple[float, float, bool]:
    """Read the clocks of a worker, all of its threads together.

    Returns:
        The seconds of CPU time that it has used. The seconds in which one thread of it, the one
        that waited longest, could have run and had no processor: together, many threads that keep
        each other waiting have as many as they like. Whether one of them runs, could run, or waits
        for a disk at this moment: a virtual machine that is kept waiting itself counts that time
        nowhere.
    """
    try:
        cpu = time.clock_gettime((~worker << 3) | 2)  # as clock_getcpuclockid
        threads = os.listdir(f"/proc/{worker}/task")  # noqa: PTH208, pathlib is not loaded here
    except OSError:
        return NO_CLOCK, 0.0, False
    starved, states = [0], ""
    for thread in threads:
        with contextlib.suppress(OSError):  # it has just ended
            states += _read(f"/proc/{worker}/task/{thread}/stat").rpartition(")")[2][1]
            starved.append(int(_read(f"/proc/{worker}/task/{thread}/schedstat").split()[1]))
    return cpu, max(starved) / 1e9, "R" in states or "D" in states


def _read(path: str) -> str:
    with open(path) as file:  # noqa: PTH123
        return file.read()


def cpu_limit(worker: int) -> float:
    """Give a worker's limit on CPU time, as it is now, or was when it ended."""
    if not LINUX:
        return float("inf")
    try:
        limits = resource.prlimit(worker, resource.RLIMIT_CPU)
    except PermissionError:  # a worker that is another user's
        return _listed_limit(worker)
    except OSError:
        return float("inf")
    return min(float("inf") if limit == resource.RLIM_INFINITY else limit for limit in limits)


def _listed_limit(worker: int) -> float:
    """Read the limit where every user may: "Max cpu time   46   46   seconds"."""
    try:
        lines = _read(f"/proc/{worker}/limits").splitlines()
    except OSError:
        return float("inf")
    words = next((line.split()[3:5] for line in lines if line.startswith("Max cpu time")), [])
    return min((float(word) for word in words if word.isdigit()), default=float("inf"))


def memory_kills() -> int:
    """Count the processes that this machine has ended since its start, for want of memory."""
    try:
        lines = _read("/proc/vmstat").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)

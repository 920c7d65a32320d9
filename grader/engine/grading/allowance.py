"""What the judge may spend on one submission: processor time and memory.

A wrong answer can be dear to read, to compare and to diagnose. What is spent beyond the bounds is
the submission's own: the step that is being judged fails, and those after it. Every piece of work
between two looks at the clock is bounded by the size of an answer (cases/plain.py, protocol.py).
"""

import contextlib
import functools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

try:
    import resource
except ImportError:  # Windows, where only unsafe grading runs
    resource = None  # type: ignore[assignment]

# Of CPU time, to read and to judge. An honest submission takes a twentieth of it, and one of which
# every first step is wrong a half.
JUDGE_SECONDS = 1.4
MEMORY_BYTES = 200 * 2**20  # beyond what the process has when a submission comes
PAGE_BYTES = 4096


class Spent(Exception):
    """A submission has used up its share of the judge's time."""


@dataclass(slots=True)
class Allowance:
    """The judge's time for one submission, from now on."""

    seconds: float
    _started: float = field(default_factory=time.thread_time)

    def check(self) -> None:
        """Go on where there is time left.

        Raises:
            Spent: there is none.
        """
        if time.thread_time() - self._started > self.seconds:
            raise Spent("its answers take longer to judge than a submission's may")


@contextlib.contextmanager
def bounded_memory(more: int = MEMORY_BYTES) -> Iterator[None]:
    """Let this process take no more than so many bytes on top of what it has; else MemoryError."""
    statm = Path("/proc/self/statm")
    if resource is None or not statm.exists():
        yield
        return
    _have_blas_ready(os.getpid())
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(statm.read_text().split()[0]) * PAGE_BYTES + more
    most = min([most, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@functools.cache
def _have_blas_ready(pid: int) -> None:
    """Have the matrix product take its own memory, for each of its threads, before it is bounded.

    OpenBLAS takes 32 MB at its first product, and ends the process where it does not get them.
    """
    square = np.ones((256, 256))
    np.dot(square, square)

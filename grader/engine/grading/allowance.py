"""What the judge may spend on one submission: processor time and memory.

A wrong answer can be dear to read, to compare and to diagnose. What is spent beyond the bounds is
the submission's own: the step that is being judged fails, and those after it. Pieces of work
between two looks at the clock are bounded by the size of an answer (cases/plain.py, protocol.py);
what also grows with a student's code is interrupted where it is.
"""

import contextlib
import functools
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import numpy as np

try:
    import resource
except ImportError:  # Windows, where only unsafe grading runs
    resource = None  # type: ignore[assignment]

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
        if self._left() < 0:
            self._end()

    def _left(self) -> float:
        return self.seconds - (time.thread_time() - self._started)

    def _end(self, *_: object) -> NoReturn:
        self.seconds = float("-inf")  # the clocks differ by a tick: what is spent stays so
        raise Spent("its answers take longer to judge than a submission's may")

    @contextlib.contextmanager
    def interrupting(self) -> Iterator[None]:
        """End what runs meanwhile, wherever it is, when there is no time left.

        For reckoning alone, which leaves nothing half done. Python hears a signal in its main
        thread only: in any other it is the next look at the clock that ends it.

        Raises:
            Spent: there is none.
        """
        self.check()
        in_main = threading.current_thread() is threading.main_thread()
        if not in_main or not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGPROF, self._end)
        signal.setitimer(signal.ITIMER_PROF, max(self._left(), 0.001))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)


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

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
from typing import NoReturn

import numpy as np

try:
    import resource
except ImportError:  # Windows, where only unsafe grading runs
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 200 * 2**20  # beyond what the process has when a submission comes
PAGE_BYTES = 4096


class Spent(BaseException):
    """A submission has used up its share of the judge's time.

    No Exception, as KeyboardInterrupt is none: it comes in the middle of a reference, which may
    catch those, and it comes once.
    """


@dataclass(slots=True)
class Allowance:
    """The judge's time for one submission, from now on."""

    seconds: float
    _started: float = field(default_factory=time.thread_time)
    _is_heard: bool = False

    def __post_init__(self) -> None:
        """Have the process hear its clock; for each question of a stand-in that would be dear."""
        if can_hear():
            signal.signal(signal.SIGPROF, _heard)
            self._is_heard = True

    def check(self) -> None:
        """Go on where there is time left.

        Raises:
            Spent: there is none.
        """
        if self._left() < 0:
            self.end()

    @property
    def is_spent(self) -> bool:
        """Whether somebody has learnt that nothing is left."""
        return self.seconds == float("-inf")

    def _left(self) -> float:
        return self.seconds - (time.thread_time() - self._started)

    def end(self) -> NoReturn:
        """Nothing is left.

        Raises:
            Spent: always.
        """
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
        if not (self._is_heard and can_hear()):
            yield
            return
        _running[:] = [self]
        signal.setitimer(signal.ITIMER_PROF, max(self._left(), 0.001))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            _running.clear()


_running: list[Allowance] = []  # whose time the clock counts; nobody's between two pieces


def can_hear() -> bool:
    """Whether a clock can interrupt: in a main thread, and not on Windows."""
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer")


def _heard(*_: object) -> None:
    for one in _running:
        one.end()


@contextlib.contextmanager
def bounded_memory(more: int = MEMORY_BYTES) -> Iterator[None]:
    """Let this process take no more than so many bytes on top of what it has; else MemoryError."""
    statm = _own_memory(os.getpid())
    if resource is None or statm is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(os.pread(statm, 40, 0).split()[0]) * PAGE_BYTES + more
    most = min([most, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@functools.cache
def _own_memory(pid: int) -> int | None:
    """Open what Linux says of a process's memory, which is asked thousands of times.

    The matrix product takes its own memory here, for each of its threads, before that is bounded:
    OpenBLAS takes 32 MB at its first product, and ends the process where it does not get them.
    """
    try:
        statm = os.open(f"/proc/{pid}/statm", os.O_RDONLY)
    except OSError:
        return None
    square = np.ones((256, 256))
    np.dot(square, square)
    return statm

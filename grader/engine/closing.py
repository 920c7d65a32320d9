"""What is closed at the end of a `with` block, and what no signal may cut in two."""

import contextlib
import signal
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Self


class Closing(ABC):
    """A context manager whose end is its close()."""

    @abstractmethod
    def close(self) -> None:
        """End it, and everything that it started."""

    def __enter__(self) -> Self:
        """Start of use."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Have signals that end a command wait for the end of this: one that is waiting comes first."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

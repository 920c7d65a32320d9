"""What is closed at the end of a `with` block."""

from abc import ABC, abstractmethod
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

"""One file of a source, and how much of it is believed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

# nbgrader's own limit for a file that it copies; a submission may hold two such.
MAX_FILE = 100_000 * 2**10
MAX_BYTES = 2 * MAX_FILE
MAX_FILES = 1_000  # of one submission
MAX_NAME = 200  # bytes of one part of a path; most file systems end at 255
MAX_PATH = 1_024  # bytes of a path in the submission; systems end at 4,096, with what is above it
MAX_DEPTH = 20
CHUNK = 2**20

# What systems and editors leave behind, and no student means to hand in.
JUNK = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__"}


class Refused(Exception):
    """A submission is not taken; the message says why. The others go on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a source. Nothing of it is read before it is asked for.

    path: the parts of its path in the source.
    size: as the source tells it; reading stops there.
    when: the time that the source has for it, in UTC.
    open: gives its bytes.
    problem: why it may not be taken; empty where it may.
    """

    path: tuple[str, ...]
    size: int
    when: datetime
    open: Callable[[], IO[bytes]]
    problem: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path[-1]

    def moved(self, path: tuple[str, ...]) -> "Entry":
        """Give the same file at another path."""
        return Entry(path, self.size, self.when, self.open, self.problem)


def is_junk(path: tuple[str, ...]) -> bool:
    """Tell whether a file is one that no student means to hand in."""
    return any(part.casefold() in JUNK or part.startswith("._") for part in path)


def path_problem(path: tuple[str, ...]) -> str:
    """Say why a path may not be written; empty where it may."""
    if not path or path[0] == "" or (len(path[0]) == 2 and path[0][1] == ":"):
        return "its name is an absolute path"
    if any(part in ("", ".", "..") for part in path):
        return "its name leads out of its folder"
    if not all(part.isprintable() for part in path):
        return "its name holds control characters"
    parts = [len(os.fsencode(part)) for part in path]
    if len(path) > MAX_DEPTH or max(parts) > MAX_NAME or sum(parts) + len(parts) > MAX_PATH:
        return "its name is too long"
    return ""


def check(entries: list[Entry]) -> None:
    """Hold one submission's files against the limits, by what the source tells of them.

    Raises:
        Refused: one of them may not be taken, or they are too many or too large together.
    """
    for entry in entries:
        if entry.problem:
            raise Refused(f"{'/'.join(entry.path)}: {entry.problem}")
        if entry.size > MAX_FILE:
            raise Refused(f"{'/'.join(entry.path)} is {_mb(entry.size)}; {_mb(MAX_FILE)} may be")
    if len(entries) > MAX_FILES:
        raise Refused(f"it holds {len(entries)} files; {MAX_FILES} may be")
    if (total := sum(entry.size for entry in entries)) > MAX_BYTES:
        raise Refused(f"it holds {_mb(total)}; {_mb(MAX_BYTES)} may be")


def _mb(size: int) -> str:
    return f"{size / 2**20:.0f} MB"

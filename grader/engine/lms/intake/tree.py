"""Read a folder as a source: no link is followed, and nothing but plain files is opened."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from grader.engine.errors import SourceError

from .archive import MAX_ENTRIES
from .entry import Entry, is_junk, path_problem


def everything(name: str) -> bool:
    """Want every file and folder that a folder holds."""
    return True


def read_tree(folder: Path, wanted: Callable[[str], bool] = everything) -> list[Entry]:
    """List the files below a folder.

    Args:
        folder: the folder.
        wanted: tells by its name whether something that lies in the folder itself is looked at.

    Raises:
        SourceError: it cannot be read, or holds more than a class hands in.
    """
    entries: list[Entry] = []
    try:
        for entry in _walk(folder, (), wanted):
            entries.append(entry)
            if len(entries) > MAX_ENTRIES:
                raise SourceError(
                    f"{folder} holds more than {MAX_ENTRIES} files. Name the folder of one "
                    "assignment's submissions."
                )
    except OSError as error:
        raise SourceError(
            f"{error.filename or folder} cannot be read ({error.strerror}). Name a folder or a zip "
            "with the submissions."
        ) from None
    return entries


def read_file(path: Path) -> Entry:
    """Give one file as a source of its own."""
    status = path.lstat()
    return _entry(path, (path.name,), status)


def _walk(
    folder: Path, above: tuple[str, ...], wanted: Callable[[str], bool] = everything
) -> Iterator[Entry]:
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        path = (*above, item.name)
        if is_junk(path) or item.name.startswith(".") or not wanted(item.name):
            continue
        if item.is_dir(follow_symlinks=False) and not (problem := path_problem(path)):
            yield from _walk(Path(item.path), path)
        elif item.is_dir(follow_symlinks=False):
            yield Entry(path, 0, datetime.now(UTC), partial(_open, Path(item.path)), problem)
        else:
            yield _entry(Path(item.path), path, item.stat(follow_symlinks=False))


def _entry(path: Path, parts: tuple[str, ...], status: os.stat_result) -> Entry:
    problem = path_problem(parts)
    if stat.S_ISLNK(status.st_mode):
        problem = "it is a symbolic link"
    elif not stat.S_ISREG(status.st_mode):
        problem = "it is not a regular file"
    when = datetime.fromtimestamp(status.st_mtime, UTC)
    return Entry(parts, status.st_size, when, partial(_open, path), problem)


def _open(path: Path) -> IO[bytes]:
    """Open a file that may have become something else since it was listed."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path.name} is not a regular file")
    return os.fdopen(descriptor, "rb")

"""The instructor's own files, which lie beside the notebooks of every submission."""

import os
from pathlib import Path

from grader.engine.errors import CourseError

from .submitted import is_ignored

MAX_FILES = 10_000
MAX_BYTES = 256 * 2**20  # each process that grades holds them, and each worker has a copy


def read_own_files(folder: Path, ignore: tuple[str, ...]) -> dict[str, bytes]:
    """Read every file of a folder that is no notebook, by its path in the folder.

    Links are followed, as nbgrader follows them here: they are the instructor's.

    Args:
        folder: with the notebooks; it may be missing.
        ignore: names that are left out, as patterns.

    Raises:
        CourseError: they are too many, too large, or one cannot be read. None is left out: tests
            that need it would fail for everybody.
    """
    files: dict[str, bytes] = {}
    size = 0
    for place, folders, names in os.walk(folder, onerror=_refuse, followlinks=True):
        folders[:] = sorted(name for name in folders if not is_ignored(name, ignore))
        for name in sorted(names):
            if is_ignored(name, (*ignore, "*.ipynb")):
                continue
            path = Path(place, name)
            if path.exists():
                if not path.is_file():
                    continue  # a pipe, a socket: nothing to copy
                size += path.stat().st_size
            if len(files) == MAX_FILES or size > MAX_BYTES:
                raise CourseError(
                    f"{folder} holds more than {MAX_FILES:,} files or {MAX_BYTES >> 20} MB beside "
                    "its notebooks, and every submission is graded with a copy of them. Have "
                    "fewer or smaller ones there."
                )
            try:
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
            except OSError as error:
                _refuse(error)
    return files


def _refuse(error: OSError) -> None:
    if not os.path.lexists(error.filename):
        return  # the folder itself may be missing
    raise CourseError(
        f"{error.filename} cannot be read ({error.strerror}), and every submission is graded "
        "beside it. Mend it, or take it out of the folder."
    ) from None

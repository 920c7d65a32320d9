"""Inside the sandbox: the files that a worker begins with, and those that stay as they are.

One frame carries them. Names are bytes and no JSON: there one letter may take six bytes, and a
bracket counts as a part.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

FILE = "the file "  # how one that was put back is named


def packed(files: Mapping[str, bytes]) -> tuple[list[int], bytes]:
    """Put files into one row of bytes; give the sizes of its parts: all names, then each content.

    Args:
        files: name and content.
    """
    names = b"\0".join(os.fsencode(name) for name in files)
    return [len(names), *map(len, files.values())], b"".join([names, *files.values()])


def write_files(sizes: list[int], content: bytes) -> None:
    """Put what `packed` gives into the folder where this process stands."""
    start, *rest = sizes
    names = content[:start].split(b"\0") if rest else []
    for name, size in zip(names, rest, strict=True):
        path = Path(os.fsdecode(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[start : start + size])
        start += size


class Ours:
    """The instructor's files in the submission's folder: before a test they are as they were."""

    def __init__(self, names: list[str] | None = None) -> None:
        self._files = {Path(name): Path(name).read_bytes() for name in names or ()}
        self._home = Path.cwd()
        self._stamps = {path: _stamp(self._home / path) for path in self._files}

    def put_back(self) -> list[str]:
        """Write again what has changed, and name it."""
        changed = self._come_home()
        for name, data in self._files.items():
            path = self._home / name
            if _stamp(path) != self._stamps[name]:
                changed.append(f"{FILE}{name}")
                with contextlib.suppress(OSError):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.unlink(missing_ok=True)
                    path.write_bytes(data)
                self._stamps[name] = _stamp(path)
        return changed

    def _come_home(self) -> list[str]:
        """Leave a folder in which another file has the name of one of these."""
        with contextlib.suppress(OSError):
            if (here := Path.cwd()) != self._home:
                for name, data in self._files.items():
                    path = here / name
                    same = path.is_file() and path.stat().st_size == len(data)
                    if path.exists() and not (same and path.read_bytes() == data):
                        os.chdir(self._home)
                        return [f"{FILE}{name}"]
        return []


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells that a file was written since; its time of change is the kernel's alone."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns

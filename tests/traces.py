"""What is on this machine, before and after: whatever a hostile submission leaves shows up here."""

import contextlib
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.tricks import MARK

ROOT = Path(__file__).resolve().parent.parent
OURS = {
    ".git",
    ".venv",
    ".work",
    "__pycache__",
    ".pytest_cache",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
}
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", str(Path.home()))
KEY = str(0x4C570001)  # of the shared memory, semaphores and queues that a trick asks for
PORT = f":{47113:04X}"


def _walk(folder: Path) -> Iterator[Path]:
    for place, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if name not in OURS]
        yield Path(place)
        yield from (Path(place, name) for name in names)


def files(*folders: Path) -> dict[str, tuple[int, int]]:
    """Every file, with its time and size, and every folder.

    A folder's own time also changes where a test beside this one has Python cache its code there.
    """
    found = {}
    for path in (path for folder in folders for path in _walk(folder)):
        status = path.lstat()
        is_folder = stat.S_ISDIR(status.st_mode)
        found[str(path)] = (0, 0) if is_folder else (status.st_mtime_ns, status.st_size)
    return found


def marks() -> set[str]:
    """Everything on the machine that has the mark of a hostile submission."""
    found = set()
    for folder in SHARED:
        found |= {str(path) for path in _walk(Path(folder)) if MARK in path.name}
    for path in Path("/proc").glob("[0-9]*/task/*/comm"):
        with contextlib.suppress(OSError):
            if path.read_text().strip() == MARK[:15]:
                found.add(str(path))
    for name, word in (("unix", MARK), ("tcp", PORT)):
        lines = (Path("/proc/net") / name).read_text().splitlines()
        found |= {line for line in lines if word in line}
    for name in ("shm", "sem", "msg"):
        with contextlib.suppress(OSError):
            lines = (Path("/proc/sysvipc") / name).read_text().splitlines()
            found |= {line for line in lines if line.split()[0] == KEY}
    return found


def processes() -> set[int]:
    """This process's descendants; Python's own resource tracker, which stays, is not counted."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    below: set[int] = set()
    more = {os.getpid()}
    while more:
        more = {pid for pid, parent in parents.items() if parent in more} - below
        below |= more
    return {pid for pid in below if not _is_tracker(pid)}


def _is_tracker(pid: int) -> bool:
    try:
        return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True  # it has ended meanwhile


def traces(*folders: Path) -> dict[str, object]:
    """All of it, to be compared."""
    return {
        "files": files(ROOT, *folders),
        "marks": marks(),
        "processes": processes(),
        "threads": threading.active_count(),
    }

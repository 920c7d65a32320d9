"""A worker's folder where it has no file system of its own: measured from outside, and removed.

Inside the sandbox, in the fork server: standard library only. A file counts also when it has no
name any more, as long as the worker holds it open or has it in its memory.
"""

import os
import stat
from typing import Any

DEEP = 64  # folders below one another
FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Full(Exception):
    """The folder holds more than it may."""


def make(path: str, uid: int | None) -> str:
    """Make the two folders of a worker, its home and one for temporary files; give its home.

    Args:
        path: holds both.
        uid: who they belong to, if not to this process.
    """
    home, temporary = f"{path}/home", f"{path}/tmp"
    for folder in (path, home, temporary):
        os.mkdir(folder, 0o700)  # noqa: PTH102, one import less inside
        if uid is not None:
            os.chown(folder, uid, uid)
    return home


def is_full(path: str, pids: list[int], uid: int | None, limits: dict[str, Any]) -> bool:
    """Tell whether a worker has written more, or started more threads, than its limits allow.

    Args:
        path: of its folder.
        pids: its own, and those of the processes that it has started.
        uid: who it runs as, if not as this process.
        limits: "folder_bytes" and "folder_files", of each of two folders; "descriptors"; "threads"
            and "processes"; and "file_bytes", which is what a file counts that nobody can measure.
    """
    files: dict[tuple[int, int], int] = {}
    try:
        top = os.open(path, FLAGS)
        try:
            _measure(top, files, [2 * limits["folder_files"]], DEEP)
        finally:
            os.close(top)
        # Where workers share a user the kernel counts the threads of all together.
        threads = sum(os.stat(f"/proc/{pid}/task").st_nlink - 2 for pid in pids)  # noqa: PTH116
        if threads > limits["threads"] + limits["processes"]:
            return True
        with SeenAs(uid):
            for pid in pids:
                try:
                    _measure_held(pid, path, files, limits)
                except PermissionError:
                    if not _is_ending(pid):
                        raise
    except (Full, PermissionError):  # a folder that it has shut, too
        return True
    except OSError:  # it changes while it is looked at, or the worker has ended
        return False
    return sum(files.values()) > 2 * limits["folder_bytes"]


def _measure(folder: int, files: dict[tuple[int, int], int], left: list[int], deeper: int) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            left[0] -= 1
            if left[0] < 0 or deeper == 0:
                raise Full
            try:
                status = entry.stat(follow_symlinks=False)
                files[status.st_dev, status.st_ino] = status.st_blocks * 512
                if not stat.S_ISDIR(status.st_mode):
                    continue
                inner = os.open(entry.name, FLAGS, dir_fd=folder)
            except (FileNotFoundError, NotADirectoryError):
                continue
            try:
                _measure(inner, files, left, deeper - 1)
            finally:
                os.close(inner)


def _measure_held(
    worker: int, path: str, files: dict[tuple[int, int], int], limits: dict[str, Any]
) -> None:
    """Count what has no name any more, and is held open, or in memory."""
    for descriptor in range(limits["descriptors"]):
        try:
            status = os.stat(f"/proc/{worker}/fd/{descriptor}")  # noqa: PTH116
        except FileNotFoundError:
            continue
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
            files[status.st_dev, status.st_ino] = status.st_blocks * 512
    with open(f"/proc/{worker}/maps", "rb") as lines:  # noqa: PTH123
        for line in lines:
            if line.endswith(b" (deleted)\n") and path.encode() in line:
                _, _, _, device, inode, _ = line.split(None, 5)
                major, minor = (int(part, 16) for part in device.split(b":"))
                files.setdefault((os.makedev(major, minor), int(inode)), limits["file_bytes"])


def _is_ending(pid: int) -> bool:
    """Whether a process has given its memory back, and is no more to be looked at."""
    with open(f"/proc/{pid}/statm") as file:  # noqa: PTH123
        return file.read().startswith("0 ")


class SeenAs:
    """Look into /proc as the user that a worker runs as: root without CAP_SYS_PTRACE may not."""

    def __init__(self, uid: int | None) -> None:
        self._uid = uid

    def __enter__(self) -> None:
        """Be this user."""
        if self._uid is not None:
            os.setegid(self._uid)
            os.seteuid(self._uid)

    def __exit__(self, *error: object) -> None:
        """Be root again."""
        if self._uid is not None:
            os.seteuid(0)
            os.setegid(0)


def remove(path: str) -> None:
    """Remove a folder, however deep and wide it has become; nobody writes there any more."""
    try:
        here = os.open(path, FLAGS)
    except FileNotFoundError:
        return
    names: list[str] = []
    left = [_empty(here)]
    # Two folders are open at a time: as many as are below one another would be too many.
    while names or left[-1]:
        if left[-1]:
            name = left[-1].pop()
            os.chmod(name, 0o700, dir_fd=here)
            there = os.open(name, FLAGS, dir_fd=here)
            names.append(name)
            left.append(_empty(there))
        else:
            there = os.open("..", FLAGS, dir_fd=here)
            os.rmdir(names.pop(), dir_fd=there)
            left.pop()
        os.close(here)
        here = there
    os.close(here)
    os.rmdir(path)  # noqa: PTH106


def _empty(folder: int) -> list[str]:
    """Remove what is no folder; give the names of the others."""
    with os.scandir(folder) as found:
        entries = list(found)
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in {entry.name for entry in entries} - set(folders):
        os.unlink(name, dir_fd=folder)
    return folders

"""What `multiprocessing` needs where a submission may have processes of its own.

Inside the sandbox. Semaphores are pipes, shared memory is a file in the submission's folder: the
kernel's own ones are known by their name to the whole machine, or sleep on a page that others
have too. Everything goes with the worker, so there is nobody to keep a list of it.
"""

import contextlib
import errno
import fcntl
import importlib
import multiprocessing
import os
import select
import struct
import tempfile
import termios
import threading
import time
from typing import Any, NoReturn

from .refusals import PROGRAMS

RECURSIVE, SEMAPHORE = 0, 1
FOLDER = ".shared-memory"


class PipeSemaphore:
    """A semaphore among processes: as many bytes wait in a pipe as there are turns to take.

    It has the methods of the class of the same purpose in `_multiprocessing`.
    """

    SEM_VALUE_MAX = 32_767  # as on macOS: it fits a pipe

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> None:
        self.kind, self.maxvalue, self.name = kind, maxvalue, None
        self._reader, self._writer = os.pipe()
        self.handle = self._reader
        for end in (self._reader, self._writer):
            os.set_blocking(end, False)
        self._taken, self._owner = 0, 0
        if value and os.write(self._writer, bytes(value)) < value:
            raise OSError(errno.ENOSPC, "no room for a semaphore of that size")

    def __del__(self) -> None:
        """Close this process's ends."""
        for end in (getattr(self, "_reader", -1), getattr(self, "_writer", -1)):
            with contextlib.suppress(OSError):
                os.close(end)

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take a turn; tell whether there was one in time."""
        if self.kind == RECURSIVE and self._is_mine():
            self._taken += 1
            return True
        end = time.monotonic() + max(0.0, timeout or 0.0)
        while True:
            with contextlib.suppress(BlockingIOError):
                os.read(self._reader, 1)
                self._taken += 1
                self._owner = threading.get_ident()
                return True
            left = end - time.monotonic()
            if not block or (timeout is not None and left <= 0):
                return False
            waits = select.poll()
            waits.register(self._reader, select.POLLIN)
            waits.poll(None if timeout is None else 1_000 * left)

    def release(self) -> None:
        """Give a turn back."""
        if self.kind == RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._taken > 1:
                self._taken -= 1
                return
        elif self._get_value() >= self.maxvalue:
            raise ValueError("semaphore or lock released too many times")
        self._taken -= 1
        os.write(self._writer, b"\0")

    def __enter__(self) -> bool:
        """Take a turn."""
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        """Give it back."""
        self.release()

    def _get_value(self) -> int:
        waiting = fcntl.ioctl(self._reader, termios.FIONREAD, bytes(4))
        return int(struct.unpack("i", waiting)[0])

    def _is_zero(self) -> bool:
        return self._get_value() == 0

    def _is_mine(self) -> bool:
        return self._taken > 0 and self._owner == threading.get_ident()

    def _count(self) -> int:
        return self._taken

    def _after_fork(self) -> None:
        self._taken = 0


def provide(most: int) -> None:
    """Have `multiprocessing` work with what there is.

    Args:
        most: the processes that a submission may have; libraries start one for each processor.
    """
    # Whatever is imported later finds what is replaced here.
    modules: dict[str, Any] = {
        name: importlib.import_module(name)
        for name in (
            *("_multiprocessing", "_posixshmem", "multiprocessing.context", "multiprocessing.heap"),
            *("multiprocessing.forkserver", "multiprocessing.resource_tracker"),
            "multiprocessing.util",
        )
    }
    modules["_multiprocessing"].SemLock = PipeSemaphore
    modules["_multiprocessing"].sem_unlink = _nothing
    modules["_posixshmem"].shm_open, modules["_posixshmem"].shm_unlink = shm_open, shm_unlink
    modules["multiprocessing.heap"].Arena._dir_candidates = []  # not /dev/shm
    for name in ("register", "unregister", "ensure_running"):
        setattr(modules["multiprocessing.resource_tracker"], name, _nothing)
    # Every other way to start a process starts a program.
    modules["multiprocessing.util"].spawnv_passfds = _no_program
    modules["multiprocessing.forkserver"].ForkServer.ensure_running = _no_program
    default = modules["multiprocessing.context"]._default_context
    default._default_context = multiprocessing.get_context("fork")
    for name in ("cpu_count", "process_cpu_count"):
        if hasattr(os, name):
            setattr(os, name, _at_most(most, getattr(os, name)() or 1))


def shm_open(path: str, flags: int, mode: int = 0o600) -> int:
    """Open a piece of shared memory: a file in the submission's folder."""
    place = _place(path)
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
    return os.open(place, flags | os.O_NOFOLLOW, mode)


def shm_unlink(path: str) -> None:
    """Take its name away."""
    os.unlink(_place(path))  # noqa: PTH108


def _place(path: str) -> str:
    name = path.lstrip("/")
    if "/" in name or name in ("", ".", ".."):
        raise OSError(errno.EINVAL, "no name of shared memory", path)
    return f"{tempfile.gettempdir()}/{FOLDER}/{name}"


def _at_most(most: int, count: int) -> Any:
    return lambda: min(most, count)


def _no_program(*_: object) -> NoReturn:
    raise PermissionError(errno.EPERM, f"{PROGRAMS}: processes are started by fork")


def _nothing(*_: object) -> None:
    pass

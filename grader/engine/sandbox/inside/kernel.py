"""Calls of the kernel that Python has no words for.

Inside the sandbox: standard library only.
"""

import ctypes
import functools
import os
from typing import Any

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION_3 = 0x20080522


@functools.cache
def libc() -> ctypes.CDLL:
    """Give the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: Any) -> None:
    """Call a function of the C library that gives 0 where it did what it should.

    Raises:
        OSError: the kernel refuses.
    """
    if getattr(libc(), name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """Mount, as mount(2) says it."""
    words = [word.encode() or None for word in (source, target, kind)]
    call("mount", *words, ctypes.c_ulong(flags), options.encode() or None)


def write(path: str, text: str) -> None:
    """Write into a file of the kernel's."""
    file = os.open(path, os.O_WRONLY)  # to cut the file would be another right of Landlock's
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def filter_calls(program: bytes) -> None:
    """Have the kernel ask a program about every system call from now on; see syscalls.py."""
    lines = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        """The kernel's struct sock_fprog."""

        _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    whole = Program(len(program) // 8, ctypes.cast(lines, ctypes.c_void_p))
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(whole), 0, 0)


def keep_capabilities(kept: tuple[int, ...]) -> None:
    """Keep these of the capabilities that this process has, and no other."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then their upper halves
    call("capget", ctypes.byref(header), ctypes.byref(sets))
    mask = sum(1 << capability for capability in kept) & sets[1]
    call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)(mask, mask)))

"""The walls that a worker puts up around itself before it runs a student's code.

Inside the sandbox: standard library only. A worker is forked from a warm process, which is
behind bubblewrap's walls already; these are the worker's own, so that no submission meets what
another one left. Whatever fails here ends the worker: see warm.py.
"""

import ctypes
import functools
import os
import resource
from enum import StrEnum
from typing import Any

from .syscalls import filter_program

HOME = "/home/student"
# The device nodes, which are the machine's own: nothing is kept in what is read and written there.
NODES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x8000000, 0x10000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 1, 2, 4, 0x20, 0x1000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
# What a mount of the machine's has, and another namespace may not take away: nosuid, noexec. These
# numbers are the same for statvfs and for mount.
LOCKED = 0x2 | 0x8
MNT_DETACH = 2
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 4, 24, 38, 22
PR_SET_CHILD_SUBREAPER = 36
SECCOMP_MODE_FILTER = 2
SIGNALS = 64  # that wait to be delivered
CAPABILITY_VERSION_3 = 0x20080522


class Wall(StrEnum):
    """The walls of one worker. All stand, but in tests that show what each is for."""

    PROCESSES = "processes"  # a process namespace: no other process is in sight
    FILES = "files"  # a mount namespace: an empty home and /tmp of its own, and no /proc
    IPC = "ipc"  # a namespace of its own for shared memory and queues
    RIGHTS = "rights"  # no capability, and no way to gain one
    SYSTEM_CALLS = "system calls"  # the filter of syscalls.py
    LIMITS = "limits"  # memory, CPU time, files, descriptors


ALL = frozenset(Wall)
NAMESPACES = {Wall.PROCESSES: CLONE_NEWPID, Wall.FILES: CLONE_NEWNS, Wall.IPC: CLONE_NEWIPC}


def prepare(walls: frozenset[Wall]) -> None:
    """Do in the warm process what need not be done in every worker."""
    if walls & NAMESPACES.keys():
        # A worker's own parent ends at once; the warm process is the one who waits for it.
        _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if Wall.SYSTEM_CALLS in walls:
        filter_program(1, Wall.FILES not in walls)  # is kept for the first of a process namespace


def enter_namespaces(walls: frozenset[Wall], limits: dict[str, Any]) -> None:
    """Move this process, or its next child where it is about processes, into new namespaces.

    Args:
        walls: which of the walls to put up.
        limits: "folder_bytes" and "folder_files", of each of the worker's two folders; "below_tmp",
            the interpreter's folders where they lie in /tmp, and are to stay in sight.

    Raises:
        OSError: the kernel refuses one.
    """
    flags = sum(flag for wall, flag in NAMESPACES.items() if wall in walls)
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", ctypes.c_int(CLONE_NEWUSER | flags))
    # With a map of its own this process may mount, inside, and nowhere else.
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    # Where memory runs out, the kernel ends a worker first, and not the grader.
    _write("/proc/self/oom_score_adj", "1000")
    if Wall.FILES in walls:
        _mount("none", "/", "", MS_REC | MS_PRIVATE, "")
        size = f"size={limits['folder_bytes']},nr_inodes={limits['folder_files']}"
        _mount("tmpfs", HOME, "tmpfs", MS_NOSUID | MS_NODEV, f"{size},mode=0700")
        kept = [_keep(folder, i) for i, folder in enumerate(limits.get("below_tmp", ()))]
        _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, f"{size},mode=1777")
        for place, folder in kept:
            os.makedirs(folder)  # noqa: PTH103
            _mount(place, folder, "", MS_BIND | MS_REC, "")
            _call("umount2", place.encode(), MNT_DETACH)
            os.rmdir(place)  # noqa: PTH106
        for node in NODES:
            # Its mode and times are kept, and would be the student's to set where that is root.
            same = os.statvfs(node).f_flag & LOCKED
            _mount("", node, "", MS_REMOUNT | MS_BIND | MS_RDONLY | same, "")
        _mount("tmpfs", "/proc", "tmpfs", MS_RDONLY, "size=4k,nr_inodes=2,mode=0555")
        os.chdir(HOME)


def _keep(folder: str, number: int) -> tuple[str, str]:
    """Hold a folder that is about to be covered at another place; give that, and the folder."""
    place = f"{HOME}/.kept-{number}"
    os.mkdir(place)  # noqa: PTH102
    _mount(folder, place, "", MS_BIND | MS_REC, "")
    return place, folder


def close_everything_but(kept: tuple[int, ...]) -> None:
    """Close every descriptor but the named ones; input and output lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    first = 3
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, 65_536)


def give_up_rights(walls: frozenset[Wall], limits: dict[str, int]) -> None:
    """Set the limits, drop every capability, and put the filter in place: the last step.

    Args:
        walls: which of the walls to put up.
        limits: "memory_bytes", "file_bytes", "cpu_seconds", "descriptors", "threads".

    Raises:
        OSError: the kernel refuses.
    """
    if Wall.LIMITS in walls:
        for kind, most in (
            (resource.RLIMIT_AS, limits["memory_bytes"]),
            (resource.RLIMIT_FSIZE, limits["file_bytes"]),
            (resource.RLIMIT_CPU, limits["cpu_seconds"]),
            (resource.RLIMIT_NOFILE, limits["descriptors"]),
            # The kernel counts threads in the worker's own user namespace (before Linux 5.14, over
            # the whole user), and does not hold root to it.
            (resource.RLIMIT_NPROC, limits["threads"]),
            (resource.RLIMIT_CORE, 0),
            # What is counted over all processes of a user: room for one's own, too little to fill.
            (resource.RLIMIT_SIGPENDING, SIGNALS),
            (resource.RLIMIT_MEMLOCK, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
        ):
            resource.setrlimit(kind, (most, most))
    if Wall.RIGHTS in walls:
        capability = 0
        while _libc().prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:  # up to the last one
            capability += 1
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        _call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
        _call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
        _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if Wall.SYSTEM_CALLS in walls:
        program = filter_program(os.getpid(), Wall.FILES not in walls)
        lines = ctypes.create_string_buffer(program, len(program))

        class Program(ctypes.Structure):
            """The kernel's struct sock_fprog."""

            _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))

        whole = Program(len(program) // 8, ctypes.cast(lines, ctypes.c_void_p))
        _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(whole), 0, 0)


def probe(limits: dict[str, int]) -> None:
    """Put up all the walls in a process of its own, and end with 0 if they stand."""
    enter_namespaces(ALL, limits)
    pid = os.fork()
    if pid == 0:
        give_up_rights(ALL, limits)
        os._exit(0)
    os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc(), name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def _mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    words = [word.encode() or None for word in (source, target, kind)]
    _call("mount", *words, ctypes.c_ulong(flags), options.encode() or None)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123, pathlib would be one more import inside
        file.write(text)

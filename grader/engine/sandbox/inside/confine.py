"""The walls that a worker puts up around itself before it runs a student's code.

Inside the sandbox: standard library only. A worker is forked from a fork server, which is behind
bubblewrap's walls already, or behind Landlock's; these are the worker's own, so that no submission
meets what another one left. Whatever fails here ends the worker: see fork_server.py.
"""

import ctypes
import os
import resource
import signal
import sys
from enum import StrEnum
from typing import Any

from . import landlock, machine
from .kernel import PR_SET_NO_NEW_PRIVS, call, filter_calls, keep_capabilities, libc, mount, write
from .syscalls import LINE, filter_program

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
PR_SET_DUMPABLE, PR_CAPBSET_DROP = 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG = 36, 1
SIGNALS = 64  # that wait to be delivered


STUDENT = 1000  # what a worker's user is called in a namespace of its own
# Root's rights that the fork server keeps where it is not in bubblewrap's namespaces: to make a
# worker's folder and measure and remove it, to become its user, and to end it.
CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_KILL, CAP_SETGID, CAP_SETUID = 0, 1, 3, 5, 6, 7
CAP_SETPCAP = 8
KEPT_CAPABILITIES = (
    *(CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SETPCAP),
)


class Wall(StrEnum):
    """The walls of one worker. All of a level stand, but in tests that show what each is for."""

    PROCESSES = "processes"  # a process namespace: no other process is in sight
    FILES = "files"  # a mount namespace: an empty home and /tmp of its own, a /proc of no machine
    IPC = "ipc"  # a namespace of its own for shared memory and queues
    LANDLOCK = "landlock"  # no file but the interpreter's and its own, no port, no signal
    FOLDER = "folder"  # a folder of its own on the disk, measured from outside
    USER = "user"  # another user, and another one for every worker, where the grader is root
    RIGHTS = "rights"  # no capability, and no way to gain one
    SYSTEM_CALLS = "system calls"  # the filter of syscalls.py
    LIMITS = "limits"  # memory, CPU time, files, descriptors


_EVERYWHERE = frozenset({Wall.USER, Wall.RIGHTS, Wall.SYSTEM_CALLS, Wall.LIMITS})
NAMESPACES = {Wall.PROCESSES: CLONE_NEWPID, Wall.FILES: CLONE_NEWNS, Wall.IPC: CLONE_NEWIPC}
# The walls of each level: with namespaces, and without.
ALL = frozenset(_EVERYWHERE | NAMESPACES.keys())
WITHOUT_NAMESPACES = _EVERYWHERE | {Wall.LANDLOCK, Wall.FOLDER}


def prepare(walls: frozenset[Wall], settings: dict[str, Any]) -> None:
    """Do in the fork server what need not be done in every worker, and confine it too.

    Args:
        walls: of its workers.
        settings: "processes"; "server_rules" and "landlock_version", where it is one of the walls.
    """
    if walls:
        # Whatever a worker leaves, and a worker whose own parent ends at once, comes to this one.
        call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if Wall.SYSTEM_CALLS in walls:
        # It is kept for the first of a process namespace.
        filter_program(1, Wall.FILES not in walls, bool(settings["processes"]))
    if Wall.LANDLOCK in walls:
        rules = [landlock.Rule(*rule) for rule in settings["server_rules"]]
        landlock.restrict(rules, settings["landlock_version"])
    if not walls & NAMESPACES.keys() and walls and os.getuid() == 0:
        keep_capabilities(KEPT_CAPABILITIES)


def user_for_a_worker(walls: frozenset[Wall], settings: dict[str, Any]) -> int | None:
    """Choose the user that a worker runs as; None where it is this process's own.

    Nobody else has its number: not in the password file, which ends long before, and not another
    worker, but for a chance of one in "users", the first and the count of those that are free.
    """
    if Wall.USER not in walls or os.getuid() != 0:
        return None
    first, count = settings["users"]
    return int(first + int.from_bytes(os.urandom(8), "little") % count)


def become(uid: int) -> None:
    """Be this user, and of no group but its own."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # The change has made this process's own entry in /proc root's; it still has to write there.
    call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def enter_namespaces(
    walls: frozenset[Wall], limits: dict[str, Any], uid: int | None = None
) -> None:
    """Move this process, or its next child where it is about processes, into new namespaces.

    Args:
        walls: which of the walls to put up.
        limits: "memory_bytes"; "folder_bytes", "folder_files", of each of its two folders;
            "below_tmp", the interpreter's folders where they lie in /tmp, and are to stay in sight.
        uid: who to be, if not who this process is.

    Raises:
        OSError: the kernel refuses one.
    """
    flags = sum(flag for wall, flag in NAMESPACES.items() if wall in walls)
    if uid is not None:
        become(uid)
    uid, gid = os.getuid(), os.getgid()
    call("unshare", ctypes.c_int(CLONE_NEWUSER | flags))
    # With a map of its own this process may mount, inside, and nowhere else.
    write("/proc/self/setgroups", "deny")
    write("/proc/self/uid_map", f"{STUDENT} {uid} 1")
    write("/proc/self/gid_map", f"{STUDENT} {gid} 1")
    be_ended_first()
    if Wall.FILES in walls:
        mount("none", "/", "", MS_REC | MS_PRIVATE, "")
        size = f"size={limits['folder_bytes']},nr_inodes={limits['folder_files']}"
        mount("tmpfs", HOME, "tmpfs", MS_NOSUID | MS_NODEV, f"{size},mode=0700")
        kept = [_keep(folder, i) for i, folder in enumerate(limits.get("below_tmp", ()))]
        mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, f"{size},mode=1777")
        for place, folder in kept:
            os.makedirs(folder)  # noqa: PTH103
            mount(place, folder, "", MS_BIND | MS_REC, "")
            call("umount2", place.encode(), MNT_DETACH)
            os.rmdir(place)  # noqa: PTH106
        for node in NODES:
            # Its mode and times are kept, and would be the student's to set where that is root.
            same = os.statvfs(node).f_flag & LOCKED
            mount("", node, "", MS_REMOUNT | MS_BIND | MS_RDONLY | same, "")
        _show("/etc", machine.ETC)
        _show("/proc", machine.proc(limits["memory_bytes"]), {"1": machine.SELF})
        os.chdir(HOME)


def _show(place: str, files: dict[str, str], links: dict[str, str] | None = None) -> None:
    """Lay a folder of these files, which cannot be changed, over another one."""
    mount("tmpfs", place, "tmpfs", MS_NOSUID | MS_NODEV, "size=256k,nr_inodes=64,mode=0555")
    machine.write(place, files, links or {})
    mount("", place, "", MS_REMOUNT | MS_NOSUID | MS_NODEV | MS_RDONLY, "mode=0555")


def be_ended_first() -> None:
    """Where memory runs out, have the kernel end a worker, and not the grader."""
    write("/proc/self/oom_score_adj", "1000")


def _end_with(parent: int) -> None:
    call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _keep(folder: str, number: int) -> tuple[str, str]:
    """Hold a folder that is about to be covered at another place; give that, and the folder."""
    place = f"{HOME}/.kept-{number}"
    os.mkdir(place)  # noqa: PTH102
    mount(folder, place, "", MS_BIND | MS_REC, "")
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


def give_up_rights(
    walls: frozenset[Wall],
    limits: dict[str, Any],
    uid: int | None = None,
    rules: tuple[landlock.Rule, ...] = (),
    parent: int = 0,
    line: tuple[int, int] = LINE,
) -> None:
    """Set the limits, drop every capability, and put the filters in place: the last step.

    Args:
        walls: which of the walls to put up.
        limits: "memory_bytes", "file_bytes", "cpu_seconds", "descriptors", "threads",
            "processes"; and "landlock_version" where Landlock is one of the walls.
        uid: who to be, if not who this process is.
        rules: what Landlock leaves.
        parent: the process to end with, where no namespace sees to it.
        line: the descriptors by which it talks to the grader.

    Raises:
        OSError: the kernel refuses.
    """
    if Wall.LIMITS in walls:
        for kind, most in (
            (resource.RLIMIT_AS, limits["memory_bytes"]),
            (resource.RLIMIT_FSIZE, limits["file_bytes"]),
            (resource.RLIMIT_CPU, limits["cpu_seconds"]),
            (resource.RLIMIT_NOFILE, limits["descriptors"]),
            # The kernel counts threads in the worker's own user namespace, or over its whole user.
            (
                resource.RLIMIT_NPROC,
                limits["threads"] + limits["processes"] + limits.get("threads_beside", 0),
            ),
            # 1 and not 0: a program that the machine hands core dumps to would be started for 0.
            (resource.RLIMIT_CORE, 1),
            # What is counted over all processes of a user: room for one's own, too little to fill.
            (resource.RLIMIT_SIGPENDING, SIGNALS),
            (resource.RLIMIT_MEMLOCK, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))
    if Wall.LANDLOCK in walls:
        landlock.restrict(rules, limits["landlock_version"])
    if Wall.RIGHTS in walls:
        capability = 0
        while libc().prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:  # up to the last one
            capability += 1
    if uid is not None:
        become(uid)
    if parent:
        _end_with(parent)
    if Wall.RIGHTS in walls:
        keep_capabilities(())
        call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # A folder, and the memory of several processes, are measured through entries in /proc.
        if Wall.FOLDER not in walls and not limits["processes"]:
            call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
    if Wall.SYSTEM_CALLS in walls:
        filter_calls(
            filter_program(os.getpid(), Wall.FILES not in walls, bool(limits["processes"]), line)
        )


def probe(limits: dict[str, int]) -> None:
    """Put up the walls of namespaces in a process of its own; end with 0 if they stand, and this
    Python can be read behind them.
    """
    uid = user_for_a_worker(ALL, limits)
    enter_namespaces(ALL, limits, uid)
    pid = os.fork()
    if pid == 0:
        give_up_rights(ALL, limits)
        look()
        os._exit(0)
    os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def look() -> None:
    """Read the folders that Python imports from.

    Raises:
        PermissionError: this user may not.
    """
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112, pathlib would be one more import inside
            os.listdir(folder)  # noqa: PTH208
    with open(ctypes.__file__, "rb"):  # noqa: PTH123
        pass

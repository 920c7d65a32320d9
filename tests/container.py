"""What a program meets in Docker's default container, without Docker: its filter, its capabilities.

    python -m tests.container root WORD ...     as uid 0 with the capabilities that Docker leaves it
    python -m tests.container user WORD ...     as an ordinary user
    python -m tests.container bare WORD ...     the same, where Landlock is refused too
    python -m tests.container shut WORD ...     as uid 0, where Landlock is refused too
    python -m tests.container free WORD ...     an ordinary user without any filter, in no container
    python -m tests.container NAME:FOLDER WORD ...      as this user of the system's, in this folder

In all but one of them no user namespace can be made, and nothing mounted.
"""

import ctypes
import os
import platform
import pwd
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from grader.engine.sandbox.inside import confine, kernel
from grader.engine.sandbox.walls import bubblewrap, interpreter

ROOT = Path(__file__).resolve().parent.parent
USER = 4711  # of whom no file of this machine is
# CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW,
# SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP.
CAPABILITIES = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
# What Docker's default filter refuses to whoever has no more than these, by its number on x86_64.
REFUSED = {
    **{"acct": 163, "add_key": 248, "bpf": 321, "clock_settime": 227, "create_module": 174},
    **{"delete_module": 176, "fanotify_init": 300, "finit_module": 313, "fsconfig": 431},
    **{"fsmount": 432, "fsopen": 430, "fspick": 433, "get_mempolicy": 239, "init_module": 175},
    **{"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "ioperm": 173},
    **{"iopl": 172, "kcmp": 312, "kexec_file_load": 320, "kexec_load": 246, "keyctl": 250},
    **{"lookup_dcookie": 212, "mbind": 237, "migrate_pages": 256, "mount": 165},
    **{"mount_setattr": 442, "move_mount": 429, "move_pages": 279, "name_to_handle_at": 303},
    **{"open_by_handle_at": 304, "open_tree": 428, "perf_event_open": 298, "pidfd_getfd": 438},
    **{"pivot_root": 155, "process_madvise": 440, "quotactl": 179, "quotactl_fd": 443},
    **{"reboot": 169, "request_key": 249, "set_mempolicy": 238, "setdomainname": 171},
    **{"sethostname": 170, "setns": 308, "settimeofday": 164, "swapoff": 168, "swapon": 167},
    **{"sysfs": 139, "syslog": 103, "umount2": 166, "unshare": 272, "uselib": 134},
    **{"userfaultfd": 323, "ustat": 136, "vhangup": 153},
}
LANDLOCK = (444, 445, 446)
NEWER_THAN_ITS_LIST = 463
CLONE, CLONE3, NEW_NAMESPACES = 56, 435, 0x7E020000
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026


def supported() -> bool:
    """Tell whether a container can be played here."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and bubblewrap() is not None


def inside(who: str, *words: str) -> list[str]:
    """Give the command that runs a command in such a container.

    Args:
        who: "root", "user", "bare" or "free". Root is played by root alone.
        words: the command.
    """
    start = [sys.executable, "-m", "tests.container", who, *words]
    binary = bubblewrap()
    assert binary is not None
    if os.getuid() != 0:
        return start
    view = ["--dev-bind", "/", "/", "--cap-add", "ALL"]
    if who != "free":  # whose own sandbox mounts a /proc: the kernel wants to see a whole one first
        view += ["--unshare-pid", "--proc", "/proc"]
    if who != "root":
        # Where this Python lies in root's home, it stays in sight, and nothing else of it does.
        homes = [place for place in interpreter() if Path(place).is_relative_to("/root")]
        view += ["--perms", "0755", "--tmpfs", "/root"] if homes else []
        for home in homes:
            for parent in reversed(Path(home).parents[:-2]):
                view += ["--perms", "0755", "--dir", str(parent)]
            view += ["--ro-bind", home, home]
    return [binary, *view, *start]


def run(who: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in such a container, and give its text."""
    environment = {**os.environ, "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        inside(who, *words), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def _filter(refused: Iterable[int]) -> bytes:
    load, equal, at_least, any_bit, leave = 0x20, 0x15, 0x35, 0x45, 0x06
    lines = [
        (load, 0, 0, 0),
        (equal, 0, 1, CLONE3),
        (leave, 0, 0, ENOSYS),
        (at_least, 0, 1, NEWER_THAN_ITS_LIST),
        (leave, 0, 0, EPERM),
        (equal, 0, 4, CLONE),
        (load, 0, 0, 16),
        (any_bit, 0, 1, NEW_NAMESPACES),
        (leave, 0, 0, EPERM),
        (leave, 0, 0, ALLOW),
    ]
    for number in refused:
        lines += [(equal, 0, 1, number), (leave, 0, 0, EPERM)]
    lines.append((leave, 0, 0, ALLOW))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def main() -> None:
    """Become such a process, and start the command."""
    who, *words = sys.argv[1:]
    if who != "free":
        more = LANDLOCK if who in ("bare", "shut") else ()
        kernel.filter_calls(_filter([*REFUSED.values(), *more]))
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in range(64):
            if capability not in CAPABILITIES:
                libc.prctl(confine.PR_CAPBSET_DROP, capability, 0, 0, 0)
        name, _, folder = who.partition(":")
        if name not in ("root", "shut"):
            user = pwd.getpwnam(name).pw_uid if folder else USER
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        kernel.keep_capabilities(CAPABILITIES if name in ("root", "shut") else ())
        os.chdir(folder or ".")
    os.execvp(words[0], words)


if __name__ == "__main__":
    main()

"""The filter on system calls: what a worker may ask of the kernel. Everything else is refused.

Inside the sandbox: standard library only.

What is allowed is what Python, NumPy, Matplotlib, pandas, IPython, h5py and SQLite need, and it
must pass one more test: nothing that one submission does with it can be seen by another one that
runs at the same time. What cannot be separated by a namespace is refused here; some of it looks
harmless, and the reason stands beside it. A call that is not named does not exist (ENOSYS): that
is the answer which the C library and others take as "do it another way".

The filter sees numbers and registers, never files or memory. So `fcntl`, `ioctl`, `prctl`,
`madvise` and `futex` are decided command by command, and a call on a file is decided alike for
every file. Every call of the newest kernel that is not here is in tests/engine/refused.py, with
what it would give away.
"""

import errno
import functools
import os
import platform
import struct

from .process_calls import by_processes
from .seccomp import (
    ALLOW,
    DONE,
    ENOSYS,
    EPERM,
    Decision,
    If,
    assemble,
    fails,
    none_of_bits,
    null,
    one_of,
)

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
Calls = dict[str, tuple[int | None, int | None]]  # a call's number on x86_64 and on aarch64

# Files: the worker's own folder, and the interpreter's, which it can only read.
FILES: Calls = {
    **{"read": (0, 63), "write": (1, 64), "lseek": (8, 62)},
    **{"pread64": (17, 67), "pwrite64": (18, 68), "readv": (19, 65), "writev": (20, 66)},
    **{"preadv": (295, 69), "pwritev": (296, 70)},
    **{"stat": (4, None), "fstat": (5, 80), "lstat": (6, None), "newfstatat": (262, 79)},
    **{"access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439)},
    **{"readlink": (89, None), "readlinkat": (267, 78), "getdents64": (217, 61)},
    **{"getcwd": (79, 17), "chdir": (80, 49), "fchdir": (81, 50), "umask": (95, 166)},
    **{"mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None)},
    **{"unlink": (87, None), "unlinkat": (263, 35), "creat": (85, None)},
    **{"link": (86, None), "linkat": (265, 37), "symlink": (88, None), "symlinkat": (266, 36)},
    **{"rename": (82, None), "renameat": (264, 38)},
    **{"truncate": (76, 45), "ftruncate": (77, 46), "dup": (32, 23)},
}
# Memory of its own, within the limit on address space.
MEMORY: Calls = {
    **{"mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216)},
}
# To wait for the disk is to sleep where no clock of a submission's sees it, and the disk is one for
# all. A worker's files end with it, so that there is nothing to keep: these report success.
SYNCS: Calls = {"fsync": (74, 82), "fdatasync": (75, 83), "msync": (26, 227)}
# Signals that it has.
SIGNALS: Calls = {
    **{"rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139)},
    **{"rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137), "rt_sigsuspend": (130, 133)},
    **{"sigaltstack": (131, 132), "pause": (34, None), "restart_syscall": (219, 128)},
    "getitimer": (36, 102),
}
# Time, and waiting for descriptors and threads of its own.
WAITING: Calls = {
    **{"gettimeofday": (96, 169), "time": (201, None), "times": (100, 153)},
    **{"nanosleep": (35, 101), "sched_yield": (24, 124), "rseq": (334, 293)},
    **{"poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72)},
    **{"epoll_create1": (291, 20), "epoll_ctl": (233, 21)},
    **{"epoll_wait": (232, None), "epoll_pwait": (281, 22)},
}
# What it is, and its end.
ITSELF: Calls = {
    **{"getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173), "getpgrp": (111, None)},
    **{"getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177)},
    **{"getresuid": (118, 148), "getresgid": (120, 150), "getgroups": (115, 158)},
    **{"uname": (63, 160), "getrandom": (318, 278), "getrlimit": (97, 163)},
    **{"exit": (60, 93), "exit_group": (231, 94)},
}
# The pairs of sockets that own.py made before the filter. No other can be made, and no descriptor
# travels in a message: so what waits in sockets and pipes is bounded.
PAIRS: Calls = {"recvfrom": (45, 207), "shutdown": (48, 210), "getsockname": (51, 204)}
ALLOWED = FILES | MEMORY | SIGNALS | WAITING | ITSELF | PAIRS

# Calls whose arguments decide.
BY_ARGUMENT: Calls = {
    **{"open": (2, None), "openat": (257, 56), "fcntl": (72, 25), "ioctl": (16, 29)},
    **{"flock": (73, 32), "fadvise64": (221, 223), "renameat2": (316, 276)},
    **{"close": (3, 57), "dup2": (33, None), "dup3": (292, 24)},
    **{"mmap": (9, 222), "madvise": (28, 233)},
    **{"futex": (202, 98), "clone": (56, 220), "prctl": (157, 167), "prlimit64": (302, 261)},
    **{"sched_getaffinity": (204, 123), "getpgid": (121, 155), "getsid": (124, 156)},
    **{"kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131)},
    **{"clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115)},
    **{"sendto": (44, 206), "alarm": (37, None), "setitimer": (38, 103)},
}

# Times and modes are the worker's own to set only where the files of others cannot be written.
CHANGES_MODE: Calls = {"chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53)}
CHANGES_TIME: Calls = {
    **{"utimensat": (280, 88), "utime": (132, None), "utimes": (235, None)},
    "futimesat": (261, None),
}

# What somebody may well try: the error reads "Operation not permitted".
FORBIDDEN: Calls = {
    # other processes and programs
    **{"fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281)},
    **{"ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271)},
    **{"rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240)},
    **{"pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438)},
    # pipes and sockets: memory that no limit counts, in tables that all share
    **{"pipe": (22, None), "pipe2": (293, 59), "socket": (41, 198), "socketpair": (53, 199)},
    **{"connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202)},
    **{"accept4": (288, 242), "sendmsg": (46, 211), "recvmsg": (47, 212)},
    **{"setsockopt": (54, 208), "getsockopt": (55, 209), "getpeername": (52, 205)},
    # nodes and owners
    **{"mknod": (133, None), "mknodat": (259, 33), "chown": (92, None), "lchown": (94, None)},
    **{"fchown": (93, 55), "fchownat": (260, 54)},
    # limits, priorities and processors: a lowered limit is a death that looks like the grader's
    **{"setrlimit": (160, 164), "setpriority": (141, 140), "getpriority": (140, 141)},
    **{"sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119)},
    **{"sched_setparam": (142, 118), "sched_setattr": (314, 274), "ioprio_set": (251, 30)},
    **{"mlock": (149, 228), "mlock2": (325, 284), "mlockall": (151, 230)},
    **{"setsid": (112, 157), "setpgid": (109, 154)},
    # rights, namespaces, mounts
    **{"setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143)},
    **{"setresuid": (117, 147), "setresgid": (119, 149), "setgroups": (116, 159)},
    **{"unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39)},
    **{"chroot": (161, 51), "pivot_root": (155, 41), "bpf": (321, 280)},
    **{"settimeofday": (164, 170), "clock_settime": (227, 112), "sethostname": (170, 161)},
}
# What libraries try, with the error after which they do it another way.
PROBED: dict[int, Calls] = {
    errno.ECHILD: {"wait4": (61, 260), "waitid": (247, 95)},
    errno.EXDEV: {"copy_file_range": (326, 285)},
    errno.ENOTSOCK: {"sendfile": (40, 71)},
    errno.EOPNOTSUPP: {
        "fallocate": (285, 47),
        **{"setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7)},
        **{"getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10)},
        **{"listxattr": (194, 11), "llistxattr": (195, 12), "flistxattr": (196, 13)},
        **{"removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16)},
    },
}
NUMBERS = ALLOWED | SYNCS | BY_ARGUMENT | CHANGES_MODE | CHANGES_TIME | FORBIDDEN
NUMBERS |= {name: pair for calls in PROBED.values() for name, pair in calls.items()}

# O_ASYNC sends signals, O_PATH and O_NOATIME nobody needs, O_DIRECT goes past the page cache, and
# with O_SYNC every write waits for the disk.
BAD_OPEN = 0o20000 | 0o10000000 | 0o1000000 | 0o4010000 | getattr(os, "O_DIRECT", 0)
# A pool of the machine's, and memory that is locked.
MAP_HUGETLB, MAP_LOCKED = 0x40000, 0x2000
LOCKS = (6, 7, 37, 38)  # F_SETLK, F_SETLKW, and their open-file-description forms
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
FCNTL = (0, 1, 2, 3, 1030)
F_SETFL = 4
FIONREAD, FIONBIO, FIOCLEX, FIONCLEX = 0x541B, 0x5421, 0x5451, 0x5450
FICLONE, FICLONERANGE = 0x40049409, 0x4020940D
# MADV_ NORMAL, RANDOM, SEQUENTIAL, DONTNEED, FREE, (NO)HUGEPAGE, (DONT|DO)DUMP, (WIPE|KEEP)ONFORK
ADVICE = (0, 1, 2, 4, 8, 14, 15, 16, 17, 18, 19)
ADVICE_OF_NO_EFFECT = (3, 10, 11)  # MADV_WILLNEED, which reads files ahead; (DONT|DO)FORK
# FUTEX_ WAIT, WAKE, REQUEUE, CMP_REQUEUE, WAKE_OP, (WAIT|WAKE)_BITSET; of two clocks
PRIVATE, REALTIME = 128, 256
FUTEX = [PRIVATE | one | clock for one in (0, 1, 3, 4, 5, 9, 10) for clock in (0, REALTIME)]
FUTEX_WAITS = [one | clock for one in (0, 9) for clock in (0, REALTIME)]
# A thread as the C libraries start one: everything shared, no namespace. musl adds 0x400000.
THREAD = (0x3D0F00, 0x7D0F00)
PR_SET_NAME, PR_GET_NAME = 15, 16
SIGKILL, SIGSTOP = 9, 19
# In the place of a process's number, and of its line's two descriptors, which are known last.
ANYONE, LINE = 0x5EEDFACE, (0x5EEDFA00, 0x5EEDFA01)


def supported() -> bool:
    """Tell whether the numbers above are this machine's."""
    return platform.machine() in ARCHITECTURES


def _a_signal(at: int) -> Decision:
    """Allow an ordinary signal. 9 and 19 would be a death, or a standstill, that looks like the
    machine's doing: they do nothing, as they do to the first of a process namespace. Those from 32
    on are queued, and the queue is one for all processes of a user."""
    other = one_of(at, (SIGKILL, SIGSTOP), DONE, ALLOW)
    return If(at, 0, other, EPERM, mask=0xFFFFFFE0)


def by_argument(own: int, line: tuple[int, int]) -> dict[str, Decision]:
    """Decide the calls whose arguments matter, for a process of this number and this line."""
    to_itself = (0, own)
    # The upper numbers are clocks of other processes: how much processor time they have used.
    own_clock = If(0, 0, ALLOW, fails(errno.EINVAL), mask=0xFFFFFFF0)
    return {
        # In the line's place, another descriptor could have a question, or an answer, changed.
        "close": one_of(0, line, EPERM, ALLOW),
        **dict.fromkeys(("dup2", "dup3"), one_of(1, line, EPERM, ALLOW)),
        "open": none_of_bits(1, BAD_OPEN, fails(errno.EINVAL)),
        "openat": none_of_bits(2, BAD_OPEN, fails(errno.EINVAL)),
        # A lock on a file that all can read is a message. A worker is alone with its own files:
        # there every lock is granted, and so it is granted without one. Leases, watches
        # (F_NOTIFY), owners and signals of descriptors, sizes of pipes, hints: no such command.
        "fcntl": one_of(
            1,
            LOCKS,
            DONE,
            one_of(
                1,
                FCNTL,
                ALLOW,
                If(1, F_SETFL, none_of_bits(2, BAD_OPEN), fails(errno.EINVAL)),
            ),
        ),
        "flock": DONE,
        # What is cached of a file, and what is read ahead, is the same for all.
        "fadvise64": DONE,
        # There are no terminals; and no file's flags, extents or clones.
        "ioctl": one_of(
            1,
            (FIONREAD, FIONBIO, FIOCLEX, FIONCLEX),
            ALLOW,
            one_of(1, (FICLONE, FICLONERANGE), fails(errno.EOPNOTSUPP), fails(errno.ENOTTY)),
        ),
        "renameat2": one_of(4, (0, 1, 2), ALLOW, fails(errno.EINVAL)),  # no whiteout
        "mmap": none_of_bits(3, MAP_HUGETLB | MAP_LOCKED, fails(errno.ENOMEM)),
        # Merged pages, poisoned pages, pages thrown out of the cache: all tell others something.
        "madvise": one_of(
            2, ADVICE, ALLOW, one_of(2, ADVICE_OF_NO_EFFECT, DONE, fails(errno.EINVAL))
        ),
        # A futex that is not private to the process is known by its file: whoever sleeps on a page
        # of a library can be woken from another sandbox. The C library sleeps on such a one where
        # it waits for the end of a thread: it is told to look again.
        "futex": one_of(1, FUTEX, ALLOW, one_of(1, FUTEX_WAITS, fails(errno.EAGAIN), ENOSYS)),
        "clone": one_of(0, THREAD),
        "prctl": one_of(0, (PR_SET_NAME, PR_GET_NAME), ALLOW, fails(errno.EINVAL)),
        "prlimit64": one_of(0, to_itself, null(2)),  # only asking, and only of itself
        "sched_getaffinity": one_of(0, to_itself, ALLOW, ENOSYS),
        "getpgid": one_of(0, to_itself),
        "getsid": one_of(0, to_itself),
        "kill": If(0, own, _a_signal(1), EPERM),
        "tkill": If(0, own, _a_signal(1), EPERM),
        "tgkill": If(0, own, _a_signal(2), EPERM),
        "clock_gettime": own_clock,
        "clock_getres": own_clock,
        "clock_nanosleep": own_clock,
        "sendto": null(4),  # to the other end of the pair, to no address
        # Clocks that could ring between a test's call and its comparison never ring. An honest test
        # sets one as a limit on time, and goes on; the grader has a limit of its own.
        "alarm": DONE,
        "setitimer": DONE,
    }


def filter_program(
    own: int, shared_files: bool, processes: bool = False, line: tuple[int, int] = LINE
) -> bytes:
    """Give the filter as a program for seccomp.

    Args:
        own: the number of the process that it is for.
        shared_files: files of others can be written as far as the file system goes, for the worker
            has no mounts of its own. Then a mode is set and a time is set in appearance only.
        processes: it may have others of its own.
        line: the descriptors by which it talks to the grader.
    """
    program = _for_anyone(shared_files, processes)
    for place, number in zip((ANYONE, *LINE), (own, *line), strict=True):
        program = program.replace(struct.pack("<I", place), struct.pack("<I", number))
    return program


@functools.cache
def _for_anyone(shared_files: bool, processes: bool) -> bytes:
    column, architecture = ARCHITECTURES[platform.machine()]
    decided: dict[str, Decision] = by_argument(ANYONE, LINE)
    decided |= dict.fromkeys(ALLOWED, ALLOW) | dict.fromkeys(FORBIDDEN, EPERM)
    decided |= dict.fromkeys(SYNCS, DONE)
    for error, calls in PROBED.items():
        decided |= dict.fromkeys(calls, fails(error))
    decided |= dict.fromkeys(CHANGES_MODE, DONE if shared_files else ALLOW)
    # No time given means now: so asks `touch`, which opens the file when it is told no.
    for name, at in {"utimensat": 2, "utime": 1, "utimes": 1, "futimesat": 2}.items():
        decided[name] = null(at, EPERM, DONE) if shared_files else ALLOW
    if shared_files:
        # Landlock keeps files from being cut from its version 3 on; what is written to is cut so.
        decided["truncate"] = EPERM
        for name, at in {"open": 1, "openat": 2}.items():
            decided[name] = If(at, os.O_TRUNC, EPERM, decided[name], mask=os.O_TRUNC | os.O_ACCMODE)
    if processes:
        decided |= by_processes(ANYONE, THREAD)
    numbered = {}
    for name, decision in decided.items():
        if (number := NUMBERS[name][column]) is not None:
            numbered[number] = decision
    return assemble(architecture, numbered, ENOSYS)

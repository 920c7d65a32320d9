"""A second filter, for a worker that shares a machine's processes and file systems with others.

Where a worker has namespaces of its own, no other process has a number there, and no file that it
can name is another's. Where it has none, Landlock keeps it from reading and writing, and from
nothing else: these calls would still change a file's rights and times, ask for other processes,
or read a clock or a counter that a neighbour moves.

Inside the sandbox: standard library only.
"""

import os
import platform
import struct
from dataclasses import dataclass

# Numbers on x86_64 and on aarch64; None where there is no such call.
Numbers = tuple[int | None, int | None]

# Answered with "done", and not done: whoever copies a file in the own folder goes on, and no file
# of the machine's, nor of the interpreter's, gets other rights, another owner or other times.
PRETENDED: dict[str, Numbers] = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
}
REFUSED: dict[str, Numbers] = {
    # attributes of files that are only to be read
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    # by its path a file can be cut where Landlock knows no such right (before its version 3)
    "truncate": (76, 45),
    "creat": (85, None),  # os.open and open make files without it
    # how full a disk is: the neighbour fills and empties it
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "ustat": (136, None),
    # threads by their number alone, and other processes' pages, priority and waiting
    "tkill": (200, 130),
    "timer_create": (222, 107),  # its signal is any, too; Python's timers are others
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "ioprio_get": (252, 31),
    "ioprio_set": (251, 30),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "set_mempolicy_home_node": (450, 450),
}
# The first argument is a process's number: its own, or 0, which means the same.
OF_ITSELF: dict[str, Numbers] = {
    "prlimit64": (302, 261),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "setpgid": (109, 154),
    "get_robust_list": (274, 100),
    "sched_getaffinity": (204, 123),
    "sched_setaffinity": (203, 122),
    "sched_getattr": (315, 275),
    "sched_setattr": (314, 274),
    "sched_getparam": (143, 121),
    "sched_setparam": (142, 118),
    "sched_getscheduler": (145, 120),
    "sched_setscheduler": (144, 119),
    "sched_rr_get_interval": (148, 127),
}
# The same; and a signal that cannot be met, in the argument of this place, is not sent: who dies of
# one was ended from outside. As in a process namespace of its own: there is nobody else, and the
# first process does not end itself so.
SIGNALS: dict[str, tuple[Numbers, int]] = {
    "kill": ((62, 129), 1),
    "tgkill": ((234, 131), 2),
    "rt_sigqueueinfo": ((129, 138), 1),
    "rt_tgsigqueueinfo": ((297, 240), 2),
}
# The second argument is a process's number.
SECOND_OF_ITSELF: dict[str, Numbers] = {"getpriority": (140, 141), "setpriority": (141, 140)}
# The first argument names a clock: a negative one is the CPU time of a process, of anybody's.
CLOCKS: dict[str, Numbers] = {
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
}
# Commands, in the second argument, that have the kernel send a signal to whom the caller names.
COMMANDS: dict[str, tuple[Numbers, tuple[int, ...]]] = {
    "fcntl": ((72, 25), (8, 10, 15)),  # F_SETOWN, F_SETSIG, F_SETOWN_EX
    "ioctl": ((16, 29), (0x8901, 0x8902, 0x5452)),  # FIOSETOWN, SIOCSPGRP, FIOASYNC
}
# What ties a worker to the fork server: that it ends with it, and can be measured by it.
PRCTL: Numbers = (157, 167)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
# The third argument holds the flags: O_TRUNC without a right to write cuts a file all the same
# where Landlock knows no such right.
OPENAT: Numbers = (257, 56)
OPEN: Numbers = (2, None)  # the second argument
OPENAT2: Numbers = (437, 437)  # hides its flags from a filter; the C library does without
O_TRUNC, O_ACCMODE = os.O_TRUNC, 3
UNMET = (9, 19)  # SIGKILL, SIGSTOP

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, LEAVE = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
DONE, EPERM, ESRCH, ENOSYS = 0, 1, 3, 38
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # places in struct seccomp_data


@dataclass(frozen=True, slots=True)
class Line:
    """One instruction of the program: what, how far to jump if it holds and if not, and a value."""

    code: int
    then: int
    otherwise: int
    value: int


def program() -> bytes:
    """The filter of the process that asks for it, which may name itself and nobody else."""
    column, architecture = MACHINES[platform.machine()]
    own = os.getpid()
    lines = [
        Line(LOAD, 0, 0, ARCHITECTURE),
        Line(EQUAL, 1, 0, architecture),
        Line(LEAVE, 0, 0, KILL),
        Line(LOAD, 0, 0, NUMBER),
    ]
    itself = [Line(EQUAL, 2, 0, 0), Line(EQUAL, 1, 0, own)]
    cut = [Line(AND, 0, 0, O_TRUNC | O_ACCMODE), *_if_any((O_TRUNC,))]
    for calls, body in (
        (PRETENDED, [_error(DONE)]),
        (REFUSED, [_error(EPERM)]),
        ({"openat2": OPENAT2}, [_error(ENOSYS)]),
        (OF_ITSELF, [_argument(0), *itself, _error(EPERM)]),
        (SECOND_OF_ITSELF, [_argument(1), *itself, _error(EPERM)]),
        (CLOCKS, [_argument(0), Line(AT_LEAST, 0, 1, 0x80000000), _error(EPERM)]),
        ({"prctl": PRCTL}, [_argument(0), *_if_any((PR_SET_PDEATHSIG, PR_SET_DUMPABLE))]),
        ({"openat": OPENAT}, [_argument(2), *cut]),
        ({"open": OPEN}, [_argument(1), *cut]),
        *(
            (
                {name: numbers},
                [*(_argument(0), *itself, _error(ESRCH)), _argument(place), *_if_any(UNMET, DONE)],
            )
            for name, (numbers, place) in SIGNALS.items()
        ),
        *(
            ({name: numbers}, [_argument(1), *_if_any(commands)])
            for name, (numbers, commands) in COMMANDS.items()
        ),
    ):
        for numbers in calls.values():
            if (number := numbers[column]) is not None:
                whole = [*body, Line(LEAVE, 0, 0, ALLOW)]
                lines += [Line(EQUAL, 0, len(whole), number), *whole]
    lines.append(Line(LEAVE, 0, 0, ALLOW))
    return b"".join(struct.pack("<HBBI", o.code, o.then, o.otherwise, o.value) for o in lines)


def _if_any(values: tuple[int, ...], error: int = EPERM) -> list[Line]:
    """Refuse where what is loaded is one of these."""
    tests = [Line(EQUAL, len(values) - 1 - i, 0, value) for i, value in enumerate(values[:-1])]
    return [*tests, Line(EQUAL, 0, 1, values[-1]), _error(error)]


def _error(number: int) -> Line:
    return Line(LEAVE, 0, 0, ERRNO | number)


def _argument(which: int) -> Line:
    # The kernel takes process numbers, clocks and flags as 32 bits: the lower half is what counts.
    return Line(LOAD, 0, 0, ARGUMENTS + 8 * which)

"""What the filter decides otherwise where a submission may have processes of its own.

Inside the sandbox: standard library only. A process is a copy of the one that calls `fork`:
under the same filter, in the same session, with no more rights. No program is started, and nobody
leaves the session.

The first process, which talks to the grader, is sent no signal of which it could take notice:
another process that signals it is a clock that rings between a test's call and its comparison.
So what the end of a process sends, and what ends one, have no handlers either.
"""

import os
import signal
import socket

from .seccomp import ALLOW, DONE, EPERM, Decision, If, none_of_bits, null, one_of

# As glibc forks, and as musl does: nothing shared, no namespace.
FORK = (0x1200000 | signal.SIGCHLD, int(signal.SIGCHLD))
NOT_HANDLED = (signal.SIGTERM, signal.SIGCHLD)
ENDS = (0, signal.SIGTERM, signal.SIGKILL)  # what may be sent: a question, and an end
NEGATIVE = 0x80000000  # a group of processes, or all
PAIR = [socket.SOCK_STREAM | one for one in (0, 0x800, 0x80000, 0x80800)]


def by_processes(own: int, threads: tuple[int, ...]) -> dict[str, Decision]:
    """Decide these calls, for the processes of a worker.

    Args:
        own: the number of the first of them.
        threads: the flags with which a thread is started.
    """
    group = If(0, 0, EPERM, one_of(1, ENDS))
    return {
        "clone": one_of(0, (*threads, *FORK)),
        "fork": ALLOW,
        # Of its own children alone.
        "wait4": ALLOW,
        "waitid": ALLOW,
        "kill": If(0, own, If(1, 0, ALLOW, EPERM), If(0, NEGATIVE, EPERM, group, mask=NEGATIVE)),
        "tkill": EPERM,
        "tgkill": If(0, own, EPERM, If(2, 0, ALLOW, EPERM, mask=0xFFFFFFE0)),
        # A handler can be set, and is never called.
        "rt_sigaction": one_of(0, NOT_HANDLED, null(1, ALLOW, DONE), ALLOW),
        "pipe": ALLOW,
        "pipe2": none_of_bits(1, 0xFFFFFFFF ^ (os.O_CLOEXEC | os.O_NONBLOCK)),
        "socketpair": If(0, socket.AF_UNIX, one_of(1, PAIR), EPERM),
    }

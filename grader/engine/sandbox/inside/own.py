"""What libraries would ask the kernel for, and a worker answers itself.

Inside the sandbox. A new socket has a number from a counter of the whole machine, and what a
process has read from the disk tells what others have read before: the filter refuses both. An
event loop needs a pair of sockets, and IPython's %time the processor time: here they are.
"""

import contextlib
import itertools
import os
import resource
import socket
from collections.abc import Callable

PAIRS = 4  # event loops at one time


def provide(alone: bool = True) -> None:
    """Replace socket.socketpair and resource.getrusage, in a worker, before its filter stands.

    Args:
        alone: it may have no process of its own; else it may make pairs, to talk to them.
    """
    if alone:
        socket.socketpair = lender(PAIRS)
    resource.getrusage = getrusage


def lender(count: int) -> Callable[..., tuple[socket.socket, socket.socket]]:
    """Make pairs of sockets, and a socketpair that lends them in turn; whoever closes one has
    closed its copy."""
    pairs = [socket.socketpair() for _ in range(count)]
    for end in itertools.chain(*pairs):
        end.setblocking(False)  # who writes to whatever is open does not wait here
    turns = itertools.cycle(pairs)

    def socketpair(
        family: int = socket.AF_UNIX, type: int = socket.SOCK_STREAM, proto: int = 0
    ) -> tuple[socket.socket, socket.socket]:
        if (family, type, proto) != (socket.AF_UNIX, socket.SOCK_STREAM, 0):
            raise PermissionError("no such sockets while a notebook is graded")
        one, other = (end.dup() for end in next(turns))
        for end in (one, other):  # nothing is left in it from the last time
            end.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while end.recv(65_536):
                    pass
            end.setblocking(True)
        return one, other

    return socketpair


def getrusage(who: int) -> resource.struct_rusage:
    """Give the processor time of this process; everything else is zero."""
    if who not in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        raise ValueError("invalid who parameter")
    user, system = os.times()[:2] if who == resource.RUSAGE_SELF else (0.0, 0.0)
    return resource.struct_rusage((user, system, *[0] * 14))

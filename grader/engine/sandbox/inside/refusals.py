"""Inside the sandbox: what the filter refuses, said in words.

The kernel says "Operation not permitted", from which nobody learns what is meant, or that the
code is right and only has no place here. These say it, and refuse nothing that is not refused.
"""

import errno
import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any

ALLOWED = "A course may allow processes: c.SubmissionLimits.processes in nbgrader_config.py"
PROCESSES = (
    "no process of its own: a submission is one process while it is graded; threads work. "
    + ALLOWED
)
SHARED = (
    "no memory or lock that processes share: a submission is one process while it is graded. "
    + ALLOWED
)
PROGRAMS = "no other program runs while a submission is graded"
NETWORK = "no network while a submission is graded"
REFUSED = {
    PROCESSES: (*("os.fork", "os.forkpty", "os.pipe"),),
    PROGRAMS: ("os.posix_spawn", "os.posix_spawnp", "subprocess.Popen._execute_child"),
    SHARED: ("_posixshmem.shm_open", "_multiprocessing.SemLock"),
    NETWORK: ("socket.socket.__init__", "socket.socketpair"),
}
KINDS = (errno.EPERM, errno.EACCES, errno.EROFS)


def explain() -> None:
    """Have these functions say why they cannot do what they are for."""
    for put, got in (("settrace", sys.gettrace), ("setprofile", sys.getprofile)):
        setattr(sys, put, _unless_nothing(getattr(sys, put), got))
    for said, names in REFUSED.items():
        for name in names:
            module, _, path = name.partition(".")
            try:
                owner: Any = importlib.import_module(module)
                *inner, last = path.split(".")
                for part in inner:
                    owner = getattr(owner, part)
                setattr(owner, last, _explained(getattr(owner, last), said))
            except (ImportError, AttributeError):  # another system's, or another Python's
                continue


def _unless_nothing(put: Callable[[Any], None], got: Callable[[], Any]) -> Callable[[Any], None]:
    """Let nobody be refused who sets no tracer where there is none: every doctest ends so."""

    def call(tracer: Any, /) -> None:
        if tracer is not None or got() is not None:
            put(tracer)

    return functools.update_wrapper(call, put)


def _explained(function: Callable[..., Any], said: str) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except OSError as error:
            if error.errno not in KINDS:
                raise
        raise PermissionError(errno.EPERM, said)

    if isinstance(function, type):  # whose constants are asked for by the same name
        constants = {k: v for k, v in vars(function).items() if isinstance(v, int)}
        call.__dict__.update(constants)
    return functools.update_wrapper(call, function, updated=())

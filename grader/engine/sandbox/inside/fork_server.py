"""Inside the sandbox: a warm process, which has loaded what notebooks load, and forks workers.

It is told what to do over a socket that no worker holds, a byte and a pid each time:

    fork   with two descriptors: a worker for one submission talks over them; the reply is its pid
    end    the worker, and every thread of it, is ended; the reply says how it stood
    reap   the same for a worker that has hung up: it is given a moment to end by itself
    look   the reply says what the worker has used, see clocks.py
    stop   the worker's running cell is interrupted, as Jupyter's button does

What it loads, and what a worker does, is its program's to say: worker.py or shell.py. It knows no
hidden value and no student: whatever a worker finds in its memory is the course's.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from . import confine, own
from .clocks import LOOKED, cpu_limit, look, memory_kills
from .protocol import Channel

FORK, END, REAP, READY, LOOK, STOP = b"f", b"e", b"w", b"r", b"l", b"s"
REQUEST = struct.Struct("<ci")  # what to do, and to which worker
PID = struct.Struct("<i")  # minus the error number where there is no worker
# Had it ended by itself; its wait status; its CPU seconds, and its limit on them; the most memory
# that it had; whether the machine has lately ended any process for want of memory.
ENDED = struct.Struct("<?iddq?")
REAP_SECONDS = 0.5
Serve = Callable[[Channel], None]


def main() -> None:
    """Serve until the grader hangs up: see sandbox.py for the words of the command."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    sys.argv = ["notebook"]
    # Ctrl-C is the grader's to answer. And a submission that sends itself signals meets the same
    # in every sandbox: whether this one is ignored is else inherited from whoever started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    walls = frozenset(confine.Wall(name) for name in settings["walls"])
    program = importlib.import_module(f"{__package__}.{settings['program']}")
    program.prepare(settings["modules"])
    confine.prepare(walls)
    gc.collect()
    gc.freeze()  # what is loaded stays shared between workers: the collector leaves it alone
    control.sendall(READY)
    workers: set[int] = set()
    kills = memory_kills()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 2)
        if len(request) < REQUEST.size:
            return
        command, worker = REQUEST.unpack(request)
        if command == FORK and len(descriptors) == 2:
            worker = _fork(descriptors, walls, settings, program.serve)
            for descriptor in descriptors:
                os.close(descriptor)
            workers.add(worker)
            control.sendall(PID.pack(worker))
        elif command in (END, REAP) and worker in workers:
            workers.remove(worker)
            ended = _end(worker, REAP_SECONDS if command == REAP else 0.0)
            before, kills = kills, memory_kills() if command == REAP else kills
            control.sendall(ENDED.pack(*ended, kills > before))
        elif command == LOOK and worker in workers:
            control.sendall(LOOKED.pack(*look(worker)))
        elif command == STOP and worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGINT)
        else:
            return


def _fork(
    descriptors: list[int],
    walls: frozenset[confine.Wall],
    settings: dict[str, Any],
    serve: Serve,
) -> int:
    """Start a worker, behind walls of its own; give its pid, or minus an error number."""
    if not walls & confine.NAMESPACES.keys():
        folder = tempfile.mkdtemp(dir=os.environ["HOME"])  # the sandbox removes it at its end
        pid = os.fork()
        if pid == 0:
            os.chdir(folder)
            _be_worker(descriptors, walls, settings, serve)
        return pid
    # A process in between enters the new namespaces; its first child is their first process.
    told, tell = os.pipe()
    between = os.fork()
    if between == 0:
        try:
            confine.enter_namespaces(walls, settings)
            pid = os.fork()
            if pid == 0:
                _be_worker(descriptors, walls, settings, serve)
            os.write(tell, PID.pack(pid))
        except OSError as error:
            os.write(tell, PID.pack(-(error.errno or 1)))
        finally:
            os._exit(0)
    os.close(tell)
    answer = os.read(told, PID.size)
    os.close(told)
    os.waitpid(between, 0)
    return int(PID.unpack(answer)[0]) if len(answer) == PID.size else -1


def _be_worker(
    descriptors: list[int],
    walls: frozenset[confine.Wall],
    settings: dict[str, Any],
    serve: Serve,
) -> None:
    try:
        os.setsid()
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        reader, writer = descriptors
        confine.close_everything_but((reader, writer))
        if confine.Wall.SYSTEM_CALLS in walls:
            own.provide()
        confine.give_up_rights(walls, settings)
        serve(Channel(reader, writer, settings["reply_bytes"]))
    finally:
        os._exit(0)


def _end(worker: int, patience: float) -> tuple[bool, int, float, float, int]:
    """End a worker, wait until nothing of it is left, and tell how it ended."""
    deadline = time.monotonic() + patience
    while not (by_itself := _has_ended(worker)) and time.monotonic() < deadline:
        time.sleep(0.001)
    if not by_itself:
        for kill in (os.killpg, os.kill):  # behind the walls, either takes all of it
            with contextlib.suppress(ProcessLookupError):
                kill(worker, signal.SIGKILL)
    limit = cpu_limit(worker)
    _, status, usage = os.wait4(worker, 0)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return by_itself, status, usage.ru_utime + usage.ru_stime, limit, peak


def _has_ended(worker: int) -> bool:
    """Tell whether a worker has ended; it stays to be asked about its limits."""
    return os.waitid(os.P_PID, worker, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


if __name__ == "__main__":
    main()

"""Inside the sandbox: a warm process, which has loaded what notebooks load, and forks workers.

It is told what to do over a socket that no worker holds, a byte and a pid each time:

    fork   with two descriptors: a worker for one submission talks over them; the reply is its pid;
           in place of a pid comes the number of the program that the worker has
    end    the worker, and every thread of it, is ended; the reply says how it stood
    reap   the same for a worker that has hung up: it is given a moment to end by itself
    look   the reply says what the worker has used, see clocks.py
    stop   the worker's running cell is interrupted, as Jupyter's button does

What it loads, and what a worker does, is its programs' to say: worker.py or shell.py. It knows no
hidden value and no student: whatever a worker finds in its memory is the course's. A worker that
has no file system of its own has a folder here, and is ended when that is full.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from typing import Any

from . import confine, folder
from .clocks import LOOKED, look, memory_kills
from .fork import PID, Server, fork
from .group import Group
from .started import FILES, MEMORY, NOTHING, PROCESSES, REAP_SECONDS, Started, end, has_ended

FORK, END, REAP, READY, LOOK, STOP = b"f", b"e", b"w", b"r", b"l", b"s"
REQUEST = struct.Struct("<ci")  # what to do, and to which worker
# Had it ended by itself; its wait status; its CPU seconds, and its limit on them; the most memory
# that it had; whether the machine has lately ended any process for want of memory; what it was
# ended for having too much of, see started.py; the seconds in which it had no processor; and those
# in which its end was waited for.
ENDED = struct.Struct("<?iddq?Bdd")
LOOK_SECONDS = 0.1  # between two looks at the folders, or ten times what a look takes
LOOK_SHARE = 10


def main() -> None:
    """Serve until the grader hangs up: see ../server.py for the words of the command."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    sys.argv = ["notebook"]
    # Ctrl-C is the grader's to answer. And a submission that sends itself signals meets the same
    # in every sandbox: whether this one is ignored is else inherited from whoever started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o022)  # the grader's keeps results private, and says nothing of a sandbox's files
    walls = frozenset(confine.Wall(name) for name in settings["walls"])
    programs = [importlib.import_module(f"{__package__}.{one}") for one in settings["programs"]]
    for program in programs:
        program.prepare(settings["modules"])
    if settings["processes"]:
        from . import processes  # which loads what nobody else needs

        processes.provide(settings["processes"])
    confine.prepare(walls, settings)
    server = Server(walls, settings, tuple(program.serving() for program in programs))
    gc.collect()
    gc.freeze()  # what is loaded stays shared between workers: the collector leaves it alone
    workers: dict[int, Started] = {}
    try:
        control.sendall(READY)
        _answer(control, server, workers)
    finally:
        for worker in workers.values():
            end(worker, 0.0)
        if place := settings.get("place"):
            with contextlib.suppress(OSError):
                folder.remove(place)


def _answer(control: socket.socket, server: Server, workers: dict[int, Started]) -> None:
    kills = memory_kills()
    while True:
        _wait(control, server, workers)
        request, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 2)
        if len(request) < REQUEST.size:
            return
        command, pid = REQUEST.unpack(request)
        if command == FORK and len(descriptors) == 2:
            its_own = server.only(pid)
            started = fork(descriptors, its_own)
            for descriptor in descriptors:
                os.close(descriptor)
            if started.pid > 0:
                workers[started.pid] = started
                if its_own.settings["processes"]:
                    started.group = Group(started.pid, started.uid)
            control.sendall(PID.pack(started.pid))
        elif command in (END, REAP) and pid in workers:
            worker = workers.pop(pid)
            *ended, starved, waited = end(worker, REAP_SECONDS if command == REAP else 0.0)
            _end_what_is_left(workers)
            before, kills = kills, memory_kills() if command == REAP else kills
            short = kills > before
            control.sendall(ENDED.pack(*ended, short, worker.excess, starved, waited))
        elif command == LOOK and pid in workers:
            group = workers[pid].group
            if group and not workers[pid].excess:  # who has too many uses time up by that
                _look_after(workers[pid], server)
            control.sendall(LOOKED.pack(*(group.look() if group else look(pid))))
        elif command == STOP and pid in workers:
            with contextlib.suppress(ProcessLookupError):
                # As Jupyter: every process of the notebook's.
                (os.killpg if workers[pid].group else os.kill)(pid, signal.SIGINT)
        else:
            return


def _wait(control: socket.socket, server: Server, workers: dict[int, Started]) -> None:
    """Wait for the grader's next word, and meanwhile look after folders and processes."""
    pause = LOOK_SECONDS
    while True:
        folders = confine.Wall.FOLDER in server.walls
        watched = [w for w in workers.values() if (w.folder and folders) or w.group]
        watched = [w for w in watched if not w.excess]
        if not watched:
            return
        if select.select([control], [], [], pause)[0]:
            return
        begun = time.monotonic()
        for worker in watched:
            _look_after(worker, server)
        pause = max(LOOK_SECONDS, LOOK_SHARE * (time.monotonic() - begun))


def _look_after(worker: Started, server: Server) -> None:
    """End a worker that has too much of something, or what one that has ended leaves."""
    if not has_ended(worker.pid):
        folders = confine.Wall.FOLDER in server.walls
        worker.excess = _excess(worker, folders, server.settings)
    if worker.excess or (worker.group and has_ended(worker.pid)):
        worker.kill()


def _excess(worker: Started, folders: bool, limits: dict[str, Any]) -> int:
    """Say what a worker has too much of."""
    pids = worker.group.living() if worker.group else [worker.pid]
    if folders and folder.is_full(worker.folder, pids, worker.uid, limits):
        return FILES
    if worker.group and len(pids) > limits["processes"] + 1:
        return PROCESSES
    if worker.group and worker.group.memory(pids) > limits["memory_bytes"]:
        return MEMORY
    return NOTHING


def _end_what_is_left(workers: dict[int, Started]) -> None:
    """End what a worker has left: no wall lets it start a process, and this looks again."""
    while left := _children() - workers.keys():
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _children() -> set[int]:
    with contextlib.suppress(FileNotFoundError):
        this = os.getpid()
        with open(f"/proc/{this}/task/{this}/children") as listed:  # noqa: PTH123
            return {int(word) for word in listed.read().split()}
    return set()


if __name__ == "__main__":
    main()

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
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from . import confine, folder, landlock, own
from .clocks import LOOKED, cpu_limit, look, memory_kills
from .group import Group
from .protocol import Channel

FORK, END, REAP, READY, LOOK, STOP = b"f", b"e", b"w", b"r", b"l", b"s"
REQUEST = struct.Struct("<ci")  # what to do, and to which worker
PID = struct.Struct("<i")  # minus the error number where there is no worker
# Had it ended by itself; its wait status; its CPU seconds, and its limit on them; the most memory
# that it had; whether the machine has lately ended any process for want of memory; what it was
# ended for having too much of, one of those below; the seconds in which it had no processor; and
# those in which its end was waited for.
ENDED = struct.Struct("<?iddq?Bdd")
NOTHING, FILES, PROCESSES, MEMORY = range(4)
WITH_PROCESSES = "shell"  # the program whose workers may have processes of their own
REAP_SECONDS = 0.5
LOOK_SECONDS = 0.1  # between two looks at the folders, or ten times what a look takes
LOOK_SHARE = 10
Serve = Callable[[Channel], None]


@dataclass(slots=True)
class Started:
    """A worker: what the grader calls it, and its folder, where it has one on the disk.

    uid: who it runs as, where that is another user than this process's.
    group: the processes that it has started, where it may have any.
    excess: it was ended for having too much of this.
    """

    pid: int
    folder: str = ""
    uid: int | None = None
    group: Group | None = None
    excess: int = NOTHING

    def kill(self) -> None:
        """End all of it at once: the first process of a namespace, or a group."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Server:
    """What every worker of this process gets. A worker has one of the programs."""

    walls: frozenset[confine.Wall]
    settings: dict[str, Any]
    programs: tuple[Serve, ...]

    def only(self, number: int) -> "Server":
        """Give what a worker gets that has this one of the programs."""
        settings = self.settings
        if settings["programs"][number] != WITH_PROCESSES:
            settings = {**settings, "processes": 0}
        return replace(self, settings=settings, programs=self.programs[number : number + 1])

    @property
    def namespaces(self) -> bool:
        """A worker has namespaces of its own."""
        return bool(self.walls & confine.NAMESPACES.keys())


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
    gc.collect()
    gc.freeze()  # what is loaded stays shared between workers: the collector leaves it alone
    workers: dict[int, Started] = {}
    try:
        control.sendall(READY)
        _answer(
            control, Server(walls, settings, tuple(program.serve for program in programs)), workers
        )
    finally:
        for worker in workers.values():
            _end(worker, 0.0)
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
            started = _fork(descriptors, its_own)
            for descriptor in descriptors:
                os.close(descriptor)
            if started.pid > 0:
                workers[started.pid] = started
                if its_own.settings["processes"]:
                    started.group = Group(started.pid, started.uid)
            control.sendall(PID.pack(started.pid))
        elif command in (END, REAP) and pid in workers:
            worker = workers.pop(pid)
            *ended, starved, waited = _end(worker, REAP_SECONDS if command == REAP else 0.0)
            _end_what_is_left(workers)
            before, kills = kills, memory_kills() if command == REAP else kills
            short = kills > before
            control.sendall(ENDED.pack(*ended, short, worker.excess, starved, waited))
        elif command == LOOK and pid in workers:
            group = workers[pid].group
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
            if not _has_ended(worker.pid):
                worker.excess = _excess(worker, folders, server.settings)
            if worker.excess or (worker.group and _has_ended(worker.pid)):
                worker.kill()
        pause = max(LOOK_SECONDS, LOOK_SHARE * (time.monotonic() - begun))


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


def _fork(descriptors: list[int], server: Server) -> Started:
    """Start a worker behind walls of its own; where none starts, its pid is minus an error."""
    uid = confine.user_for_a_worker(server.walls, server.settings)
    if not server.namespaces:
        return _fork_here(descriptors, server, uid)
    # A process in between enters the new namespaces; its first child is their first process.
    told, tell = os.pipe()
    between = os.fork()
    if between == 0:
        try:
            confine.enter_namespaces(server.walls, server.settings, uid)
            pid = os.fork()
            if pid == 0:
                _be_worker(descriptors, server)
            os.write(tell, PID.pack(pid))
        except OSError as error:
            os.write(tell, PID.pack(-(error.errno or 1)))
        finally:
            os._exit(0)
    os.close(tell)
    answer = os.read(told, PID.size)
    os.close(told)
    os.waitpid(between, 0)
    return Started(int(PID.unpack(answer)[0]) if len(answer) == PID.size else -1, uid=uid)


def _fork_here(descriptors: list[int], server: Server, uid: int | None) -> Started:
    place = tempfile.mkdtemp(dir=server.settings["work"])
    home = folder.make(f"{place}/own", uid)
    os.chmod(place, 0o711)  # noqa: PTH101
    told, tell = os.pipe()
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        os.environ["HOME"], os.environ["TMPDIR"] = home, f"{place}/own/tmp"
        tempfile.tempdir = None
        os.chdir(home)
        _be_worker(descriptors, server, uid, f"{place}/own", parent, tell)
    os.close(tell)
    answer = os.read(told, PID.size)
    os.close(told)
    started = Started(pid, place, uid)
    if answer:
        _end(started, REAP_SECONDS)
        return Started(PID.unpack(answer)[0])
    return started


def _be_worker(
    descriptors: list[int],
    server: Server,
    uid: int | None = None,
    place: str = "",
    parent: int = 0,
    tell: int = -1,
) -> None:
    """Be a worker; never return.

    Args:
        descriptors: to read from, and to write to.
        server: what every worker gets.
        uid: who to be, if not who this process is.
        place: its folder, where it has one on the disk.
        parent: the fork server's pid, where the worker does not end with it by itself.
        tell: where to say that a wall cannot be put up.
    """
    try:
        os.setsid()
        for number in (signal.SIGPIPE, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        reader, writer = descriptors
        passages = (int(path.rpartition("/")[2]) for _, path in server.settings["passages"])
        confine.close_everything_but((reader, writer, *passages, *((tell,) if place else ())))
        if confine.Wall.SYSTEM_CALLS in server.walls:
            own.provide(alone=not server.settings["processes"])
        if place:
            _put_up_walls(server, uid, place, parent, tell)
            os.close(tell)
        else:
            confine.give_up_rights(server.walls, server.settings)
        (serve,) = server.programs
        # All its files come in one request, and they fit its folder.
        serve(Channel(reader, writer, server.settings["folder_bytes"]))
    finally:
        os._exit(0)


def _put_up_walls(server: Server, uid: int | None, place: str, parent: int, tell: int) -> None:
    rules = [landlock.Rule(*rule) for rule in server.settings["rules"]]
    rules.append(landlock.Rule(place, landlock.OWN))
    try:
        if server.walls:
            confine.be_ended_first()
        confine.give_up_rights(
            server.walls, server.settings, uid, tuple(rules), parent if server.walls else 0
        )
    except OSError as error:
        os.write(tell, PID.pack(-(error.errno or 1)))
        os._exit(1)


def _end(worker: Started, patience: float) -> tuple[bool, int, float, float, int, float, float]:
    """End a worker, wait until nothing of it is left, and tell how it ended."""
    began = time.monotonic()
    while not (by_itself := _has_ended(worker.pid)) and time.monotonic() < began + patience:
        time.sleep(0.001)
    waited = time.monotonic() - began
    seen, starved, _ = worker.group.look() if worker.group else look(worker.pid)
    if not by_itself or worker.group:
        worker.kill()
    limit = cpu_limit(worker.pid)
    _, status, usage = os.wait4(worker.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    if worker.group:
        cpu = max(seen, cpu + _wait_for_the_rest(worker.pid))
    if worker.folder:
        folder.remove(worker.folder)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return by_itself, status, cpu, limit, peak, starved, waited


def _wait_for_the_rest(group: int) -> float:
    """Wait until no process of a worker's is left; give the seconds of CPU time that they used."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, usage = os.wait4(-group, 0)
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


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


def _has_ended(worker: int) -> bool:
    """Tell whether a worker has ended; it stays to be asked about its limits."""
    return os.waitid(os.P_PID, worker, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


if __name__ == "__main__":
    main()

"""Inside the sandbox: how a worker is forked, and put behind walls before it reads a word."""

import os
import signal
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from . import confine, folder, landlock, own
from .protocol import Channel
from .started import REAP_SECONDS, Started, end

PID = struct.Struct("<i")  # minus the error number where there is no worker
WITH_PROCESSES = "shell"  # the program whose workers may have processes of their own
Serve = Callable[[Channel], None]


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


def fork(descriptors: list[int], server: Server) -> Started:
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
        end(started, REAP_SECONDS)
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
            _put_up_walls(server, uid, place, parent, tell, (reader, writer))
            os.close(tell)
        else:
            confine.give_up_rights(server.walls, server.settings, line=(reader, writer))
        (serve,) = server.programs
        # All its files come in one request, and they fit its folder.
        serve(Channel(reader, writer, server.settings["folder_bytes"]))
    finally:
        os._exit(0)


def _put_up_walls(
    server: Server, uid: int | None, place: str, parent: int, tell: int, line: tuple[int, int]
) -> None:
    rules = [landlock.Rule(*rule) for rule in server.settings["rules"]]
    rules.append(landlock.Rule(place, landlock.OWN))
    try:
        if server.walls:
            confine.be_ended_first()
        confine.give_up_rights(
            server.walls, server.settings, uid, tuple(rules), parent if server.walls else 0, line
        )
    except OSError as error:
        os.write(tell, PID.pack(-(error.errno or 1)))
        os._exit(1)

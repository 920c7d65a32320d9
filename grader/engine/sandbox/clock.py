"""What a submission's code has used, and what it may use: CPU time, idle time, and a backstop.

A second that a worker waits for a processor, or for a disk, is the machine's and costs nobody
anything; nor does one in which whoever waits for the worker has none: where a step asks for its
helpers' values a thousand times, these add up. All other time is the submission's own: it
computes, or it is idle (sleeps, waits for a lock). The clocks are the kernel's, read
from outside, at moments that nobody can foresee.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .deaths import Ending
from .inside.clocks import NO_CLOCK
from .inside.protocol import Late
from .limits import Limits

SLICE = 0.1  # seconds of waiting between two looks, on the average
ALWAYS = 0.5  # idle seconds that a request has, whatever was used before: no measure is exact
MOST_EXCUSED = 30.0  # seconds that nobody counts: a disk, or a hypervisor, may be as slow
HASTY_SECONDS = 1.0  # idle seconds after which a submission is put aside, where others wait
MOST_AGAIN = 5.0  # seconds of CPU time that such a submission may have used: it begins anew there
# Workers that one submission may wear out: a start and an end cost what no clock of its own shows.
# Eighteen steps that each end their worker, twice judged, are 36.
MOST_WORN = 50


class Starved(Late):
    """The machine was so busy that the code had no chance; nobody knows what it would have done."""


def kept_waiting() -> float:
    """Give the seconds in which this thread could have run, and had no processor."""
    try:
        with open("/proc/thread-self/schedstat") as file:  # noqa: PTH123, asked ten times a second
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):  # no such clock: what it would tell is counted as idle
        return 0.0


class Asleep(Exception):
    """A submission only waits, and others could go on in its place: grade it beside them."""


@dataclass(frozen=True, slots=True)
class Look:
    """A worker's clocks: see inside/clocks.py."""

    cpu: float = 0.0
    starved: float = 0.0
    excused: bool = False


@dataclass(slots=True)
class Budget:
    """What a submission may still use, over all of its workers.

    hasty: put the submission aside as soon as it only waits.
    worn: the workers of it that did not come to their end as they should.
    """

    limits: Limits
    hasty: bool = False
    cpu: float = 0.0
    idle: float = 0.0
    excused: float = 0.0
    worn: int = 0

    def charge(self, cpu: float, idle: float) -> None:
        """Count what was used.

        Raises:
            Asleep: it is a submission to put aside.
        """
        self.cpu += cpu
        self.idle += idle
        if self.hasty and self.idle > HASTY_SECONDS and self.cpu <= MOST_AGAIN:
            raise Asleep

    @property
    def left(self) -> float:
        """The seconds that the submission has left; it is over where there are none."""
        return self.limits.submission_seconds - self.cpu - self.idle

    def spent(self, grace: float = 0.0) -> str:
        """Say what is used up; nothing where there is something left."""
        if self.left + grace <= 0:
            return "the submission's time is used up"
        return ""

    def worn_out(self) -> str:
        """Say that no further worker is to be had; nothing where there is one."""
        if self.worn >= MOST_WORN:
            return f"the submission has ended {MOST_WORN} processes, and gets no more"
        return ""


@dataclass(slots=True)
class Clock:
    """Watches one worker while it is waited for.

    look: reads the worker's clocks.
    stop: interrupts what the worker runs.
    """

    budget: Budget
    look: Callable[[], Look]
    stop: Callable[[], None] = lambda: None
    _last: Look = field(default_factory=Look)
    _unseen: float = 0.0  # seconds of earlier waits since the last look
    _since: float = 0.0  # the last look, or the start of this wait where that is later
    _slice: float = SLICE
    _kept: float = field(default_factory=lambda: kept_waiting())

    @contextlib.contextmanager
    def waiting(self, seconds: float, grace: float = 0.0) -> Iterator[Callable[[], float]]:
        """Watch the worker for the time of one request; the value is the patience of a channel.

        Args:
            seconds: of CPU time that the request may use.
            grace: seconds in which it may end by itself, when it has been interrupted.
        """
        wait = Wait(self, seconds, grace)
        self._since = time.monotonic()
        try:
            yield wait.patience
        finally:
            self._unseen += time.monotonic() - self._since

    @property
    def next(self) -> float:
        """The seconds until the next look."""
        return max(0.001, self._slice - self._unseen - (time.monotonic() - self._since))

    def ended(self, ending: Ending) -> None:
        """Count what a worker had used since the last look when it ended: many may live short."""
        unseen = self._unseen + ending.waited_seconds
        if self._last.cpu == NO_CLOCK:
            self.budget.cpu += unseen
            return
        cpu = max(0.0, ending.cpu_seconds - self._last.cpu)
        starved = max(0.0, ending.starved_seconds - self._last.starved)
        self.budget.cpu += cpu
        self.budget.idle += max(0.0, unseen - cpu - starved - self._own())

    def _own(self) -> float:
        """Give the seconds since the last look in which this thread itself had no processor."""
        before, self._kept = self._kept, kept_waiting()
        return self._kept - before

    def see(self) -> tuple[float, float] | None:
        """Give the CPU and the idle seconds of this wait since the last look; None so soon."""
        now = time.monotonic()
        here = now - self._since
        unseen = self._unseen + here
        if unseen < self._slice:
            return None
        self._slice = SLICE * random.uniform(0.5, 1.5)
        look = self.look()
        if look.cpu == NO_CLOCK:  # all time is its own, then
            cpu, idle = unseen, 0.0
        else:
            cpu = max(0.0, look.cpu - self._last.cpu)
            starved = max(0.0, look.starved - self._last.starved)
            idle = max(0.0, unseen - cpu - starved - self._own())
            if look.excused and self.budget.excused < MOST_EXCUSED:
                self.budget.excused += idle
                idle = 0.0
        earlier = self._unseen > 0
        self._last, self._unseen, self._since = look, 0.0, now
        self.budget.charge(cpu, idle)
        return min(cpu, here) if earlier else cpu, min(idle, here)


class Wait:
    """One request, and what it has used."""

    def __init__(self, clock: Clock, seconds: float, grace: float) -> None:
        limits = clock.budget.limits
        self._clock, self._seconds, self._grace = clock, seconds, grace
        self._cpu = self._idle = self._more = 0.0
        self._backstop = time.monotonic() + limits.wall_factor * (seconds + limits.idle_seconds)

    def patience(self) -> float:
        """Give the seconds until this is to be asked again.

        Raises:
            Late: something is used up. Starved: and it is the machine's patience.
            Asleep: as Budget.charge.
        """
        seen = self._clock.see()
        if seen is not None:
            self._cpu += seen[0]
            self._idle += seen[1]
            if said := self._spent():
                if self._more or not self._grace:
                    raise Late(said)
                self._more = self._grace
                self._clock.stop()
            if time.monotonic() > self._backstop:
                raise Starved("this machine is too busy to run it")
        return self._clock.next

    def _spent(self) -> str:
        limits = self._clock.budget.limits
        if self._cpu >= self._seconds + self._more:
            return "its CPU time is used up"
        allowed = limits.idle_seconds
        if self._clock.budget.idle > limits.all_idle_seconds + self._more:
            allowed = ALWAYS
        if self._idle > allowed + self._more:
            return "it did nothing but wait"
        return self._clock.budget.spent(self._more)

"""CPU time is the measure of a student's code; a busy machine costs nobody a mark.

Clocks are given here as a kernel would tell them, so that no test needs a quiet machine.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from grader.engine.sandbox import clock
from grader.engine.sandbox.clock import (
    MOST_AGAIN,
    MOST_EXCUSED,
    Asleep,
    Budget,
    Clock,
    Look,
    Starved,
)
from grader.engine.sandbox.deaths import Ending
from grader.engine.sandbox.inside.clocks import NO_CLOCK
from grader.engine.sandbox.inside.protocol import Late
from grader.engine.sandbox.limits import Limits

LIMITS = Limits(
    submission_seconds=20, idle_seconds=4, all_idle_seconds=8, call_seconds=5, wall_factor=20
)


KEPT_WAITING = clock.kept_waiting


class Machine:
    """A worker on a machine: how many of its seconds are CPU time, and how many are starved."""

    def __init__(self, cpu: float = 0.0, starved: float = 0.0, excused: bool = False) -> None:
        self.now, self.rates, self.excused = 1_000.0, (cpu, starved), excused
        self.cpu = self.starved = 0.0
        self.stopped = 0

    def monotonic(self) -> float:
        """The time by the clock."""
        return self.now

    def look(self) -> Look:
        """The worker's clocks."""
        return Look(self.cpu, self.starved, self.excused)

    def stop(self) -> None:
        """The worker is interrupted."""
        self.stopped += 1

    def go_on(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds
        self.cpu += seconds * self.rates[0]
        self.starved += seconds * self.rates[1]

    def wait(self, watch: Clock, seconds: float, most: float, grace: float = 0.0) -> float:
        """Wait for one request that needs so long by the clock; give how long it took."""
        begun = self.now
        with watch.waiting(seconds, grace) as patience:
            while self.now < begun + most:
                self.go_on(min(patience(), begun + most - self.now) + 1e-6)
        return self.now - begun


@pytest.fixture(autouse=True)
def time_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Machine]]:
    """Have the clock ask the machine that a test has made."""
    made: list[Machine] = []
    begin = Machine.__init__

    def register(self: Machine, *args: object, **kwargs: object) -> None:
        begin(self, *args, **kwargs)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(Machine, "__init__", register)
    monkeypatch.setattr("time.monotonic", lambda: made[-1].monotonic())
    monkeypatch.setattr(clock, "kept_waiting", lambda: 0.0)
    yield made


def watched(machine: Machine, budget: Budget | None = None) -> Clock:
    """Watch a worker on this machine."""
    return Clock(budget or Budget(LIMITS), machine.look, machine.stop)


def test_a_loop_ends_when_its_cpu_time_is_used_up() -> None:
    """On a quiet machine that is the time by the clock."""
    machine = Machine(cpu=1.0)
    with pytest.raises(Late, match="its CPU time is used up"):
        machine.wait(watched(machine), 5, most=100)
    assert 1_005 <= machine.now < 1_005.5


def test_a_busy_machine_costs_nothing() -> None:
    """Who gets a tenth of a processor is given ten times as long."""
    machine = Machine(cpu=0.1, starved=0.9)
    assert machine.wait(watched(machine), 5, most=45) >= 45


def test_a_machine_that_is_kept_waiting_itself_costs_nothing() -> None:
    """What a hypervisor takes is counted nowhere: who is found running is not idle."""
    machine = Machine(cpu=0.2, excused=True)
    watch = watched(machine)
    assert machine.wait(watch, 5, most=20) >= 20
    assert watch.budget.idle == 0


def test_what_nobody_counts_has_an_end() -> None:
    """A thread that is about to run at every look excuses a sleep for so long, and no longer."""
    machine = Machine(cpu=0.02, excused=True)
    with pytest.raises(Late, match="nothing but wait"):
        machine.wait(watched(machine), 5, most=500)
    assert machine.now < 1_000 + MOST_EXCUSED + LIMITS.idle_seconds + 5


def test_who_sleeps_is_ended_early() -> None:
    """A lock that nobody opens uses no CPU time; the allowance for that is small."""
    machine = Machine()
    with pytest.raises(Late, match="nothing but wait"):
        machine.wait(watched(machine), 5, most=100)
    assert machine.now < 1_004.5


def test_an_honest_sleep_is_no_fault() -> None:
    """A demonstration sleeps for a second."""
    machine = Machine()
    assert machine.wait(watched(machine), 5, most=1) >= 1


def test_all_sleeps_together_are_bounded() -> None:
    """Many cells that each sleep a little less than they may do not add up; what is left to each
    afterwards is what no measure can tell from nothing."""
    machine = Machine()
    watch = watched(machine)
    slept = [machine.wait(watch, 5, most=3.0) for _ in range(2)]
    for _ in range(20):
        with pytest.raises(Late):
            slept.append(machine.wait(watch, 5, most=3.0))
    assert 1_000 < machine.now < 1_000 + 20


def test_short_requests_are_counted_too() -> None:
    """A thousand short waits are looked at as one long one."""
    machine = Machine(cpu=1.0)
    watch = watched(machine)
    for _ in range(1_000):
        machine.wait(watch, 5, most=0.01)
    assert watch.budget.cpu == pytest.approx(10, abs=0.3)


def test_what_an_earlier_request_used_is_not_this_ones() -> None:
    """The submission pays for it, and the call does not."""
    machine = Machine(cpu=1.0)
    watch = watched(machine)
    machine.wait(watch, 5, most=0.04)
    machine.cpu += 10
    assert machine.wait(watch, 5, most=1) >= 1
    assert watch.budget.cpu > 10


def test_a_submission_has_so_much_in_all() -> None:
    """Over all its requests and workers."""
    budget = Budget(LIMITS)
    for _ in range(4):
        machine = Machine(cpu=1.0)
        machine.wait(watched(machine, budget), 5, most=4.5)
    machine = Machine(cpu=1.0)
    with pytest.raises(Late, match="the submission's time is used up"):
        machine.wait(watched(machine, budget), 5, most=4.5)
    assert budget.spent()


def test_threads_pay_for_themselves() -> None:
    """Four threads at work use four seconds of CPU time in one."""
    machine = Machine(cpu=4.0)
    with pytest.raises(Late):
        machine.wait(watched(machine), 5, most=100)
    assert machine.now < 1_002


def test_a_cell_is_interrupted_before_it_is_ended() -> None:
    """Once; what does not mind has a moment of grace, and no more."""
    machine = Machine(cpu=1.0)
    with pytest.raises(Late):
        machine.wait(watched(machine), 5, most=100, grace=2)
    assert machine.stopped == 1
    assert 1_007 <= machine.now < 1_007.6


def test_who_has_no_chance_to_run_is_not_late_but_starved() -> None:
    """A backstop that a busy machine does not reach; who reaches it is tried again."""
    machine = Machine(starved=1.0)
    with pytest.raises(Starved):
        machine.wait(watched(machine), 5, most=10_000)
    assert machine.now > 1_000 + 5 * LIMITS.wall_factor


def test_who_only_waits_is_put_aside_where_others_could_go_on() -> None:
    """After a second of it, and not before."""
    machine = Machine()
    watch = watched(machine, Budget(LIMITS, hasty=True))
    machine.wait(watch, 5, most=0.5)
    with pytest.raises(Asleep):
        machine.wait(watch, 5, most=3)
    assert machine.now < 1_001.5


def test_who_has_computed_for_long_is_not_put_aside() -> None:
    """There it begins anew: all that it has used would be used twice."""
    machine = Machine()
    budget = Budget(LIMITS, hasty=True, cpu=MOST_AGAIN + 1)
    assert machine.wait(watched(machine, budget), 5, most=3) >= 3


def test_a_hundred_workers_that_live_short_add_up() -> None:
    """None of them lives until a look; each naps, hangs up, and is waited for."""
    budget = Budget(LIMITS)
    for _ in range(100):
        machine = Machine()
        watch = watched(machine, budget)
        machine.wait(watch, 5, most=0.04)
        watch.ended(Ending(cpu_seconds=0.01, waited_seconds=0.03))
    assert budget.cpu == pytest.approx(1.0)
    assert budget.idle == pytest.approx(6.0, abs=0.1)


def test_a_busy_machine_costs_nothing_at_the_end_either() -> None:
    """Who had no processor in that time has not been idle."""
    machine = Machine(starved=1.0)
    watch = watched(machine)
    machine.wait(watch, 5, most=0.3)
    starved = machine.starved + 0.5
    watch.ended(Ending(starved_seconds=starved, waited_seconds=0.5))
    assert watch.budget.idle == pytest.approx(0.0, abs=0.01)


def test_who_waits_for_it_without_a_processor_costs_it_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker that has answered, and whose answer nobody had the time to read, is not idle."""
    machine = Machine(cpu=0.3)
    monkeypatch.setattr(clock, "kept_waiting", lambda: 0.7 * machine.now)
    watch = watched(machine)
    machine.wait(watch, 5, most=10)
    watch.ended(Ending(cpu_seconds=machine.cpu + 1.0, waited_seconds=1.0))
    assert watch.budget.idle == pytest.approx(0.0, abs=0.01)


def test_a_thread_knows_how_long_it_was_kept_waiting() -> None:
    """Beside another process on the same processor it waits while the other one runs."""
    allowed = os.sched_getaffinity(0)
    one = {min(allowed)}
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
        try:
            os.sched_setaffinity(other.pid, one)
            os.sched_setaffinity(0, one)
            before, begun = KEPT_WAITING(), time.thread_time()
            while time.thread_time() - begun < 0.2:
                pass
            assert KEPT_WAITING() - before > 0.01
        finally:
            os.sched_setaffinity(0, allowed)
            other.kill()


def test_where_there_is_no_such_clock_time_by_the_clock_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """macOS, which grades without walls."""
    machine = Machine()
    monkeypatch.setattr(machine, "look", lambda: Look(NO_CLOCK))
    with pytest.raises(Late, match="CPU time"):
        machine.wait(watched(machine), 5, most=100)

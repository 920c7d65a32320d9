"""A death that a submission can bring about is its own; only what it cannot is tried again."""

import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from grader.engine.errors import SandboxError, WorkerKilled
from grader.engine.run import grader as grading
from grader.engine.run.grader import TRIES, WORKER_TRIES, Grader
from grader.engine.sandbox.clock import MOST_EXCUSED, Asleep, Clock, Look, Starved
from grader.engine.sandbox.deaths import Ending, WorkerGone, why
from grader.engine.sandbox.inside import confine
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from tests.graded import checks
from tests.walls import BARE, needs_walls, run

LIMITS = Limits()
KILLED = Ending(status=signal.SIGKILL, cpu_limit=LIMITS.inside()["cpu_seconds"])
LOWER = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, ({}))\nwhile True: pass"


def test_a_kill_that_a_submission_cannot_send_is_the_machines() -> None:
    """Of the first process of a namespace, with its limits as they were and little memory."""
    with pytest.raises(WorkerKilled):
        why(KILLED, LIMITS, first=True)
    with pytest.raises(WorkerKilled):
        why(replace(KILLED, short=True), LIMITS, first=False)


@pytest.mark.parametrize(
    ("ending", "first", "late"),
    [
        (replace(KILLED, cpu_limit=1.0), True, True),
        (replace(KILLED, cpu_seconds=LIMITS.submission_seconds), True, True),
        (replace(KILLED, status=signal.SIGXCPU), True, True),
        (replace(KILLED, peak_bytes=LIMITS.memory_bytes), True, False),
        (replace(KILLED, peak_bytes=LIMITS.memory_bytes, short=True), False, False),
        (KILLED, False, False),
        (replace(KILLED, status=signal.SIGABRT), True, False),
        (Ending(status=7 << 8), True, False),
        (Ending(by_itself=False), True, False),
    ],
)
def test_what_a_submission_can_bring_about_is_its_own(
    ending: Ending, first: bool, late: bool
) -> None:
    """A lowered limit, a limit used up, memory, a signal where it can send one, an exit."""
    assert why(ending, LIMITS, first).late is late


def test_no_limit_of_the_kernels_is_in_reach() -> None:
    """It counts a tick for whoever wakes up for it, on every processor: a submission that used
    little was ended by it as by the machine."""
    longest = LIMITS.wall_factor * LIMITS.submission_seconds + MOST_EXCUSED
    assert LIMITS.inside()["cpu_seconds"] > 1_000 * longest


@pytest.fixture(scope="module")
def unfiltered() -> Iterator[Sandbox]:
    """A sandbox whose filter lets a limit be lowered: the clocks alone stand."""
    with Sandbox(LIMITS, BARE, walls=confine.ALL - {confine.Wall.SYSTEM_CALLS}) as sandbox:
        yield sandbox


@needs_walls
@pytest.mark.parametrize("limits", ["1, 1", "1, 20", "0, 0", "0, 1"])
def test_lowering_its_own_limit_is_running_out_of_time(unfiltered: Sandbox, limits: str) -> None:
    """The kernel's kill for it looks like one from outside, and is not taken for one."""
    with unfiltered.worker({}) as worker, pytest.raises(WorkerGone) as gone:
        run(worker, LOWER.format(limits))
    assert gone.value.late


@needs_walls
def test_cpu_time_is_bounded_by_the_kernel_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clocks outside say: a worker that uses up its CPU time is late."""
    monkeypatch.setattr(Sandbox, "look", lambda *_: Look(excused=True))
    with (
        Sandbox(Limits(submission_seconds=1), BARE) as sandbox,
        sandbox.worker({}) as worker,
        pytest.raises(WorkerGone) as gone,
    ):
        run(worker, "while True: pass")
    assert gone.value.late


class Judge:
    """A judge that fails, each time in the same way."""

    def __init__(self, error: Exception) -> None:
        self.error, self.calls = error, 0
        self.last: list[bool] = []

    def __call__(self, submission: object, sandbox: Any) -> None:
        """Fail."""
        self.calls += 1
        self.last.append(sandbox.last)
        raise self.error


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        (SandboxError("the sandbox has gone"), TRIES),
        (WorkerKilled("a worker was killed from outside"), WORKER_TRIES),
        (WorkerKilled("this machine is too busy"), WORKER_TRIES),
    ],
)
def test_a_submission_is_tried_again_for_what_it_cannot_cause(
    monkeypatch: pytest.MonkeyPatch, error: SandboxError, calls: int
) -> None:
    """A sandbox that has gone, three times in all; a worker that was killed, or had no chance to
    run, once more, and the last time it counts."""
    monkeypatch.setattr(grading, "Sandbox", lambda *_, **__: FakeSandbox())
    with Grader(checks(Limits())) as grader:
        judge = grader.judge = Judge(error)
        with pytest.raises(SandboxError):
            grader.grade(None)
    assert judge.calls == calls
    assert judge.last[-1] is isinstance(error, WorkerKilled)


class FakeSandbox:
    """A sandbox that runs nothing."""

    hasty = last = False

    def close(self) -> None:
        """Nothing is there to end."""


def test_who_sleeps_is_not_tried_again_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool puts it aside."""
    monkeypatch.setattr(grading, "Sandbox", lambda *_, **__: FakeSandbox())
    with Grader(checks(Limits())) as grader:
        judge = grader.judge = Judge(Asleep())
        with pytest.raises(Asleep):
            grader.grade(None, hasty=True)
    assert judge.calls == 1


@needs_walls
def test_who_had_no_chance_to_run_is_late_the_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """First it is the machine's fault, then it counts."""
    with Sandbox(Limits(), BARE) as sandbox:
        for last, error in ((False, WorkerKilled), (True, WorkerGone)):
            sandbox.last = last
            with sandbox.worker({}) as worker:
                monkeypatch.setattr(Clock, "see", _starve)
                with pytest.raises(error, match="too busy"):
                    run(worker, "while True: pass")
                monkeypatch.undo()


def _starve(clock: Clock) -> None:
    raise Starved("this machine is too busy to run it")

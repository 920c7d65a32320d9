"""The processes that grade: whoever of them is lost, and when, nobody waits for it."""

import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.engine.errors import PoolBroken
from grader.engine.grading.work import Task
from grader.engine.run import process
from grader.engine.run.pool import Pool
from grader.engine.run.process import GradingProcess
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import WALLS
from tests.walls import LIMITS, needs_walls

PATIENCE = 120  # seconds, of a machine that is busy
INSIDE = Inside(("worker",), ())


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_in_the_middle_of_a_word() -> None:
    """Answer with half of a message, whose head promises more."""

    def half(pipe: Connection, answer: bytes) -> None:
        os.write(pipe.fileno(), struct.pack("!i", 100_000) + b"half")
        _die()

    Connection._send_bytes = half  # type: ignore[attr-defined]


DEATHS: dict[str, Callable[[], None]] = {
    "while it grades": _die,
    "in the middle of its answer": _die_in_the_middle_of_a_word,
}


@dataclass(frozen=True)
class Deadly:
    """A Work whose process is lost in one way or another, at most so often."""

    folder: Path
    death: str = ""
    times: int = 1
    limits: Limits = LIMITS
    inside: Inside = INSIDE

    def read(self, student: str, folder: Path) -> str:
        """Read the name alone."""
        return student

    def judge(self) -> Callable[[Any, Any], str]:
        """Judge by dying, where the student is called so and may still."""
        if not self.death and len(list(self.folder.iterdir())) < self.times:
            self._count()
            _die()

        def judge(student: str, sandbox: Any) -> str:
            if student == "victim" and len(list(self.folder.iterdir())) < self.times:
                self._count()
                DEATHS[self.death]()
            return f"{student} graded"

        return judge

    def _count(self) -> None:
        (self.folder / str(os.getpid())).touch()

    def failed(self, student: str, error: BaseException) -> str:
        """Name the kind of the error."""
        return f"{student} {type(error).__name__}"


def graded(work: Any, students: list[str]) -> dict[str, str]:
    """Grade in two processes; fail where that never ends."""
    found: dict[str, str] = {}

    def grade() -> None:
        with Pool(2, work) as pool:
            pool.begin([Task(student, Path(student), "") for student in students])
            found.update((task.student, answer) for task, answer in pool.results())

    with _ends(grade):
        return found


@contextmanager
def _ends(what: Callable[[], None]) -> Iterator[None]:
    errors: list[BaseException] = []

    def run() -> None:
        try:
            what()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    if errors:
        raise errors[0]
    yield


class Telling(Deadly):
    """A Work that tells how many walls its sandbox has."""

    def judge(self) -> Callable[[Any, Any], str]:
        """Judge nothing."""
        return lambda student, sandbox: str(len(sandbox._walls))


class Counting(Deadly):
    """A Work that tells how many threads its process has, when NumPy has multiplied."""

    def judge(self) -> Callable[[Any, Any], str]:
        """Judge nothing."""

        def judge(student: str, sandbox: Any) -> str:
            np.dot(np.ones((256, 256)), np.ones((256, 256)))
            return str(len(list(Path("/proc/self/task").iterdir())))

        return judge


STUDENTS = ["a", "victim", "b", "c"]


@needs_walls
@pytest.mark.parametrize("level", WALLS)
def test_a_process_takes_the_level_that_its_pool_has_found(tmp_path: Path, level: Level) -> None:
    """It looks for none itself, which takes as long as grading a dozen submissions."""
    with GradingProcess(Telling(tmp_path), level) as process:  # type: ignore[arg-type]
        told = process.grade("ada", tmp_path, hasty=False)
    assert told == str(len(WALLS[level]))


@needs_walls
@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_a_process_reckons_with_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers for a helper costs the processor time that is counted, on every machine."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert graded(Counting(tmp_path), ["a"]) == {"a": "1"}


@needs_walls
@pytest.mark.parametrize("death", DEATHS)
def test_a_process_that_is_lost_costs_nobody_a_mark(tmp_path: Path, death: str) -> None:
    """Its submission is graded again, by another one; the others go on."""
    found = graded(Deadly(tmp_path, death), STUDENTS)
    assert found == {student: f"{student} graded" for student in STUDENTS}


@needs_walls
def test_who_loses_every_process_is_left_open_alone(tmp_path: Path) -> None:
    """After three of them nobody is asked any more."""
    found = graded(Deadly(tmp_path, "while it grades", 1_000), STUDENTS)
    assert found == {s: f"{s} graded" for s in "abc"} | {"victim": "victim ProcessLost"}
    assert len(list(tmp_path.iterdir())) == 3


@needs_walls
def test_processes_that_end_as_they_start_are_started_again_and_not_for_ever(
    tmp_path: Path,
) -> None:
    """One that is lost so is replaced; a machine where all are says so."""
    assert graded(Deadly(tmp_path), STUDENTS) == {s: f"{s} graded" for s in STUDENTS}
    with pytest.raises(PoolBroken, match="short of memory"):
        graded(Deadly(tmp_path, times=1_000), STUDENTS)


@needs_walls
def test_a_pool_that_is_closed_ends_what_is_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was killed at that moment, or misses its end, holds up nobody."""
    monkeypatch.setattr(process, "END_SECONDS", 1.0)

    def leave() -> None:
        with Pool(2, Deadly(tmp_path, "while it grades", 0)) as pool:  # type: ignore[arg-type]
            pool.begin([Task("a", Path("a"), ""), Task("b", Path("b"), "")])
            list(pool.results())
            pool.begin([Task(student, Path(student), "") for student in STUDENTS])
            first, second = pool._processes._all
            first._process.kill()
            os.kill(second._process.pid, signal.SIGSTOP)

    with _ends(leave):
        pass


@needs_walls
def test_an_interrupt_is_not_for_a_process_that_has_just_been_started(tmp_path: Path) -> None:
    """The terminal sends it to all; who is not yet ready to ignore it would say so at length."""
    with GradingProcess(Deadly(tmp_path, times=0)) as one:  # type: ignore[arg-type]
        os.kill(one._process.pid, signal.SIGINT)
        one.wait_until_ready()
        os.kill(one._process.pid, signal.SIGINT)
        assert one.grade("a", Path("a"), hasty=False) == "a graded"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@needs_walls
def test_an_interrupt_does_the_same_in_a_submission_whoever_grades_it(tmp_path: Path) -> None:
    """What is blocked while a process starts is not blocked below it."""
    with GradingProcess(Masked(tmp_path, times=0)) as one:  # type: ignore[arg-type]
        assert one.grade("a", Path("a"), hasty=False) == "False"


@dataclass(frozen=True)
class Masked(Deadly):
    """A Work that tells whether a sandbox blocks an interrupt."""

    def judge(self) -> Callable[[Any, Any], str]:
        """Read it where the kernel shows it."""

        def judge(student: str, sandbox: Any) -> str:
            status = Path(f"/proc/{sandbox.pid}/status").read_text(encoding="ascii")
            blocked = dict(line.split(":\t", 1) for line in status.splitlines())["SigBlk"]
            return str(bool(int(blocked, 16) & 1 << (signal.SIGINT - 1)))

        return judge


GONE = """
import os, threading
from multiprocessing.connection import Connection
from pathlib import Path
from grader.engine.run.process import GradingProcess

send = Connection._send

def cut(pipe, data, *more):
    send(pipe, data[:100_000], *more)
    if len(data) > 100_000:
        os._exit(0)

if __name__ == "__main__":
    Connection._send = cut
    GradingProcess(b"a work of many bytes" * 100_000)
"""


def test_who_hands_out_work_and_goes_in_the_middle_of_it_is_not_mourned_aloud(
    tmp_path: Path,
) -> None:
    """The process ends without a word: the command has said what there is to say."""
    script = tmp_path / "gone.py"
    script.write_text(GONE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

"""The start of a worker: nothing that a submission brings makes it fail as the grader's fault."""

import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.engine.course.submitted import MAX_NAME, MAX_PATH, read_files
from grader.engine.errors import SandboxError, WorkerKilled
from grader.engine.sandbox import clock, shared
from grader.engine.sandbox.clock import Asleep, Clock, Starved
from grader.engine.sandbox.deaths import Ending, WorkerGone
from grader.engine.sandbox.inside import folder
from grader.engine.sandbox.inside.protocol import Late
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.room import too_much
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.graded import NAME
from tests.sample_class import FOLDER
from tests.walls import grade, needs_walls, run

LIMITS = Limits(folder_bytes=2 * 2**20, folder_files=20, file_bytes=2**20)
# What a name may be made of: JSON writes some of these as six bytes for one, or takes them for
# parts of its own.
LETTERS = {"three bytes": "漢", "bracket": "[", "quote": '"', "control": "\x01", "none": "\udcff"}

# More than a pipe holds: a worker has to read for a while.
SLOW = {"large": b"x" * 2**22}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with both programs."""
    with Sandbox(Limits(), Inside(("worker", "shell"), ())) as one:
        yield one


@needs_walls
@pytest.mark.parametrize("program", ["worker", "shell"])
@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_worker_starts_whatever_its_files_are_called(
    sandbox: Sandbox, letter: str, program: str
) -> None:
    """A thousand files with paths as long as there are, of any letter."""
    name = letter * (MAX_NAME // len(letter.encode("utf-8", "surrogateescape")))
    files = {f"{'/'.join([name] * 14)}/{number}": b"x" for number in range(1_000)}
    with sandbox.worker(files, program=program):
        pass


@needs_walls
def test_files_come_as_they_were_handed_in(sandbox: Sandbox) -> None:
    """Empty ones, those in folders, and those of no letters."""
    files = {"a": b"", "b/\udcff": b"\0\n", "漢/[": b"last"}
    source = (
        "import os\nfrom pathlib import Path\n"
        f"print({files!r} == {{str(p): p.read_bytes() for p in Path().rglob('*') if p.is_file()}})"
    )
    with sandbox.worker(files) as worker:
        assert run(worker, source) == {"text": "True\n", "error": ""}
    with sandbox.worker({}) as worker:
        assert run(worker, "import os\nprint(os.listdir())")["text"] == "[]\n"


TOO_MUCH = {
    "one": {"a": b"x" * (LIMITS.file_bytes + 1)},
    "together": {str(number): b"x" * 2**20 for number in range(3)},
    "many": {str(number): b"" for number in range(20)},
    "many folders": {"/".join("abcdefghijklmnopqrst"): b""},
    "blocks": {f"{'x' * 250}{number}": b"x" for number in range(600)},
}


@needs_walls
@pytest.mark.parametrize("files", TOO_MUCH.values(), ids=TOO_MUCH)
def test_files_that_do_not_fit_are_the_submissions_own_fault(files: dict[str, bytes]) -> None:
    """Whatever limits an instructor has set, and whatever else is handed in."""
    with Sandbox(LIMITS, Inside(("worker",), ())) as one:
        with pytest.raises(WorkerGone) as gone:
            one.worker(files)
        assert not gone.value.late
        with one.worker({"a/b": b"x" * LIMITS.file_bytes}) as worker:
            assert run(worker, "print(1)")["text"] == "1\n"


def test_what_fits_is_told_by_blocks_and_folders() -> None:
    """A byte takes a block; each folder is counted once."""
    fits = {f"a/b/{number}": b"x" for number in range(17)}
    assert too_much(fits, LIMITS) == ""
    assert too_much(fits | {"c": b""}, LIMITS)
    blocks = Limits(folder_bytes=4 * 4_096 + 100)
    assert too_much({"a": b"x", "b": b"x" * 4_096, "c/d": b"x"}, blocks) == ""
    assert too_much({"a": b"x", "b": b"x" * 4_097, "c/d": b"x"}, blocks)


def test_a_file_with_a_path_beyond_its_bounds_is_left_out_and_named(tmp_path: Path) -> None:
    """The file beside it is there."""
    deep = tmp_path
    while len(str(deep.relative_to(tmp_path)).encode()) < MAX_PATH:
        deep /= "漢" * (MAX_NAME // 3)
    deep.mkdir(parents=True)
    (deep / "far").touch()
    (tmp_path / "near").touch()
    files, notes = read_files(tmp_path, ())
    assert (list(files), len(notes)) == (["near"], 1)
    assert "path is too long" in notes[0]


@needs_walls
def test_a_submission_that_gets_no_worker_fails_and_its_marks_are_not_open(tmp_path: Path) -> None:
    """It is not tried again, and nobody has to look at it."""
    notebook = "1_initialize.ipynb"
    home = tmp_path / NAME
    home.mkdir()
    (home / notebook).write_bytes((FOLDER / "perfect" / NAME / notebook).read_bytes())
    (home / "large.bin").write_bytes(b"x" * 2**20)
    result = grade("student", tmp_path, Limits(folder_bytes=2**20))
    first = result.notebooks[0]
    assert {one.score for one in first.functions} == {0.0}
    assert all("do not fit" in cell.error for cell in first.outputs.values())


def seen(what: Exception | tuple[float, float]) -> Callable[[Clock], tuple[float, float]]:
    """What a look at the clocks finds."""

    def see(_: Clock) -> tuple[float, float]:
        if isinstance(what, Exception):
            raise what
        return what

    return see


@needs_walls
@pytest.mark.parametrize("last", [False, True])
def test_time_that_runs_out_during_a_start_is_the_submissions(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, last: bool
) -> None:
    """As everywhere else: it is late, and nothing is tried again."""
    monkeypatch.setattr(Clock, "see", seen((0.0, 0.0)))
    monkeypatch.setattr(sandbox, "last", last)
    budget = sandbox.budget()
    budget.cpu = sandbox.limits.submission_seconds
    with pytest.raises(WorkerGone, match="time is used up") as gone:
        sandbox.worker(SLOW, budget)
    assert gone.value.late


@needs_walls
@pytest.mark.parametrize("late", [Late("it did nothing but wait"), Starved("too busy")])
def test_a_start_that_a_machine_keeps_waiting_is_tried_again_and_then_counts(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, late: Late
) -> None:
    """None of the submission's code has run: the first time it is nobody's fault."""
    monkeypatch.setattr(Clock, "see", seen(late))
    with pytest.raises(WorkerKilled):
        sandbox.worker(SLOW)
    monkeypatch.setattr(sandbox, "last", True)
    with pytest.raises(WorkerGone) as gone:
        sandbox.worker(SLOW)
    assert gone.value.late


@needs_walls
def test_a_submission_wears_out_so_many_workers_and_no_more(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that end as they should are not counted, and the next submission has its own."""
    monkeypatch.setattr(clock, "MOST_WORN", 2)
    budget = sandbox.budget()
    for _ in range(3):
        sandbox.worker({}, budget).end()
    for _ in range(2):
        with pytest.raises(WorkerGone, match="exit code"):
            run(sandbox.worker({}, budget), "import os\nos._exit(0)")
    with pytest.raises(WorkerGone, match="gets no more"):
        sandbox.worker({}, budget)
    sandbox.worker({}).end()


@needs_walls
def test_a_start_that_is_left_leaves_no_worker(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission that is put aside in that moment."""
    ended: list[int] = []
    end = Sandbox.end_worker

    def count(self: Sandbox, pid: int, reap: bool = False) -> Ending:
        ended.append(pid)
        return end(self, pid, reap)

    monkeypatch.setattr(Sandbox, "end_worker", count)
    monkeypatch.setattr(Clock, "see", seen(Asleep()))
    with pytest.raises(Asleep):
        sandbox.worker(SLOW)
    assert len(ended) == 1


@needs_walls
@pytest.mark.parametrize("place", ["the copy", "the start", "the wait"])
def test_who_is_ended_while_a_sandbox_starts_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """SIGTERM comes out of whatever is just done."""

    started: list[object] = []

    def leave(*args: object) -> None:
        started.extend(args[:1])
        raise SystemExit

    owner, name = {
        "the copy": (shared, "_copy_package"),
        "the start": (Sandbox, "_start"),
        "the wait": (Sandbox, "_receive"),
    }[place]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(owner, name, leave)
    with pytest.raises(SystemExit):
        Sandbox(Limits(), Inside(("worker",), ()), level=Level.LANDLOCK)
    assert list(tmp_path.iterdir()) == []
    if place == "the wait":
        (one,) = started
        assert isinstance(one, Sandbox) and one._process.returncode is not None


@needs_walls
def test_a_fork_server_that_nobody_waits_for_removes_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waited was killed: there is nobody else to do it."""
    left: list[list[Path]] = []

    def hang_up(one: Sandbox, *_: object) -> None:
        one._control.shutdown(socket.SHUT_RDWR)
        one._process.wait(120)
        left.append(list(tmp_path.glob("*/*")))
        raise SandboxError

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Sandbox, "_receive", hang_up)
    with pytest.raises(SandboxError):
        Sandbox(Limits(), Inside(("worker",), ()), level=Level.LANDLOCK)
    assert left == [[]]


@pytest.mark.parametrize("moment", ["made", "removed"])
def test_a_command_that_is_ended_leaves_no_folder(
    moment: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At the level without namespaces there is one on the disk; the signal comes just then."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make, remove = tempfile.mkdtemp, folder.remove

    def made(**words: str) -> str:
        path = make(**words)
        if moment == "made":
            signal.raise_signal(signal.SIGTERM)
        return path

    def removed(path: str) -> None:
        if moment == "removed":
            signal.raise_signal(signal.SIGTERM)
        remove(path)

    def leave(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    monkeypatch.setattr(folder, "remove", removed)
    before = signal.signal(signal.SIGTERM, leave)
    try:
        with pytest.raises(SystemExit), Sandbox(Limits(), Inside(("probe",), ()), frozenset()):
            pass
    finally:
        signal.signal(signal.SIGTERM, before)
    assert list(tmp_path.iterdir()) == []

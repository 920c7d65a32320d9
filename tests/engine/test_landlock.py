"""Behind the walls without namespaces: what student code can reach, tried from inside a worker."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.engine.errors import SandboxError
from grader.engine.run.pool import SLEEPERS
from grader.engine.sandbox import levels
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.sandbox.inside import landlock
from grader.engine.sandbox.inside.confine import WITHOUT_NAMESPACES, Wall
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.shared import SharedFolder
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.walls import BARE, attempt

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    not all(wall.stands for wall in levels.examine(Level.LANDLOCK)) and "CI" not in os.environ,
    reason="this machine has no Landlock: see grader doctor",
)
PARENT = os.getpid()


def sandbox(walls: frozenset[Wall] | None = None, limits: Limits | None = None) -> Sandbox:
    """A sandbox at this level, whatever else the machine offers."""
    return Sandbox(limits or Limits(), BARE, walls=walls, level=Level.LANDLOCK)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker behind every wall of this level."""
    with sandbox() as one, one.worker({"a.txt": b"mine"}) as worker:
        yield worker


def test_its_own_folder_is_there(worker: Worker) -> None:
    """A submission finds its files, may write beside them, and has a place for temporary ones."""
    assert attempt(worker, "print(open('a.txt').read())") == "mine"
    moved = (
        "import os; os.makedirs('d/e'); os.rename('a.txt', 'd/e/b'); print(open('d/e/b').read())"
    )
    assert attempt(worker, moved) == "mine"
    temporary = "import tempfile; f = tempfile.TemporaryFile(); print(f.write(b'four'))"
    assert attempt(worker, temporary) == "4"
    copied = (
        "import shutil; open('o', 'w').write('x'); shutil.copy2('o', 'p'); print(open('p').read())"
    )
    assert attempt(worker, copied) == "x"


def test_libraries_are_loaded_when_they_are_asked_for(worker: Worker) -> None:
    """What no process had loaded before is found, wherever this Python lies."""
    assert attempt(worker, "import wave, numpy.polynomial; print(wave.__name__)") == "wave"
    drawn = (
        "import matplotlib.pyplot as plt, os; plt.title('b', weight='bold')\n"
        "plt.savefig('x.png'); print(os.path.getsize('x.png') > 1000)"
    )
    assert attempt(worker, drawn) == "True"


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / "solutions" / "network" / "expected" / "hidden.h5", ROOT / "README.md"),
        *(ROOT / "grader" / "engine" / "plugin.py", ROOT / "grader" / "cases" / "judge.py"),
        ROOT / "tests" / "submissions" / "perfect" / "network" / "2_forward.ipynb",
        *(Path(__file__), Path("/etc/passwd"), Path("/proc/self/environ")),
        *(Path(f"/proc/{PARENT}/cmdline"), Path(f"/proc/{PARENT}/environ"), Path("/proc/net/tcp")),
        *(Path("/dev/shm/x"), Path("/tmp/x"), Path("/dev/tty"), Path("/dev/ptmx"), Path("/sys")),
    ],
    ids=lambda path: str(path).replace(str(PARENT), "PARENT"),
)
def test_nothing_of_the_machine_can_be_read_or_written(worker: Worker, path: Path) -> None:
    """Course, hidden values, neighbours, the grader's process, shared folders, terminals."""
    refused = {"PermissionError"}
    if not path.exists():
        refused.add("FileNotFoundError")  # it is nobody's, and stays so
    if path.is_dir():
        refused.add("IsADirectoryError")
    for flags in ("os.O_RDONLY", "os.O_WRONLY", "os.O_RDONLY | os.O_TRUNC"):
        assert attempt(worker, f"import os; os.open({str(path)!r}, {flags})") in refused
    made = attempt(worker, f"import os; os.open({str(path)!r}, os.O_WRONLY | os.O_CREAT)")
    assert made in refused - {"FileNotFoundError"}
    for call in (
        "os.unlink({p})",
        "os.rename({p}, 'x')",
        "os.link({p}, 'y')",
        "os.truncate({p}, 0)",
    ):
        said = attempt(worker, f"import os; {call.format(p=repr(str(path)))}")
        assert said in ("PermissionError", "OSError", "FileNotFoundError", "IsADirectoryError")


@pytest.mark.parametrize(
    "folder", ["/", "/tmp", "/proc", "/dev", "/home", "/root", str(ROOT), str(ROOT / "tests")]
)
def test_no_folder_of_the_machine_can_be_listed(worker: Worker, folder: str) -> None:
    """No name of a file, a student or a process is read from a folder."""
    said = attempt(worker, f"import os; os.listdir({folder!r})")
    assert said in ("PermissionError", "FileNotFoundError")


def test_what_it_may_list_holds_no_hidden_values(worker: Worker) -> None:
    """A search of everything that can be listed finds nothing of the course but its own part."""
    code = (
        "import os\nplaces = [p for p in os.sys.path if os.path.isdir(p)] + ['/usr', '/lib']\n"
        "print([os.path.join(d, f) for p in places for d, _, names in os.walk(p) for f in names\n"
        "       if f.startswith('hidden') and f.endswith('.h5')])"
    )
    assert attempt(worker, code) == "[]"


def test_no_file_gets_other_rights_or_times(worker: Worker, tmp_path: Path) -> None:
    """What Landlock does not know of is pretended: a file of this user's stays as it is."""
    file = tmp_path / "book"
    file.write_text("marks")
    file.chmod(0o666)
    before = file.stat()
    for call in (
        "chmod({p}, 0)",
        "utime({p}, (1, 1))",
        "chown({p}, 1, 1)",
        "setxattr({p}, 'user.x', b'1')",
    ):
        attempt(worker, f"import os; os.{call.format(p=repr(str(file)))}")
    after = file.stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_ctime_ns) == (
        *(before.st_mode, before.st_mtime_ns, before.st_ctime_ns),
    )


OTHERS = {
    "a signal to everybody": "import os; os.kill(-1, 0)",
    "a signal to the grader": f"import os; os.kill({PARENT}, 0)",
    "a signal to the fork server": "import os; os.kill(os.getppid(), 9)",
    "another process's priority": "import os; os.setpriority(os.PRIO_PROCESS, os.getppid(), 9)",
    "another process's limits": f"import resource as r; r.prlimit({PARENT}, r.RLIMIT_CPU)",
    "another process's processors": "import os; os.sched_setaffinity(os.getppid(), {0})",
    "another process's time": f"import time; time.clock_gettime((~{PARENT} << 3) | 2)",
    "another process's folder": f"import os; os.readlink('/proc/{PARENT}/cwd')",
    "how full the disk is": "import os; os.statvfs('.')",
    "a program": "import os; os.execv('/bin/true', ['true'])",
    "a process": "import os; os.fork()",
    "a socket": "import socket; socket.socket(socket.AF_UNIX)",
}


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_process_is_in_reach(worker: Worker, name: str) -> None:
    """Signals, priorities, limits, clocks: of itself alone; nothing is started."""
    assert attempt(worker, OTHERS[name]) in ("PermissionError", "OSError")


def test_it_cannot_end_itself_unseen(worker: Worker) -> None:
    """A death by SIGKILL counts as the machine's, so no submission can send that to itself."""
    for signal in (9, 19):
        assert attempt(worker, f"import os; os.kill(os.getpid(), {signal}); print('on')") == "on"
    met = "import os, signal\nsignal.signal(10, lambda *_: print('met')); os.kill(os.getpid(), 10)"
    assert attempt(worker, met) == "met"
    for ask in (8, 10, 15):  # F_SETOWN, F_SETSIG, F_SETOWN_EX
        assert attempt(worker, f"import fcntl; fcntl.fcntl(0, {ask}, 9)") == "OSError"


def status(worker: Worker) -> dict[str, str]:
    """What the kernel says of a worker, which has its number of the machine's."""
    lines = Path(f"/proc/{worker._pid}/status").read_text(encoding="ascii").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_it_is_another_user_and_holds_no_rights(worker: Worker) -> None:
    """No capability and no way to gain one; where the grader is root, a user of its own."""
    said = status(worker)
    assert {said[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert (said["NoNewPrivs"], said["Seccomp"]) == ("1", "2")
    (who,) = set(said["Uid"].split())
    if os.getuid() == 0:
        assert int(who) > 60_000 and set(said["Gid"].split()) == {who} and said["Groups"] == ""
        with sandbox() as other, other.worker({}) as neighbour:
            assert status(neighbour)["Uid"].split()[0] != who


FULL = {
    "large files": "for i in range(99): open(str(i), 'wb').write(bytes(2**20) * 9)",
    "files that have no name": (
        "import os\nkept = []\nfor i in range(99):\n    kept.append(open('x', 'wb'))\n"
        "    kept[-1].write(bytes(2**20) * 9); kept[-1].flush(); os.unlink('x')"
    ),
    "files that are in memory alone": (
        "import mmap, os\nkept = []\nfor i in range(99):\n    f = open('x', 'w+b')\n"
        "    f.write(bytes(2**20) * 9); f.flush(); kept.append(mmap.mmap(f.fileno(), 4096))\n"
        "    f.close(); os.unlink('x')"
    ),
    "many files": "import os\nfor i in range(10**6): os.close(os.open(str(i), os.O_CREAT))",
    "deep folders": "import os\nfor i in range(10**6): os.mkdir('d'); os.chdir('d')",
    "a folder that is shut": "import os; os.mkdir('d', 0)",
}


@pytest.fixture(scope="module")
def several() -> Iterator[Sandbox]:
    """One sandbox, for one worker after the other."""
    with sandbox() as one:
        yield one


@pytest.mark.parametrize("name", FULL)
def test_a_worker_that_fills_its_folder_is_ended_and_the_folder_is_gone(
    several: Sandbox, name: str
) -> None:
    """The disk is bounded from outside, whatever a file is called, and is free again afterwards."""
    if name == "a folder that is shut" and os.getuid() == 0:
        pytest.skip("root looks into it")
    with pytest.raises(WorkerGone, match="in its folder"), several.worker({}) as worker:
        attempt(worker, FULL[name] + "\nimport time; time.sleep(15)")
    assert several._folder is not None
    assert os.listdir(several._folder.work) == []  # noqa: PTH208
    with several.worker({}) as next_one:
        assert attempt(next_one, "print('there')") == "there"


def test_a_worker_with_a_sane_folder_is_left_alone(several: Sandbox) -> None:
    """Some files, for longer than a look takes, are nobody's business."""
    code = (
        "import time\nfor i in range(9): open(str(i), 'wb').write(bytes(2**20)); time.sleep(0.05)"
    )
    with several.worker({}) as worker:
        assert attempt(worker, code + "\nprint('done')") == "done"


def test_the_threads_of_others_keep_none_of_its_own_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel counts those of one user together: all that are graded and put aside at a time."""
    threads, workers = Limits().threads, (1 + SLEEPERS) * (os.cpu_count() or 1)
    with SharedFolder() as folder:
        monkeypatch.setattr(os, "getuid", lambda: 4711)
        assert folder.settings(threads)["threads_beside"] >= workers * threads


def test_a_disk_that_one_submission_can_fill_for_the_others_is_not_graded_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The level stands where there is room for all folders; else its name says what to set."""
    assert all(wall.stands for wall in levels.examine(Level.LANDLOCK))
    usage = shutil.disk_usage("/")._replace(free=4 * Limits().folder_bytes - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    *others, room = levels.examine.__wrapped__(Level.LANDLOCK)
    assert all(wall.stands for wall in others)
    assert not room.stands and "TMPDIR" in room.mend


def test_nothing_outlives_a_worker_or_its_sandbox() -> None:
    """Threads end with it; its folder and the sandbox's are removed, also when that is killed."""
    with sandbox() as one:
        assert one._folder is not None
        place = Path(one._folder.home).parent
        with one.worker({}) as worker:
            threads = (
                "import threading, time\nfor _ in range(9):\n"
                "    threading.Thread(target=time.sleep, args=(99,)).start()"
            )
            attempt(worker, threads)
            pid = int(attempt(worker, "import os; print(os.getpid())"))
        assert not Path(f"/proc/{pid}").exists()
        with pytest.raises(SandboxError), one.worker({}) as worker:
            pid = int(attempt(worker, "import os; print(os.getpid())"))
            os.kill(one.pid, 9)
            _wait_until_gone(pid)
    assert not place.exists()


def _wait_until_gone(pid: int) -> None:
    for _ in range(1000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":  # nobody here takes it; it runs no more
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} is still there")


@pytest.mark.parametrize("version", range(1, landlock.abi() + 1))
def test_an_older_kernel_keeps_the_same_away(
    version: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What a version of Landlock does not know is refused by the filters, back to the first."""
    monkeypatch.setattr("grader.engine.sandbox.shared.landlock_version", lambda: version)
    file = tmp_path / "book"
    file.write_text("marks")
    file.chmod(0o666)
    with sandbox() as one, one.worker({"a.txt": b"mine"}) as worker:
        assert attempt(worker, "print(open('a.txt').read())") == "mine"
        for call in ("open({p})", "open({p}, 'w')", "os.truncate({p}, 0)", "os.rename({p}, 'x')"):
            assert attempt(worker, f"import os; {call.format(p=repr(str(file)))}") in (
                *("PermissionError", "OSError"),
            )
        for name in ("a signal to the grader", "a socket", "a signal to the fork server"):
            assert attempt(worker, OTHERS[name]) == "PermissionError"
        cut = "import os; os.open('/usr/lib/os-release', os.O_RDONLY | os.O_TRUNC)"
        assert attempt(worker, cut) == "PermissionError"
    assert file.read_text() == "marks"


SOCKET = "import socket; socket.socket(); print('open')"
MEMORY = "import numpy as np; print(np.empty(10**10, np.uint8).nbytes)"
READ = f"print(open({str(ROOT / 'pyproject.toml')!r}).read(9))"
GIVEN = "import os; print(os.getuid() == 0)"
FILL = (
    "import time\nfor i in range(99): open(str(i), 'wb').write(bytes(2**20) * 2)\n"
    "time.sleep(2)\nprint('full')"
)
# A wall, what is tried, what comes of it behind the wall, and without it; and the walls that stand
# before the same thing, and are left out.
DROPPED = [
    (Wall.LANDLOCK, READ, "PermissionError", "[build-sy", ()),
    (Wall.FOLDER, FILL, "gone", "full", ()),
    (Wall.SYSTEM_CALLS, SOCKET, "PermissionError", "open", ()),
    (Wall.LIMITS, MEMORY, "MemoryError", "10000000000", ()),
    *([(Wall.USER, GIVEN, "False", "True", ())] if os.getuid() == 0 else []),
]


@pytest.mark.parametrize(
    ("wall", "code", "behind", "without", "others"), DROPPED, ids=[str(d[0]) for d in DROPPED]
)
def test_each_wall_is_what_stops_it(
    wall: Wall, code: str, behind: str, without: str, others: tuple[Wall, ...]
) -> None:
    """Behind the wall it fails; with this one wall dropped, it does not."""

    def try_it(walls: frozenset[Wall]) -> str:
        limits = replace(Limits(), folder_bytes=2**20 * 20)
        with sandbox(walls, limits) as one, one.worker({}) as worker:
            try:
                return attempt(worker, code)
            except WorkerGone:
                return "gone"

    rest = WITHOUT_NAMESPACES - set(others)
    assert try_it(rest) == behind
    assert try_it(rest - {wall}) == without


def test_the_rights_are_given_up_by_their_own_wall() -> None:
    """Whatever starts with rights keeps them where that wall is dropped, and the user's is."""
    dropped = {Wall.USER, Wall.SYSTEM_CALLS, Wall.LANDLOCK}
    found = []
    for more in (set(), {Wall.RIGHTS}):
        with sandbox(WITHOUT_NAMESPACES - dropped - more) as one, one.worker({}) as worker:
            said = status(worker)
            found.append((said["NoNewPrivs"], int(said["CapEff"], 16) > 0))
    assert found == [("1", False), ("0", os.getuid() == 0)]


def test_the_network_stays_away_when_only_landlock_stands() -> None:
    """Without the filter on system calls, a port of this machine is still out of reach."""
    if landlock.abi() < 4:
        pytest.skip("Landlock knows ports from its version 4 on")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        connect = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('in')"
        for dropped, said in (
            ({Wall.SYSTEM_CALLS}, "PermissionError"),
            ({Wall.SYSTEM_CALLS, Wall.LANDLOCK}, "in"),
        ):
            with sandbox(WITHOUT_NAMESPACES - dropped) as one, one.worker({}) as worker:
                assert attempt(worker, connect) == said

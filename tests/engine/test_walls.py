"""Behind the walls: what student code can reach, tried from inside a real worker."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine.sandbox import walls
from grader.engine.sandbox.inside.confine import ALL, NODES, Wall
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.traces import processes
from tests.walls import BARE, attempt, needs_namespaces

pytestmark = needs_namespaces
ROOT = Path(__file__).resolve().parents[2]

THREADS = Limits().threads

COUNT_PROCESSES = """
import os
found = 0
for pid in range(1, 200):
    try:
        os.kill(pid, 0)
        found += 1
    except (ProcessLookupError, PermissionError):
        pass
print(found)
"""
# Effective capabilities, one of the bounding set (CAP_SYS_ADMIN), and no_new_privs.
RIGHTS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(ctypes.byref(header), ctypes.byref(data)) == 0
print(data[0] | data[3], libc.prctl(23, 21, 0, 0, 0), libc.prctl(39, 0, 0, 0, 0))
"""
MARK = "import os; open('/tmp/mark', 'w').close()"
SEEK_MARK = "import os; print(os.path.exists('/tmp/mark'))"
SHARE = "import ctypes; libc = ctypes.CDLL(None)\nprint(libc.shmget(4711, 64, {flags}) >= 0)"
SOCKET = "import socket; socket.socket(); print('open')"
# Whether root's files, such as the C library, are its own.
OWNER = "import os; print(os.stat('/usr/lib').st_uid == os.getuid())"
MEMORY = "import numpy as np; print(np.empty(10**10, np.uint8).nbytes)"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker behind every wall."""
    with Sandbox(Limits()) as sandbox, sandbox.worker({"1_initialize.ipynb": b"mine"}) as one:
        yield one


def test_its_own_folder_is_there(worker: Worker) -> None:
    """A submission finds its own notebooks, and may write beside them."""
    assert attempt(worker, "print(open('1_initialize.ipynb').read())") == "mine"
    assert attempt(worker, "print(open('x', 'w').write('four'))") == "4"


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "solutions" / "network" / "expected" / "hidden.h5",
        ROOT / "solutions" / "network" / "forward.py",
        ROOT / "tests" / "submissions" / "perfect" / "network" / "2_forward.ipynb",
        ROOT / "README.md",
        Path.home() / ".profile",
        Path("/etc/shadow"),
        Path("/etc/hosts.allow"),
        Path("/opt/layerwise/solutions/network/expected/hidden.h5"),
        Path("/opt/layerwise/grader/engine/grading/grade.py"),
    ],
)
def test_nothing_of_the_course_or_the_instructor_is_there(worker: Worker, path: Path) -> None:
    """Hidden values, solutions, neighbours, the home folder: no such file."""
    assert attempt(worker, f"open({str(path)!r}, 'rb')") == "FileNotFoundError"


def test_hidden_values_are_nowhere_in_its_file_system(worker: Worker) -> None:
    """A search of everything that can be listed finds none, and no public ones either."""
    code = (
        "import os\n"
        "found = [os.path.join(d, f) for d, _, names in os.walk('/') for f in names\n"
        "         if f in ('hidden.h5', 'public.h5')\n"
        "         or d.endswith('solutions/network')]\n"
        "print(found)"
    )
    assert attempt(worker, code) == "[]"


@pytest.mark.parametrize(
    "folder",
    ["/", "/usr", "/dev", "/dev/shm", "/opt/layerwise/grader", os.__file__.rpartition("/")[0]],
)
def test_the_interpreter_and_the_package_are_read_only(worker: Worker, folder: str) -> None:
    """No file that another submission will load can be changed."""
    assert attempt(worker, f"open({folder + '/planted.py'!r}, 'w')") == "OSError"


def test_nothing_can_be_written_but_its_own_two_folders(worker: Worker) -> None:
    """Whatever it leaves, in /dev/shm or beside its home, would meet the next submission.

    Each is a file system of its own, and is named once.
    """
    code = (
        "import os\nfound = {}\nfor folder, _, _ in os.walk('/'):\n    try:\n"
        "        open(folder + '/_mark', 'w').close()\n"
        "        found.setdefault(os.stat(folder).st_dev, folder)\n"
        "    except OSError: pass\nprint(sorted(found.values()))"
    )
    assert attempt(worker, code) == "['/home/student', '/tmp']"


def test_there_is_no_network(worker: Worker) -> None:
    """No socket can be made, neither to the machine itself nor to an abstract address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        assert attempt(worker, code) == "PermissionError"
    assert attempt(worker, "import socket; socket.socket(socket.AF_UNIX)") == "PermissionError"


def test_no_other_process_is_in_sight(worker: Worker) -> None:
    """It is the first and only process that it can see; /proc holds what it does for everybody."""
    assert attempt(worker, "import os; print(os.getpid(), os.getppid())") == "1 0"
    assert attempt(worker, COUNT_PROCESSES) == "1"
    code = "import os; print([int(n) for n in os.listdir('/proc') if n.isdigit()])"
    assert attempt(worker, code) == "[1]"
    assert attempt(worker, "open('/proc/new', 'w')") == "OSError"
    assert attempt(worker, "open('/etc/passwd', 'a')") == "OSError"
    assert attempt(worker, f"import os; os.kill({os.getpid()}, 0)") == "PermissionError"


def test_limits_cannot_be_raised_and_not_be_lowered(worker: Worker) -> None:
    """A worker that dies of a limit dies of the grader's, not of one that it set itself."""
    for most in ("r.RLIM_INFINITY", "1"):
        code = f"import resource as r; r.setrlimit(r.RLIMIT_CPU, ({most}, {most}))"
        assert attempt(worker, code) == "ValueError"
        code = f"import resource as r; r.prlimit(0, r.RLIMIT_CPU, ({most}, {most}))"
        assert attempt(worker, code) == "PermissionError"


def test_there_is_no_terminal_and_no_node_that_can_be_changed(worker: Worker) -> None:
    """A few device nodes can be read and written; who owns them cannot set their times or modes."""
    assert attempt(worker, "import os; print(sorted(os.listdir('/dev')))") == str(
        ["null", "random", "shm", "urandom", "zero"]
    )
    for name in ("null", "random", "urandom", "zero"):
        assert attempt(worker, f"import os; os.utime('/dev/{name}')") == "OSError"
        assert attempt(worker, f"import os; os.chmod('/dev/{name}', 0o600)") == "OSError"
    code = "open('/dev/null', 'w').write('x'); print(len(open('/dev/urandom', 'rb').read(5)))"
    assert attempt(worker, code) == "5"


def test_the_nodes_are_held_by_the_mounts_of_the_worker() -> None:
    """Without them whoever owns a node sets its times: in a grader that is root, the student."""
    before = Path("/dev/zero").stat()
    code = "import os; os.utime('/dev/zero', ns=(1, 1)); print('set')"
    walls = ALL - {Wall.FILES, Wall.SYSTEM_CALLS, Wall.USER}
    with Sandbox(Limits(), BARE, walls=walls) as sandbox, sandbox.worker({}) as one:
        try:
            assert attempt(one, code) == (
                "set" if before.st_uid == os.getuid() else "PermissionError"
            )
        finally:
            if before.st_uid == os.getuid():
                os.utime("/dev/zero", ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_terminal_would_be_shared_by_all_workers_of_a_sandbox(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With bubblewrap's own /dev there is one, whose numbers tell how many are open."""
    count = (
        "import fcntl, os, struct; kept = [os.open('/dev/ptmx', os.O_RDWR) for _ in range({})]\n"
        "print(struct.unpack('i', fcntl.ioctl(kept[-1], 0x80045430, bytes(4)))[0])"
    )

    def seen() -> str:
        walls = ALL - {Wall.SYSTEM_CALLS}
        with Sandbox(Limits(), BARE, walls=walls) as sandbox, sandbox.worker({}) as one:
            attempt(one, count.format(3))
            with sandbox.worker({}) as other:
                return attempt(other, count.format(1))

    assert seen() == "FileNotFoundError"
    whole = walls.command

    def with_terminals(words: list[str]) -> list[str]:
        made = whole(words)
        cut = made.index("--tmpfs", made.index("--proc"))
        assert made[cut + 1] == "/dev"
        return [*made[:cut], "--dev", "/dev", "--dir", "/etc", *made[cut + 6 + 3 * len(NODES) :]]

    monkeypatch.setattr("grader.engine.sandbox.server.command", with_terminals)
    assert seen() == "3"


def test_nothing_that_can_be_written_is_shared_by_the_forks() -> None:
    """What the fork server has mapped for writing is each worker's own: no library of a notebook
    shares memory with what it forks."""
    with Sandbox(Limits()) as sandbox, sandbox.worker({}):
        # A browser or a pool of another test's is no fork.
        forks = [
            Path(f"/proc/{pid}/maps")
            for pid in processes()
            if b"fork_server" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        maps = [path.read_text("ascii", "replace") for path in forks]
    maps = [text for text in maps if "numpy" in text]  # and not what waits for them
    assert len(maps) >= 2  # the fork server and its worker
    assert not [
        line for text in maps for line in text.splitlines() if line.split()[1][1::2] == "ws"
    ]


def test_its_memory_files_are_bounded(worker: Worker) -> None:
    """The folder in memory has a size: a file bomb fills it, and nothing else."""
    code = "with open('/tmp/bomb', 'wb') as f:\n    for _ in range(300): f.write(b'x' * 2**20)"
    assert attempt(worker, code) == "OSError"


def test_its_threads_are_bounded(worker: Worker) -> None:
    """Threads with tiny stacks stop at a limit, which it cannot raise, and neighbours can start."""
    limit = "import resource as r; print(r.getrlimit(r.RLIMIT_NPROC))"
    assert attempt(worker, limit) == f"({THREADS}, {THREADS})"
    code = (
        "import threading, time\nthreading.stack_size(32768)\ncount = 0\ntry:\n"
        "    while count < 2_000:\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
        "        count += 1\nexcept RuntimeError: pass\nprint(count)"
    )
    assert 0 < int(attempt(worker, code)) <= THREADS


# A wall, what is tried twice in two workers of one sandbox, what comes of it behind the wall, and
# without it. Where two walls stand before the same thing, the other one is named, and left out.
DROPPED = [
    (Wall.PROCESSES, (Wall.SYSTEM_CALLS, Wall.USER), "pass", COUNT_PROCESSES, "1", "3"),
    (Wall.FILES, (), MARK, SEEK_MARK, "False", "True"),
    (
        Wall.IPC,
        (Wall.SYSTEM_CALLS,),
        SHARE.format(flags=0o1600),
        SHARE.format(flags=0),
        "False",
        "True",
    ),
    *([(Wall.USER, (), "pass", OWNER, "False", "True")] if os.getuid() == 0 else []),
    (Wall.RIGHTS, (Wall.SYSTEM_CALLS,), "pass", RIGHTS, "0 0 1", None),
    (Wall.SYSTEM_CALLS, (), "pass", SOCKET, "PermissionError", "open"),
    (Wall.LIMITS, (), "pass", MEMORY, "MemoryError", "10000000000"),
]


@pytest.mark.parametrize(
    ("wall", "other", "first", "then", "behind", "without"),
    DROPPED,
    ids=[str(d[0]) for d in DROPPED],
)
def test_each_wall_is_what_stops_it(
    wall: Wall,
    other: tuple[Wall, ...],
    first: str,
    then: str,
    behind: str,
    without: str | None,
) -> None:
    """Behind the wall it fails; with this one wall dropped, it does not."""

    def try_it(walls: frozenset[Wall]) -> str:
        with Sandbox(Limits(), BARE, walls=walls) as sandbox:
            with sandbox.worker({}) as one:
                attempt(one, first)
            with sandbox.worker({}) as two:
                return attempt(two, then)

    others = ALL - set(other)
    assert try_it(others) == behind
    if without is None:
        assert try_it(others - {wall}) != behind
    else:
        assert try_it(others - {wall}) == without


def test_without_the_outer_walls_the_network_and_the_course_are_in_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """bubblewrap is what keeps them away: with its walls left out, both are there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        connect = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('in')"
        look = "import os; print(os.path.exists('/course/README.md'))"
        with (
            Sandbox(Limits(), BARE, walls=ALL - {Wall.SYSTEM_CALLS}) as sandbox,
            sandbox.worker({}) as worker,
        ):
            assert attempt(worker, connect) != "in"
            assert attempt(worker, look) == "False"
        whole = walls.command

        def holed(words: list[str]) -> list[str]:
            made = whole(words)
            cut = made.index("--remount-ro")
            return [*made[:cut], "--share-net", "--ro-bind", str(ROOT), "/course", *made[cut:]]

        monkeypatch.setattr("grader.engine.sandbox.server.command", holed)
        with (
            Sandbox(Limits(), BARE, walls=ALL - {Wall.SYSTEM_CALLS}) as sandbox,
            sandbox.worker({}) as worker,
        ):
            assert attempt(worker, connect) == "in"
            assert attempt(worker, look) == "True"


def test_an_interpreter_in_tmp_stays_in_sight_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker's own /tmp covers what lies there, but not the Python that it runs on."""
    inside, outside = tmp_path / "python", tmp_path / "other"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "lib.py").write_text("seen = 1", encoding="utf-8")
    if not tmp_path.is_relative_to("/tmp"):
        pytest.skip("temporary files are elsewhere on this machine")
    known = walls.interpreter()
    monkeypatch.setattr(walls, "interpreter", lambda: [*known, str(inside)])
    look = "import os; print(*(os.path.exists(p + '/lib.py') for p in {}))"
    with Sandbox(Limits()) as sandbox, sandbox.worker({}) as worker:
        assert attempt(worker, look.format([str(inside), str(outside)])) == "True False"
        assert attempt(worker, f"open({str(inside)!r} + '/lib.py', 'w')") == "OSError"
        assert attempt(worker, "open('/tmp/mine', 'w').close(); print('ok')") == "ok"


HONEST_QUESTIONS = {
    "getpass": ("import getpass; print(getpass.getuser())", "student"),
    "pwd": ("import os, pwd; print(pwd.getpwuid(os.getuid()).pw_name)", "student"),
    "grp": ("import os, grp; print(grp.getgrgid(os.getgid()).gr_name)", "student"),
    "home": ("import os; print(os.path.expanduser('~student'))", "/home/student"),
    "processors": ("print(open('/proc/cpuinfo').read()[:12].split())", "['processor', ':']"),
    "memory": ("print(open('/proc/meminfo').read()[:8])", "MemTotal"),
    "this process": ("print(open('/proc/self/stat').read()[:8])", "1 (pytho"),
    "psutil's memory": (
        "import psutil; print(psutil.virtual_memory().total)",
        "LIMIT",
    ),
    "psutil's process": (
        "import psutil; p = psutil.Process(); print(p.pid, p.name(), p.memory_info().rss > 0)",
        "1 python True",
    ),
    "psutil's processors": ("import psutil; print(psutil.cpu_count(logical=False))", "1"),
    "psutil's load": ("import psutil; print(psutil.cpu_percent())", "0.0"),
    "platform": ("import platform; print(platform.node(), platform.system())", "grader Linux"),
}


@pytest.mark.parametrize("name", HONEST_QUESTIONS)
def test_what_libraries_ask_of_a_machine_has_an_answer(worker: Worker, name: str) -> None:
    """The same for everybody: who this is, one processor, and the memory that a worker may have."""
    code, expected = HONEST_QUESTIONS[name]
    assert attempt(worker, code) == expected.replace("LIMIT", str(Limits().memory_bytes))

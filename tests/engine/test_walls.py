"""Behind the walls: what student code can reach, tried from inside a real worker."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine import walls
from grader.engine.limits import Limits
from grader.engine.sandbox import Worker
from tests.walls import needs_walls

pytestmark = needs_walls
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker behind every wall."""
    with Worker({"1_initialize.ipynb": b"mine"}, Limits()) as one:
        yield one


def attempt(worker: Worker, code: str) -> str:
    """Run code inside; give what it printed, or the name of the error it ended with."""
    reply, _ = worker.ask({"notebook": "n", "source": code, "place": "cell"}, [], 30)
    return str(reply["error"].partition(":")[0] or reply["text"].strip())


def test_its_own_folder_is_there(worker: Worker) -> None:
    """A submission finds its own notebooks, and may write beside them."""
    assert attempt(worker, "print(open('1_initialize.ipynb').read())") == "mine"
    assert attempt(worker, "print(open('x', 'w').write('four'))") == "4"


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "grader" / "expected" / "hidden.h5",
        ROOT / "solutions" / "forward.py",
        ROOT / "tests" / "submissions" / "perfect" / "network" / "2_forward.ipynb",
        ROOT / "README.md",
        Path.home() / ".profile",
        Path("/etc/passwd"),
        Path("/opt/layerwise/grader/expected/hidden.h5"),
        Path("/opt/layerwise/grader/engine/compare.py"),
    ],
)
def test_nothing_of_the_course_or_the_instructor_is_there(worker: Worker, path: Path) -> None:
    """Hidden values, solutions, neighbours, the home folder: no such file."""
    assert attempt(worker, f"open({str(path)!r}, 'rb')") == "FileNotFoundError"


def test_hidden_values_are_nowhere_in_its_file_system(worker: Worker) -> None:
    """A search of everything that can be listed finds the public values and no others."""
    code = (
        "import os\n"
        "found = [os.path.join(d, f) for d, _, names in os.walk('/') for f in names\n"
        "         if f in ('hidden.h5', 'public.h5')\n"
        "         or d.endswith('solutions/network')]\n"
        "print(found)"
    )
    assert attempt(worker, code) == "['/opt/layerwise/grader/expected/public.h5']"


@pytest.mark.parametrize(
    "folder", ["/", "/usr", "/opt/layerwise/grader", os.__file__.rpartition("/")[0]]
)
def test_the_interpreter_and_the_package_are_read_only(worker: Worker, folder: str) -> None:
    """No file that another submission will load can be changed."""
    assert attempt(worker, f"open({folder + '/planted.py'!r}, 'w')") == "OSError"


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
    """Only the worker and its own init; signals to the grader's number reach nobody."""
    code = "import os; print(sorted(p for p in os.listdir('/proc') if p.isdigit()))"
    assert attempt(worker, code) == "['1', '2']"
    assert attempt(worker, f"import os; os.kill({os.getpid()}, 0)") == "ProcessLookupError"


@pytest.mark.parametrize("name", sorted(walls.FORBIDDEN))
def test_forbidden_system_calls_are_refused(worker: Worker, name: str) -> None:
    """Each call of the filter's list fails with EPERM, whatever its arguments."""
    column, _ = walls.ARCHITECTURES[os.uname().machine]
    number = walls.FORBIDDEN[name][column]
    code = (
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        f"print(libc.syscall({number}, 0, 0, 0, 0, 0, 0), ctypes.get_errno())"
    )
    assert attempt(worker, code) == "-1 1"


def test_it_holds_no_rights(worker: Worker) -> None:
    """No capability, no way to gain one, and limits that cannot be raised."""
    code = (
        "status = open('/proc/self/status').read().splitlines()\n"
        "print([line.split()[1] for line in status if line.startswith(('CapEff', 'NoNew'))])"
    )
    assert attempt(worker, code) == "['0000000000000000', '1']"
    raised = "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))"
    assert attempt(worker, raised) == "ValueError"


def test_its_memory_files_are_bounded(worker: Worker) -> None:
    """The folder in memory has a size: a file bomb fills it, and nothing else."""
    code = "with open('/tmp/bomb', 'wb') as f:\n    for _ in range(300): f.write(b'x' * 2**20)"
    assert attempt(worker, code) == "OSError"


def test_a_missing_wall_is_refused_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a wall the command does not run, says which one is missing, and how to mend it."""
    missing = walls.Wall("bubblewrap", stands=False, mend="apt-get install bubblewrap")
    monkeypatch.setattr(walls, "examine", lambda: (missing,))
    with pytest.raises(walls.NoWalls, match=r"lacks a wall: bubblewrap.*apt-get install"):
        walls.require()


def test_the_doctor_names_each_wall() -> None:
    """`grader doctor` lists every wall, and its exit code says whether all of them stand."""
    done = subprocess.run(
        [sys.executable, "-m", "grader.engine.cli", "doctor"],
        capture_output=True,
        text=True,
        check=False,
    )
    for wall in walls.examine():
        assert wall.name in done.stdout
        assert wall.stands or wall.mend in done.stdout
    assert done.returncode == (0 if all(wall.stands for wall in walls.examine()) else 1)

"""What honest notebooks ask of the machine: it works, or fails with an error that says so."""

from collections.abc import Iterator

import pytest

from grader.engine.sandbox.inside.confine import Wall
from grader.engine.sandbox.inside.own import PAIRS
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.walls import LEVELS, attempt, needs_walls

pytestmark = needs_walls
TABLE = "c.execute('create table a(b)'); c.execute('insert into a values (3)'); c.commit(); print(list(c.execute('select b from a')))"
LOOP = "import asyncio\nasync def two():\n    await asyncio.sleep(0.001)\n    return await asyncio.to_thread(lambda: 2)\n"
WORKS = {
    "files": ("open('a', 'w').write('x'); print(open('a').read())", "x"),
    "touch": ("from pathlib import Path; Path('b').touch(); print(Path('b').exists())", "True"),
    "temporary files": ("import tempfile; print(tempfile.TemporaryFile().write(b'abc'))", "3"),
    "copies": (
        "import os, shutil, tempfile; d = tempfile.mkdtemp(); open(d + '/a', 'w').close()\n"
        "shutil.copy2(d + '/a', d + '/b'); shutil.copytree(d, d + '2'); shutil.rmtree(d)\n"
        "shutil.make_archive('z', 'zip', d + '2'); print(sorted(os.listdir(d + '2')))",
        "['a', 'b']",
    ),
    "SQLite": (f"import sqlite3; c = sqlite3.connect('x.db'); {TABLE}", "[(3,)]"),
    "SQLite, twice": (
        "import sqlite3; a, c = sqlite3.connect('t.db'), sqlite3.connect('t.db')\n"
        f"{TABLE}; print(list(a.execute('select b from a')))",
        "[(3,)]\n[(3,)]",
    ),
    "SQLite with a log": (
        "import sqlite3; c = sqlite3.connect('w.db'); c.execute('pragma locking_mode=exclusive')\n"
        f"print(*c.execute('pragma journal_mode=wal').fetchone()); {TABLE}",
        "wal\n[(3,)]",
    ),
    "HDF5": (
        "import h5py\nwith h5py.File('a.h5', 'w') as f: f['x'] = [1, 2]\n"
        "with h5py.File('a.h5') as f: print(f['x'][:])",
        "[1 2]",
    ),
    "mapped arrays": (
        "import numpy as np; m = np.memmap('m', float, 'w+', shape=9); m[:] = 2; m.flush()\n"
        "print(np.fromfile('m').sum())",
        "18.0",
    ),
    "a file brought to the disk": (
        "import os; f = open('s', 'w'); f.write('a'); f.flush(); os.fsync(f.fileno())\n"
        "os.fdatasync(f.fileno()); print(open('s').read())",
        "a",
    ),
    "locks on files": (
        "import fcntl; f = open('l', 'w'); fcntl.flock(f, fcntl.LOCK_EX); fcntl.lockf(f, fcntl.LOCK_EX); print(1)",
        "1",
    ),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor as P; print(list(P(4).map(abs, [-1, 2])))",
        "[1, 2]",
    ),
    "an event loop": (f"{LOOP}print(asyncio.run(two()))", "2"),
    "many event loops": (
        f"{LOOP}loops = [asyncio.new_event_loop() for _ in range({PAIRS})]\n"
        "print({loop.run_until_complete(two()) for loop in loops})\n[loop.close() for loop in loops]\n"
        "print({asyncio.run(two()) for _ in range(50)})",
        "{2}\n{2}",
    ),
    "processor time": (
        "import resource, time; end = time.process_time() + 0.05\nwhile time.process_time() < end: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_utime > 0)",
        "True",
    ),
    "what the machine is": (
        "import os, platform; print(os.cpu_count() > 0, platform.system(), len(os.sched_getaffinity(0)) > 0)",
        "True Linux True",
    ),
    "figures": (
        "import matplotlib.pyplot as plt, os; plt.plot([1, 2]); plt.savefig('f.png'); print(os.path.getsize('f.png') > 999)",
        "True",
    ),
    "linear algebra": (
        "import numpy as np; a = np.eye(300); print(np.linalg.svd(a @ a)[1].sum())",
        "300.0",
    ),
}  # fmt: skip
FAILS = {
    "subprocess": ("import subprocess; subprocess.run(['true'])", "PermissionError"),
    "os.system": ("import os; print(os.system('true') >> 8)", "127"),
    "a process": (
        "import multiprocessing as m; m.Process(target=print).start()",
        "PermissionError",
    ),
    "a pool": ("import multiprocessing as m; m.Pool(2)", "PermissionError"),
    "an executor": (
        "from concurrent.futures import ProcessPoolExecutor as P; list(P(2).map(abs, [1]))",
        "PermissionError",
    ),
    "a pipe": ("import os; os.pipe()", "PermissionError"),
    "a socket": ("import socket; socket.socket()", "PermissionError"),
    "a web page": ("import urllib.request as r; r.urlopen('http://example.org')", "URLError"),
    "room on the disk": ("import shutil; shutil.disk_usage('/')", "OSError"),
}


@pytest.fixture(scope="module", params=LEVELS)
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    """One worker behind every wall of a level."""
    with (
        Sandbox(Limits(), walls=LEVELS[request.param]) as sandbox,
        sandbox.worker({}) as one,
    ):
        yield one


@pytest.mark.parametrize("name", WORKS)
def test_it_works(worker: Worker, name: str) -> None:
    """As it does in a notebook that nobody watches."""
    code, printed = WORKS[name]
    assert attempt(worker, code) == printed


@pytest.mark.parametrize("name", FAILS)
def test_it_fails_with_an_error_that_says_so(worker: Worker, name: str) -> None:
    """At once, and the worker goes on."""
    code, error = FAILS[name]
    assert attempt(worker, code) == error


def test_modes_and_times_are_left_alone_where_files_are_shared() -> None:
    """Without mounts of its own a worker that owns the library cannot change it."""
    code = (
        "import numpy, os; before = os.stat(numpy.__file__)\n"
        "os.chmod(numpy.__file__, 0o600); os.utime(numpy.__file__, (1, 1))\n"
        "print(os.stat(numpy.__file__) == before)\n"
    )
    walls = LEVELS["landlock"] - {Wall.USER}
    with Sandbox(Limits(), walls=walls) as sandbox, sandbox.worker({}) as one:
        assert attempt(one, code) == "True"


def test_pairs_are_the_only_sockets_and_few() -> None:
    """What waits in them is bounded: a flood of all stays below two megabytes."""
    code = (
        "import os, stat\nheld = 0\nfor fd in range(3, 128):\n"
        "    try:\n        while stat.S_ISSOCK(os.fstat(fd).st_mode): held += os.write(fd, bytes(4096))\n"
        "    except OSError: pass\nprint(0 < held < 2 * 2**20)"
    )
    with Sandbox(Limits()) as sandbox, sandbox.worker({}) as one:
        assert attempt(one, code) == "True"

"""Processes of a submission's own, where a course allows some: what works, and what bounds them."""

import errno
import os
from collections.abc import Iterator

import pytest

from grader.engine.errors import NoWalls
from grader.engine.grading.kernel import Cell, Kernel, Ours
from grader.engine.sandbox import levels
from grader.engine.sandbox.inside import landlock, syscalls
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.engine.bpf import ALLOW, decide
from tests.traces import processes
from tests.walls import LEVELS, attempt, needs_walls

MB = 2**20
LIMITS = Limits(processes=4, memory_bytes=1024 * MB)
INSIDE = Inside(("shell", "worker"), ("numpy",))
OWN, OTHER = 4321, 77
FORK = 0x1200011


@pytest.fixture(scope="module", params=LEVELS)
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A warm process at each level, whose submissions may have processes."""
    with Sandbox(LIMITS, INSIDE, LEVELS[request.param]) as one:
        yield one


def shown(sandbox: Sandbox, *cells: str, seconds: float = 5) -> list[str]:
    """Run cells, the last as a test; give what each has printed, or its error."""
    found, before = [], processes()
    with Kernel(sandbox, {}, Ours((), ()), seconds, sandbox.budget()) as kernel:
        for source in cells:
            last = source is cells[-1]
            outputs = kernel.run(Cell(source, locked=last, test=last)).outputs
            said = [one.get("text") or one.get("evalue") or one.get("ename") for one in outputs]
            found.append(" ".join(str(one).strip() for one in said))
    assert processes() == before
    return found


MP = "import multiprocessing as mp, time, os\ndef f(x): return x * x\n"
HONEST = {
    "fork": "import os\np = os.fork()\nif p == 0: os._exit(3)\nprint(os.waitpid(p, 0)[1] >> 8)",
    "a pool": MP + "with mp.Pool(2) as p: print(sum(p.map(f, [1, 2])) - 2)",
    "an executor": "from concurrent.futures import ProcessPoolExecutor as P\n"
    "def f(x): return x + 1\nwith P(2) as p: print(sum(p.map(f, [0, 1])))",
    "a queue": MP + "q = mp.Queue()\nq.put(3)\nprint(q.get())",
    "a pipe": MP + "a, b = mp.Pipe()\np = mp.Process(target=b.send, args=([3],))\np.start()\n"
    "print(*a.recv())\np.join()",
    "shared memory": "from multiprocessing import shared_memory as m\n"
    "s = m.SharedMemory(create=True, size=9)\nt = m.SharedMemory(s.name)\ns.buf[0] = 3\n"
    "print(t.buf[0])\nt.close(); s.close(); s.unlink()",
    "locks": MP + "v, c = mp.Value('i', 0), mp.Semaphore(2)\n"
    "def add():\n    for _ in range(50):\n        with v.get_lock(), c: v.value += 1\n"
    "ps = [mp.Process(target=add) for _ in range(3)]\n[p.start() for p in ps]\n"
    "[p.join() for p in ps]\nprint(v.value // 50)",
    "a lock that is taken": MP + "k = mp.Lock()\nr = mp.RLock()\nwith k, r, r:\n"
    "    print(1 + (not k.acquire(False)) + (not k.acquire(timeout=0.01)))",
    "an event": MP + "e, b = mp.Event(), mp.Barrier(2)\ndef g():\n    b.wait()\n    e.set()\n"
    "p = mp.Process(target=g)\np.start(); b.wait()\nprint(3 * e.wait(5))\np.join()",
    "an end": MP + "p = mp.Process(target=time.sleep, args=(99,))\np.start()\np.terminate()\n"
    "p.join()\nprint(p.exitcode + 18)",
}


@needs_walls
@pytest.mark.parametrize("name", HONEST)
def test_what_is_taught_of_processes_works(sandbox: Sandbox, name: str) -> None:
    """With the libraries' own words."""
    assert shown(sandbox, HONEST[name], "pass")[0] == "3"


@needs_walls
def test_no_program_is_started(sandbox: Sandbox) -> None:
    """A process is a copy, and no other program; whoever tries reads that."""
    ways = (
        "import subprocess\nsubprocess.run(['true'])",
        MP + "mp.get_context('spawn').Process(target=print).start()",
        MP + "mp.get_context('forkserver').Process(target=print).start()",
    )
    assert all("no other program" in said for said in shown(sandbox, *ways, "pass")[:-1])


@needs_walls
def test_check_cells_have_none(sandbox: Sandbox) -> None:
    """Where a judge outside asks a function, there is nothing that a process would be for."""
    with sandbox.worker({}, program="worker") as worker:
        assert attempt(worker, "import os; os.fork()") == "PermissionError"


@needs_walls
def test_a_bomb_ends_itself_alone(sandbox: Sandbox) -> None:
    """It is told what it had too much of, and the next cell has its turn. On a busy machine its
    time may be used up before anybody has counted its processes.
    """
    first, second = shown(sandbox, "import os\nwhile True: os.fork()", "assert True")
    many = "it had more than 4 processes of its own (c.SubmissionLimits.processes)"
    assert first in (many, "its CPU time is used up")
    assert second == ""


ORPHAN = "import os, time\nif os.fork() == 0:\n    os.fork()\n    time.sleep(99)\n"


@needs_walls
@pytest.mark.parametrize("end", ["", "os._exit(7)", "os.kill(os.getpid(), 11)", "1 / 0"])
def test_nothing_outlives_the_submission(sandbox: Sandbox, end: str) -> None:
    """Children, and theirs, end with the first process, however that ends: see `shown`."""
    shown(sandbox, ORPHAN + end, "assert True")


@needs_walls
def test_what_is_left_writes_to_nobody(sandbox: Sandbox) -> None:
    """It holds the line to the grader, which is another one after the first process has ended."""
    floods = (
        "import os, time\nmain = os.getpid()\nif os.fork() == 0:\n"
        "    while os.getppid() == main: time.sleep(0.01)\n"
        "    while True:\n        for one in range(3, 60):\n"
        "            try: os.write(one, b'x' * 99)\n            except OSError: pass\n"
    )
    assert shown(sandbox, floods, "os._exit(1)", "assert True")[-1] == ""


@needs_walls
def test_a_copy_of_the_first_process_answers_nothing(sandbox: Sandbox) -> None:
    """A cell forks and goes on twice; a test too, and the copy that would pass has no say."""
    assert shown(sandbox, "import os\nx = os.fork()", "assert x > 0") == ["", ""]
    guess = (
        "import os\ndef two():\n    for one in range(3):\n        pid = os.fork()\n"
        "        if pid == 0: return one\n        os.waitpid(pid, 0)\n    return 9"
    )
    assert shown(sandbox, guess, "assert two() == 2")[-1] == "AssertionError"


@needs_walls
def test_a_process_is_no_clock_for_another(sandbox: Sandbox) -> None:
    """No signal of one reaches the first while it runs a test, by its number or a thread's."""
    rings = (
        "import os, signal, threading, time\nrung, stay = [], threading.Event()\n"
        "thread = threading.Thread(target=stay.wait, daemon=True)\nthread.start()\n"
        "def ring():\n"
        "    for number in set(range(1, 32)) - {9, 11, 19}:\n"
        "        signal.signal(number, lambda *_: rung.append(_))\n"
        "    pids = os.getpid(), thread.native_id\n"
        "    child = os.fork()\n    if child == 0:\n"
        "        for number in range(1, 32):\n            for pid in pids:\n"
        "                if number in (9, 15, 19) and pid == thread.native_id: continue\n"
        "                try: os.kill(pid, number)\n                except OSError: pass\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n    time.sleep(0.01)\n    stay.set()\n    return rung\n"
    )
    assert shown(sandbox, rings, "assert ring() == []") == ["", ""]


@needs_walls
def test_no_other_process_is_in_reach(sandbox: Sandbox) -> None:
    """Not the grader's, which may run as the same user, and not a group or everybody."""
    tried = (
        f"import os\nfor pid in ({os.getpid()}, {sandbox.pid}, 0, -1, -{os.getpid()}):\n"
        "    try: print(os.kill(pid, 15))\n    except OSError: pass"
    )
    assert shown(sandbox, tried, "assert True") == ["", ""]


@needs_walls
@pytest.mark.parametrize(
    "take",
    [
        "import numpy as np\n        a = np.ones(40 * 2**20)",
        "import mmap\n        m = mmap.mmap(-1, 300 * 2**20)\n"
        "        for _ in range(300): m.write(bytes(2**20))\n        m.madvise(4)",
    ],
)
def test_memory_counts_together(sandbox: Sandbox, take: str) -> None:
    """Each has less than one may have; what they share counts also when none has it in sight."""
    source = (
        f"import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n        {take}\n"
        "        time.sleep(99)\ntime.sleep(99)"
    )
    said = shown(sandbox, source, "assert True")[0]
    assert said == "it had more than 1024 MB of memory in all of its processes"


@needs_walls
def test_what_is_inherited_counts_once(sandbox: Sandbox) -> None:
    """A large array that all of them read is no more than that array."""
    source = (
        "import os, time, numpy as np\na = np.ones(50 * 2**20)\npids = []\nfor _ in range(4):\n"
        "    pids.append(os.fork())\n    if pids[-1] == 0:\n"
        "        a.sum()\n        time.sleep(0.3)\n        os._exit(0)\n"
        "print(len([os.waitpid(pid, 0) for pid in pids]))"
    )
    assert shown(sandbox, source, "assert True")[0] == "4"


@needs_walls
@pytest.mark.parametrize("each", [99, 0.02])
def test_time_counts_together(sandbox: Sandbox, each: float) -> None:
    """Of processes that live long, and of many that live between two looks of the grader's."""
    source = (
        "import os, time\ndef burn():\n"
        f"    while time.process_time() - began < {each}: pass\n    os._exit(0)\n"
        "while True:\n    pids = []\n    for _ in range(3):\n        pids.append(os.fork())\n"
        "        if pids[-1] == 0:\n            began = time.process_time()\n            burn()\n"
        "    for pid in pids: os.waitpid(pid, 0)"
    )
    budget = sandbox.budget()
    with Kernel(sandbox, {}, Ours((), ()), 1, budget) as kernel:
        assert kernel.run(Cell(source)).outputs[-1].ename == "CellTimeoutError"
    assert budget.cpu >= 1 and budget.idle + budget.excused < 1


def test_the_filter_lets_processes_and_nothing_else() -> None:
    """No program, no namespace, no other session; nothing that tells the first process anything."""
    column, architecture = syscalls.ARCHITECTURES["x86_64"]

    def asked(name: str, *arguments: int) -> str | int:
        number = syscalls.NUMBERS[name][column]
        assert number is not None
        program = syscalls.filter_program(OWN, shared_files=False, processes=True)
        return decide(program, architecture, number, *arguments)

    assert {
        asked("clone", FORK),
        asked("wait4"),
        asked("pipe2", 0, os.O_CLOEXEC),
        asked("kill", OTHER, 9),
    } == {ALLOW}
    refused = [
        *(asked(name) for name in ("vfork", "execve", "setsid", "setpgid", "unshare", "socket")),
        *(asked("clone", FORK | flag) for flag in (0x10000, 0x8000, 0x20000000, 0x10000000)),
        *(asked("kill", pid, 15) for pid in (OWN, 0, 2**32 - 1, 2**32 - OWN)),
        *(asked("kill", OTHER, one) for one in (2, 10, 19)),
        asked("tkill", OWN, 10),
        asked("tgkill", OWN, OWN, 6),
        asked("pipe2", 0, os.O_DIRECT),
        asked("socketpair", 2, 1),
        asked("socketpair", 1, 2),
    ]
    assert set(refused) == {errno.EPERM}
    assert asked("rt_sigaction", 15, 1) == asked("rt_sigaction", 17, 1) == 0
    assert asked("rt_sigaction", 10, 1) == asked("rt_sigaction", 15, 0) == ALLOW


@pytest.mark.parametrize(
    ("level", "version", "uid", "held"),
    [
        (Level.NAMESPACES, 0, 1000, True),
        (Level.LANDLOCK, 6, 1000, True),
        (Level.LANDLOCK, 5, 0, True),
        (Level.LANDLOCK, 5, 1000, False),
        (Level.PARTIAL, 7, 0, False),
    ],
)
def test_a_level_that_cannot_hold_them_refuses(
    monkeypatch: pytest.MonkeyPatch, level: Level, version: int, uid: int, held: bool
) -> None:
    """An older Landlock knows nothing of signals: all submissions of a user are in reach."""
    monkeypatch.setattr(levels, "strongest", lambda: level)
    monkeypatch.setattr(landlock, "abi", lambda: version)
    monkeypatch.setattr(os, "getuid", lambda: uid)
    assert levels.taken(Limits()) is level
    if held:
        assert levels.taken(Limits(processes=1)) is level
    else:
        with pytest.raises(NoWalls, match=r"c\.SubmissionLimits\.processes is 1"):
            levels.taken(Limits(processes=1))

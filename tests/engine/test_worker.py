"""The worker process: what student code does to it costs that student one check at most."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.cases.plain import pack, unpack
from grader.engine.errors import SandboxError
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.sandbox.inside.protocol import encode
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.walls import BARE, needs_walls, run

pytestmark = needs_walls


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process, which outlives whatever happens to its workers."""
    with Sandbox(Limits(memory_bytes=2 * 2**30)) as one:
        yield one


@pytest.fixture
def worker(sandbox: Sandbox) -> Iterator[Worker]:
    """A worker with one file in its folder."""
    with sandbox.worker({"1_initialize.ipynb": b"{}"}) as one:
        yield one


def call(worker: Worker, function: str, *args: object, seconds: float = 20) -> object:
    """Call one function; give what came back."""
    inputs, arrays = pack([args, {}])
    request = {"notebook": "n", "function": function, "inputs": inputs, "defaults": {}}
    reply, answers = worker.ask(encode(request, arrays), seconds)
    if reply.get("error"):
        return reply["error"]
    return unpack(reply["answer"], answers)[0]


def test_a_function_is_called_on_arrays_and_answers_with_arrays(worker: Worker) -> None:
    """The thin line through the whole channel."""
    assert run(worker, "import numpy as np\ndef f(A):\n    return A * 2, 'done'")["error"] == ""
    value = call(worker, "f", np.eye(2))
    assert isinstance(value, tuple) and value[1] == "done"
    assert np.array_equal(value[0], 2 * np.eye(2))


def test_what_a_cell_prints_and_raises_is_kept(worker: Worker) -> None:
    """Text and error come back; the next cell runs all the same."""
    reply = run(worker, "print('hello')\n1 / 0")
    assert reply == {"text": "hello\n", "error": "ZeroDivisionError: division by zero"}
    assert run(worker, "x = 1")["error"] == ""


def test_output_is_bounded(worker: Worker) -> None:
    """A million lines become a page."""
    assert len(run(worker, "for i in range(300_000): print('line', i)")["text"]) == 10_000


def test_magics_and_display_do_not_raise(worker: Worker) -> None:
    """A notebook's own idioms run outside IPython."""
    assert run(worker, "%matplotlib inline\n!ls\ndisplay(3)") == {"text": "3\n", "error": ""}


@pytest.mark.parametrize(
    "source",
    [
        "import os; os._exit(0)",
        "import os; os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "import os\nfor fd in range(3, 100):\n    try: os.write(fd, b'LW01' + b'x' * 500)\n"
        "    except OSError: pass",
        "import os\nfor fd in range(3, 100):\n    try:\n        while True: os.write(fd, b'xx')\n"
        "    except OSError: pass",
    ],
)
def test_a_worker_that_ends_or_forges_is_gone_at_once(worker: Worker, source: str) -> None:
    """Exit, crash and forged frames are told when they happen, not when the time of
    the request is over."""
    with pytest.raises(WorkerGone) as gone:
        run(worker, source)
        run(worker, "x = 1")
    assert not gone.value.late


def test_an_endless_loop_that_swallows_everything_is_ended(worker: Worker) -> None:
    """The clock is the parent's; nothing in the worker can stop it."""
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    source = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + loop
    run(worker, "x = 1")
    with pytest.raises(WorkerGone) as gone:
        run(worker, source, seconds=0.5)
    assert gone.value.late


def test_memory_is_bounded(worker: Worker) -> None:
    """An array beyond the limit is a MemoryError in the student's own process."""
    run(worker, "import numpy as np\ndef f(): return np.ones(10**10)")
    assert "MemoryError" in str(call(worker, "f"))


def test_no_process_can_be_started(worker: Worker) -> None:
    """No daemon outlives a submission, and no fork bomb goes off: there is only the worker."""
    for source in (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', ''])",
        "import os; os.fork()",
        "import os; os.posix_spawn('/usr/bin/true', ['true'], {})",
        "import multiprocessing as m; p = m.get_context('spawn').Process(); p.start()",
    ):
        assert run(worker, source)["error"].startswith("PermissionError")
    threads = "import threading; t = threading.Thread(target=print); t.start(); t.join()"
    assert run(worker, threads)["error"] == ""


def test_a_thread_that_never_ends_goes_with_the_worker(sandbox: Sandbox) -> None:
    """Background threads and exit handlers do not keep a worker alive, nor run after it."""
    source = (
        "import atexit, threading, time\n"
        "atexit.register(time.sleep, 10**6)\n"
        "threading.Thread(target=time.sleep, args=(10**6,)).start()"
    )
    with sandbox.worker({}) as worker:
        assert run(worker, source)["error"] == ""
        pids = children_of(sandbox.pid)
    assert not any(Path("/proc", str(pid)).exists() for pid in pids)


def test_the_instructors_environment_is_not_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets in the grader's environment do not reach student code."""
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    with Sandbox(Limits(), BARE) as fresh, fresh.worker({}) as worker:
        text = run(worker, "import os\nprint(dict(os.environ))")["text"]
    assert "PATH" in text and "s3cret" not in text


@pytest.mark.parametrize("disposition", [signal.SIG_IGN, signal.default_int_handler])
def test_a_signal_does_the_same_whoever_started_the_sandbox(disposition: Any) -> None:
    """A pool ignores Ctrl-C and a Dask worker does not: no verdict may hang on that."""
    before = signal.signal(signal.SIGINT, disposition)
    try:
        with Sandbox(Limits(), BARE) as sandbox, sandbox.worker({}) as worker:
            reply = run(
                worker, "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nprint('on')"
            )
    finally:
        signal.signal(signal.SIGINT, before)
    assert (reply["text"].strip(), reply["error"]) == ("on", "")


def test_a_worker_cannot_kill_itself_and_say_it_was_the_machine(worker: Worker) -> None:
    """Inside, it is the first process, and SIGKILL from within does nothing to that one."""
    source = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nprint('still here')"
    assert run(worker, source)["text"] == "still here\n"


def test_a_worker_killed_from_outside_is_nobodys_fault(sandbox: Sandbox) -> None:
    """The sandbox says so, so that the submission is graded again; the next worker is as ever."""
    worker = sandbox.worker({})
    for pid in children_of(sandbox.pid):
        os.kill(pid, 9)
    with pytest.raises(SandboxError, match="killed from outside"):
        run(worker, "x = 1")
    with sandbox.worker({}) as other:
        assert run(other, "print(1)")["text"] == "1\n"


def test_nothing_of_one_submission_is_left_for_the_next(sandbox: Sandbox) -> None:
    """Modules, files and names: each worker starts as the first one did."""
    with sandbox.worker({}) as one:
        run(one, "import numpy as np, math\nnp.pi = 3\nmath.e = 2\nopen('left', 'w').write('x')")
        assert run(one, "import os\nprint(np.pi, os.listdir())")["text"] == "3 ['left']\n"
    with sandbox.worker({}) as other:
        source = "import math, numpy as np, os\nprint(np.pi > 3, math.e > 2, os.listdir())"
        assert run(other, source)["text"] == "True True []\n"


def children_of(pid: int) -> list[int]:
    """The processes below one, the deepest ones only."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(path.parent.name))
    return [deep for child in found for deep in (children_of(child) or [child])]

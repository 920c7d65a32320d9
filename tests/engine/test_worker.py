"""The worker process: what student code does to it costs that student one check at most."""

import os
import time
from collections.abc import Iterator

import numpy as np
import pytest

from grader.engine.limits import Limits
from grader.engine.sandbox import Worker, WorkerGone
from grader.plain import pack, unpack
from tests.walls import needs_walls

pytestmark = needs_walls
LIMITS = Limits(memory_bytes=2 * 2**30)


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker with one file in its folder."""
    with Worker({"1_initialize.ipynb": b"{}"}, LIMITS) as one:
        yield one


def run(worker: Worker, source: str, seconds: float = 20) -> dict[str, str]:
    """Run one cell."""
    reply, _ = worker.ask({"notebook": "n", "source": source, "place": "cell 1"}, [], seconds)
    return reply


def call(worker: Worker, function: str, *args: object, seconds: float = 20) -> object:
    """Call one function; give what came back."""
    inputs, arrays = pack([args, {}])
    request = {"notebook": "n", "function": function, "inputs": inputs}
    reply, answers = worker.ask(request, arrays, seconds)
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
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import ctypes; ctypes.string_at(0)",
        "import os\nfor fd in range(3, 100):\n    try: os.close(fd)\n    except OSError: pass",
        "import os\nfor fd in range(3, 100):\n    try: os.write(fd, b'LW01' + b'x' * 500)\n"
        "    except OSError: pass",
        "import os\nwords = open('/proc/self/cmdline').read().split(chr(0))\n"
        "os.write(int(words[5]), b'junk' * 99)",
    ],
)
def test_a_worker_that_ends_or_forges_is_gone_at_once(worker: Worker, source: str) -> None:
    """Exit, crash, closed pipes and forged frames are told within the time of the request."""
    started = time.monotonic()
    with pytest.raises(WorkerGone) as gone:
        run(worker, source)
        run(worker, "x = 1")
    assert not gone.value.late and time.monotonic() - started < 15


def test_an_endless_loop_that_swallows_everything_is_ended() -> None:
    """The clock is the parent's; nothing in the worker can stop it."""
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    source = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + loop
    with Worker({}, LIMITS) as worker:
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


def test_a_thread_that_never_ends_goes_with_the_worker() -> None:
    """Background threads and exit handlers do not keep a worker alive, nor run after it."""
    source = (
        "import atexit, threading, time\n"
        "atexit.register(time.sleep, 60)\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()"
    )
    started = time.monotonic()
    with Worker({}, LIMITS) as worker:
        assert run(worker, source)["error"] == ""
    assert time.monotonic() - started < 20


def test_the_instructors_environment_is_not_handed_down(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Secrets in the grader's environment do not reach student code."""
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    with Worker({}, LIMITS) as fresh:
        text = run(fresh, "import os\nprint(dict(os.environ))")["text"]
    assert "s3cret" not in text and os.environ["SECRET_TOKEN"] == "s3cret"

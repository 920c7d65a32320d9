"""The processes that grade: whoever of them is lost, the others end when they are told to."""

import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

import pytest

from grader.engine.grading.checks import Checks
from grader.engine.run.pool import Pool, _warm_up
from tests.graded import MATERIAL
from tests.walls import LIMITS

PATIENCE = 120  # seconds, of a machine that is busy


def test_a_process_that_misses_its_end_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is lost while another one starts, Python ends that one not, and waits for it."""
    pool = Pool(2, Checks(MATERIAL, LIMITS))
    processes = pool._processes
    for ready in [processes.submit(_warm_up) for _ in range(4)]:
        ready.result()
    monkeypatch.setattr(BaseProcess, "terminate", lambda self: None)
    first, *_ = list(processes._processes.values())
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while not processes._broken and time.monotonic() < end:
        time.sleep(0.05)
    closing = threading.Thread(target=pool.close, daemon=True)
    closing.start()
    closing.join(PATIENCE)
    assert not closing.is_alive()

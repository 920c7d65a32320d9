"""Watch a program and everything that it starts: how long it takes, and how much memory."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Watched:
    """One run of a program: wall-clock seconds, and the peak of memory over the whole tree.

    Memory is proportional set size: a page that several processes share counts once.
    """

    seconds: float
    peak_bytes: int
    code: int


def watch(words: list[str], cwd: Path, env: dict[str, str] | None = None) -> Watched:
    """Run a program to its end."""
    started, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        words, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    whole = psutil.Process(process.pid)
    while True:
        try:
            process.wait(SAMPLE_SECONDS)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, _bytes(whole))
    return Watched(time.perf_counter() - started, peak, process.returncode)


def _bytes(whole: psutil.Process) -> int:
    total = 0
    try:
        processes = [whole, *whole.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in processes:
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue  # it ended while we looked
    return total

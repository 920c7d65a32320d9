"""python -m tests.bench.timing: what two workers can still tell each other, in bits a second.

The filter closes what is stored; how long something takes it cannot hide. Each measurement sends
random bits from one worker to another, counts the wrong ones, and takes off what they cost.
"""

import json
import math
import os
import secrets
import time
from pathlib import Path

import numpy

from grader.engine.sandbox.inside.protocol import encode
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker

SECONDS = 60.0
NAMES, FILES = 20_000, 1_500
SLOTS_MS = (2, 5, 10, 20, 50)
BEGIN = """
import json, os, threading, time, numpy
def tell(found, seconds): print(json.dumps([''.join(map(str, found)) and hex(int('1' + ''.join(map(str, found)), 2)), seconds]))
FOLDER = os.path.dirname(numpy.__file__)
def threshold(slow, fast): return (sorted(slow)[len(slow) // 2] * sorted(fast)[len(fast) // 2]) ** 0.5
def timed(act, *arguments):
    start = time.perf_counter_ns(); act(*arguments); return time.perf_counter_ns() - start
def first(path):
    fd = os.open(path, os.O_RDONLY); os.pread(fd, 1, 0); os.close(fd)
"""
# A name that was looked for, and is not there, is found missing sooner the next time.
SEND_NAMES = "start = time.perf_counter()\nfor i in range(len(bits)):\n    if bits[i]: os.access(f'{FOLDER}/{name}{i}', 0)\ntell([], time.perf_counter() - start)"
LOOK_NAMES = (
    "known = [f'{FOLDER}/{name}-{i}' for i in range(500)]\n"
    "slow = [timed(os.access, one, 0) for one in known]; fast = [timed(os.access, one, 0) for one in known]\n"
    "start = time.perf_counter(); limit = threshold(slow, fast)\n"
    "found = [int(timed(os.access, f'{FOLDER}/{name}{i}', 0) < limit) for i in range(len(bits))]\n"
    "tell(found, time.perf_counter() - start)"
)
# A page that was read once comes from memory the next time.
SEND_PAGES = "start = time.perf_counter()\nfor path, bit in zip(paths[200:], bits):\n    if bit: first(path)\ntell([], time.perf_counter() - start)"
LOOK_PAGES = (
    "slow = [timed(first, one) for one in paths[:200]]; fast = [timed(first, one) for one in paths[:200]]\n"
    "start = time.perf_counter(); limit = threshold(slow, fast)\n"
    "found = [int(timed(first, one) < limit) for one in paths[200:]]\n"
    "tell(found, time.perf_counter() - start)"
)
# Who computes on every processor slows others down.
SEND_LOAD = (
    "a = numpy.ones((400, 400))\n"
    "def work():\n    for i in range(len(bits)):\n        end = start + (i + 1) * slot\n"
    "        while time.time() < end:\n            a @ a if bits[i] and time.time() >= end - slot else time.sleep(slot / 20)\n"
    "threads = [threading.Thread(target=work) for _ in range(os.cpu_count())]\n"
    "for one in threads: one.start()\nfor one in threads: one.join()\ntell([], 0)"
)
LOOK_LOAD = (
    "counts = [0] * len(bits); end = start + len(bits) * slot\n"
    "while time.time() < start: pass\n"
    "while (now := time.time()) < end: counts[int((now - start) / slot)] += 1\n"
    "middle = sorted(counts)[len(counts) // 2]\n"
    "tell([int(one < middle) for one in counts], len(bits) * slot)"
)


def capacity(bits: list[int], found: list[int], seconds: float) -> float:
    """Bits a second, less what the wrong ones cost (a binary symmetric channel)."""
    wrong = sum(a != b for a, b in zip(bits, found, strict=True)) / len(bits)
    wrong = min(wrong, 1 - wrong)
    lost = -sum(p * math.log2(p) for p in (wrong, 1 - wrong) if p > 0)
    return len(bits) * (1 - lost) / seconds


def exchange(
    workers: tuple[Worker, Worker], send: str, look: str, together: bool, **known: object
) -> float:
    """Send random bits; give the capacity."""
    bits: list[int] = known["bits"]  # type: ignore[assignment]
    given = "".join(f"{name} = {value!r}\n" for name, value in known.items() if name != "bits")
    codes = (
        f"{BEGIN}{given}bits = {bits}\n{send}",
        f"{BEGIN}{given}bits = [0] * {len(bits)}\n{look}",
    )
    replies = []
    for worker, code in zip(workers, codes, strict=True):
        worker.send(encode({"notebook": "n", "source": code, "place": "cell"}, []), SECONDS)
        if not together:
            replies.append(worker.receive(SECONDS)[0])
    if together:
        replies = [worker.receive(SECONDS)[0] for worker in workers]
    sent, received = (json.loads(reply["text"]) for reply in replies)
    found = [int(bit) for bit in bin(int(received[0], 16))[3:]]  # after a leading 1
    return capacity(bits, found, sent[1] + received[1])


def random(count: int) -> list[int]:
    """So many bits."""
    return [secrets.randbits(1) for _ in range(count)]


def main() -> None:
    """Measure each, and print a line for it."""
    folder = Path(numpy.__file__).parent.parent
    paths = [str(path) for path in folder.rglob("*.py") if path.stat().st_size > 4096][
        : FILES + 200
    ]
    with (
        Sandbox(Limits()) as one,
        Sandbox(Limits()) as other,
        one.worker({}) as a,
        other.worker({}) as b,
    ):
        names = exchange(
            (a, b), SEND_NAMES, LOOK_NAMES, False, bits=random(NAMES), name=secrets.token_hex(4)
        )
        print(f"names that were looked for: {names:,.0f} bits a second")
        for path in paths:
            with open(path, "rb") as file:  # noqa: PTH123
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        pages = exchange(
            (a, b), SEND_PAGES, LOOK_PAGES, False, bits=random(len(paths) - 200), paths=paths
        )
        print(f"pages that nobody had read: {pages:,.0f} bits a second, each page once")
        for slot in SLOTS_MS:
            known = {"bits": random(3000 // slot), "slot": slot / 1000, "start": time.time() + 0.5}
            print(
                f"load, {slot} ms a bit: {exchange((a, b), SEND_LOAD, LOOK_LOAD, True, **known):,.1f} bits a second"
            )


if __name__ == "__main__":
    main()

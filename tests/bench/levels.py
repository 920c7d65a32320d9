"""What an honest submission costs at each level of isolation, in one run.

    python -m tests.bench.levels [COUNT]

The two take turns, so that whatever else the machine does falls on both.
"""

import statistics
import sys
import time
from pathlib import Path

from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from tests.graded import NAME, checks

PERFECT = Path(__file__).resolve().parent.parent / "submissions" / "perfect"
LEVELS = (Level.NAMESPACES, Level.LANDLOCK)


def main() -> None:
    """Grade the same submission again and again, and compare the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    work = checks(Limits())
    judge, submission = work.judge(), work.read("perfect", PERFECT / NAME)
    sandboxes = {level: Sandbox(work.limits, work.inside, level=level) for level in LEVELS}
    seconds: dict[Level, list[float]] = {level: [] for level in LEVELS}
    for _ in range(count):
        for level, sandbox in sandboxes.items():
            begun = time.perf_counter()
            judge(submission, sandbox)
            seconds[level].append(time.perf_counter() - begun)
    for sandbox in sandboxes.values():
        sandbox.close()
    medians = {level: statistics.median(taken) for level, taken in seconds.items()}
    for level, median in medians.items():
        print(f"{level:<12} {1000 * median:6.1f} ms a submission, the median of {count}")
    print(f"ratio        {medians[Level.LANDLOCK] / medians[Level.NAMESPACES]:6.2f}")


if __name__ == "__main__":
    main()

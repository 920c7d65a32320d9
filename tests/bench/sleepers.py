"""`python -m tests.bench.sleepers [STUDENTS [SLEEPERS]]`: do those who sleep hold up the others?

A class of honest submissions, and the same with some that only wait; for both the time until the
last honest one has its marks, and until all have theirs.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from grader.engine.grading.work import Task
from grader.engine.run.pool import Pool
from grader.engine.sandbox.limits import Limits
from tests.graded import NAME, checks
from tests.hostile import FOLDER as HOSTILE
from tests.sample_class import FOLDER

ASLEEP = ("38_waits_for_a_lock", "38_polls", "38_sleeps_in_cells", "38_sleeps_when_called")


def grade(students: int, sleepers: int) -> tuple[float, float]:
    """Grade a class; give the seconds until the last honest mark, and until the last of all."""
    with tempfile.TemporaryDirectory() as name:
        tasks = []
        for i in range(students):
            every = students // sleepers if sleepers else students + 1
            asleep = i % every == every // 2 and i // every < sleepers
            source = HOSTILE / ASLEEP[i // every % len(ASLEEP)] if asleep else FOLDER / "perfect"
            folder = Path(name, f"{'asleep' if asleep else 'honest'}-{i}")
            shutil.copytree(source, folder)
            tasks.append(Task(folder.name, folder / NAME, ""))
        begun = time.monotonic()
        ends = {"asleep": 0.0, "honest": 0.0}
        with Pool(2, checks(Limits())) as pool:
            pool.begin(tasks)
            for task, _ in pool.results():
                ends[task.student.partition("-")[0]] = time.monotonic() - begun
        return ends["honest"], max(ends.values())


def main() -> None:
    """Measure both classes in one run."""
    students, sleepers = (*map(int, sys.argv[1:]), *(1_000, 60)[len(sys.argv) - 1 :])
    for asleep in (0, sleepers):
        honest, every = grade(students, asleep)
        print(
            f"{students} submissions, {asleep} of them asleep: the honest ones have their marks "
            f"after {honest:.1f} s, all after {every:.1f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()

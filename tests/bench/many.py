"""Ten thousand students in one gradebook: what report, export and a repeated run take.

The class is not graded for this, which `grading.py` measures: one student of each kind is, and the
others are given the same verdicts, written by the same writer.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

from rich.console import Console

from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.work import Task
from grader.engine.run.checked_files import CheckedFiles
from grader.engine.run.grader import Grader
from grader.engine.sandbox.limits import Limits
from tests.bench.school import MIX, write_school
from tests.bench.tree import watch
from tests.graded import checks, kept_in
from tests.network import ASSIGNMENT

GRADER = [sys.executable, "-m", "grader.engine.cli"]
KINDS = sorted(MIX.keys() - {"endless", "slow"})
BATCH = 200


def measure(console: Console, count: int = 10_000) -> dict[str, object]:
    """Make the class, and time what an instructor does with it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        console.print(f"writing a gradebook of {count} students", style="dim")
        write_class(home, count)
        seconds = {
            "repeated run, with report and export": timed(
                ["autograde", str(home / "submitted"), "--out", str(home / "out")]
            ),
            "export for Canvas": timed(
                ["export", "--out", str(home / "out"), "--to", "canvas", str(home / "canvas.csv")]
            ),
        }
    return {"students": count, **seconds}


def timed(words: list[str]) -> float:
    """Seconds that a command takes, from its start to its end."""
    return watch([*GRADER, *words], Path.cwd()).seconds


def write_class(home: Path, count: int) -> None:
    """Write submissions, gradebook, pages and results of a class."""
    write_school(home / "kinds", KINDS)
    templates = sorted((home / "kinds").iterdir())
    work = checks(Limits())
    with Grader(work) as grader:
        graded = [grader.grade(work.read(one.name, one / ASSIGNMENT)) for one in templates]
    with kept_in(home / "out", work.limits) as books, _pages_once():
        for start in range(0, count, BATCH):
            books.write(list(_batch(home, work, templates, graded, range(start, start + BATCH))))


def _batch(
    home: Path, work: Checks, templates: list[Path], graded: list[Checked], numbers: range
) -> Iterator[tuple[Task, Checked]]:
    for number in numbers:
        student, kind = f"student-{number:05d}", number % len(templates)
        place = home / "submitted" / student / ASSIGNMENT
        place.mkdir(parents=True)
        for file in (templates[kind] / ASSIGNMENT).iterdir():
            os.link(file, place / file.name)
        result = replace(graded[kind].result, student=student)
        task = Task(student, place, work.digest(place))
        yield task, Checked(result, graded[kind].cells)


@contextmanager
def _pages_once() -> Iterator[None]:
    """Write each kind's pages once, and link to them: 10,000 times six pages take minutes."""
    known: dict[str, str] = {}
    write: Callable[..., None] = CheckedFiles.write

    def linked(writer: CheckedFiles, task: Task, graded: Checked, standing: object) -> None:
        key, student = str(id(graded.cells)), graded.result.student
        if key not in known:
            known[key] = student
            write(writer, task, graded, standing)
            return
        for part in ("autograded", "feedback"):
            theirs = writer.course.reports / part / known[key]
            if theirs.is_dir():
                shutil.copytree(
                    theirs, writer.course.reports / part / student, copy_function=os.link
                )

    with mock.patch.object(CheckedFiles, "write", linked):
        yield


def report(console: Console, figures: dict[str, object]) -> None:
    """Print the figures."""
    for name, value in figures.items():
        console.print(f"{name}: {value:.1f} s" if isinstance(value, float) else f"{name}: {value}")


if __name__ == "__main__":
    started = time.perf_counter()
    terminal = Console()
    report(terminal, measure(terminal, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
    terminal.print(f"in all {time.perf_counter() - started:.0f} s")

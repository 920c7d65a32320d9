"""Our side: the whole command, its floor, and where the time goes."""

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from grader.engine.grading import fair, grade, session, verdict
from grader.engine.grading.checks import Checks
from grader.engine.grading.work import Task
from grader.engine.lock import only_run
from grader.engine.run import books, results
from grader.engine.run.books import Books
from grader.engine.run.checked_files import CheckedFiles
from grader.engine.run.grader import Grader
from grader.engine.run.pool import Pool
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.bench.tree import Watched, watch
from tests.graded import NAME, checks, kept_in

GRADER = [sys.executable, "-m", "grader.engine.cli", "autograde"]


def tasks_of(submitted: Path) -> list[Task]:
    """Every submission of a class."""
    return [Task(folder.name, folder / NAME, "") for folder in sorted(submitted.iterdir())]


def whole(submitted: Path, out: Path) -> Watched:
    """The command, from its start to the last page, the report and the export."""
    return watch([*GRADER, str(submitted), "--out", str(out)], Path.cwd())


def floor(submitted: Path) -> float:
    """Seconds a submission of fork, execute and compare alone, with as many processes."""
    tasks = tasks_of(submitted)
    with Pool(os.cpu_count() or 1, checks(Limits())) as pool:
        begun, first = 0.0, 20  # the start of the processes is not part of it
        pool.begin(tasks)
        for done, _ in enumerate(pool.results()):
            if done == first:
                begun = time.perf_counter()
        return (time.perf_counter() - begun) / (len(tasks) - first - 1)


def _grade(grader: Grader, task: Task) -> Any:
    return grader.grade(grader.work.read(task.student, task.folder))


def stages(submitted: Path) -> dict[str, float]:
    """Seconds a submission in each stage, one after the other in one process."""
    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

        return run

    tasks = tasks_of(submitted)
    with tempfile.TemporaryDirectory() as folder, only_run(Path(folder)):
        grader = Grader(checks(Limits()))
        with kept_in(Path(folder), Limits()) as kept:
            kept.write([(tasks[0], _grade(grader, tasks[0]))])  # warm
            with _stages(timed):
                for task in tasks[1:]:
                    graded = _grade(grader, task)
                    kept.write([(task, graded)])
        grader.close()
    return {name: seconds / (len(tasks) - 1) for name, seconds in spent.items()}


@contextlib.contextmanager
def _stages(timed: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for name, owner, attribute in (
            ("read the notebooks", Checks, "read"),
            ("fork a worker", Sandbox, "worker"),
            ("end it", Worker, "end"),
            ("run the cells", session.Session, "run"),
            ("call the functions, compare", grade, "judge_function"),
            ("diagnose", verdict, "diagnose"),
            ("a fair chance", fair.FairChance, "judge"),
            ("marks", books, "record"),
            ("marks as they stand", Books, "standing"),
            ("pages", CheckedFiles, "write"),
            ("results", results, "save"),
        ):
            replaced = timed(name, getattr(owner, attribute))
            stack.enter_context(mock.patch.object(owner, attribute, replaced))
        yield

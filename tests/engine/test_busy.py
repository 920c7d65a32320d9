"""Marks do not hang on how busy a machine is, and a class does not wait for those who sleep."""

import json
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.work import Task
from grader.engine.run import pool
from tests.every import EVERY
from tests.graded import NAME, checks
from tests.hostile import FOLDER as HOSTILE
from tests.network import FUNCTIONS
from tests.sample_class import FOLDER
from tests.walls import LIMITS, grade_class, needs_walls

BUSY = 8
# All of the golden class, three times, or each day some of it.
STUDENTS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
SOME = ("another_way", "blank", "crash_on_import", "hard_coded", "perfect")


def _work(parent: int) -> None:
    """Keep a processor busy until the test's process has gone."""
    while os.getppid() == parent:
        sum(range(100_000))


@pytest.fixture
def busy() -> Iterator[None]:
    """A machine on which eight processes want all that they can get."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_work, args=(os.getpid(),)) for _ in range(BUSY)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.join()


def marks(result: ClassResult) -> dict[str, dict[str, str]]:
    """What became of every function of every student."""
    return {
        one.student: {v.function: str(v.outcome) for book in one.notebooks for v in book.functions}
        for one in result.submissions
    }


def test_a_class_beside_busy_processes_has_the_same_marks(busy: None, tmp_path: Path) -> None:
    """They are the golden ones, in every run."""
    students = STUDENTS if EVERY else SOME
    for student in students:
        shutil.copytree(FOLDER / student, tmp_path / "submitted" / student)
    for run in range(3 if EVERY else 1):
        found = marks(grade_class(tmp_path / "submitted", tmp_path / f"out{run}"))
        for student in students:
            path = FOLDER / student / "expected.json"
            wrong = json.loads(path.read_text(encoding="utf-8"))["not_passed"]
            assert found[student] == {f: wrong.get(f, "passed") for f in FUNCTIONS}, student


@needs_walls
def test_who_sleeps_is_graded_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sleepers are put aside, and all of them come to their marks; who is awake goes first."""
    for name in ("38_waits_for_a_lock", "38_polls"):
        shutil.copytree(HOSTILE / name, tmp_path / "submitted" / name)
    for name in ("a", "b", "z"):
        shutil.copytree(FOLDER / "perfect", tmp_path / "submitted" / name)
    aside: list[str] = []
    put_aside = pool.Pool._put_aside

    def watch(self: pool.Pool, task: Task) -> None:
        aside.append(task.student)
        put_aside(self, task)

    monkeypatch.setattr(pool.Pool, "_put_aside", watch)
    found = grade_class(tmp_path / "submitted", tmp_path / "out", jobs=1)
    assert sorted(aside) == ["38_polls", "38_waits_for_a_lock"]
    assert {marks(found)[name]["compute_cost"] for name in aside} == {"timed out"}
    assert {found.totals[name] for name in ("a", "b", "z")} == {(100, 100)}


def test_a_class_without_sleepers_starts_nothing_for_them(tmp_path: Path) -> None:
    """The further processes are there when they are needed first."""
    shutil.copytree(FOLDER / "perfect", tmp_path / "submitted" / "a")
    with pool.Pool(1, checks(LIMITS)) as one:
        one.begin([Task("a", tmp_path / "submitted" / "a" / NAME, "")])
        assert [task.student for task, _ in one.results()] == ["a"]
        assert one._aside is None

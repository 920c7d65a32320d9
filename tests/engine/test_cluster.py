"""Grading on a Dask cluster gives what one machine gives, whoever joins, leaves or dies."""

import functools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.engine.errors import ClusterError
from grader.engine.grading.checks import Checks
from grader.engine.grading.outcome import Outcome, SubmissionResult
from grader.engine.grading.work import Judge, Task
from grader.engine.run.autograde import autograde
from grader.engine.run.cluster import Cluster
from grader.engine.run.dask_client import Tls
from grader.engine.sandbox.start import Sandbox
from tests.engine.test_results import class_of
from tests.graded import MATERIAL, NAME, a_class, checks
from tests.kills import left_by
from tests.machines import ROOT
from tests.machines import Cluster as Machines
from tests.network import ASSIGNMENT
from tests.sample_class import FOLDER
from tests.walls import LIMITS, grade, grade_class, needs_walls

QUICK = ("another_way", "blank", "broken_files", "hard_coded", "mistake_3_cost", "perfect")
AHEAD = 3  # with a worker at a time


@pytest.fixture(autouse=True)
def ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a small class be more than three workers have with them."""
    monkeypatch.setattr("grader.engine.run.cluster.AHEAD", AHEAD)


WITHOUT_ROOT = ("env", "-C", "/")  # Python finds what lies where it was started


class Deadly(Checks):
    """The work on this course, by a judge that ends its worker for some submissions."""

    def judge(self) -> Judge:
        """End the process above where a student's name says so."""
        judge = Checks.judge(self)

        def deadly(submission: Any, sandbox: Sandbox) -> Any:
            if submission.student == "hard_coded":
                os.kill(os.getppid(), signal.SIGKILL)
            return judge(submission, sandbox)

        return deadly


class Unreadable(Checks):
    """The work on this course, on a disk with a fault."""

    def read(self, student: str, folder: Path) -> Any:
        """Read a submission, but for one."""
        if student == "hard_coded":
            raise OSError("a bad disk")
        return Checks.read(self, student, folder)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that is more than three workers have with them at a time, and takes no time."""
    folder = tmp_path_factory.mktemp("class")
    assert 2 * len(QUICK) > 3 * AHEAD
    for student in QUICK:
        for number in range(2):
            home = folder / f"{student}-{number}" / ASSIGNMENT
            shutil.copytree(FOLDER / student / ASSIGNMENT, home)
    return folder


@pytest.fixture(scope="module")
def alone(submitted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All that a run on this machine leaves."""
    out = tmp_path_factory.mktemp("alone")
    grade_class(submitted, out)
    return left_by(out)


def verdicts(
    address: str,
    students: tuple[str, ...],
    work: Checks | None = None,
    tls: Tls | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, SubmissionResult]:
    """Grade golden submissions on a cluster, without a gradebook."""
    tasks = [Task(student, FOLDER / student / NAME, "") for student in students]
    with Cluster(address, work or checks(LIMITS), tls, tell) as pool:
        pool.begin(tasks)
        found = [(task.student, graded.result) for task, graded in pool.results()]
    assert sorted(student for student, _ in found) == sorted(students)
    return dict(found)


@functools.cache
def expected(student: str) -> SubmissionResult:
    """What one machine finds."""
    return replace(grade(student, FOLDER / student), seconds=0.0)


def test_a_cluster_whose_workers_die_leaves_what_one_machine_leaves(
    submitted: Path, alone: dict[str, Any], tmp_path: Path
) -> None:
    """Of three workers one is killed, another one's nanny starts it again: nothing differs."""
    out, told, graded = tmp_path / "out", list[str](), list[str]()
    with Machines() as machines:
        lost, restarted = machines.worker(), machines.worker(nanny=True)
        machines.worker("--nthreads", "4")  # more threads than it may use
        machines.wait(3)

        def kill(result: SubmissionResult) -> None:
            graded.append(result.student)
            if len(graded) == 1:
                machines.kill(lost)
                machines.kill_below(restarted)

        job = a_class(submitted, out, LIMITS)
        start = functools.partial(Cluster, machines.address, tell=told.append)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "grader.engine.run.autograde.BATCH", 4
            )  # so that the first is written early
            result = autograde(job, start, kill)
    assert left_by(out) == alone
    assert sorted(graded) == [one.student for one in result.submissions] == sorted(job.folders)
    # Whoever goes when its work is done already is missed by nobody.
    assert any("it has gone" in line for line in told)


def test_a_submission_that_ends_its_worker_costs_nobody_else_a_mark() -> None:
    """It becomes a grader error that a person must look at; its neighbours are graded."""
    students = ("blank", "hard_coded", "mistake_3_cost", "perfect")
    with Machines() as machines:
        machines.worker(nanny=True)
        machines.wait(1)
        found = verdicts(machines.address, students, work=Deadly(MATERIAL, LIMITS))
    lost = found.pop("hard_coded")
    assert {v.outcome for n in lost.notebooks for v in n.functions} == {Outcome.GRADER_ERROR}
    assert "the worker that graded it was lost, 3 times" in lost.notebooks[0].problem
    for student, result in found.items():
        assert replace(result, seconds=0.0) == expected(student)


def test_a_moment_without_any_worker_loses_no_submission() -> None:
    """Where the last worker goes when all that it had is back, the rest waits for the next one.
    What cannot even be read meanwhile is a grader error, and no more.
    """
    with Machines() as machines:
        machines.worker()
        machines.wait(1)
        with Cluster(machines.address, Unreadable(MATERIAL, LIMITS)) as pool:
            for worker in list(pool._roster.fit):
                pool._roster.lose(worker, "for this test")
            pool.begin(Task(s, FOLDER / s / NAME, "") for s in ("perfect", "blank", "hard_coded"))
            found = {task.student: graded.result for task, graded in pool.results()}
    assert sorted(found) == ["blank", "hard_coded", "perfect"]
    assert replace(found["perfect"], seconds=0.0) == expected("perfect")
    assert "the grader failed: OSError" in found["hard_coded"].notebooks[0].problem


@needs_walls
def test_workers_that_are_not_fit_get_no_work_and_are_named(tmp_path: Path) -> None:
    """One has no level of isolation, one holds other code, and one of an older edition joins later.
    With these alone the command refuses; a fit one does it all.
    """
    for part in ("grader", "solutions", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / "other" / part)
    with (tmp_path / "other" / "grader" / "judge.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    (tmp_path / "old" / "grader" / "engine").mkdir(parents=True)
    for name in ("__init__.py", "engine/__init__.py", "engine/remote.py"):
        (tmp_path / "old" / "grader" / name).touch()
    told = list[str]()
    with Machines() as machines:
        machines.worker(at=(sys.executable, "-m", "tests.container", "shut"))
        machines.worker(env={"PYTHONPATH": str(tmp_path / "other")}, at=WITHOUT_ROOT)
        machines.wait(2)
        with pytest.raises(ClusterError, match=r"no worker of \S+ is fit to grade") as refused:
            verdicts(machines.address, ("perfect",))
        assert "lacks a wall of either level of isolation" in str(refused.value)
        assert "another edition: Layerwise is 0.1.0, code" in str(refused.value)
        machines.worker()
        machines.wait(3)
        with Cluster(machines.address, checks(LIMITS), tell=told.append) as pool:
            machines.worker(env={"PYTHONPATH": str(tmp_path / "old")}, at=WITHOUT_ROOT)
            more = iter(lambda: len(told) < 3, False)  # until all three have been refused
            pool.begin(Task("perfect", FOLDER / "perfect" / NAME, "") for _ in more)
            found = [graded.result for _, graded in pool.results()]
    expected_one = expected("perfect")
    assert all(replace(one, seconds=0.0) == expected_one for one in found)
    lines = "\n".join(told)
    assert "level landlock: Landlock. To mend it: Linux 5.13 or newer" in lines
    assert "level namespaces: user namespaces. To mend it: " in lines
    assert "gets no work: it holds another edition: Layerwise is 0.1.0, code" in lines
    assert "another edition of Layerwise, or none" in lines


def test_a_scheduler_that_vanishes_is_named_and_the_rest_is_graded_later(
    submitted: Path, alone: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence; the same command, on a cluster or without, goes on from what was written."""
    monkeypatch.setattr("grader.engine.run.dask_client.CONNECT_SECONDS", 1.0)
    out, written = tmp_path / "out", list[str]()
    with Machines() as machines:
        machines.worker()
        machines.wait(1)

        def kill(result: SubmissionResult) -> None:
            written.append(result.student)
            machines.kill(machines.scheduler)

        job = a_class(submitted, out, LIMITS)
        with pytest.MonkeyPatch.context() as patch, pytest.raises(ClusterError) as lost:
            patch.setattr("grader.engine.run.autograde.BATCH", 4)
            autograde(job, functools.partial(Cluster, machines.address), kill)
    assert f"the scheduler {machines.address} has gone" in str(lost.value)
    assert "the same command goes on from there" in str(lost.value)
    assert 1 <= len(written) < len(job.folders)
    assert grade_class(submitted, out).kept == len(written)
    assert left_by(out) == alone


def test_a_cluster_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to start."""
    monkeypatch.setattr("grader.engine.run.dask_client.CONNECT_SECONDS", 1.0)
    with pytest.raises(ClusterError, match="there is no Dask scheduler at tcp:"):
        Cluster("tcp://127.0.0.1:1", checks(LIMITS))


def test_without_dask_the_command_says_what_to_install(tmp_path: Path) -> None:
    """Exit code 2, one sentence, no traceback: the cluster is an extra of the package."""
    class_of(tmp_path / "class", "blank")
    code = "import sys; sys.modules['distributed'] = None; from grader.engine.cli import app; app()"
    words = ["autograde", "class", "--scheduler", "tcp://127.0.0.1:1"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "pip install 'layerwise[cluster]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cluster_with_tls_takes_only_who_has_its_certificate(tmp_path: Path) -> None:
    """The commands of docs/cluster.md make the files; without them there is no connection."""
    commands = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in commands.splitlines() if "openssl " in line]
    assert lines
    for line in lines:
        subprocess.run(
            line,
            shell=True,
            cwd=tmp_path,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    ca, cert, key = (tmp_path / name for name in ("ca.pem", "grading.pem", "grading-key.pem"))
    options = ("--tls-ca-file", str(ca), "--tls-cert", str(cert), "--tls-key", str(key))
    with Machines(scheme="tls", options=options) as machines:
        machines.worker()
        with pytest.raises(ClusterError, match="needs --tls-ca, --tls-cert and --tls-key"):
            verdicts(machines.address, ("perfect",))
        found = verdicts(machines.address, ("perfect",), tls=Tls(ca, cert, key))
    assert replace(found["perfect"], seconds=0.0) == expected("perfect")

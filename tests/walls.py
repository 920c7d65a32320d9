"""Which walls this machine offers to the tests.

The sample class is ours and harmless: where a wall is missing it is graded without. The tests
of the walls themselves, and the hostile submissions, are then skipped; on CI they fail.
"""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.run.autograde import autograde
from grader.engine.run.grader import Grader
from grader.engine.run.pool import Pool
from grader.engine.sandbox.inside.confine import ALL, WITHOUT_NAMESPACES, Wall
from grader.engine.sandbox.inside.protocol import encode
from grader.engine.sandbox.levels import Level, strongest
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.worker import Worker
from tests.graded import NAME, a_class, checks

# The walls of a worker at each level of isolation.
LEVELS: dict[str, frozenset[Wall]] = {"namespaces": ALL, "landlock": WITHOUT_NAMESPACES}
# What a worker needs, and no library that only a notebook would: those take most of a start.
BARE = Inside(("worker",), ())
STAND = strongest() is not None
LIMITS = Limits(walls=STAND)
GRADER = [sys.executable, "-m", "grader.engine.cli"]
UNSAFE = () if STAND else ("--unsafe-no-sandbox",)
# On one core: other tests share the others, and each process more takes seconds to start.
AUTOGRADE = [*GRADER, "autograde", "--jobs", "1", *UNSAFE]

needs_walls = pytest.mark.skipif(
    not STAND and "CI" not in os.environ, reason="this machine lacks a wall: see grader doctor"
)
# What is tried of namespaces themselves, and of Landlock itself.
needs_namespaces = pytest.mark.skipif(
    strongest() is not Level.NAMESPACES and "CI" not in os.environ,
    reason="this machine has no namespaces for submissions: see grader doctor",
)


def grade(student: str, folder: Path, limits: Limits = LIMITS) -> SubmissionResult:
    """Grade one submission in this process."""
    work = checks(limits)
    with Grader(work) as grader:
        graded: SubmissionResult = grader.grade(work.read(student, folder / NAME)).result
        return graded


def grade_class(
    submitted: Path,
    out: Path,
    jobs: int = 1,
    limits: Limits = LIMITS,
    on_graded: Callable[[SubmissionResult], None] = lambda graded: None,
    force: bool = False,
    db: str = "",
) -> ClassResult:
    """Grade a folder of submissions to this course with processes of this machine."""
    job = a_class(submitted, out, limits, db)
    return autograde(job, functools.partial(Pool, jobs), on_graded, force)


def run(worker: Worker, source: str, seconds: float = 20) -> dict[str, str]:
    """Run one cell in a worker; give its text and its error."""
    request = {"notebook": "n", "source": source, "place": "cell 1"}
    reply, _ = worker.ask(encode(request, []), seconds)
    return reply


def attempt(worker: Worker, code: str) -> str:
    """Run code in a worker; give what it printed, or the name of the error it ended with."""
    reply = run(worker, code)
    return reply["error"].partition(":")[0] or reply["text"].strip()

"""Whoever grades, in whatever process: one submission after the other, in one warm sandbox."""

import functools
import itertools
from typing import Any

from grader.engine.closing import Closing
from grader.engine.errors import SandboxError, WorkerKilled
from grader.engine.grading.work import Judge, Work
from grader.engine.sandbox.levels import Level
from grader.engine.sandbox.start import Sandbox

from .draw import drawn

TRIES = 3  # a sandbox or a process may be killed by whatever else happens on a machine
WORKER_TRIES = 2  # what ended one worker may be its submission's doing, unseen: not for ever


class Grader(Closing):
    """Grades one submission after the other. A sandbox that fails is replaced."""

    def __init__(self, work: Work, level: Level | None = None) -> None:
        """Begin; the level of isolation is looked for where it is not known yet."""
        self.work, self._level = work, level
        self._sandbox: Sandbox | None = None

    @functools.cached_property
    def judge(self) -> Judge:
        """What judges; it is loaded when it is first asked for."""
        return self.work.judge()

    def grade(self, submission: Any, hasty: bool = False) -> Any:
        """Grade what the work has read.

        Args:
            submission: what it has read.
            hasty: stop where the submission only waits.

        Raises:
            SandboxError: the sandbox failed again and again.
            Asleep: the submission only waits.
        """
        workers = 0
        for attempt in itertools.count(1):
            try:
                sandbox = self.sandbox()
                sandbox.hasty, sandbox.last = hasty, workers + 1 == WORKER_TRIES
                return drawn(self.judge(submission, sandbox), self.work)
            except SandboxError as error:
                self.close()
                workers += isinstance(error, WorkerKilled)
                if attempt == TRIES or workers == WORKER_TRIES:
                    raise
        raise AssertionError("the loop returns or raises")

    def sandbox(self) -> Sandbox:
        """Give the sandbox; start it where it is not there yet."""
        if self._sandbox is None:
            self._sandbox = Sandbox(
                self.work.limits,
                self.work.inside,
                level=self._level,
                meanwhile=lambda: self.judge,  # the two load side by side
            )
        return self._sandbox

    def close(self) -> None:
        """End the sandbox."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

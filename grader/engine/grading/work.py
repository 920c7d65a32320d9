"""What is done with a submission: the seam between those who grade and those who share it out.

A kind of assignment is a Work: `checks.py` where all that is marked is checks, `cell_work.py` for
any other. It is sent to the processes, of this machine or of others, that do it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox

from .outcome import SubmissionResult


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to grade, known by its content."""

    student: str
    folder: Path
    digest: str


class Graded(Protocol):
    """A graded submission: the verdicts, and whatever else its Work writes of it."""

    @property
    def result(self) -> SubmissionResult:
        """The verdicts."""


Judge = Callable[[Any, Sandbox], Any]


class Work(Protocol):
    """How the submissions of a kind of course are read and graded. It can be pickled."""

    @property
    def limits(self) -> Limits:
        """What one submission may use."""

    @property
    def inside(self) -> Inside:
        """What runs in the sandbox."""

    def digest(self, folder: Path) -> str:
        """Name a submission by all that its marks depend on."""

    def edition(self) -> dict[str, str]:
        """Name what marks depend on besides the submission, part by part, on this machine."""

    def read(self, student: str, folder: Path) -> Any:
        """Read a submission, into something that can be pickled. Nothing in it is executed."""

    def judge(self) -> Judge:
        """Load what judging needs; give the function that grades what `read` has read.

        It raises SandboxError where the sandbox failed, which says nothing of the submission.
        """

    def failed(self, student: str, error: BaseException) -> Any:
        """Name a fault of the grader's own, and leave every mark open for a person."""

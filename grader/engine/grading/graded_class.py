"""A graded class, as it is reported."""

from dataclasses import dataclass, field

from grader.engine.sandbox.levels import Level, told

from .outcome import SubmissionResult


@dataclass(slots=True)
class ClassResult:
    """A graded class.

    assignment: what was graded.
    submissions: the verdicts; what cells printed is on the pages, and not held here.
    notes: what a person should look at that belongs to no submission.
    totals: score and maximum of every student, from the gradebook.
    kept: how many submissions had not changed since an earlier run, and were not run again.
    level: how well submissions were kept apart, where that was worst.
    """

    submissions: list[SubmissionResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)
    kept: int = 0
    assignment: str = ""
    level: Level = Level.NAMESPACES

    @property
    def isolation(self) -> str:
        """The level, in a line for a person."""
        return told(self.level)

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
    open_marks: how many marks are left to a person, of the students who have such.
    kept: how many submissions had not changed since an earlier run, and were not run again.
    level: how well submissions were kept apart, where that was worst.
    """

    submissions: list[SubmissionResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)
    open_marks: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    assignment: str = ""
    level: Level = Level.NAMESPACES

    @property
    def final_scores(self) -> list[float]:
        """The scores of the students of whom no mark is open, in order; of all, if all have one."""
        final = [total for name, (total, _) in self.totals.items() if name not in self.open_marks]
        return sorted(final or (total for total, _ in self.totals.values()))

    @property
    def isolation(self) -> str:
        """The level, in a line for a person."""
        return told(self.level)

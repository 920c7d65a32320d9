"""A graded class, as it is reported."""

from dataclasses import dataclass, field

from grader.engine.sandbox.levels import Level, told

from .outcome import SubmissionResult


@dataclass(frozen=True, slots=True)
class About:
    """A student, as the report shows one.

    late: seconds after the due date; an extension counts. extension: seconds.
    penalty: the points that lateness costs.
    """

    name: str = ""
    handed_in: bool = True
    late: float = 0.0
    extension: float = 0.0
    penalty: float = 0.0

    @property
    def lateness(self) -> str:
        """Say how late, what it costs, and what was given; empty where nothing is to be said."""
        said = []
        if self.late > 0:
            cost = f", {self.penalty:g} points off for it" if self.penalty else ", no points off"
            said.append(f"{_long(self.late)} late{cost}")
        if self.extension > 0:
            said.append(f"had {_long(self.extension)} longer")
        return "; ".join(said)


NOBODY = About()  # of whom the gradebook knows nothing


def _long(seconds: float) -> str:
    """Say how long something is, in its two largest units."""
    minutes = max(1, round(seconds / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else ""]
    parts += [f"{minutes} min" if minutes and not days else ""]
    return " ".join(part for part in parts if part)


@dataclass(slots=True)
class ClassResult:
    """A graded class.

    assignment: what was graded.
    submissions: the verdicts; what cells printed is on the pages, and not held here.
    notes: what a person should look at that belongs to no submission.
    totals: score and maximum of every student, from the gradebook.
    open_marks: how many marks are left to a person, of the students who have such.
    about: names and lateness of everybody whom the gradebook knows.
    kept: how many submissions had not changed since an earlier run, and were not run again.
    level: how well submissions were kept apart, where that was worst.
    """

    submissions: list[SubmissionResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)
    open_marks: dict[str, int] = field(default_factory=dict)
    about: dict[str, About] = field(default_factory=dict)
    kept: int = 0
    assignment: str = ""
    level: Level = Level.NAMESPACES

    @property
    def final_scores(self) -> list[float]:
        """The scores of the students of whom no mark is open, in order; of all, if all have one."""
        final = [total for name, (total, _) in self.totals.items() if name not in self.open_marks]
        return sorted(final or (total for total, _ in self.totals.values()))

    def name_of(self, student: str) -> str:
        """Give a student's name; empty where none is known, or where it is the id."""
        name = self.about.get(student, NOBODY).name
        return "" if name == student else name

    def lateness_of(self, student: str) -> str:
        """Say how late a student was, and what that cost."""
        return self.about.get(student, NOBODY).lateness

    @property
    def not_handed_in(self) -> list[str]:
        """Who has not handed in, of those whom the gradebook knows, by id and name."""
        here = {one.student for one in self.submissions}
        gone = [s for s, one in self.about.items() if not one.handed_in and s not in here]
        return [f"{s} ({name})" if (name := self.name_of(s)) else s for s in sorted(gone)]

    @property
    def isolation(self) -> str:
        """The level, in a line for a person."""
        return told(self.level)

"""What a graded class tells its teacher: the mistakes by frequency, the steps by difficulty."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import FunctionResult, Outcome


@dataclass(slots=True)
class MistakeMade:
    """One known mistake, and who made it.

    students: ids, in order.
    """

    function: str
    name: str
    misconception: str
    hint: str
    notebook: str
    heading: str
    students: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Wrong functions that do the same on all hidden cases, and that no known mistake fits.

    known: what is known of them: facts, and what is wrong in the first case that fails.
    code: of one of them, without comments, and without saying whose.
    students: ids, in order.
    """

    name: str
    function: str
    known: tuple[str, ...]
    code: str
    students: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """How a class did on one function, or on one cell of another course.

    counts: submissions per outcome.
    helped: how many of those that pass do so only with a right helper.
    named: how many of those that do not pass make a known mistake.
    """

    notebook: str
    function: str
    counts: Counter[Outcome]
    helped: int
    named: int

    @property
    def decided(self) -> int:
        """How many have a verdict; the others are a person's to mark."""
        return self.counts.total() - self.counts[Outcome.BY_HAND]

    @property
    def passed(self) -> float:
        """The share that passes of those that have a verdict, in per cent."""
        return 100 * self.counts[Outcome.PASSED] / max(1, self.decided)


def verdicts_of(result: ClassResult) -> Iterator[tuple[str, FunctionResult]]:
    """Every verdict of a class, with the student's id."""
    for submission in result.submissions:
        for verdict in submission.verdicts:
            yield submission.student, verdict


def mistakes_made(result: ClassResult) -> list[MistakeMade]:
    """The known mistakes of a class, the most frequent first."""
    found: dict[tuple[str, str], MistakeMade] = {}
    for student, verdict in verdicts_of(result):
        known = verdict.diagnosis
        if known is None or not known.name:
            continue
        key = (verdict.function, known.name)
        if key not in found:
            words = (known.name, known.misconception, known.hint, known.notebook, known.heading)
            found[key] = MistakeMade(verdict.function, *words)
        found[key].students.append(student)
    order = {row.function: i for i, row in enumerate(steps(result))}
    return sorted(found.values(), key=lambda made: (-len(made.students), order[made.function]))


def unnamed_groups(result: ClassResult) -> list[Group]:
    """What a class does wrong that has no name yet, the largest groups first."""
    found: dict[str, Group] = {}
    for student, verdict in verdicts_of(result):
        known = verdict.diagnosis
        if known is None or known.name or not known.group:
            continue
        if known.group not in found:
            said = (verdict.detail, *known.contract, *known.read, *known.facts)
            words = tuple(filter(None, said))
            found[known.group] = Group(known.group, verdict.function, words, known.code)
        found[known.group].students.append(student)
    return sorted(found.values(), key=lambda group: -len(group.students))


def steps(result: ClassResult) -> list[Step]:
    """How the class did on every function, in the order of the notebooks."""
    counts: dict[tuple[str, str], Counter[Outcome]] = {}
    helped: Counter[tuple[str, str]] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for submission in result.submissions:
        for notebook in submission.notebooks:
            for verdict in notebook.functions:
                key = notebook.notebook, verdict.function
                counts.setdefault(key, Counter())[verdict.outcome] += 1
                helped[key] += bool(verdict.helpers)
                named[key] += bool(verdict.diagnosis and verdict.diagnosis.name)
    return [Step(*key, counts[key], helped[key], named[key]) for key in counts]


def histogram(result: ClassResult, bins: int = 10) -> list[tuple[str, int]]:
    """How many students have how much of the whole, in per cent; the last part has its end."""
    counts = [0] * bins
    for score, most in result.totals.values():
        share = score / most if most else 0.0
        counts[min(bins - 1, int(share * bins))] += 1
    edges = [round(100 * i / bins) for i in range(bins + 1)]
    return [(f"{edges[i]}-{edges[i + 1]}", count) for i, count in enumerate(counts)]

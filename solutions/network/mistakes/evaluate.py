"""Judge the catalogue: is each mistake rejected and named, is each right answer accepted?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.cases.call import Answer
from grader.cases.case import PUBLIC, Case, read_cases
from grader.cases.judge import judge
from grader.check import ask, examine
from grader.course import FUNCTIONS
from grader.diagnosis.diagnose import Diagnosis, diagnose
from grader.diagnosis.known import PUBLIC_MISTAKES, Known, read_mistakes

from . import MISTAKES, PAIRS, RIGHT
from .mistake import define
from .pairs import source_of_pair

HIDDEN = Path(__file__).parents[1] / "expected"
SETS: dict[str, tuple[Path, Path]] = {
    "public": (PUBLIC, PUBLIC_MISTAKES),
    "hidden": (HIDDEN / "hidden.h5", HIDDEN / "hidden_mistakes.h5"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one set of cases makes of one wrong implementation.

    rejected: some case fails.
    named: the name that the diagnosis gives; empty where it gives none.
    facts: what is known of it besides.
    """

    rejected: bool
    named: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A wrong implementation, the names it may be given, and what each set of cases makes of it."""

    function: str
    names: tuple[str, ...]
    findings: dict[str, Finding]

    def rejected(self, which: str) -> bool:
        """Whether this set of cases rejects it."""
        return self.findings[which].rejected

    def named(self, which: str) -> bool:
        """Whether this set of cases names it rightly."""
        return self.findings[which].named in self.names

    def misnamed(self, which: str) -> bool:
        """Whether this set of cases gives it a name that is not its own."""
        return self.findings[which].named not in ("", *self.names)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole catalogue, judged. accepted: function, name and verdict of each set of cases."""

    singles: tuple[Row, ...]
    pairs: tuple[Row, ...]
    accepted: tuple[tuple[str, str, dict[str, bool]], ...]

    @property
    def sound(self) -> bool:
        """Whether all is rejected that should be, nothing else is, and no name is wrong."""
        wrong = (*self.singles, *self.pairs)
        return all(
            all(row.rejected(which) and not row.misnamed(which) for row in wrong)
            and all(verdict[which] for _, _, verdict in self.accepted)
            for which in SETS
        )


def evaluate() -> Evaluation:
    """Put every implementation of the catalogue to the public and to the hidden cases."""
    cases = {
        which: {function: read_cases(path, function) for function in FUNCTIONS}
        for which, (path, _) in SETS.items()
    }
    known = {
        which: {function: read_mistakes(path, function) for function in FUNCTIONS}
        for which, (_, path) in SETS.items()
    }

    def row(function: str, names: tuple[str, ...], source: str) -> Row:
        findings = {
            which: find(function, source, cases[which][function], known[which][function])
            for which in SETS
        }
        return Row(function, names, findings)

    singles = tuple(row(one.function, (one.name,), one.source) for one in MISTAKES)
    pairs = tuple(row(function, names, source) for function, names, source in pair_sources())
    accepted = tuple(
        (
            right.function,
            right.name,
            {
                which: examine(
                    define(right.function, right.source), cases[which][right.function]
                ).failed
                is None
                for which in SETS
            },
        )
        for right in RIGHT
    )
    return Evaluation(singles, pairs, accepted)


def pair_sources() -> Iterator[tuple[str, tuple[str, str], str]]:
    """Yield function, names and source of every pair."""
    by_name = {(mistake.function, mistake.name): mistake for mistake in MISTAKES}
    for pair in PAIRS:
        first, second = (by_name[pair.function, name] for name in pair.names)
        yield pair.function, pair.names, source_of_pair(first, second)


def find(function: str, source: str, cases: Sequence[Case], known: Sequence[Known]) -> Finding:
    """Put an implementation to the cases of its function, and diagnose it."""
    implementation = define(function, source)
    answers = [ask(implementation, case) for case in cases]
    wrong = [i for i, case in enumerate(cases) if judge(case, answers[i])]
    if not wrong:
        return Finding(rejected=False)
    # One case asked again is enough to see whether the function is steady.
    again: list[Answer | None] = [*[None] * wrong[0], ask(implementation, cases[wrong[0]])]
    diagnosis = diagnose(cases, answers, known, again) or Diagnosis()
    return Finding(True, diagnosis.name, diagnosis.facts)

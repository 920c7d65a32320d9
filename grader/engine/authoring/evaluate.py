"""Judge the catalogue: is each mistake rejected and named, is each right answer accepted?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.cases.assignment import read_assignment
from grader.cases.call import Answer
from grader.cases.case import Case, Traits, read_cases
from grader.cases.judge import judge
from grader.diagnosis.code import definition
from grader.diagnosis.diagnose import Diagnosis, diagnose
from grader.diagnosis.known import Known, read_mistakes
from grader.examine import ask, examine

from .catalogue import Catalogue, read_catalogue
from .folder import Folder

SETS = ("public", "hidden")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one set of cases makes of one wrong implementation.

    rejected: some case fails.
    named: the name that the diagnosis gives; empty where it gives none.
    facts: what is known of it besides, by its answers.
    read: what is known of it by its code.
    """

    rejected: bool
    named: str = ""
    facts: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


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
    """The whole catalogue, judged.

    functions: of the assignment, in order.
    accepted: function, name and verdict of each set of cases.
    """

    functions: tuple[str, ...]
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


def evaluate(folder: Folder) -> Evaluation:
    """Put every implementation of a catalogue to the public and to the hidden cases.

    Raises:
        NoAssignment: the cases have not been built.
    """
    catalogue = read_catalogue(folder)
    paths = {"public": folder.release / folder.public.name, "hidden": folder.hidden}
    functions = read_assignment(paths["public"]).functions
    cases = {w: {f: read_cases(path, f) for f in functions} for w, path in paths.items()}
    known = {w: {f: read_mistakes(path, f) for f in functions} for w, path in paths.items()}

    def row(function: str, names: tuple[str, ...], source: str) -> Row:
        findings = {
            which: find(
                catalogue,
                function,
                source,
                cases[which][function],
                known[which][function],
                {name: own[0].traits for name, own in cases[which].items()},
            )
            for which in SETS
        }
        return Row(function, names, findings)

    singles = tuple(
        row(one.function, (one.name,), catalogue.source_of(one)) for one in catalogue.mistakes
    )
    pairs = tuple(
        row(function, names, source) for function, names, source in catalogue.pair_sources()
    )
    accepted = []
    for right in catalogue.right:
        function = catalogue.define(right.function, catalogue.source_of(right))
        verdicts = {w: examine(function, cases[w][right.function]).failed is None for w in SETS}
        accepted.append((right.function, right.name, verdicts))
    return Evaluation(functions, singles, pairs, tuple(accepted))


def find(
    catalogue: Catalogue,
    function: str,
    source: str,
    cases: Sequence[Case],
    known: Sequence[Known],
    others: Mapping[str, Traits] | None = None,
) -> Finding:
    """Put an implementation to the cases of its function, and diagnose it."""
    implementation = catalogue.define(function, source)
    answers = [ask(implementation, case) for case in cases]
    wrong = [i for i, case in enumerate(cases) if judge(case, answers[i])]
    if not wrong:
        return Finding(rejected=False)
    # One case asked again is enough to see whether the function is steady.
    again: list[Answer | None] = [*[None] * wrong[0], ask(implementation, cases[wrong[0]])]
    tree = definition(source, function)
    diagnosis = diagnose(cases, answers, known, again, tree=tree, others=others) or Diagnosis()
    read = (*diagnosis.contract, *diagnosis.read)
    return Finding(True, diagnosis.name, diagnosis.facts, read)

"""The summary of a run in JSON: what a script asks after it, in one small file."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from grader.engine.files import write_whole
from grader.engine.grading.graded_class import ClassResult

from .report import needs_a_person

NAME = "run.json"


@dataclass(slots=True)
class RunSummary:
    """One run of `grader autograde`.

    exit_code: of the command. error: why it could not run, or empty.
    began: in UTC. seconds: from there to the end.
    graded, kept: submissions that were run now, and those that had not changed.
    needs_a_person: how many lines of the report do.
    not_handed_in: how many of those whom the gradebook knows.
    late: how many handed in late, extensions counted.
    open_marks: how many are left to a person.
    outcomes: of all functions or cells, how many have which.
    mean: of the students of whom no mark is open. max_score: points.
    walls: False where --unsafe-no-sandbox said that no level of isolation need stand.
    level: how well submissions were kept apart: namespaces, landlock, or partial; "" before that is
        known.
    """

    exit_code: int = 0
    error: str = ""
    layerwise: str = field(default_factory=lambda: version("layerwise"))
    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    seconds: float = 0.0
    submissions: int = 0
    graded: int = 0
    kept: int = 0
    needs_a_person: int = 0
    not_handed_in: int = 0
    late: int = 0
    open_marks: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    mean: float = 0.0
    max_score: float = 0.0
    walls: bool = True
    level: str = ""
    gradebook: str = ""
    _started: float = field(default_factory=time.monotonic, repr=False)

    def take(self, result: ClassResult) -> None:
        """Count a graded class."""
        counts = Counter(
            str(verdict.outcome)
            for submission in result.submissions
            for verdict in submission.verdicts
        )
        scores = result.final_scores
        self.submissions = len(result.submissions)
        self.kept = result.kept
        self.level = str(result.level)
        self.graded = self.submissions - self.kept
        self.needs_a_person = len(needs_a_person(result))
        self.open_marks = sum(result.open_marks.values())
        self.not_handed_in = len(result.not_handed_in)
        self.late = sum(one.late > 0 for one in result.about.values())
        self.outcomes = dict(counts.most_common())
        self.mean = round(sum(scores) / max(1, len(scores)), 4)
        self.max_score = max((most for _, most in result.totals.values()), default=0.0)

    def write(self, out: Path) -> None:
        """Write OUT/run.json."""
        self.seconds = round(time.monotonic() - self._started, 3)
        content = {name: value for name, value in asdict(self).items() if name[0] != "_"}
        write_whole(out / NAME, json.dumps(content, indent=1, ensure_ascii=False) + "\n")

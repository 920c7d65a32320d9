"""The report on a class: what passed, who needs what, and what needs a person."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import jinja2

from grader.course import COURSE

from .autograde import ClassResult
from .outcome import Outcome, SubmissionResult

TEMPLATE = Path(__file__).with_name("report.html.j2")

# From good to bad; green, greys and reds that differ in lightness too, for a grey printer.
COLORS = {
    Outcome.PASSED: "#2da44e",
    Outcome.WRONG: "#d4572a",
    Outcome.RAISED: "#a40e26",
    Outcome.TIMED_OUT: "#6639ba",
    Outcome.MEMORY: "#8a63d2",
    Outcome.FORBIDDEN: "#3b2300",
    Outcome.UNREADABLE: "#57606a",
    Outcome.NOT_ATTEMPTED: "#d0d7de",
    Outcome.GRADER_ERROR: "#0969da",
}


@dataclass(frozen=True, slots=True)
class StepBar:
    """One function's bar: the share of the class per outcome, in per cent."""

    notebook: str
    function: str
    parts: list[tuple[Outcome, float, int]]

    @property
    def passed(self) -> float:
        """The share of the class that passes, in per cent."""
        return sum(share for outcome, share, _ in self.parts if outcome is Outcome.PASSED)


def needs_a_person(result: ClassResult) -> list[str]:
    """Everything that the marks alone do not say, one line each."""
    lines = list(result.notes)
    for submission in result.submissions:
        lines += [f"{submission.student}: {note}" for note in submission.notes]
        for notebook in submission.notebooks:
            if notebook.problem:
                lines.append(f"{submission.student}: {notebook.notebook}.ipynb: {notebook.problem}")
    return lines


def summary_rows(result: ClassResult) -> list[tuple[str, str, str]]:
    """Per student: the id, the score, and what did not pass."""
    rows = []
    for submission in result.submissions:
        score, most = result.totals[submission.student]
        rows.append((submission.student, f"{score:g} / {most:g}", problems_of(submission)))
    return rows


def problems_of(submission: SubmissionResult) -> str:
    """What of a submission did not pass, in a few words."""
    verdicts = [verdict for notebook in submission.notebooks for verdict in notebook.functions]
    failed = [verdict for verdict in verdicts if verdict.outcome is not Outcome.PASSED]
    if len(failed) > 4:
        counts = Counter(verdict.outcome for verdict in failed)
        return ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    return ", ".join(f"{verdict.function} {verdict.outcome}" for verdict in failed)


def step_bars(result: ClassResult) -> list[StepBar]:
    """Count the outcomes of every function over the class."""
    bars = []
    for i, (notebook, functions) in enumerate(COURSE.items()):
        for j, function in enumerate(functions):
            counts = Counter(
                submission.notebooks[i].functions[j].outcome for submission in result.submissions
            )
            every = len(result.submissions)
            parts = [(o, 100 * counts[o] / every, counts[o]) for o in COLORS if counts[o]]
            bars.append(StepBar(notebook, function, parts))
    return bars


def write_report(result: ClassResult, path: Path) -> None:
    """Write the report as one HTML file that needs nothing else and runs nothing."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    scores = [score for score, _ in result.totals.values()]
    bars = step_bars(result)
    page = template.render(
        result=result,
        bars=bars,
        colors={
            o: color for o, color in COLORS.items() if any(o == p[0] for b in bars for p in b.parts)
        },
        person=needs_a_person(result),
        mean=sum(scores) / len(scores),
        most=max(most for _, most in result.totals.values()),
        passed=Outcome.PASSED,
        all_colors=COLORS,
    )
    path.write_text(page, encoding="utf-8")

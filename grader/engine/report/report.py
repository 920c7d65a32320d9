"""The report on a class: what passed, who needs what, and what needs a person."""

import statistics
from collections import Counter
from pathlib import Path

import jinja2

from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import Outcome, SubmissionResult

from .insight import histogram, mistakes_made, steps, unnamed_groups

TEMPLATE = Path(__file__).with_name("report.html.j2")
MOST = 30  # mistakes in the report; mistakes.csv has all
SHOWN = 12  # students named with a mistake
NAMED = 10  # students, where a line lists them
HARDEST = 5

# From good to bad; at least 3 : 1 on white, and of different lightness, for a grey printer.
COLORS = {
    Outcome.PASSED: "#2da44e",
    Outcome.PARTIAL: "#739622",
    Outcome.BY_HAND: "#2f8fe8",
    Outcome.WRONG: "#d4572a",
    Outcome.RAISED: "#a40e26",
    Outcome.TIMED_OUT: "#6639ba",
    Outcome.MEMORY: "#8a63d2",
    Outcome.UNREADABLE: "#57606a",
    Outcome.NOT_ATTEMPTED: "#7d8590",
    Outcome.GRADER_ERROR: "#0969da",
}
# What is passed, what is not, and what nobody has decided can be told without colour: a circle,
# a square, a ring.
SHAPES = {outcome: "square" for outcome in Outcome} | {
    Outcome.PASSED: "circle",
    Outcome.PARTIAL: "diamond",
    Outcome.BY_HAND: "ring",
    Outcome.NOT_ATTEMPTED: "ring",
    Outcome.GRADER_ERROR: "ring",
}


def needs_a_person(result: ClassResult) -> list[str]:
    """Everything that the marks alone do not say, one line each."""
    lines = list(result.notes)
    for submission in result.submissions:
        lines += [f"{submission.student}: {note}" for note in submission.notes]
        for notebook in submission.notebooks:
            if notebook.problem:
                lines.append(f"{submission.student}: {notebook.notebook}.ipynb: {notebook.problem}")
    if count := sum(result.open_marks.values()):
        marks = "1 mark is" if count == 1 else f"{count} marks are"
        whose = _names(sorted(result.open_marks))
        lines.append(f"{marks} left to a person, in formgrader's Manual Grading: {whose}")
    return lines


def _names(students: list[str]) -> str:
    more = len(students) - NAMED
    return ", ".join(students[:NAMED]) + (f" and {more} more" if more > 0 else "")


def summary_rows(result: ClassResult) -> list[tuple[str, str, str]]:
    """Per student: the id, the score, and what did not pass."""
    rows = []
    for submission in result.submissions:
        score, most = result.totals[submission.student]
        open_ = result.open_marks.get(submission.student, 0)
        rows.append((submission.student, f"{score:g} / {most:g}", problems_of(submission, open_)))
    return rows


def problems_of(submission: SubmissionResult, open_: int) -> str:
    """What of a submission did not pass, in a few words.

    Args:
        submission: whose verdicts.
        open_: how many of its marks are left to a person: of the others, one has given some.
    """
    failed = [verdict for verdict in submission.verdicts if verdict.outcome is not Outcome.PASSED]
    by_hand = [verdict for verdict in failed if verdict.outcome is Outcome.BY_HAND]
    left = []
    if open_ < len(by_hand):
        failed = [verdict for verdict in failed if verdict not in by_hand]
        left = [f"{open_} {Outcome.BY_HAND}"] if open_ else []
    if len(failed) > 4:
        counts = Counter(verdict.outcome for verdict in failed)
        said = [f"{count} {outcome}" for outcome, count in counts.most_common()]
    else:
        said = [f"{verdict.function} {verdict.outcome}" for verdict in failed]
    return ", ".join(said + left)


def write_report(result: ClassResult, path: Path) -> None:
    """Write the report as one HTML file that needs nothing else and runs nothing."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    scores = result.final_scores
    rows = steps(result)
    made = mistakes_made(result)
    seen = {outcome for row in rows for outcome in row.counts if row.counts[outcome]}
    page = template.render(
        result=result,
        steps=rows,
        hardest=sorted(
            (row for row in rows if row.decided and row.passed < 100), key=lambda row: row.passed
        )[:HARDEST],
        by_hand=sum(row.counts[Outcome.BY_HAND] for row in rows),
        explained=any(row.named or row.helped for row in rows),
        mistakes=made[:MOST],
        groups=unnamed_groups(result)[:MOST],
        more_mistakes=max(0, len(made) - MOST),
        histogram=histogram(result),
        colors={outcome: color for outcome, color in COLORS.items() if outcome in seen},
        person=needs_a_person(result),
        scored=len(scores),
        mean=sum(scores) / max(1, len(scores)),
        median=statistics.median(scores) if scores else 0,
        most=max((most for _, most in result.totals.values()), default=0),
        outcomes=Outcome,
        all_colors=COLORS,
        shapes=SHAPES,
        shown=SHOWN,
    )
    path.write_text(page, encoding="utf-8")

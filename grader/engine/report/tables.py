"""The report's figures for other programs: steps.csv, mistakes.csv and report.json."""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

from grader.engine.files import write_whole
from grader.engine.grading.graded_class import NOBODY, ClassResult
from grader.engine.grading.outcome import Outcome

from .insight import MistakeMade, Step, mistakes_made, steps, unnamed_groups


def write_tables(result: ClassResult, out: Path) -> None:
    """Write all three."""
    made, hard = mistakes_made(result), steps(result)
    write_whole(out / "steps.csv", steps_csv(hard))
    write_whole(out / "mistakes.csv", mistakes_csv(made))
    write_whole(out / "report.json", report_json(result, hard, made))


def steps_csv(rows: list[Step]) -> str:
    """One row for each function, with a column for each outcome."""
    outcomes = [str(outcome) for outcome in Outcome]
    header = ["notebook", "function", "passed %", "with a right helper", "named", *outcomes]
    return _csv(
        header,
        (
            [row.notebook, row.function, f"{row.passed:.1f}", row.helped, row.named]
            + [row.counts[outcome] for outcome in Outcome]
            for row in rows
        ),
    )


def mistakes_csv(rows: list[MistakeMade]) -> str:
    """One row for each known mistake that somebody made."""
    header = ["function", "mistake", "misconception", "hint", "read again", "count", "students"]
    return _csv(
        header,
        (
            [
                *(row.function, row.name, row.misconception, row.hint),
                *(f"{row.notebook}, {row.heading}", len(row.students), " ".join(row.students)),
            ]
            for row in rows
        ),
    )


def report_json(result: ClassResult, rows: list[Step], made: list[MistakeMade]) -> str:
    """Everything that the report shows, student by student too."""
    content = {
        "submissions": len(result.submissions),
        "notes": result.notes,
        "level": str(result.level),
        "steps": [
            {
                "notebook": row.notebook,
                "function": row.function,
                "outcomes": {str(outcome): row.counts[outcome] for outcome in Outcome},
                "with a right helper": row.helped,
                "named": row.named,
            }
            for row in rows
        ],
        "mistakes": [asdict(row) for row in made],
        "groups": [asdict(group) for group in unnamed_groups(result)],
        "not_handed_in": result.not_handed_in,
        "students": {
            submission.student: {
                "score": result.totals[submission.student][0],
                "max_score": result.totals[submission.student][1],
                "name": result.name_of(submission.student),
                "late": result.about.get(submission.student, NOBODY).late,
                "penalty": result.about.get(submission.student, NOBODY).penalty,
                "outcomes": {v.function: str(v.outcome) for v in submission.verdicts},
            }
            for submission in result.submissions
        },
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _csv(header: list[str], rows: Iterable[list[Any]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    # A spreadsheet takes a cell that begins like a formula for one: student ids are not ours.
    writer.writerows([[_no_formula(cell) for cell in row] for row in rows])
    return text.getvalue()


def _no_formula(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell

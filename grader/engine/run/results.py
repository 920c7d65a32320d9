"""What is kept of each graded submission, so that a run can be continued.

OUT/results/<student>.json is written last, after the gradebook has been committed: where it is
there, everything else is. It names what was graded by its content, so that a submission which
has changed since, or a course whose hidden cases have, is graded again.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.diagnosis.diagnose import Diagnosis
from grader.engine.files import write_whole
from grader.engine.grading.outcome import (
    CellOutput,
    FunctionResult,
    NotebookResult,
    Outcome,
    SubmissionResult,
)

if TYPE_CHECKING:  # loads nbgrader, which takes seconds
    from grader.engine.gradebook.marks import Standing


@dataclass(frozen=True, slots=True)
class Kept:
    """A graded submission: its content's digest, its marks as its pages show them, the verdicts."""

    digest: str
    standing: "Standing"
    result: SubmissionResult


def save(out: Path, kept: Kept) -> None:
    """Keep one result, whole or not at all."""
    write_whole(_path(out, kept.result.student), json.dumps(asdict(kept)))


def is_kept(out: Path, student: str, digest: str) -> bool:
    """Tell at a glance whether the very same submission may have been graded before."""
    begin = json.dumps({"digest": digest})[:-1]
    try:
        with _path(out, student).open(encoding="utf-8") as kept:
            return kept.read(len(begin)) == begin
    except (OSError, ValueError):
        return False


def load(out: Path, student: str, digest: str) -> Kept | None:
    """Give what was kept of the very same submission, or None."""
    try:
        kept = json.loads(_path(out, student).read_text(encoding="utf-8"))
        if kept["digest"] != digest:
            return None
        return Kept(digest, kept["standing"], _result(kept["result"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def answers(out: Path, student: str) -> dict[str, dict[str, str]]:
    """Give what the marks of a student's last graded submission are for; none where unknown."""
    try:
        kept = json.loads(_path(out, student).read_text(encoding="utf-8"))
        return dict(kept["result"]["answers"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _path(out: Path, student: str) -> Path:
    return out / "results" / f"{student}.json"


def _result(kept: dict[str, Any]) -> SubmissionResult:
    notebooks = [
        NotebookResult(
            one["notebook"],
            one["problem"],
            one["missing"],
            [_verdict(function) for function in one["functions"]],
            {int(place): CellOutput(**output) for place, output in one["outputs"].items()},
        )
        for one in kept["notebooks"]
    ]
    return SubmissionResult(
        kept["student"], notebooks, kept["notes"], kept["seconds"], kept["answers"]
    )


def _verdict(kept: dict[str, Any]) -> FunctionResult:
    known = kept["diagnosis"]
    listed = {name: tuple(some) for name, some in (known or {}).items() if isinstance(some, list)}
    diagnosis = Diagnosis(**{**known, **listed}) if known else None
    changed = {"outcome": Outcome(kept["outcome"]), "helpers": tuple(kept["helpers"])}
    return FunctionResult(**{**kept, **changed, "diagnosis": diagnosis})

"""What is kept of each graded submission, so that a run can be continued.

OUT/results/<student>.json is written last, after the gradebook has been committed: where it is
there, everything else is. It names what was graded by its content, so that a submission which
has changed since, or a course whose hidden cases have, is graded again.
"""

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.course import ASSIGNMENT, COURSE

from .files import write_whole
from .gradebook import GradebookError
from .limits import Limits
from .marks import Standing
from .nbgrader_course import ROOT
from .notebook import UnreadableNotebook, read_bytes
from .outcome import CellOutput, FunctionResult, NotebookResult, Outcome, SubmissionResult

FORMAT = 1  # a new one where what is kept, or how a mark is reached, has changed


def course_digest() -> str:
    """Name the course's own side by its content: released notebooks, hidden cases, the judge."""
    files = [ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb" for name in COURSE]
    files += [ROOT / "grader" / "expected" / "hidden.h5"]
    files += [ROOT / "grader" / name for name in ("compare.py", "judge.py")]
    digest = hashlib.sha256(str(FORMAT).encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def submission_digest(folder: Path, course: str, limits: Limits) -> str:
    """Name a submission by all that its marks depend on."""
    digest = hashlib.sha256(f"{course} {limits}".encode())
    for name in COURSE:
        try:
            data = read_bytes(folder / ASSIGNMENT / f"{name}.ipynb", limits.notebook_bytes)
        except UnreadableNotebook as error:
            data = f"unreadable: {error}".encode()
        digest.update(hashlib.sha256(data).digest())
    for path in sorted((folder / ASSIGNMENT).glob("*.ipynb")):
        digest.update(path.name.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """A graded submission: its content's digest, its marks as its pages show them, the verdicts."""

    digest: str
    standing: Standing
    result: SubmissionResult


def save(out: Path, kept: Kept) -> None:
    """Keep one result, whole or not at all."""
    write_whole(_path(out, kept.result.student), json.dumps(asdict(kept)))


def load(out: Path, student: str, digest: str) -> Kept | None:
    """Give what was kept of the very same submission, or None."""
    try:
        kept = json.loads(_path(out, student).read_text(encoding="utf-8"))
        if kept["digest"] != digest:
            return None
        return Kept(digest, kept["standing"], _result(kept["result"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(out: Path, student: str) -> Path:
    return out / "results" / f"{student}.json"


def _result(kept: dict[str, Any]) -> SubmissionResult:
    notebooks = [
        NotebookResult(
            one["notebook"],
            one["problem"],
            one["missing"],
            [
                FunctionResult(**{**function, "outcome": Outcome(function["outcome"])})
                for function in one["functions"]
            ],
            {int(place): CellOutput(**output) for place, output in one["outputs"].items()},
        )
        for one in kept["notebooks"]
    ]
    return SubmissionResult(kept["student"], notebooks, kept["notes"], kept["seconds"])


@contextlib.contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold OUT for this run; the kernel lets go of it however the run ends.

    Raises:
        GradebookError: another run holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GradebookError(
                f"another run is writing to {out}. Wait for it, or give another --out."
            ) from None
        yield

"""Mark the notebooks of one student, without a course folder or a gradebook.

What comes out is for other systems. The form, SCHEMA, only grows: a field keeps its meaning.

    {"schema": 1, "assignment": "network", "score": 10.0, "max_score": 35.0,
     "notebooks": [{"notebook": "2_forward", "file": "2_forward (1).ipynb", "problem": "",
                    "score": 10.0, "max_score": 35.0,
                    "functions": [{"function": "relu", "outcome": "wrong", "points": 0.0,
                                   "max_points": 5.0, "passed": 1, "cases": 4, "case": "…",
                                   "why": "…", "detail": "…", "hint": "…", "helpers": []}]}],
     "notes": []}

`outcome` is one of the closed set in outcome.py. `passed` hidden cases of `cases` came before the
first that failed; `case` and `why` are that one's, `detail` says what was wrong with the answer.
`helpers` are the student's own functions that are wrong, and with right ones in their place this
one passes. `notes` are for a person. No field names a student, and none holds a hidden value.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

from ..assignment import load_assignment
from ..checks import Checks
from ..intake.entry import Refused, check
from ..intake.fit import fit
from ..intake.place import place
from ..intake.tree import read_file
from ..limits import Limits
from ..outcome import FunctionResult, NotebookResult, Outcome
from ..pool import Grader
from ..text import one_line
from ..walls import require
from .worth import worth

SCHEMA = 1
OPEN = (Outcome.GRADER_ERROR, Outcome.UNREADABLE)


class NothingToGrade(LayerwiseError):
    """No file is a notebook of the assignment."""


@dataclass(frozen=True, slots=True)
class Single:
    """The marks of one student's notebooks, in the form that SCHEMA names."""

    content: dict[str, Any]

    @property
    def outcomes(self) -> list[Outcome]:
        """What became of each function."""
        return [
            Outcome(function["outcome"])
            for notebook in self.content["notebooks"]
            for function in notebook["functions"]
        ]

    @property
    def exit_code(self) -> int:
        """0: all passed. 1: something did not. 3: something needs a person."""
        if self.content["notes"] or any(outcome in OPEN for outcome in self.outcomes):
            return 3
        return 0 if all(outcome is Outcome.PASSED for outcome in self.outcomes) else 1


def grade_files(paths: list[Path], limits: Limits) -> Single:
    """Grade notebooks of one student.

    Args:
        paths: of the files. They are only read.
        limits: what the submission may use.

    Raises:
        NothingToGrade: no file is a notebook of the assignment, or one cannot be taken.
        NoWalls: this machine lacks a wall.
        CourseNotBuilt: the hidden cases are not there.
        SandboxError: the sandbox failed.
    """
    if limits.walls:
        require()
    load_assignment()  # what is missing is said before anything runs
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-")))
        files, notes = _lay_out(paths, folder / "student" / ASSIGNMENT, folder / "kept")
        work = Checks(limits)
        with Grader(work) as grader:
            result = grader.grade(work.read("student", folder / "student")).result
    found = [n for n in result.notebooks if n.notebook in files]
    shown = [_notebook(notebook, files[notebook.notebook]) for notebook in found]
    return Single(
        {
            "schema": SCHEMA,
            "assignment": ASSIGNMENT,
            "score": sum(notebook["score"] for notebook in shown),
            "max_score": sum(notebook["max_score"] for notebook in shown),
            "notebooks": shown,
            "notes": notes,
        }
    )


def _lay_out(paths: list[Path], folder: Path, kept: Path) -> tuple[dict[str, str], list[str]]:
    """Put the files where a submission has them; name the file of each notebook."""
    try:
        entries = [read_file(path) for path in paths]
        check(entries)
        layout, _, notes = fit(entries, tuple(COURSE))
        files = {
            path[0].removesuffix(".ipynb"): one_line(entry.name)
            for path, entry in layout.items()
            if path[0].removesuffix(".ipynb") in COURSE
        }
        if not files:
            names = ", ".join(one_line(path.name) for path in paths)
            raise NothingToGrade(
                f"{names} is no notebook of this course. Its notebooks are {', '.join(COURSE)}; "
                "the file's name says which one it is."
            )
        place(layout, max(entry.when for entry in entries), False, folder, kept)
    except Refused as refused:
        raise NothingToGrade(one_line(str(refused))) from None
    return files, notes


def _notebook(notebook: NotebookResult, file: str) -> dict[str, Any]:
    functions = [_function(verdict) for verdict in notebook.functions]
    return {
        "notebook": notebook.notebook,
        "file": file,
        "problem": notebook.problem,
        "score": sum(function["points"] for function in functions),
        "max_score": sum(function["max_points"] for function in functions),
        "functions": functions,
    }


def _function(verdict: FunctionResult) -> dict[str, Any]:
    points = worth()[verdict.function]
    diagnosis = verdict.diagnosis
    return {
        "function": verdict.function,
        "outcome": str(verdict.outcome),
        "points": points if verdict.outcome is Outcome.PASSED else 0.0,
        "max_points": points,
        "passed": verdict.passed,
        "cases": verdict.cases,
        "case": verdict.case,
        "why": verdict.why,
        "detail": verdict.detail,
        "hint": diagnosis.hint if diagnosis else "",
        "helpers": list(verdict.helpers),
    }

"""Mark the notebooks of one student, without a folder of submissions, and write down no mark.

What comes out is for other systems. The form, SCHEMA, only grows: a field keeps its meaning.
docs/collecting.md describes it. No field names a student, and none holds a hidden value.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.engine.errors import NothingToGrade
from grader.engine.grading.outcome import FunctionResult, NotebookResult, Outcome
from grader.engine.lms.intake.entry import Refused, check
from grader.engine.lms.intake.fit import fit
from grader.engine.lms.intake.place import place
from grader.engine.lms.intake.tree import read_file
from grader.engine.sandbox.levels import taken
from grader.engine.text import one_line

from .grader import Grader
from .marking import Marking

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Single:
    """The marks of one student's notebooks, in the form that SCHEMA names."""

    content: dict[str, Any]

    @property
    def exit_code(self) -> int:
        """0: all passed. 1: something did not. 3: something needs a person."""
        functions = [one for notebook in self.content["notebooks"] for one in notebook["functions"]]
        if self.content["notes"] or any(one["points"] is None for one in functions):
            return 3
        return 0 if all(one["outcome"] == Outcome.PASSED for one in functions) else 1


def grade_files(paths: list[Path], marking: Marking) -> Single:
    """Grade notebooks of one student.

    Raises:
        NothingToGrade: no file is a notebook of the assignment, or one cannot be taken.
        NoWalls: this machine offers no level of isolation.
        SandboxError: the sandbox failed.
    """
    work = marking.work
    level = taken(work.limits)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-")))
        student = folder / "student"
        files, notes = _lay_out(paths, marking, student / marking.assignment, folder / "kept")
        with Grader(work) as grader:
            graded = grader.grade(work.read("student", student / marking.assignment))
    result = graded.result
    shown = [
        _notebook(notebook, files[notebook.notebook], marking)
        for notebook in result.notebooks
        if notebook.notebook in files
    ]
    return Single(
        {
            "schema": SCHEMA,
            "assignment": marking.assignment,
            "score": sum(notebook["score"] for notebook in shown),
            "max_score": sum(notebook["max_score"] for notebook in shown),
            "notebooks": shown,
            "notes": notes,
            "isolation": str(level),
        }
    )


def _lay_out(
    paths: list[Path], marking: Marking, folder: Path, kept: Path
) -> tuple[dict[str, str], list[str]]:
    """Put the files where a submission has them; name the file of each notebook."""
    try:
        entries = [read_file(path) for path in paths]
        check(entries)
        layout, _, notes = fit(entries, marking.notebooks)
        files = {
            name: one_line(layout[path].name)
            for name in marking.notebooks
            if (path := (f"{name}.ipynb",)) in layout
        }
        if not files:
            names = ", ".join(one_line(path.name) for path in paths)
            raise NothingToGrade(
                f"{names} is no notebook of {marking.assignment}. Its notebooks are "
                f"{', '.join(marking.notebooks)}; the file's name says which one it is."
            )
        place(layout, max(entry.when for entry in entries), False, folder, kept)
    except Refused as refused:
        raise NothingToGrade(one_line(str(refused))) from None
    return files, notes


def _notebook(notebook: NotebookResult, file: str, marking: Marking) -> dict[str, Any]:
    functions = [
        _function(verdict, marking.points[notebook.notebook, verdict.cell])
        for verdict in notebook.functions
    ]
    return {
        "notebook": notebook.notebook,
        "file": file,
        "problem": notebook.problem,
        "score": sum(function["points"] or 0.0 for function in functions),
        "max_score": sum(function["max_points"] for function in functions),
        "functions": functions,
    }


def _function(verdict: FunctionResult, most: float) -> dict[str, Any]:
    diagnosis = verdict.diagnosis
    return {
        "function": verdict.function,
        "outcome": str(verdict.outcome),
        "points": verdict.score,
        "max_points": most,
        "passed": verdict.passed,
        "cases": verdict.cases,
        "case": verdict.case,
        "why": verdict.why,
        "detail": verdict.detail,
        "hint": diagnosis.hint if diagnosis else "",
        "helpers": list(verdict.helpers),
    }

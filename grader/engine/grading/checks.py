"""The work on an assignment of checks alone: hidden cases are put to a student's functions."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from grader.engine.course.edition import fingerprint
from grader.engine.course.imports import imported
from grader.engine.course.material import IGNORED, Material
from grader.engine.course.notebook import Cell
from grader.engine.course.submissions import Submission, parsed
from grader.engine.course.submitted import Submitted, read_submitted
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import FUNCTIONS, Inside
from grader.engine.sandbox.start import Sandbox
from grader.engine.text import printable

from .allowance import bounded_memory
from .answers import digest_of
from .fair import prepare
from .grade import grade_submission
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .work import Judge


@dataclass(frozen=True, slots=True)
class Checked:
    """A graded submission, and what its pages show.

    cells: of each notebook.
    unanswered: the solution cells that were left as they were released.
    colours: its own code as HTML, by source: made where it was judged, not by the writer.
    """

    result: SubmissionResult
    cells: dict[str, list[Cell]]
    unanswered: set[tuple[str, str]] = field(default_factory=set)
    timestamp: datetime | None = None
    colours: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Checks:
    """Grades a submission by the hidden cases. See Work."""

    material: Material
    limits: Limits

    @functools.cached_property
    def inside(self) -> Inside:
        """Have loaded beforehand what the released notebooks import, above what the kit brings."""
        cells = (cell for some in self.material.cells.values() for cell in some)
        names = imported(cell.source for cell in cells if cell.kind == "code")
        more = sorted(names - {*FUNCTIONS.modules})
        return replace(FUNCTIONS, modules=(*FUNCTIONS.modules, *more))

    def digest(self, folder: Path) -> str:
        """Name a submission by all that its marks depend on."""
        own = [fingerprint(self.edition()), self.material.digest, str(self.limits)]
        return self._submitted("", folder).digest(json.dumps(own))

    def edition(self) -> dict[str, str]:
        """Name what is not sent with the work: nothing."""
        return {}

    def read(self, student: str, folder: Path) -> Submission:
        """Read a student's notebooks."""
        with bounded_memory():
            return parsed(self._submitted(student, folder), self.material.checks)

    def judge(self) -> Judge:
        """Load the hidden cases; give the function that puts them to a submission."""
        assignment = self.material.load()
        prepare(assignment)

        def judge(submission: Submission, sandbox: Sandbox) -> Checked:
            with bounded_memory():
                result = grade_submission(submission, assignment, sandbox)
            left = set(self._unanswered(submission))
            result.answers.update(self._answers(submission))
            return Checked(self._marked(result), submission.cells, left, submission.timestamp)

        return judge

    def failed(self, student: str, error: BaseException) -> Checked:
        """Name a fault of the grader's own, and leave every mark open for a person."""
        said = f"the grader failed: {type(error).__name__}: {printable(str(error))[:300]}"
        notebooks = [
            NotebookResult(
                name,
                problem=said,
                functions=[
                    FunctionResult(function, Outcome.GRADER_ERROR, detail=said)
                    for function in functions
                ],
            )
            for name, functions in self.material.checks.order.items()
        ]
        result = self._marked(SubmissionResult(student, notebooks))
        return Checked(result, {name: [] for name in self.material.checks.order})

    def _submitted(self, student: str, folder: Path) -> Submitted:
        names, most = [*self.material.notebooks], self.limits.notebook_bytes
        return read_submitted(student, folder, names, IGNORED, most, self.material.files)

    def _answers(self, submission: Submission) -> Iterator[tuple[str, dict[str, str]]]:
        """Name what a notebook's marks are for: all that the student wrote in it."""
        for name, cells in submission.cells.items():
            own = [c.source for c in cells if c.source not in self.material.sources]
            whole = digest_of(own)
            yield name, {cell.name: whole for cell in self.material.released[name].marked}

    def _unanswered(self, submission: Submission) -> Iterator[tuple[str, str]]:
        named = self.material.checks.named
        for notebook, released in self.material.released.items():
            own = submission.cells.get(notebook, [])
            texts = {cell.grade_id: cell.source for cell in self.material.cells[notebook]}
            for cell in released.solution_cells:
                name = named(notebook, cell.name)
                if not any(one.grade_id == name and one.source != texts[name] for one in own):
                    yield notebook, cell.name

    def _marked(self, result: SubmissionResult) -> SubmissionResult:
        points, cell_of = self.material.points, self.material.cell_of
        for notebook in result.notebooks:
            notebook.functions[:] = [
                verdict.marked(cell, points[notebook.notebook, cell])
                for verdict in notebook.functions
                for cell in [cell_of[verdict.function]]
            ]
        return result

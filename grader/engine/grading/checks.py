"""The work on this course: hidden cases are put to the functions that a student wrote."""

import functools
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.engine.course.assignment import CourseNotBuilt, load_assignment, released_cells
from grader.engine.course.digest import course_digest, submission_digest
from grader.engine.course.imports import imported
from grader.engine.course.notebook import Cell
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.course.submissions import Submission, find_submissions, read_submission
from grader.engine.gradebook.database import database_url, shown
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import FUNCTIONS, Inside, Sandbox
from grader.engine.text import printable

from .allowance import bounded_memory
from .grade import grade_submission
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .work import Judge

if TYPE_CHECKING:
    from grader.engine.run.books import Books


@dataclass(frozen=True, slots=True)
class Checked:
    """A graded submission, and what its pages show.

    cells: of each notebook.
    colours: its own code as HTML, by source: made where it was judged, not by the writer.
    """

    result: SubmissionResult
    cells: dict[str, list[Cell]]
    timestamp: datetime | None = None
    colours: dict[str, str] = field(default_factory=dict)


@functools.cache
def _inside() -> Inside:
    """Have loaded beforehand what the released notebooks import, above what the kit brings."""
    try:
        notebooks = released_cells()
    except CourseNotBuilt:  # which is said when the hidden cases are loaded
        return FUNCTIONS
    cells = (cell for some in notebooks.values() for cell in some if cell.kind == "code")
    names = imported(cell.source for cell in cells) - {*FUNCTIONS.modules}
    return replace(FUNCTIONS, modules=(*FUNCTIONS.modules, *sorted(names)))


@dataclass(frozen=True, slots=True)
class Checks:
    """Grades a submission by the hidden cases. See Work."""

    limits: Limits
    inside: Inside = field(default_factory=lambda: _inside())

    def digest(self, folder: Path) -> str:
        """Name a submission by all that its marks depend on."""
        return submission_digest(folder, _course(), self.limits)

    def edition(self) -> dict[str, str]:
        """Name the hidden cases and the released notebooks of this machine."""
        return {"the course": _course()[:SHOWN]}

    def read(self, student: str, folder: Path) -> Submission:
        """Read a student's notebooks."""
        with bounded_memory():
            return read_submission(student, folder, self.limits.notebook_bytes)

    def judge(self) -> Judge:
        """Load the hidden cases; give the function that puts them to a submission."""
        assignment = load_assignment()

        def judge(submission: Submission, sandbox: Sandbox) -> Checked:
            with bounded_memory():
                result = grade_submission(submission, assignment, sandbox)
            return Checked(result, submission.cells, submission.timestamp)

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
            for name, functions in COURSE.items()
        ]
        return Checked(SubmissionResult(student, notebooks), {name: [] for name in COURSE})


SHOWN = 12  # digits of a digest, for a person to compare
_course = functools.cache(course_digest)


@dataclass(slots=True)
class CheckedClass:
    """A folder of submissions to this course, graded into a folder of results. See Job.

    db: the gradebook's URL; where it is empty, OUT/gradebook.db.

    Raises:
        SubmittedFolderError: the folder is missing, or holds no submission at all.
    """

    submitted: Path
    out: Path
    work: Checks
    db: str = ""
    folders: dict[str, Path] = field(init=False)
    notes: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Find the submissions."""
        database_url(self.db, self.out)  # a URL that cannot be used is refused before any work
        students, self.notes = find_submissions(self.submitted)
        self.folders = {student: self.submitted / student for student in students}

    @property
    def assignment(self) -> str:
        """Of this course, the only one."""
        return ASSIGNMENT

    @property
    def gradebook(self) -> str:
        """Name the gradebook to a person, without any password."""
        return shown(database_url(self.db, self.out))

    @property
    def begun(self) -> bool:
        """Tell whether an earlier run may have graded some of it."""
        return (self.out / "results").is_dir()  # wherever the gradebook is

    def open_books(self) -> "Books":
        """Open what the run keeps. Loads nbgrader, which takes seconds."""
        from grader.engine.run.books import Books

        return Books(self.out, self.work.limits, self.db)

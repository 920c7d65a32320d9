"""Find the submissions in a folder, name what else lies there, and read one."""

import functools
import os
import stat
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.engine.errors import SubmittedFolderError
from grader.engine.text import one_line

from .checks import CheckCells
from .notebook import Cell, UnreadableNotebook, parse_notebook, recognised, renamed
from .submitted import Submitted

MAX_ID = 128  # characters, and nbgrader's: SQLite lets more in, PostgreSQL does not
MAX_ID_BYTES = 200  # most file systems end at 255
# Of CPU time, for all notebooks but the one that took longest: Python may have tidied up its memory
# just then, which takes as long on a busy machine. An honest submission takes a hundredth.
READ_SECONDS = 0.4


@dataclass(slots=True)
class Submission:
    """What one student handed in. A notebook is in `cells` or in `problems`.

    cells: its cells, by the notebook's name.
    problems: why a notebook cannot be graded.
    missing: those of them that were not handed in at all.
    notes: what else a person should know.
    timestamp: when it was handed in, in UTC, where timestamp.txt tells.
    files: what lies beside the running code.
    cpu_seconds: what it took to read.
    """

    student: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    timestamp: datetime | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    cpu_seconds: float = 0.0


def find_submissions(submitted: Path, assignment: str) -> tuple[list[str], list[str]]:
    """List the students whose folders hold a submission, and name what else lies there.

    Raises:
        SubmittedFolderError: the folder is missing, or holds no submission at all.
    """
    try:
        entries = sorted(os.scandir(submitted), key=lambda entry: entry.name)
    except OSError as error:
        raise SubmittedFolderError(
            f"{submitted} cannot be read ({error.strerror}). Name the folder that holds "
            f"<student>/{assignment}/*.ipynb."
        ) from None
    students, notes = [], []
    for entry in entries:
        shown = one_line(entry.name)
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            notes.append(f"{shown} is not a student's folder; it was left alone")
        elif not is_id(entry.name):
            notes.append(f"{shown}: not a folder name that a student may have; it was left alone")
        elif not _is_folder(Path(entry, assignment)):
            notes.append(f"{shown} holds no folder {assignment}/; nothing in it was graded")
        else:
            students.append(entry.name)
    if not students:
        raise SubmittedFolderError(
            f"{submitted} holds no submission. Expected: <student>/{assignment}/*.ipynb in it."
        )
    return students, notes


def is_id(name: str) -> bool:
    """Tell whether a name may stand in a terminal, a page, a table and a path.

    nbgrader's formgrader puts it into HTML and JavaScript as it is; a spreadsheet that opens
    grades.csv takes a first "=" for a formula; a file that is named for it has a suffix.
    """
    return (
        name.isprintable()
        and not set(name) & set('<>"\\')
        and name[0] not in "=+-@"
        and len(name) <= MAX_ID
        and len(os.fsencode(name)) <= MAX_ID_BYTES
    )


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def parsed(submitted: Submitted, checks: CheckCells) -> Submission:
    """Take the cells out of a student's notebooks. Nothing in them is executed."""
    submission = Submission(
        submitted.student,
        problems=submitted.problems,
        missing=submitted.missing,
        notes=submitted.notes,
        timestamp=submitted.timestamp,
        files=submitted.files,
    )
    taken = [0.0]  # of each
    for name in checks.order:
        if name in submitted.problems:
            continue
        started = time.thread_time()
        try:
            if sum(taken) - max(taken) > READ_SECONDS:
                raise UnreadableNotebook("the notebooks before it take too long to read")
            cells = parse_notebook(submitted.notebooks.pop(name))
            called = functools.partial(checks.named, name)
            submission.cells[name] = recognised(renamed(cells, called), checks.order[name])
        except UnreadableNotebook as error:
            submission.problems[name] = str(error)
        taken.append(time.thread_time() - started)
    submission.cpu_seconds = sum(taken)
    return submission

"""Extensions: students who have longer for an assignment.

nbgrader keeps an extension with a submission, and so knows none before somebody has handed in. Here
they stand in a table beside the gradebook, extensions.csv, and every run puts them into nbgrader's
own column, which formgrader, penalties and exporters go by.
"""

import csv
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment
from sqlalchemy import select

from grader.engine.errors import ExtensionsError
from grader.engine.files import write_whole

NAME = "extensions.csv"
HEADER = ["assignment", "student", "days"]


@dataclass(frozen=True, slots=True)
class Extension:
    """How much longer a student has; none where it is zero: one that was taken back."""

    assignment: str
    student: str
    days: float


def read_extensions(folder: Path) -> list[Extension]:
    """Read the table; none where there is no such file.

    Raises:
        ExtensionsError: it is not as it should be; the message names the line.
    """
    path = folder / NAME
    try:
        rows = list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"))))
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise ExtensionsError(f"{path} is not written in UTF-8.") from None
    found = []
    for line, row in enumerate(rows, 2):
        try:
            days = float(row["days"])
            timedelta(days=days)
            if not days >= 0:
                raise ValueError
            found.append(Extension(row["assignment"].strip(), row["student"].strip(), days))
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
            raise ExtensionsError(
                f"{path}, line {line}: expected {', '.join(HEADER)}, such as ps1,ada,2.5."
            ) from None
    return found


def write_extension(folder: Path, given: Extension) -> None:
    """Put an extension into the table, in the place of an earlier one.

    Raises:
        ExtensionsError: the table that is there cannot be read.
    """
    key = given.assignment, given.student
    kept = [one for one in read_extensions(folder) if (one.assignment, one.student) != key]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([one.assignment, one.student, f"{one.days:.10g}"] for one in [*kept, given])
    write_whole(folder / NAME, text.getvalue())


def apply_extensions(gradebook: Gradebook, folder: Path, assignment: str) -> None:
    """Put the table's extensions into the gradebook's submissions. The caller commits.

    Raises:
        ExtensionsError: the table cannot be read.
    """
    given = {
        one.student: one.days for one in read_extensions(folder) if one.assignment == assignment
    }
    if not given:
        return
    for submission in gradebook.db.scalars(
        select(SubmittedAssignment)
        .where(SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id)
        .where(SubmittedAssignment.student_id.in_(given))
    ):
        days = given[submission.student_id]
        submission.extension = timedelta(days=days) if days else None

"""What a gradebook says, cell by cell, as rows that can be compared and kept."""

import csv
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from nbgrader.api import Gradebook

from grader.engine.course.gradebook_url import database_url
from tests.stock.course import Course

# Rows that are no cells: facts of a notebook, and of a submission.
PENALTY = "(late penalty)"
LATE = "(seconds late)"
FILES = "(files)"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One cell of one submission.

    student, notebook, cell: which one; a cell in brackets is a fact of the notebook or submission.
    points: what it is worth. score: what nbgrader calls auto_score, empty where there is none.
    manual: a person's score. person: "yes" where a person has to look.
    comment: the automatic comment; of (files) the files in autograded/.
    """

    student: str
    notebook: str
    cell: str
    points: str = ""
    score: str = ""
    manual: str = ""
    person: str = ""
    comment: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Which cell it is."""
        return self.student, self.notebook, self.cell


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def read_marks(course: Course, folder: Path, db: str = "") -> list[Row]:
    """Read the gradebook of a course on the disk, and what is in autograded/."""
    rows: list[Row] = []
    with closing(Gradebook(database_url(db, folder))) as book:
        for submission in book.assignment_submissions(course.assignment):
            student = submission.student.id
            late = _number(round(submission.total_seconds_late, 3))
            rows.append(Row(student, "", LATE, score=late))
            for notebook in submission.notebooks:
                penalty = _number(notebook.late_submission_penalty)
                rows.append(Row(student, notebook.name, PENALTY, score=penalty))
                comments = {c.name: c.auto_comment or "" for c in notebook.comments}
                for grade in notebook.grades:
                    rows.append(
                        Row(
                            student,
                            notebook.name,
                            grade.name,
                            _number(grade.max_score),
                            _number(grade.auto_score),
                            _number(grade.manual_score),
                            "yes" if grade.needs_manual_grade else "",
                            comments.pop(grade.name, ""),
                        )
                    )
                rows += [
                    Row(student, notebook.name, cell, comment=said)
                    for cell, said in comments.items()
                ]
    for student in course.students:
        kept = folder / "autograded" / student / course.assignment
        found = " ".join(sorted(str(p.relative_to(kept)) for p in kept.rglob("*") if p.is_file()))
        rows.append(Row(student, "", FILES, comment=found))
    return sorted(rows)


def write_rows(rows: list[Row], path: Path) -> None:
    """Keep rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(Row)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def read_rows(path: Path) -> list[Row]:
    """Read what write_rows kept."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]

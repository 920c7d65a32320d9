"""Makes gradebooks of any size, without grading anything."""

from datetime import datetime
from pathlib import Path

from nbgrader.api import (
    BaseCell,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import insert, select

from grader.engine.course.gradebook import gradebook_at

CELLS = 3  # of each notebook, worth ten points each


def make_gradebook(path: Path, notebooks: int = 2) -> str:
    """Make a gradebook with an assignment `ps1`; give its URL."""
    url = f"sqlite:///{path}"
    with gradebook_at(url, "course") as book:
        book.add_assignment("ps1", duedate=datetime(2024, 2, 15))
        for n in range(notebooks):
            book.add_notebook(f"p{n}", "ps1")
            for c in range(CELLS):
                book.add_grade_cell(f"c{c}", f"p{n}", "ps1", max_score=10, cell_type="code")
    return url


def add_students(url: str, students: list[dict[str, object]]) -> None:
    """Add students with submissions.

    Each has what nbgrader's table of students has, and may have `score` (of every cell; without it
    there is no submission), `penalty` (of every notebook), `open` (one cell waits for a person).
    """
    with gradebook_at(url, "course") as book:
        assignment = book.find_assignment("ps1")
        notebooks = [notebook.id for notebook in assignment.notebooks]
        cells: dict[str, list[str]] = {n: [] for n in notebooks}
        for cell, notebook in book.db.execute(select(BaseCell.id, BaseCell.notebook_id)):
            cells[notebook].append(cell)
        tables: dict[type, list[dict[str, object]]] = {
            Student: [],
            SubmittedAssignment: [],
            SubmittedNotebook: [],
            Grade: [],
        }
        fields = ("id", "first_name", "last_name", "email", "lms_user_id")
        for student in students:
            tables[Student].append({name: student.get(name) for name in fields})
            if "score" not in student:
                continue
            submission = new_uuid()
            tables[SubmittedAssignment].append(
                {
                    "id": submission,
                    "assignment_id": assignment.id,
                    "student_id": student["id"],
                    "timestamp": datetime(2024, 2, 14, 12),
                }
            )
            for number, notebook in enumerate(notebooks):
                mirrored = new_uuid()
                tables[SubmittedNotebook].append(
                    {
                        "id": mirrored,
                        "assignment_id": submission,
                        "notebook_id": notebook,
                        "late_submission_penalty": student.get("penalty"),
                    }
                )
                for place, cell in enumerate(cells[notebook]):
                    tables[Grade].append(
                        {
                            "id": new_uuid(),
                            "notebook_id": mirrored,
                            "cell_id": cell,
                            "auto_score": student["score"],
                            "needs_manual_grade": bool(student.get("open"))
                            and not number
                            and not place,
                        }
                    )
        for table, rows in tables.items():
            if rows:
                book.db.execute(insert(table), rows)
        book.db.commit()


CLASS: list[dict[str, object]] = [
    {
        "id": "ada",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.org",
        "lms_user_id": "61",
        "score": 10.0,
    },
    {
        "id": "ben",
        "first_name": "Ben, Jr.",
        "last_name": "Bitdiddle",
        "email": "ben@example.org",
        "lms_user_id": "62",
        "score": 5.125,
        "penalty": 2.5,
    },
    {"id": "cleo", "first_name": "Cleo", "last_name": "C", "lms_user_id": "63", "score": 3.0,
     "open": True},
    {"id": "dan", "first_name": "Dan", "last_name": "D", "lms_user_id": "64"},
    {"id": "eve", "first_name": '=HYPERLINK("http://x")', "last_name": "@E", "lms_user_id": "65",
     "score": 1.0, "penalty": 100.0},
]  # fmt: skip

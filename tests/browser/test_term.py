"""A term: four runs of one assignment, and all that changes in between. Every mark is by hand here.

double: 4 points, 6 from the third run on. negative: 2 points, from the second run on. explain: 3.
"""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Serve
from tests.stock import cells
from tests.stock.cells import Cell
from tests.stock.course import put
from tests.walls import needs_walls
from tests.week.course import (
    ASSIGNMENT,
    RIGHT,
    WRONG,
    about,
    book,
    cell,
    course,
    edit,
    marks,
    run,
    work,
)

pytestmark = [pytest.mark.browser, needs_walls]
expect.set_options(timeout=PATIENCE)
ZERO = 'c.LateSubmissionPlugin.penalty_method = "zero"'
IN_TIME, LATE = "2026-03-01 12:00:00 UTC", "2026-03-04 12:00:00 UTC"


def _exported(folder: Path) -> dict[str, float]:
    """Feedback and export after a run: the table's scores."""
    run(folder, "feedback", ASSIGNMENT, codes=(0, 3))
    run(folder, "export", ASSIGNMENT, str(folder / "marks.csv"), "--include-open", codes=(0, 3))
    rows = csv.DictReader((folder / "marks.csv").read_text(encoding="utf-8").splitlines())
    return {row["student_id"]: float(row["score"]) for row in rows}


def _mark(page: Page, url: str, student: str, name: str, score: str) -> None:
    """Give a mark in formgrader, as a person does."""
    page.goto(f"{url}formgrader/manage_students/{student}/{ASSIGNMENT}")
    page.get_by_role("link", name="p1", exact=True).click()
    answer = page.locator(f"#{name}")
    answer.wait_for()
    page.wait_for_load_state("networkidle")
    with page.expect_response(lambda said: "/api/grade/" in said.url and said.ok):
        answer.fill(score)
        answer.press("Tab")


def _new_test(made: list[Cell]) -> None:
    place = made.index(cell(made, "test_double"))
    made.insert(place + 1, cells.check("test_negative", "assert double(-1) == -2", 2))


def test_every_mark_of_a_term(serve: Serve, page: Page, tmp_path: Path) -> None:
    """Edits, resubmissions, marks by hand, an extension, and a student who leaves."""
    folder = course(tmp_path / "course", {}, ZERO)
    edit(folder, lambda made: made.remove(cell(made, "wonder")))
    for student, code, when in (
        ("ada", RIGHT, IN_TIME),
        ("ben", WRONG, IN_TIME),
        ("cleo", RIGHT, LATE),
    ):
        put(folder / "submitted" / student / ASSIGNMENT / "p1.ipynb", _plain(code))
        put(folder / "submitted" / student / ASSIGNMENT / "timestamp.txt", when)

    # The first run: no due date yet. Two are right, and all texts wait for a person.
    run(folder, "autograde", codes=(3,))
    assert _exported(folder) == {"ada": 4, "ben": 0, "cleo": 4}
    server = serve(folder)
    page.goto(server.address("formgrader"))
    for student, score in (("ada", "3"), ("ben", "1"), ("cleo", "2")):
        _mark(page, server.url, student, "explain", score)

    # The second: a new test, and a due date that Cleo has missed. Hand marks stay final.
    edit(folder, _new_test)
    run(folder, "update", ASSIGNMENT)
    _due(folder)
    run(folder, "autograde")
    assert marks(folder, "ada") == {
        "test_double": (4, False),
        "test_negative": (2, False),
        "explain": (3, False),
    }
    assert _exported(folder) == {"ada": 9, "ben": 1, "cleo": 0}

    # The third: more points, Ben hands in again with the same text, Cleo has longer.
    edit(folder, lambda made: about(made, "test_double").update(points=6))
    run(folder, "update", ASSIGNMENT)
    put(folder / "submitted" / "ben" / ASSIGNMENT / "p1.ipynb", _plain(RIGHT))
    run(folder, "extend", ASSIGNMENT, "cleo", "--days", "3")
    run(folder, "autograde")
    assert _exported(folder) == {"ada": 11, "ben": 9, "cleo": 10}

    # The fourth: Ada leaves, and Ben explains anew: his mark by hand is to be looked at.
    run(folder, "roster", "remove", "ada")
    put(folder / "submitted" / "ben" / ASSIGNMENT / "p1.ipynb", _plain(RIGHT, "I see now."))
    run(folder, "autograde", codes=(3,))
    assert marks(folder, "ben")["explain"] == (1, True)
    _mark(page, server.url, "ben", "explain", "3")
    run(folder, "autograde")
    assert _exported(folder) == {"ben": 11, "cleo": 10}


def _plain(code: str, explain: str = "Twice.") -> cells.Notebook:
    made = work(code, explain)
    made["cells"] = [one for one in made["cells"] if cells.named(one) != "wonder"]
    return made


def _due(folder: Path) -> None:
    from datetime import datetime

    with book(folder) as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = datetime(2026, 3, 2, 12)
        gradebook.db.commit()

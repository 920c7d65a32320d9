"""An instructor's whole day with a course of their own, every step by the command of that step.

Create, release, collect from Moodle, autograde, mark one answer by hand in formgrader, give
feedback, and bring the marks to Canvas.
"""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Serve, Shoot
from tests.intake.downloads import moodle_zip
from tests.stock import cells
from tests.walls import AUTOGRADE, GRADER, needs_walls

pytestmark = [pytest.mark.browser, needs_walls]
expect.set_options(timeout=PATIENCE)

DOUBLE = """\
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
"""
TEST = """\
assert double(2) == 4
### BEGIN HIDDEN TESTS
assert double(3) == 6
### END HIDDEN TESTS
"""
SOURCE = cells.notebook(
    cells.text("# Doubling"),
    cells.answer("double", DOUBLE),
    cells.check("test_double", TEST, 5),
    cells.marked_text("explain", 3),
)
ANSWERS = {
    "Ada Lovelace_4711": {"double": "def double(x):\n    return x + x", "explain": "x + x is 2x."},
    "Blaise Pascal_4712": {"double": "def double(x):\n    return x * x", "explain": "It squares."},
}
WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,\
Last modified (submission),Last modified (grade)
Participant 4711,Ada Lovelace,ada,ada@example.org,Submitted for grading,,8.00,Yes,\
"Monday, 2 March 2026, 10:00 AM",-
Participant 4712,Blaise Pascal,blaise,blaise@example.org,Submitted for grading,,8.00,Yes,\
"Monday, 2 March 2026, 11:00 AM",-
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,ps1 (501)
    Points Possible,,,,,8.00
"Lovelace, Ada",61,,ada,One,
"Pascal, Blaise",62,,blaise,One,
"""


def run(*words: str | Path, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """Run a command as it is typed; give what it said."""
    scripts = Path(sys.executable).parent  # nbgrader starts alembic by its bare name
    env = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode in codes, f"{words}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def handed_in(released: Path, answers: dict[str, str]) -> bytes:
    """What a student makes of the released notebook."""
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return nbformat.writes(notebook).encode()


def test_from_an_empty_folder_to_exported_marks(
    serve: Serve, page: Page, shoot: Shoot, tmp_path: Path
) -> None:
    """Ada's 5 points for her function and 2 by hand arrive in Canvas; Blaise's answer waits."""
    course = tmp_path / "my_course"
    nbgrader = str(Path(sys.executable).with_name("nbgrader"))

    # Create and release.
    source = course / "source" / "ps1" / "p1.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(cells.write(SOURCE), encoding="utf-8")
    run(nbgrader, "generate_assignment", "ps1", cwd=course)
    released = course / "release" / "ps1" / "p1.ipynb"
    assert "2 * x" not in released.read_text("utf-8")
    assert "HIDDEN" not in released.read_text("utf-8")

    # Collect what Moodle gives.
    students = {
        name: {"p1.ipynb": handed_in(released, answers)} for name, answers in ANSWERS.items()
    }
    download = moodle_zip(tmp_path / "submissions.zip", students)
    worksheet, gradebook = tmp_path / "worksheet.csv", tmp_path / "canvas.csv"
    worksheet.write_text(WORKSHEET, encoding="utf-8")
    gradebook.write_text(CANVAS, encoding="utf-8")
    run(*GRADER, "collect", download, "--course", course, "ps1", "--roster", worksheet, cwd=course)
    assert (course / "submitted" / "ada" / "ps1" / "p1.ipynb").is_file()
    assert (course / "submitted" / "ada" / "ps1" / "timestamp.txt").is_file()

    # Autograde. Two answers are left to a person: exit code 3.
    said = run(*AUTOGRADE, "--course", course, "ps1", cwd=course, codes=(3,))
    assert "5 / 8" in said and "0 / 8" in said

    # Mark one answer by hand, in the browser.
    server = serve(course)
    page.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
    page.goto(server.address("formgrader"))
    page.get_by_role("link", name="Manage Students").click()
    page.get_by_role("link", name="Lovelace, Ada").click()
    page.get_by_role("link", name="ps1", exact=True).click()
    page.get_by_role("link", name="p1", exact=True).click()
    answer = page.locator("#explain")
    expect(page.locator("body")).to_contain_text("x + x is 2x.")
    page.wait_for_load_state("networkidle")  # formgrader has loaded the marks
    with page.expect_response(lambda said: "/api/grade/" in said.url and said.ok):
        answer.fill("2")
        answer.press("Tab")
    shoot("formgrader_day", page.locator("body"))
    page.goto(f"{server.url}formgrader/manage_students")
    expect(page.locator("tbody tr", has_text="Lovelace, Ada")).to_contain_text("7 / 8")

    # Feedback, a zip for each student. Blaise's is preliminary, and is said to be.
    packing: list[str | Path] = [*GRADER, "feedback", "ps1", "--course", course]
    said = run(*packing, "--zip", tmp_path / "zips", cwd=course, codes=(3,))
    assert "preliminary: marks are left open: blaise" in said
    with zipfile.ZipFile(tmp_path / "zips" / "ada.zip") as packed:
        (name,) = [name for name in packed.namelist() if name.endswith(".html")]
        feedback = packed.read(name).decode()
    assert "7.0 / 8.0" in feedback and "x + x is 2x." in feedback

    # The marks, in the form that Canvas imports.
    marks = tmp_path / "import.csv"
    words: list[str | Path] = [*GRADER, "export", "--to", "canvas", "--course", course]
    # Blaise's answer waits for a person, and is said to: exit code 3.
    said = run(*words, "ps1", marks, "--roster", gradebook, cwd=course, codes=(3,))
    assert "blaise" in said
    rows = {row[3]: row for row in csv.reader(marks.read_text("utf-8").splitlines())}
    assert rows["SIS Login ID"][-1] == "ps1 (501)"
    assert rows["ada"][-1] == "7"
    assert rows["blaise"][-1] == ""

"""Lessons in JupyterLab and marks in formgrader, in a real browser."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.conftest import PATIENCE, ROOT, Serve, Server, Shoot
from tests.browser.notebook import Notebook
from tests.browser.test_learner import OPENED
from tests.network import COURSE, PUBLIC
from tests.walls import AUTOGRADE

pytestmark = pytest.mark.browser

NETWORK = ROOT / "notebooks" / "network"
NOTEBOOKS = sorted(NETWORK.glob("*.ipynb"))
# The lessons that test_learner.py does not open.
UNSEEN = [f"{name}.ipynb" for name in COURSE if name not in OPENED]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def lab(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a copy of the assignment: a learner's folder."""
    folder = tmp_path_factory.mktemp("learner")
    for path in [*NOTEBOOKS, PUBLIC]:
        shutil.copy(path, folder)
    return serve(folder)


@pytest.mark.parametrize("name", UNSEEN)
def test_formulas_and_pictures_show(lab: Server, page: Page, name: str) -> None:
    """Every formula is set by MathJax, and every attached picture has pixels, with no network."""
    page.route(lambda url: not url.startswith(lab.url), lambda route: route.abort())
    Notebook(page, lab, name).shows_formulas_and_pictures()


def test_formgrader_shows_and_changes_what_the_grader_wrote(
    serve: Serve, page: Page, shoot: Shoot, tmp_path: Path
) -> None:
    """nbgrader's formgrader works on a graded class.

    The student's feedback page is accessible. Formgrader lists the assignment with its mean, a
    student with the marks, and the marked notebook with the reason for each; a mark that the
    instructor types there counts in the student's total.
    """
    students = {"perfect": 0.0, "mistake_4_backward": 0.0}
    for student in students:
        folder = ROOT / "tests" / "submissions" / student
        shutil.copytree(folder, tmp_path / "class" / student)
        students[student] = json.loads((folder / "expected.json").read_text("utf-8"))["score"]
    graded = tmp_path / "graded"
    command = [*AUTOGRADE, str(tmp_path / "class"), "--out", str(graded)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    page.goto((graded / "feedback" / "mistake_4_backward" / "network" / "4_backward.html").as_uri())
    assert_accessible(page)

    server = serve(graded)
    page.route(lambda url: not url.startswith(server.url), lambda route: route.abort())

    page.goto(server.address("formgrader"))
    expect(page.get_by_role("link", name="network", exact=True)).to_be_visible()
    page.get_by_role("link", name="Manual Grading").click()
    mean = sum(students.values()) / len(students)
    expect(page.locator("tbody tr", has_text="network")).to_contain_text(f"{mean:g} / 100")

    page.get_by_role("link", name="Manage Students").click()
    for student, score in students.items():
        expect(page.locator("tbody tr", has_text=student)).to_contain_text(f"{score:g} / 100")
    page.locator("tbody tr", has_text="mistake_4_backward").get_by_role("link").first.click()
    page.get_by_role("link", name="network", exact=True).click()
    row = page.locator("tbody tr", has=page.get_by_role("link", name="4_backward", exact=True))
    expect(row).to_contain_text("26 / 35")
    expect(row.locator(".tests-failed .glyphicon-ok")).to_be_visible()
    row.get_by_role("link").click()

    right, wrong = page.locator("#test_relu_backward"), page.locator("#test_linear_backward")
    expect(right).to_have_attribute("placeholder", "4")
    expect(wrong).to_have_attribute("placeholder", "0")
    expect(page.locator(".output_html", has_text="✗ linear_backward")).to_contain_text(
        "db: the shape is (2,) where (2, 1) is expected"
    )
    page.locator(".code_cell", has_text="def linear_backward").evaluate(
        "cell => { cell.scrollIntoView({block: 'start'}); window.scrollBy(0, -70) }"
    )
    shoot("formgrader")

    with page.expect_response(lambda said: "/api/grade/" in said.url and said.ok):
        wrong.fill("5")
        wrong.press("Tab")
    page.goto(f"{server.url}formgrader/manage_students")
    total = students["mistake_4_backward"] + 5
    expect(page.locator("tbody tr", has_text="mistake_4_backward")).to_contain_text(
        f"{total:g} / 100"
    )

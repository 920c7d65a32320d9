"""What a learner and an instructor see: JupyterLab and formgrader in a real browser."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from grader.cases.case import read_cases
from tests.browser.conftest import PATIENCE, ROOT, Serve, Server, Shoot
from tests.network import FUNCTIONS, PUBLIC
from tests.walls import AUTOGRADE

pytestmark = pytest.mark.browser

NETWORK = ROOT / "notebooks" / "network"
NOTEBOOKS = sorted(NETWORK.glob("*.ipynb"))
ILLUSTRATED = [
    path.name
    for path in NOTEBOOKS
    if re.search(r"\$|attachment:", path.read_text(encoding="utf-8"))
]
FIRST, SECOND = FUNCTIONS[:2]

WRONG = """
random = np.random.RandomState(seed)
W1 = random.rand(n_h, n_x) * 0.01
b1 = np.zeros((n_h, 1))
W2 = random.rand(n_y, n_h) * 0.01
b2 = np.zeros((n_y, 1))
return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
"""
DEEP = """
random, parameters = np.random.RandomState(seed), {}
for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
parameters[f"W{l}"] = random.randn(n_out, n_in) * 0.01
parameters[f"b{l}"] = np.zeros((n_out, 1))
"""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def lab(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a copy of the assignment: a learner's folder."""
    folder = tmp_path_factory.mktemp("learner")
    for path in [*NOTEBOOKS, PUBLIC]:
        shutil.copy(path, folder)
    return serve(folder)


class Notebook:
    """A notebook of the server, open in JupyterLab, under a learner's hands."""

    def __init__(self, page: Page, server: Server, name: str) -> None:
        self.page = page
        self.path = server.folder / name
        self.cells = json.loads(self.path.read_text(encoding="utf-8"))["cells"]
        # A workspace of its own: JupyterLab restores what the last test did to the window.
        page.goto(server.address(f"lab/workspaces/{uuid4().hex}/tree/{name}"))
        self.drawn = page.locator(".jp-Notebook .jp-Cell")
        expect(self.drawn).to_have_count(len(self.cells))
        page.locator('.jp-SideBar [title^="File Browser"]').click()  # room for the notebook
        expect(page.locator(".jp-FileBrowser")).to_be_hidden()

    def cell(self, grade_id: str) -> Locator:
        """Find a cell by its grade_id."""
        names = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in self.cells]
        return self.drawn.nth(names.index(grade_id))

    def replace(self, cell: Locator, old: str, *new: str) -> None:
        """Click on the line that reads so, and type other lines over it."""
        cell.locator(".cm-line", has_text=old).click()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Shift+End")
        for i, line in enumerate(new):
            if i:
                self.page.keyboard.press("Enter")  # the editor indents
            self.page.keyboard.type(line)
        for line in new:
            expect(cell.locator(".cm-line").get_by_text(line, exact=True)).to_have_count(1)

    def run_all(self) -> None:
        """Choose Run All Cells from the menu, once there is a kernel."""
        kernel = self.page.locator(".jp-Notebook-ExecutionIndicator")
        expect(kernel).to_have_attribute("data-status", "idle")
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def run(self, cell: Locator) -> None:
        """Press Shift+Enter in a cell, and wait until the kernel has run it."""
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        prompt.click()
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"^\[\d+\]:$"))

    def validate(self) -> Locator:
        """Press nbgrader's Validate button; give the dialog with what it found."""
        self.page.get_by_role("button", name="Validate", exact=True).click()
        dialog = self.page.locator(".jp-Dialog", has=self.page.locator("#validation-message"))
        expect(dialog).to_be_visible()
        return dialog

    def scroll(self, cell: Locator) -> None:
        """Bring a cell to the top of the window."""
        cell.evaluate("cell => cell.scrollIntoView({block: 'start'})")

    def done(self) -> list[str]:
        """Read the progress file beside the notebook."""
        names = json.loads((self.path.parent / ".progress.json").read_text(encoding="utf-8"))
        assert isinstance(names, list)
        return names


def numbers(table: Locator) -> list[float]:
    """The cells of a table of numbers, as the page shows them."""
    return [float(text) for text in table.locator("td").all_inner_texts()]


def red(table: Locator) -> list[bool]:
    """Which of its cells are red: more than twice as much red as green or blue?"""
    colors = table.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell).color)"
    )
    parts = [[float(part) for part in re.findall(r"[\d.]+", color)[:3]] for color in colors]
    return [r > 2 * max(g, b) for r, g, b in parts]


def test_a_learner_goes_from_the_stub_to_a_valid_notebook(
    lab: Server, page: Page, shoot: Shoot
) -> None:
    """The whole way through a notebook, as a learner takes it.

    The stub's check says what to do, and stops a Run All there; a wrong answer's shows got and
    expected, with what differs in red; a right answer passes and counts in the course's progress;
    Validate names what is still wrong, and is content at the end. No Python traceback is on the
    page at any time.
    """
    notebook = Notebook(page, lab, "1_initialize.ipynb")
    stub, test = notebook.cell(FIRST), notebook.cell(f"test_{FIRST}")
    output = test.locator(".jp-OutputArea")
    traceback = page.get_by_text("Traceback (most recent call last)")

    notebook.run_all()
    expect(output).to_contain_text(f"○ {FIRST} is not written yet")
    expect(output).to_contain_text("Write it in the cell above")
    expect(output).to_contain_text("Your course: 0 of 18 steps pass")
    expect(traceback).to_have_count(0)
    expect(notebook.cell(SECOND).locator(".jp-InputPrompt")).to_have_text("[ ]:")
    notebook.scroll(notebook.drawn.nth(3))
    shoot("lab")

    notebook.replace(stub, "raise NotImplementedError", *WRONG.split("\n")[1:-1])
    notebook.run(stub)
    notebook.run(test)
    expect(output).to_contain_text(f"✗ {FIRST} is not right yet: case 1 of ")
    expect(output).to_contain_text("Your course: 0 of 18 steps pass")
    got, expected = output.locator("table table").all()
    case = read_cases(PUBLIC, FIRST)[0]
    n_x, n_h, _ = case.args
    seed = case.kwargs.get("seed", 1)
    mine = np.random.RandomState(seed).rand(n_h, n_x) * 0.01
    right = np.random.RandomState(seed).randn(n_h, n_x) * 0.01
    np.testing.assert_allclose(numbers(got), mine.ravel(), atol=1e-6)
    np.testing.assert_allclose(numbers(expected), right.ravel(), atol=1e-6)
    assert all(red(got))
    assert not any(red(expected))
    expect(traceback).to_have_count(0)
    notebook.scroll(stub)
    shoot("check-failed", stub, test)

    for line in WRONG.split("\n"):
        if "rand(" in line:
            notebook.replace(stub, line, line.replace("rand(", "randn("))
    notebook.run(stub)
    notebook.run(test)
    expect(output).to_contain_text(re.compile(rf"✓ {FIRST} passes all \d+ cases"))
    expect(output).to_contain_text("Your course: 1 of 18 steps pass")
    assert notebook.done() == [FIRST]
    notebook.scroll(stub)
    shoot("check-passed", stub, test)

    dialog = notebook.validate()
    expect(dialog).to_contain_text("The following cell failed")
    expect(dialog).to_contain_text(f"check({SECOND})")
    expect(dialog).to_contain_text(f"○ {SECOND} is not written yet")
    expect(dialog).not_to_contain_text(f"check({FIRST})")
    shoot("validate")
    dialog.get_by_role("button", name="Ok").click()

    stub, test = notebook.cell(SECOND), notebook.cell(f"test_{SECOND}")
    notebook.replace(stub, "raise NotImplementedError", *DEEP.split("\n")[1:-1])
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")  # out of the loop
    page.keyboard.type("return parameters")
    notebook.run(stub)
    notebook.run(test)
    output = test.locator(".jp-OutputArea")
    expect(output).to_contain_text(re.compile(rf"✓ {SECOND} passes all \d+ cases"))
    expect(output).to_contain_text("Your course: 2 of 18 steps pass")
    assert notebook.done() == [FIRST, SECOND]

    dialog = notebook.validate()
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")


@pytest.mark.parametrize("name", ILLUSTRATED)
def test_formulas_and_pictures_show(lab: Server, page: Page, name: str) -> None:
    """Every formula is set by MathJax, and every attached picture has pixels, with no network."""
    page.route(lambda url: not url.startswith(lab.url), lambda route: route.abort())
    notebook = Notebook(page, lab, name)
    prose = {
        i: "".join(cell["source"])
        for i, cell in enumerate(notebook.cells)
        if cell["cell_type"] == "markdown"
    }
    pictures = sum(text.count("](attachment:") for text in prose.values())
    formulas = [i for i, text in prose.items() if "$" in text]
    assert formulas or pictures

    for i in formulas:
        shown = notebook.drawn.nth(i).locator(".jp-RenderedMarkdown")
        expect(shown.locator("mjx-container").first).to_be_attached()
        expect(shown).not_to_contain_text("$")
    # MathJax shows what it cannot parse in a box, and a command it does not know in red.
    expect(page.locator("mjx-merror, mtext[mathcolor=red]")).to_have_count(0)

    drawn = page.locator(".jp-RenderedMarkdown img")
    expect(drawn).to_have_count(pictures)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-RenderedMarkdown img')]"
        ".every(picture => picture.complete && picture.naturalWidth > 0 && picture.alt)"
    )


def test_formgrader_shows_and_changes_what_the_grader_wrote(
    serve: Serve, page: Page, shoot: Shoot, tmp_path: Path
) -> None:
    """nbgrader's formgrader works on a graded class.

    It lists the assignment with its mean, a student with the marks, and the marked notebook with
    the reason for each; a mark that the instructor types there counts in the student's total.
    """
    students = {"perfect": 0.0, "mistake_4_backward": 0.0}
    for student in students:
        folder = ROOT / "tests" / "submissions" / student
        shutil.copytree(folder, tmp_path / "class" / student)
        students[student] = json.loads((folder / "expected.json").read_text("utf-8"))["score"]
    graded = tmp_path / "graded"
    command = [*AUTOGRADE, str(tmp_path / "class"), "--out", str(graded)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
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

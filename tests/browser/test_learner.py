"""A learner's whole day, from the zip of the course to a mark, in JupyterLab and in Notebook 7.

What needs no browser is written into the files: notebooks that are solved already. Every mistake,
its repair, the reset, the restored check, the loop that never ends, the picture and the hand-in
are done in the browser.
"""

import json
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from grader.cases.case import read_cases
from grader.engine.authoring.bundle import write_bundle
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import PATIENCE, ROOT, Serve, Server, Shoot
from tests.browser.notebook import LAB, NOTEBOOK_7, Notebook, numbers, red
from tests.every import of_the_day
from tests.network import ASSIGNMENT, COURSE, FOLDER, FUNCTIONS, PUBLIC
from tests.walls import STAND

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

OPENED = ("1_initialize", "2_forward", "5_update", "6_train")  # in the browser
HOMES = {LAB: "lab", NOTEBOOK_7: "seven"}

SOLVED = ROOT / "tests" / "submissions" / "perfect" / ASSIGNMENT
FIRST, SECOND = FUNCTIONS[:2]
WRONG = """
random = np.random.RandomState(seed)
W1 = random.rand(n_h, n_x) * 0.01
b1 = np.zeros((n_h, 1))
W2 = random.rand(n_y, n_h) * 0.01
b2 = np.zeros((n_y, 1))
return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
"""
# Handed in as it is: ten times too large.
DEEP = """\
def initialize_parameters_deep(layer_dims, seed=3):
    random, parameters = np.random.RandomState(seed), {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters[f"W{l}"] = random.randn(n_out, n_in) * 0.1
        parameters[f"b{l}"] = np.zeros((n_out, 1))
    return parameters
"""
RELU = "def relu(Z):\n    return Z, Z"
ENDLESS = """\
def update_parameters(parameters, grads, learning_rate):
    open("began", "w").close()
    updated, l = {}, 1
    while l <= len(parameters) // 2:
        updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return updated
"""


# Experiments of notebook 6 train for two steps: this learner is in a hurry.
HURRY = re.compile(r"\b(101|301|501|2000|5000|20000)\b")


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Unpack the zip that students get, for one who works in each of the two."""
    root = tmp_path_factory.mktemp("learner")
    bundle = write_bundle(FOLDER, root)
    with zipfile.ZipFile(bundle) as packed:
        for home in HOMES.values():
            packed.extractall(root / home)
    return serve(root)


def solved(notebook: str) -> dict[str, Any]:
    """A notebook as one has it who has solved it."""
    return dict(json.loads((SOLVED / f"{notebook}.ipynb").read_text("utf-8")))


def cell_of(content: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """The cell that nbgrader knows by a name."""
    return next(
        one
        for one in content["cells"]
        if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a learner works: two windows, a front end, and the folder of the notebooks.

    start: the page to start from, open all day in a window of its own.
    """

    page: Page
    server: Server
    front: str
    folder: Path
    start: Notebook

    def open(self, notebook: str) -> Notebook:
        """Open a notebook; its formulas and pictures show."""
        path = (self.folder / f"{notebook}.ipynb").relative_to(self.server.folder)
        opened = Notebook(self.page, self.server, path.as_posix(), self.front)
        opened.shows_formulas_and_pictures()
        return opened

    def put(self, notebook: str, content: dict[str, Any]) -> None:
        """Save a notebook as if it had been written."""
        (self.folder / f"{notebook}.ipynb").write_text(json.dumps(content), "utf-8")

    def overview(self) -> Locator:
        """Run it; give what it shows."""
        self.start.idle()
        self.start.run(self.start.by_id("start-2"))
        return self.start.by_id("start-2").locator(".jp-OutputArea")


@pytest.mark.parametrize("front", of_the_day(HOMES))
def test_from_the_zip_to_the_mark(
    served: Server, page: Page, shoot: Shoot, tmp_path: Path, front: str
) -> None:
    """Every step of the day, and at its end the marks that the overview foretold."""
    (folder,) = (served.folder / HOMES[front]).glob(f"*/notebooks/{ASSIGNMENT}")
    path = (folder / "0_start.ipynb").relative_to(served.folder).as_posix()
    window = page.context.new_page()
    for one in (page, window):  # nothing comes from another machine
        one.route(lambda url: not url.startswith(served.url), lambda route: route.abort())
    start = Notebook(window, served, path, front)
    desk = Desk(page, served, front, folder, start)
    expect(desk.overview()).to_contain_text(f"0 of 18 steps pass. Next: {FIRST}, in 1_initialize")
    _a_first_function(desk, shoot)
    _a_reset_and_a_restored_check(desk)
    _a_loop_that_never_ends(desk)
    _a_picture_of_their_own(desk, tmp_path)
    foretold = _handed_in(desk)
    _everybody_can_read_it(start, front)
    window.close()
    assert foretold == {**dict.fromkeys(FUNCTIONS, True), SECOND: False}
    assert _graded(folder / f"{ASSIGNMENT}_hand_in.zip", tmp_path) == foretold


def _a_first_function(desk: Desk, shoot: Shoot) -> None:
    """From a stub to a function that passes.

    The stub's check says what to do, and stops a Run All there; a wrong answer's shows got and
    expected, with what differs in red; a right answer passes and counts in the course's progress;
    Validate names what is still wrong. No Python traceback is on the page at any time.
    """
    notebook = desk.open("1_initialize")
    stub, output = notebook.cell(FIRST), notebook.output(f"test_{FIRST}")
    traceback = desk.page.get_by_text("Traceback (most recent call last)")

    def shown(name: str, *parts: Locator) -> None:
        if desk.front == LAB:
            shoot(name, *parts)

    notebook.run_all()
    expect(output).to_contain_text(f"○ {FIRST} is not written yet")
    expect(output).to_contain_text("Write it in the cell above")
    expect(output).to_contain_text("Your course: 0 of 18 steps pass")
    expect(traceback).to_have_count(0)
    expect(notebook.cell(SECOND).locator(".jp-InputPrompt")).to_have_text("[ ]:")
    notebook.scroll(notebook.drawn.nth(3))
    shown("lab")

    notebook.replace(stub, "raise NotImplementedError", *WRONG.split("\n")[1:-1])
    notebook.check(FIRST)
    expect(output).to_contain_text(f"✗ {FIRST} is not right yet: case 1 of ")
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
    shown("check-failed", stub, notebook.cell(f"test_{FIRST}"))
    _everybody_can_read_it(notebook, desk.front)

    for line in WRONG.split("\n"):
        if "rand(" in line:
            notebook.replace(stub, line, line.replace("rand(", "randn("))
    notebook.check(FIRST)
    expect(output).to_contain_text(re.compile(rf"✓ {FIRST} passes all \d+ cases"))
    expect(output).to_contain_text("Your course: 1 of 18 steps pass")
    assert notebook.done() == [FIRST]
    notebook.scroll(stub)
    shown("check-passed", stub, notebook.cell(f"test_{FIRST}"))

    dialog = notebook.validate()
    expect(dialog).to_contain_text("The following cell failed")
    expect(dialog).to_contain_text(f"check({SECOND})")
    expect(dialog).to_contain_text(f"○ {SECOND} is not written yet")
    expect(dialog).not_to_contain_text(f"check({FIRST})")
    shown("validate")
    dialog.get_by_role("button", name="Ok").click()

    notebook.write(notebook.cell(SECOND), DEEP)
    expect(notebook.check(SECOND)).to_contain_text(f"✗ {SECOND} is not right yet")
    notebook.save()


def _a_reset_and_a_restored_check(desk: Desk) -> None:
    """relu is wrong and is begun anew from its stub; sigmoid's check had been deleted."""
    content = solved("2_forward")
    cell_of(content, "relu")["source"] = RELU
    content["cells"].remove(cell_of(content, "test_sigmoid"))
    desk.put("2_forward", content)
    notebook = desk.open("2_forward")
    notebook.run_all()
    expect(notebook.output("test_relu")).to_contain_text("✗ relu is not right yet: case 1 of ")
    notebook.save()
    expect(desk.overview()).to_contain_text("Next: initialize_parameters_deep, in 1_initialize")

    rescue = desk.start.by_id("start-6")
    desk.start.write(rescue, 'from grader import reset, restore\nreset("relu")\nrestore()')
    desk.start.run(rescue)
    expect(rescue).to_contain_text("the stub of relu is back, your code below it")
    expect(rescue).to_contain_text("2_forward.ipynb: test_sigmoid restored")

    notebook.reload()
    expect(desk.page.get_by_text("# Your relu before the reset:")).to_be_visible()
    notebook.run_all()
    expect(notebook.output("test_sigmoid")).to_contain_text("✓ sigmoid passes all")
    expect(notebook.output("test_relu")).to_contain_text("○ relu is not written yet")
    notebook.replace(
        notebook.cell("relu"), "raise NotImplementedError", "return np.maximum(0.0, Z), Z"
    )
    expect(notebook.check("relu")).to_contain_text("✓ relu passes all")
    notebook.save()


def _a_loop_that_never_ends(desk: Desk) -> None:
    """The check says at which line it was stopped; the repair stands after a restart."""
    for name in ("3_cost", "4_backward", "5_update"):
        desk.put(name, solved(name))
    notebook = desk.open("5_update")
    cell, test = notebook.cell("update_parameters"), notebook.cell("test_update_parameters")
    notebook.write(cell, ENDLESS)
    notebook.run_all()
    until = time.monotonic() + PATIENCE / 1000
    while not (desk.folder / "began").is_file():  # an interrupt that is too early stops the queue
        assert time.monotonic() < until, "the check has not begun"
        desk.page.wait_for_timeout(100)
    expect(test.locator(".jp-InputPrompt")).to_have_text("[*]:")
    notebook.choose("Kernel", "Interrupt Kernel")
    expect(test).to_contain_text("update_parameters had not come back when you stopped it, at line")
    notebook.write(cell, ENDLESS.replace("    return", "        l += 1\n    return"))
    notebook.restart_and_run_all()
    expect(test).to_contain_text("✓ update_parameters passes all")
    notebook.save()
    dialog = notebook.validate()
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    dialog.get_by_role("button", name="Ok").click()


def _a_picture_of_their_own(desk: Desk, tmp_path: Path) -> None:
    """Of any size, by the button; the plot says in words too what the network thinks of it."""
    content = solved("6_train")
    for cell in content["cells"]:
        if cell["cell_type"] == "code" and "nbgrader" not in cell["metadata"]:
            cell["source"] = HURRY.sub("2", "".join(cell["source"]))
    desk.put("6_train", content)
    picture = tmp_path / "my town.png"
    Image.new("RGB", (90, 200), "navy").save(picture)

    notebook = desk.open("6_train")
    notebook.run_all()
    *_, button, asked = (i for i, c in enumerate(notebook.cells) if c["cell_type"] == "code")
    plot = notebook.drawn.nth(asked).locator("img")
    expect(plot).to_have_attribute("alt", re.compile("a coast, with a probability of"))
    before = plot.get_attribute("src")
    with desk.page.expect_file_chooser() as chosen:
        notebook.drawn.nth(button).get_by_role("button", name="a picture (0)").click()
    chosen.value.set_files(picture)
    expect(notebook.drawn.nth(button)).to_contain_text("a picture (1)")
    notebook.run(notebook.drawn.nth(asked))
    expect(plot).not_to_have_attribute("src", before or "")
    notebook.save()


def _handed_in(desk: Desk) -> dict[str, bool]:
    """Press the button of the day; give what is foretold of each function."""
    expect(desk.overview()).to_contain_text(f"17 of 18 steps pass. Next: {SECOND}")
    hand_in = desk.start.by_id("start-4")
    desk.start.run(hand_in)
    hand_in.get_by_role("button", name="Check and pack").click()
    expect(hand_in).to_contain_text("You can hand this in as it is")
    expect(hand_in).to_contain_text(f"{desk.folder / ASSIGNMENT}_hand_in.zip")
    return {
        line.split()[1]: line.startswith("✓")
        for line in hand_in.locator(".jp-OutputArea li").all_inner_texts()
    }


def _everybody_can_read_it(notebook: Notebook, front: str) -> None:
    """axe-core finds nothing wrong in the outputs, in neither theme.

    What is around them is the front end's own. One of the two front ends is enough for that.
    """
    if front == NOTEBOOK_7:
        for dark in (True, False):
            notebook.theme(dark)
            assert_accessible(notebook.page, ".jp-OutputArea-output")


def _graded(packed: Path, tmp_path: Path) -> dict[str, bool]:
    """Which functions get their points, and no other gets any, from the real grader."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "ada")
    notebooks = [str(tmp_path / "ada" / f"{name}.ipynb") for name in COURSE]
    command = [sys.executable, "-m", "grader.engine.cli", "grade", *notebooks, "--json"]
    command += [] if STAND else ["--unsafe-no-sandbox"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    marked = [one for book in json.loads(done.stdout)["notebooks"] for one in book["functions"]]
    assert all(one["points"] in (0, one["max_points"]) for one in marked)
    return {one["function"]: one["points"] > 0 for one in marked}

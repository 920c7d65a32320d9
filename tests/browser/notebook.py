"""A notebook in JupyterLab or in Notebook 7, under a learner's hands."""

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Locator, Page, Response, expect

from .conftest import PATIENCE, Server

LAB, NOTEBOOK_7 = "JupyterLab", "Notebook 7"
TRIES = 6
RAN = re.compile(r"^\[\d+\]:$")
RUNNING = "[*]:"


class Notebook:
    """A notebook of the server, open in one of the two."""

    def __init__(self, page: Page, server: Server, name: str, front: str = LAB) -> None:
        self.page = page
        self.path = server.folder / name
        # A workspace of its own: JupyterLab restores what the last test did to the window.
        place = f"lab/workspaces/{uuid4().hex}/tree" if front == LAB else "notebooks"
        page.goto(server.address(f"{place}/{name}"))
        self.drawn = page.locator(".jp-Notebook .jp-Cell")
        self.read()
        if front == LAB:
            page.locator('.jp-SideBar [title^="File Browser"]').click()  # room for the notebook
            expect(page.locator(".jp-FileBrowser")).to_be_hidden()

    def read(self) -> None:
        """Learn from the file which cell is which."""
        self.cells = json.loads(self.path.read_text(encoding="utf-8"))["cells"]
        expect(self.drawn).to_have_count(len(self.cells))

    def cell(self, grade_id: str) -> Locator:
        """Find a cell by its grade_id."""
        names = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in self.cells]
        return self.drawn.nth(names.index(grade_id))

    def output(self, grade_id: str) -> Locator:
        """What a cell has put on the page."""
        return self.cell(grade_id).locator(".jp-OutputArea")

    def by_id(self, cell_id: str) -> Locator:
        """Find a cell by its own id."""
        return self.drawn.nth([one["id"] for one in self.cells].index(cell_id))

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

    def write(self, cell: Locator, source: str) -> None:
        """Put other text in the place of all that a cell holds, as from the clipboard."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def choose(self, menu: str, *entries: str) -> None:
        """Choose an entry of a menu, or of a menu in it."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        for entry in entries:
            label = re.compile(f"^{re.escape(entry)}$")  # its shortcut stands beside it
            self.page.locator(".lm-Menu-itemLabel", has_text=label).click()

    def idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        kernel = self.page.locator(".jp-Notebook-ExecutionIndicator")
        expect(kernel).to_have_attribute("data-status", "idle")

    def started(self, prompt: Locator, act: Callable[[], None]) -> None:
        """Do something until a cell has begun: before a kernel is there, nothing comes of it.

        Or a dialog asks which kernel: the one that it proposes is taken.
        """
        before = prompt.inner_text()
        for _ in range(TRIES):
            asked = self.page.locator(".jp-Dialog button.jp-mod-accept")
            if asked.is_visible():
                asked.click()
            act()
            with contextlib.suppress(AssertionError):
                expect(prompt).not_to_have_text(before, timeout=PATIENCE / TRIES)
                return
        expect(prompt).not_to_have_text(before)

    def run_all(self) -> None:
        """Choose Run All Cells from the menu, once there is a kernel."""
        self.idle()
        first = self.page.locator(".jp-CodeCell .jp-InputPrompt").first
        self.started(first, lambda: self.choose("Run", "Run All Cells"))

    def restart_and_run_all(self) -> None:
        """Choose it from the menu, and say yes."""
        self.choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()

    def run(self, cell: Locator) -> None:
        """Press Shift+Enter in a cell, and wait until the kernel has run it."""
        prompt = cell.locator(".jp-InputPrompt")

        def press() -> None:
            prompt.click()
            self.page.keyboard.press("Shift+Enter")

        for _ in range(TRIES):  # queued behind an error, it is given up: people press again
            self.started(prompt, press)
            expect(prompt).not_to_have_text(RUNNING)
            if RAN.match(prompt.inner_text()):
                return
        expect(prompt).to_have_text(RAN)

    def check(self, function: str) -> Locator:
        """Run a function's cell, and the check below it; give what the check says."""
        self.run(self.cell(function))
        self.run(self.cell(f"test_{function}"))
        return self.output(f"test_{function}")

    def save(self) -> None:
        """Press Ctrl+S, and wait until the server has it."""

        def saved(said: Response) -> bool:
            return said.request.method == "PUT" and "/api/contents/" in said.url and said.ok

        with self.page.expect_response(saved):
            self.page.keyboard.press("ControlOrMeta+s")

    def reload(self) -> None:
        """Choose Reload Notebook from Disk; nobody is asked where nothing is unsaved."""
        self.choose("File", "Reload Notebook from Disk")
        self.read()

    def validate(self) -> Locator:
        """Press nbgrader's Validate button; give the dialog with what it found."""
        self.page.get_by_role("button", name="Validate", exact=True).click()
        dialog = self.page.locator(".jp-Dialog", has=self.page.locator("#validation-message"))
        expect(dialog).to_be_visible()
        return dialog

    def shows_formulas_and_pictures(self) -> None:
        """Fail where a formula is not set by MathJax, or an attached picture has no pixels."""
        prose = {
            i: "".join(cell["source"])
            for i, cell in enumerate(self.cells)
            if cell["cell_type"] == "markdown"
        }
        pictures = sum(text.count("](attachment:") for text in prose.values())
        formulas = [i for i, text in prose.items() if "$" in text]
        assert formulas
        for i in formulas:
            shown = self.drawn.nth(i).locator(".jp-RenderedMarkdown")
            expect(shown.locator("mjx-container").first).to_be_attached()
            expect(shown).not_to_contain_text("$")
        # MathJax shows what it cannot parse in a box, and a command it does not know in red.
        expect(self.page.locator("mjx-merror, mtext[mathcolor=red]")).to_have_count(0)
        expect(self.page.locator(".jp-RenderedMarkdown img")).to_have_count(pictures)
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-RenderedMarkdown img')]"
            ".every(picture => picture.complete && picture.naturalWidth > 0 && picture.alt)"
        )

    def theme(self, dark: bool) -> None:
        """Choose JupyterLab's dark theme, or its light one."""
        name = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.choose("Settings", "Theme", name)
        body = self.page.locator(f'body[data-jp-theme-name="{name}"]')
        expect(body).to_have_count(1)

    def scroll(self, cell: Locator) -> None:
        """Bring a cell to the top of the window."""
        cell.evaluate("cell => cell.scrollIntoView({block: 'start'})")

    def done(self) -> list[str]:
        """Read the progress file beside the notebook."""
        path: Path = self.path.parent / ".progress.json"
        names = json.loads(path.read_text(encoding="utf-8"))
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

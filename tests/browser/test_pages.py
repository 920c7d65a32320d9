"""Feedback pages: on a phone nothing scrolls sideways, and axe-core finds nothing wrong."""

import base64
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page, expect

from grader.engine.pages.feedback import _Renderer
from tests.browser.accessible import assert_accessible
from tests.pages.test_safe import HARMFUL

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)
DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
ANSI = [f"\x1b[{bold};{colour}mtext {colour}\x1b[0m" for bold in (0, 1) for colour in range(30, 38)]
EVERY_COLOUR = """\
# a comment
import numpy as np

@decorated
class A(Exception):
    \'\'\'Words.\'\'\'
    def f(self, x: int = 1) -> str:
        assert x in (1, 2.5) and not None is True
        return f"{x!r}\\n" + r"\\d" + str(x) % "a" @ self
"""


@pytest.fixture
def feedback(tmp_path: Path) -> Path:
    """A page with long lines, a wide table, and a test that has its score."""
    managed = {"grade": True, "solution": False, "locked": True, "points": 3, "score": 1}
    about = {**managed, "grade_id": "test_" + 30 * "long_", "schema_version": 3, "task": False}
    wide = (
        "<table><tr>" + "".join(f"<td>column number {i}</td>" for i in range(20)) + "</tr></table>"
    )
    cells = [
        new_markdown_cell("| " + " | ".join(20 * ["word"]) + " |\n|" + 20 * "---|"),
        new_markdown_cell("<details><summary>Hint 1</summary><p>Look at m.</p></details>"),
        new_markdown_cell("$$dW = \\frac{1}{m} dZ A^T$$"),
        new_markdown_cell("$$" + " + ".join(f"W^{{[{l}]}} A^{{[{l}]}}" for l in range(30)) + "$$"),
        new_code_cell(
            "x = " + " + ".join(map(str, range(100))),
            metadata={"nbgrader": about},
            outputs=[
                new_output("stream", text=300 * "y"),
                new_output("display_data", {"text/html": wide}),
            ],
        ),
        new_markdown_cell("## A heading\n\nA [link](https://example.org), `code`, and *more*."),
        new_code_cell(
            EVERY_COLOUR,
            metadata={"nbgrader": {**about, "grade_id": "test_2", "score": 0}},
            outputs=[
                new_output("stream", name="stderr", text="a warning"),
                new_output("display_data", {"image/png": DOT, "text/plain": "<Figure>"}),
                new_output("display_data", {"image/svg+xml": "<svg><text>a</text></svg>"}),
                new_output("execute_result", {"text/plain": "3"}, execution_count=1),
                new_output("error", ename="E", evalue="e", traceback=ANSI),
            ],
        ),
        new_markdown_cell(
            "An answer",
            metadata={"nbgrader": {**about, "locked": False, "solution": True, "comment": "Good."}},
        ),
    ]
    return written(tmp_path, cells)


def written(folder: Path, cells: list[NotebookNode]) -> Path:
    """Make a page of these cells."""
    renderer = _Renderer()
    parts = [
        {"cell_type": c.cell_type, "metadata": c.metadata, "page": renderer.cell(c)}
        for c in new_notebook(cells=cells).cells
    ]
    facts = {"notebook": "1_numbers", "score": 1, "max_score": 3, "late_penalty": 0}
    path = folder / "page.html"
    path.write_text(renderer.page(parts, {}, facts), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", WIDTHS)
def test_a_feedback_page_fits(page: Page, feedback: Path, width: int) -> None:
    """No sideways scrolling; the score lies within its coloured heading."""
    page.set_viewport_size({"width": width, "height": 900})
    page.route("http*://**", lambda route: route.abort())
    page.goto(feedback.as_uri())
    drawn = page.locator("mfrac").first.bounding_box()
    assert drawn is not None and drawn["height"] > 15
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heading = page.locator(".nbgrader_cell > .panel-heading").first
    score = heading.locator(".pull-right")
    expect(score).to_contain_text("Score: 1.0 / 3.0")
    outer, inner = heading.bounding_box(), score.bounding_box()
    assert outer is not None and inner is not None
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_a_feedback_page_runs_and_loads_nothing(page: Page, feedback: Path) -> None:
    """Whoever opens it tells nobody; formulas are drawn all the same."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(feedback.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [feedback.as_uri()]
    assert page.locator("script").count() == 0
    expect(page.locator("mfrac").first).to_be_visible()


def test_a_feedback_page_is_accessible(page: Page, feedback: Path) -> None:
    """No violation of WCAG 2.2 AA: code, outputs of every kind, marks and comments."""
    page.goto(feedback.as_uri())
    assert_accessible(page)
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert "TABLE" in reached  # a wide one can be scrolled without a mouse


def test_hints_open_on_the_page_and_are_open_on_paper(page: Page, feedback: Path) -> None:
    """They look as if they open, and do."""
    page.goto(feedback.as_uri())
    hint, summary = page.get_by_text("Look at m."), page.get_by_text("Hint 1")
    expect(hint).not_to_be_visible()
    assert summary.evaluate("node => getComputedStyle(node).display") == "list-item"
    summary.click()
    expect(hint).to_be_visible()
    summary.click()
    page.emulate_media(media="print")
    box = hint.bounding_box()
    assert box is not None and box["height"] > 0
    page.emulate_media(media="screen")


def test_nothing_that_a_student_wrote_runs(page: Page, tmp_path: Path) -> None:
    """A browser's own reading of what was cleaned: parsers disagree about broken HTML."""
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script("window.alert = said => document.title = `ran: ${said}`")
    page.goto(written(tmp_path, [*map(new_markdown_cell, HARMFUL)]).as_uri())
    page.wait_for_load_state("load")
    assert not page.title().startswith("ran")
    for harm in ("script", "[onerror], [onload], [onfocus]", "iframe, object"):
        assert page.locator("#notebook-container").locator(harm).count() == 0

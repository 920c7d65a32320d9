"""What a student wrote as text is shown on a feedback page as it was written, and quickly."""

import pytest

from grader.engine.pages import feedback
from grader.engine.pages.page import PageCell, as_plain_text, notebook_cell, without_fence
from tests.graded import MATERIAL

TEXTS = [
    *("a <b> & \"q\" 'x'\n\n  y\t`z`", "", "````\n```text\nx"),
    *("$x$ \\href{a}{b}", "  two\n lines"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_it_looks_as_a_renderer_of_markdown_would_show_it(text: str) -> None:
    """Which takes five times as long, for each of the hundred that a page shows."""
    cell = PageCell("own-1", "markdown", as_plain_text(text))
    assert without_fence(cell.source) == text
    slowly = feedback._renderer().cell(notebook_cell(MATERIAL, "3_cost", cell))
    quickly = feedback._rendered.__wrapped__(MATERIAL, "3_cost", cell, None, None)["page"]
    assert quickly == slowly


def test_no_renderer_of_markdown_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only for texts of ours, each of them once in a class."""
    monkeypatch.setattr(feedback, "markdown2html", None)
    cell = PageCell("own-1", "markdown", as_plain_text("mine"))
    page = feedback._rendered.__wrapped__(MATERIAL, "3_cost", cell, None, None)["page"]
    assert "mine" in page

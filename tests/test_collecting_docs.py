"""What the commands offer is in their page."""

from pathlib import Path

import pytest
import typer

from grader.engine.cli import app

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "collecting.md").read_text("utf-8")
# The same for every command; graded and submitted are where everything lies unless told otherwise.
EVERYWHERE = {"--help", "--db", "--out", "--submitted", "--jobs", "--unsafe-no-sandbox"}


@pytest.mark.parametrize("name", ["collect", "feedback", "export", "grade", "watch"])
def test_every_command_and_option_is_in_the_page(name: str) -> None:
    """A word of a command that the page does not have is a word that nobody finds."""
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert f"grader {name} " in PAGE
    words = {word for param in command.params for word in param.opts if word.startswith("--")}
    assert words
    missing = {word for word in words - EVERYWHERE if word not in PAGE}
    assert not missing


@pytest.mark.parametrize("lms", ["canvas", "lti"])
def test_every_option_of_sending_is_in_its_page(lms: str) -> None:
    """docs/elsewhere.md, since marks go elsewhere."""
    page = (DOCS / "elsewhere.md").read_text("utf-8")
    send = typer.main.get_command(app).commands["send"]  # type: ignore[attr-defined]
    assert f"grader send {lms} " in page
    words = {word for param in send.commands[lms].params for word in param.opts}
    assert not {
        word for word in words - EVERYWHERE if word.startswith("--") and word not in page
    } - {"--assignment"}  # as everywhere

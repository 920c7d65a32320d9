"""What goes wrong on the way to Canvas: one sentence, nothing lost, nothing doubled."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.engine.cli import app
from grader.engine.lms.passback.patience import TRIES

from .canvas_server import KEY, Canvas
from .conftest import Send
from .test_canvas import MARKS

pytestmark = pytest.mark.filterwarnings("ignore:Canvas may respond unexpectedly:UserWarning")


@pytest.mark.parametrize("fault", [429, 403, 500, 502, 503, "drop", "drop after"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_failure_that_passes_is_waited_out(
    send: Send, canvas: Canvas, waits: list[float], fault: int | str, method: str
) -> None:
    """Canvas is busy (429, or 403 as it says so), does not work, or the line is cut."""
    canvas.faults[method] = ["", fault, fault]
    done = send()
    assert done.exit_code == 3, done.output
    assert canvas.marks == MARKS
    assert waits == [1, 2]


def test_canvas_says_how_long(send: Send, canvas: Canvas, waits: list[float]) -> None:
    """It is given that time, up to a minute."""
    canvas.retry_after = "7"
    canvas.faults["GET"] = [429]
    send()
    canvas.retry_after = "86400"
    canvas.faults["GET"] = [429]
    send()
    assert waits == [7, 60]


@pytest.mark.parametrize("fault", ["drop", "drop after", 500, 429])
def test_a_lost_connection_in_the_middle(send: Send, canvas: Canvas, fault: int | str) -> None:
    """It says how far it came; the same again sends the rest, and none twice."""
    canvas.faults["PUT"] = ["", *([fault] * TRIES)]
    done = send()
    assert done.exit_code == 2
    assert "1 of 3 marks were sent. The same command again sends the rest" in done.output
    there = sum(canvas.marks[who] == MARKS[who] for who in (61, 62, 65))
    assert there == (2 if fault == "drop after" else 1)  # the answer was lost, the mark was not
    before = canvas.times("PUT")
    again = send()
    assert again.exit_code == 3  # Cleo's mark waits
    assert canvas.marks == MARKS
    assert canvas.times("PUT") - before == 3 - there


def test_a_connection_lost_on_reading_back(send: Send, canvas: Canvas) -> None:
    """Nothing is claimed that was not read."""
    canvas.faults["GET"] = [""] * 10 + ["drop"] * TRIES
    done = send()
    assert done.exit_code == 2
    assert canvas.times("PUT") == 3
    assert "was lost" in done.output
    assert "read back, 3 were there" in send().output


@pytest.mark.parametrize("students", [{61}, {61, 62, 65}])
def test_one_refused_mark_stops_no_other(send: Send, canvas: Canvas, students: set[int]) -> None:
    """It is named, as often as it happens."""
    canvas.refuses = students
    done = send()
    assert done.exit_code == 3
    assert "refused: ada (Canvas does not take it.)" in done.output
    assert {who for who in (61, 62, 65) if canvas.marks[who] == MARKS[who]} == {
        61,
        62,
        65,
    } - students
    assert f"{3 - len(students)} marks sent" in done.output


def test_a_wrong_key(send: Send, canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where another comes from, and shows none."""
    monkeypatch.setenv("CANVAS_API_TOKEN", "wrong-key-of-somebody")
    done = send()
    assert (done.exit_code, canvas.times("PUT")) == (2, 0)
    assert "New Access Token" in done.output
    assert "wrong-key" not in done.output


def test_no_log_has_the_key(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    """However much is logged."""
    with caplog.at_level("DEBUG"):
        send()
    assert "submissions/61" in caplog.text
    assert KEY not in caplog.text


def test_a_key_that_may_not_give_marks(send: Send, canvas: Canvas) -> None:
    """A student's, say: every mark is refused."""
    canvas.teacher = False
    done = send()
    assert done.exit_code == 3
    assert "Canvas does not let the owner of the key do this" in done.output
    assert canvas.marks[61] is None


@pytest.mark.parametrize(
    ("at", "words", "said"),
    [
        ("/courses/999", [], "there is no course 999"),
        ("/courses/123/assignments/999", [], "the course has no assignment 999"),
        ("/courses/123", ["--column", "Nothing"], "it has ps0, ps2, ps1. Say its name there"),
        ("", [], "say which course"),
        ("", ["--course-id", "CS101"], "say which course"),
    ],
)
def test_no_such_place(send: Send, canvas: Canvas, at: str, words: list[str], said: str) -> None:
    """It says what to compare."""
    done = send(*words, at=at)
    assert (done.exit_code, canvas.times("PUT")) == (2, 0)
    assert said in done.output


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://canvas.example.edu/courses/1", "use https://"),
        ("canvas.example.edu/courses/1", "is no address of Canvas"),
        ("ftp://canvas.example.edu/courses/1", "is no address of Canvas"),
        ("https://me:word@canvas.example.edu/courses/1", "is no address of Canvas"),
        ("https://[canvas/courses/1", "is no address of Canvas"),
    ],
)
def test_a_key_goes_nowhere_unencrypted(send: Send, url: str, said: str) -> None:
    """Not even to be refused there."""
    done = send("--url", url)
    assert done.exit_code == 2
    assert said in done.output


def test_nobody_answers(send: Send) -> None:
    """A closed port, or a wrong address."""
    done = send("--url", "http://127.0.0.1:9/courses/123")
    assert done.exit_code == 2
    assert "the connection to http://127.0.0.1:9 was lost" in done.output


def test_something_else_answers(send: Send, canvas: Canvas) -> None:
    """A page for logging in, say, with status 200."""
    canvas.says = "<html>Log in</html>"
    done = send()
    assert done.exit_code == 2
    assert "is not Canvas" in done.output


@pytest.mark.parametrize(
    ("lms", "package"), [("canvas", "canvasapi"), ("lti", "jwt"), ("lti", "httpx")]
)
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, desk: Path, lms: str, package: str
) -> None:
    """With the words that install it."""
    for name in ("canvas", "lti", "lti_client"):
        monkeypatch.delitem(sys.modules, f"grader.engine.lms.passback.{name}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    done = CliRunner().invoke(app, ["send", lms, "ps1", "--course", str(desk)])
    assert done.exit_code == 2
    assert f"this needs {package}: pip install 'layerwise[lms]'" in done.output


def test_a_key_from_a_file(
    send: Send, canvas: Canvas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only its owner can read it; and where there is none, it says where one goes."""
    monkeypatch.delenv("CANVAS_API_TOKEN")
    assert "there is no key in CANVAS_API_TOKEN" in send().output
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    file.chmod(0o640)
    assert f"others can read {file}" in send("--token-file", str(file)).output
    assert canvas.asked == []
    file.chmod(0o600)
    assert send("--token-file", str(file)).exit_code == 3
    assert canvas.marks == MARKS
    file.write_text("two words\nand a line")
    assert "is no key" in send("--token-file", str(file)).output

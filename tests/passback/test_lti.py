"""Marks into an LTI platform, and read back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.engine.cli import app
from grader.engine.course.gradebook import gradebook_at
from grader.engine.lms.passback.patience import TRIES

from .conftest import Send
from .lti_server import CLIENT, KEY_ID, OTHER, PRIVATE, Platform, member, pem
from .server import serving

MARKS = {"u1": 60.0, "u2": 25.75, "u5": 0.0}  # Cleo's waits for a person


@pytest.fixture
def lms() -> Iterator[Platform]:
    """A platform with a course that has the class."""
    platform = Platform()
    with serving(platform):
        yield platform


@pytest.fixture
def settings(lms: Platform, tmp_path: Path) -> dict[str, str]:
    """What lti.toml says; a test may change it."""
    (tmp_path / "key.pem").write_text(pem(PRIVATE))
    (tmp_path / "key.pem").chmod(0o600)
    return {
        "token_url": lms.url + "/token",
        "client_id": CLIENT,
        "key_id": KEY_ID,
        "key_file": "key.pem",
        "line_items": lms.url + "/7/lineitems?type_id=4",
        "members": lms.url + "/7/members",
    }


@pytest.fixture
def send(desk: Path, settings: dict[str, str], waits: list[float]) -> Send:
    """`grader send lti` for that course; further words go to the command."""

    def run(*words: str) -> Result:
        lines = [f'{name} = "{value}"\n' for name, value in settings.items()]
        (desk / "lti.toml").write_text("".join(lines))
        (desk / "lti.toml").chmod(0o644)
        where = ["--course", str(desk), "--platform", str(desk / "lti.toml")]
        done = CliRunner().invoke(app, ["send", "lti", "ps1", *where, *words])
        assert "PRIVATE" not in done.output
        assert "token-" not in done.output
        return done

    return run


def test_marks_are_sent_and_read_back(send: Send, lms: Platform) -> None:
    """Into a column that is made, to learners alone; what is not final is held back."""
    done = send()
    assert lms.marks() == MARKS, done.output
    assert done.exit_code == 3
    (item,) = lms.items
    assert (item["label"], item["scoreMaximum"], item["resourceId"]) == ("ps1", 60, "ps1")
    assert "not final, and held back: cleo" in done.output
    assert "3 marks sent to the LMS and read back, 0 were there" in done.output


def test_the_same_again_sends_nothing(send: Send, lms: Platform) -> None:
    """The column is found, and what is in it."""
    send()
    done = send()
    assert "0 marks sent to the LMS and read back, 3 were there" in done.output
    assert (len(lms.items), len(lms.posted)) == (1, 3)


def test_a_corrected_mark_is_sent_alone(send: Send, lms: Platform, desk: Path) -> None:
    """A later time stands on it than on the first."""
    send()
    with gradebook_at(f"sqlite:///{desk}/gradebook.db", "course") as book:
        book.find_grade("c0", "p0", "ps1", "ada").manual_score = 4.5
        book.db.commit()
    assert "ada: 60 -> 54.5" in send().output
    assert lms.marks() == {**MARKS, "u1": 54.5}
    assert len(lms.posted) == 4


def test_a_dry_run_changes_nothing(send: Send, lms: Platform) -> None:
    """It does not even make the column."""
    done = send("--dry-run")
    assert (lms.items, lms.posted) == ([], [])
    assert "3 marks would be sent" in done.output


@pytest.mark.parametrize("worth", [10, 100, 7])
def test_a_platform_may_count_in_other_points(send: Send, lms: Platform, worth: float) -> None:
    """And round them: what it has is compared as it writes it."""
    lms.worth = worth
    send()
    assert lms.marks()["u2"] == round(25.75 / 60 * worth, 2)
    assert "0 marks sent to the LMS and read back, 3 were there" in send().output


def test_the_gradebooks_numbers_do_without_a_class_list(
    send: Send, lms: Platform, settings: dict[str, str]
) -> None:
    """Where they are the platform's own."""
    del settings["members"]
    lms.members = [member(number, "") for number in ("61", "62", "63", "65")]
    send()
    assert lms.marks() == {"61": 60, "62": 25.75, "65": 0}


def test_other_columns_are_left_alone(send: Send, lms: Platform) -> None:
    """Also on a platform that gives all of them, whatever it is asked."""
    lms.filters = False
    place = f"{lms.url}/7/lineitems/1/lineitem?type_id=4"
    lms.items = [{"id": place, "resourceId": "ps1", "tag": "other", "scoreMaximum": 1}] * 3
    send()
    assert len(lms.items) == 4
    send()
    assert len(lms.items) == 4
    lms.items.append(dict(lms.items[3]))
    done = send()
    assert done.exit_code == 2
    assert "several columns for ps1" in done.output


def test_a_token_that_runs_out_is_renewed(send: Send, lms: Platform) -> None:
    """In the middle of a run."""
    lms.good_for = 2
    send()
    assert lms.marks() == MARKS
    assert len(lms.tokens) > 2


@pytest.mark.parametrize("fault", ["drop", "drop after", 500, 503, 429, 403])
@pytest.mark.parametrize("place", range(5))  # the token, the column, and each mark
def test_a_failure_that_passes_doubles_nothing(
    send: Send, lms: Platform, fault: int | str, place: int
) -> None:
    """Where no answer came, it is read whether it was done, before it is done again."""
    lms.faults["POST"] = [*([""] * place), fault]
    done = send()
    assert done.exit_code == 3, done.output
    assert lms.marks() == MARKS
    assert (len(lms.items), len(lms.posted)) == (1, 3)


@pytest.mark.parametrize("fault", ["drop", 500])
def test_a_lost_connection_in_the_middle(send: Send, lms: Platform, fault: int | str) -> None:
    """It says how far it came; the same again sends the rest, and none twice."""
    lms.faults["POST"] = ["", "", "", *([fault] * TRIES)]
    done = send()
    assert done.exit_code == 2
    assert "1 of 3 marks were sent. The same command again sends the rest" in done.output
    send()
    assert lms.marks() == MARKS
    assert (len(lms.items), len(lms.posted)) == (1, 3)


def test_one_refused_mark_stops_no_other(send: Send, lms: Platform) -> None:
    """It is named."""
    lms.refuses = {"u1"}
    done = send()
    assert done.exit_code == 3
    assert "refused: ada (the LMS does not take it (422))" in done.output
    assert lms.marks() == {"u2": 25.75, "u5": 0}


@pytest.mark.parametrize("wrong", ["key", "client_id", "key_id", "audience"])
def test_a_wrong_key(
    send: Send, lms: Platform, settings: dict[str, str], desk: Path, wrong: str
) -> None:
    """Or another name for the tool: it says what to compare."""
    if wrong == "key":
        (desk / "key.pem").write_text(pem(OTHER))
    else:
        settings[wrong] = "another"
    done = send()
    assert (done.exit_code, lms.posted) == (2, [])
    assert "the LMS does not take the key" in done.output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("line_items", "{}/8/lineitems", "there is nothing at"),
        ("token_url", "{}/7/lineitems", "the LMS does not take the key"),
        ("token_url", "http://lms.example.edu/token", "use https://"),
        ("line_items", "no address", "is no address"),
        ("line_items", "https://lms.example.edu/a b", "is no address"),
        ("line_items", "http://127.0.0.1:9/x", "was lost"),
        ("key_id", "", "does not say: key_id"),
        ("colour", "red", "which is not known"),
        ("key_file", "lti.toml", "chmod 600"),
        ("key_file", "none.pem", "could not be read"),
    ],
)
def test_what_cannot_be_used_is_said(
    send: Send, lms: Platform, settings: dict[str, str], name: str, value: str, said: str
) -> None:
    """In one sentence, before anything is sent."""
    settings[name] = value.format(lms.url)
    done = send()
    assert (done.exit_code, lms.posted) == (2, []), done.output
    assert said in done.output


@pytest.mark.parametrize(
    "says", ["<html>Log in</html>", '{"access_token": 7}', '"word"', "[]", '{"access_token": "t"}']
)
def test_something_else_answers(send: Send, lms: Platform, says: str) -> None:
    """A page for logging in, say; nothing is claimed."""
    lms.says = says
    done = send()
    assert done.exit_code in (2, 3)
    assert isinstance(done.exception, SystemExit)
    assert "marks sent to the LMS and read back, 3" not in done.output
    assert lms.marks() == {}


def test_results_that_are_no_numbers(send: Send, lms: Platform) -> None:
    """They are not compared with anything."""
    send()
    lms.scores["u1"] = ("full", *lms.scores["u1"][1:])  # type: ignore[assignment]
    done = send()
    assert done.exit_code == 2
    assert "is no LTI service" in done.output


def test_no_log_has_a_key(send: Send, lms: Platform, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a token, nor what a token is given for."""
    with caplog.at_level("DEBUG"):
        send()
    assert "/scores" in caplog.text
    assert lms.tokens
    assert not any(token in caplog.text for token in lms.tokens)
    assert "eyJ" not in caplog.text  # every signed question begins so


def test_a_file_that_holds_no_key(send: Send, desk: Path) -> None:
    """A public key, say."""
    (desk / "key.pem").write_text("-----BEGIN NOTHING-----\n")
    assert "holds no private RSA key" in send().output

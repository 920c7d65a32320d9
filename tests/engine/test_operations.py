"""What a script sees of a run: exit code, run.json and log.jsonl, help, completion."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from grader.engine.cli import app
from tests.network import ASSIGNMENT
from tests.sample_class import FOLDER
from tests.walls import AUTOGRADE, GRADER


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command; give what it said."""
    return subprocess.run([*map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One notebook each, of two students."""
    folder = tmp_path_factory.mktemp("class")
    for student in ("perfect", "blank"):
        home = folder / student / ASSIGNMENT
        home.mkdir(parents=True)
        shutil.copy(FOLDER / student / ASSIGNMENT / "1_initialize.ipynb", home)
    return folder


def test_a_run_leaves_a_summary_and_a_line_for_every_submission(
    submitted: Path, tmp_path: Path
) -> None:
    """A missing notebook needs a person: exit code 3, and run.json says so, and of how many."""
    done = run(*AUTOGRADE, submitted, "--out", tmp_path)
    summary = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (done.returncode, summary["exit_code"], summary["error"]) == (3, 3, "")
    assert (summary["submissions"], summary["graded"], summary["kept"]) == (2, 2, 0)
    assert summary["outcomes"]["passed"] == 2
    assert summary["needs_a_person"] >= 10
    assert summary["max_score"] == 100
    assert summary["seconds"] > 0
    lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["event"] for event in events] == ["began", "graded", "graded", "ended"]
    assert {event["student"] for event in events[1:3]} == {"perfect", "blank"}
    assert all(event["time"] and event["level"] == "INFO" for event in events)
    again = run(*AUTOGRADE, submitted, "--out", tmp_path)
    summary = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (again.returncode, summary["graded"], summary["kept"]) == (3, 0, 2)


def test_a_run_that_could_not_be_says_why_in_its_summary_too(
    submitted: Path, tmp_path: Path
) -> None:
    """Exit code 2, one line on the error stream, and the same in run.json."""
    (tmp_path / "gradebook.db").write_text("this is no database")
    done = run(*AUTOGRADE, submitted, "--out", tmp_path)
    summary = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (done.returncode, summary["exit_code"]) == (2, 2)
    assert "gradebook.db" in summary["error"]
    assert summary["error"].split()[:3] == done.stderr.removeprefix("grader:").split()[:3]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_has_help_with_examples(command: str) -> None:
    """--help says what it does and gives a line to copy."""
    done = run(*GRADER, command, "--help")
    assert done.returncode == 0
    assert f"grader {command}" in done.stdout


def test_the_shell_can_complete_commands() -> None:
    """`grader --show-completion bash` gives bash a program for it."""
    script = (
        "import sys; from typer.main import get_command; from grader.engine.cli import app; "
        "sys.argv = ['grader', '--show-completion', 'bash']; get_command(app)(prog_name='grader')"
    )
    # The shell is named, and not looked for: a test is not started by one.
    env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert "complete" in done.stdout and "grader" in done.stdout

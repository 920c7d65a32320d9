"""Commands, started where something is missing."""

import os
import subprocess
import sys
from pathlib import Path

from tests.walls import GRADER


def started(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command with other variables; those that are empty are not set."""
    others = {key: value for key, value in {**os.environ, **environ}.items() if value}
    return subprocess.run(command, env=others, capture_output=True, text=True, check=False)


def test_a_user_who_is_a_number_alone_needs_no_home() -> None:
    """As in a container: no entry in passwd, and no HOME."""
    code = "import pwd; pwd.getpwuid = {}.__getitem__; from grader.engine.cli import app; app()"
    done = started(sys.executable, "-c", code, "doctor", HOME="")
    assert done.stderr == "" and "cell_seconds" in done.stdout


def test_a_name_that_the_terminal_has_no_letters_for_is_written_in_others(tmp_path: Path) -> None:
    """A folder's here; a student's goes the same way."""
    place = tmp_path / "李雷"
    done = started(*GRADER, "new", "sums", "--course", place, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "") and r"\u674e\u96f7" in done.stdout


def test_a_folder_that_was_removed_is_named(tmp_path: Path) -> None:
    """Whatever the command."""
    script = f"cd {tmp_path}; rmdir {tmp_path}; exec {' '.join(map(str, GRADER))} doctor"
    done = started("sh", "-c", script)
    assert done.returncode == 2 and "start the command in another one" in done.stderr
    assert "Traceback" not in done.stderr

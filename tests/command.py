"""Our commands, in the test's process: to load nbgrader anew takes longer than what they do."""

import contextlib
import subprocess
import traceback
from pathlib import Path

from typer.testing import CliRunner

from grader.engine.cli import app
from grader.engine.cli.say import console
from tests.walls import UNSAFE

# A command that grades, on one core: other tests share the others.
AUTOGRADE = ("autograde", "--jobs", "1", *UNSAFE)

WIDE = 200  # no table of theirs is cut


def command(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `grader` with these words; give what a process would have left."""
    line = [*map(str, words)]
    before, console.width = console.width, WIDE
    with contextlib.chdir(cwd or Path.cwd()):
        done = CliRunner().invoke(app, line)
    console.width = before
    said = done.stderr
    if done.exc_info and not isinstance(done.exception, SystemExit | None):
        said += "".join(traceback.format_exception(*done.exc_info))
    return subprocess.CompletedProcess(line, done.exit_code, done.stdout, said)

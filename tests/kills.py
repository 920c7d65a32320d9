"""Kill a run of `grader autograde` again and again, and see that nothing is lost.

    python -m tests.kills 100      a hundred SIGKILLs, about ten minutes

At a random moment a random process is killed: the command itself, which is also the writer, one
of the processes that judge, a sandbox, its warm process, or a worker with a student's code in it.
After each, the same command is given again. At the end the gradebook, the pages and the kept
results must be those of a run that nobody disturbed.
"""

import contextlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from sqlalchemy import create_engine, text

from grader.engine.course.gradebook_url import database_url
from tests.bench.school import kinds, write_school
from tests.walls import AUTOGRADE

LEFTOVER_SECONDS = 15.0

_OF_A_CELL = """
FROM {table} JOIN base_cell ON {table}.cell_id = base_cell.id
JOIN submitted_notebook ON {table}.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
JOIN student ON submitted_assignment.student_id = student.id
ORDER BY 1, 2
"""
MARKS = "SELECT student.id, base_cell.name, auto_score, manual_score, needs_manual_grade"
MARKS += _OF_A_CELL.format(table="grade")
COMMENTS = "SELECT student.id, base_cell.name, auto_comment, manual_comment"
COMMENTS += _OF_A_CELL.format(table="comment")
STUDENTS = "SELECT count(*) FROM submitted_assignment"
TABLES = {"marks": MARKS, "comments": COMMENTS, "students": STUDENTS}


class Lost(AssertionError):
    """A killed run left something else than an undisturbed one."""


def left_by(out: Path, db: str = "") -> dict[str, Any]:
    """All that a run leaves, apart from ids and times."""
    engine = create_engine(database_url(db, out))
    with engine.connect() as connection:
        rows = {name: connection.execute(text(sql)).fetchall() for name, sql in TABLES.items()}
    engine.dispose()
    left: dict[str, Any] = {name: [tuple(row) for row in found] for name, found in rows.items()}
    for folder in ("autograded", "feedback"):
        for path in sorted((out / folder).rglob("*.*")):
            left[str(path.relative_to(out))] = hash(path.read_bytes())
    for path in sorted((out / "results").glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        kept["result"].pop("seconds")
        left[path.name] = kept
    # nbgrader exports students in the order in which they came into the gradebook.
    left["grades.csv"] = sorted((out / "grades.csv").read_text(encoding="utf-8").splitlines())
    return left


def torture(
    folder: Path,
    students: int,
    kills: int,
    seed: int = 1,
    db: Callable[[Path], str] = lambda out: "",
) -> Counter[str]:
    """Kill runs over a class; give how often each kind of process was the victim.

    Args:
        folder: an empty one, for the class and both runs.
        students: how many submissions.
        kills: how many SIGKILLs.
        seed: of the moments and the victims.
        db: the gradebook's URL for a folder of results.

    Raises:
        Lost: the end is not that of an undisturbed run, or something was left running.
    """
    submitted, quiet, out = folder / "class", folder / "quiet", folder / "out"
    log = folder / "said.txt"
    write_school(submitted, [kind for kind in kinds(2 * students) if kind != "endless"][:students])

    def command(where: Path) -> list[str]:
        return [*AUTOGRADE, str(submitted), "--jobs", "2", "--out", str(where), "--db", db(where)]

    subprocess.run(command(quiet), check=True, stdout=subprocess.DEVNULL)
    draw = random.Random(seed)
    victims: Counter[str] = Counter()
    again: list[str] = []
    while victims.total() < kills:
        with log.open("wb") as said:
            process = subprocess.Popen([*command(out), *again], stdout=said)
        spared: set[str] = set()
        while victims.total() < kills:
            time.sleep(draw.uniform(0, 6))
            if process.poll() is not None:
                break
            what = _kill(process.pid, draw, spared)
            victims[what] += 1
            if what == "command":
                break
            if what == "worker":  # twice the same submission's would be left open, as it should
                spared.add(what)
        if process.wait() not in (0, -signal.SIGKILL):
            said_last = log.read_text(encoding="utf-8")[-1_000:]
            raise Lost(f"a run ended with exit code {process.returncode}: {said_last}")
        again = ["--force"] if process.returncode == 0 else []
    subprocess.run(command(out), check=True, stdout=subprocess.DEVNULL)
    expected, found = left_by(quiet, db(quiet)), left_by(out, db(out))
    if wrong := [name for name in expected | found if expected.get(name) != found.get(name)]:
        raise Lost(f"{len(wrong)} things differ: {', '.join(wrong[:5])}")
    return victims


def _kill(command: int, draw: random.Random, spared: set[str]) -> str:
    """Kill a process of a run, of a kind that is there and not spared; tell which kind it was."""
    whole = psutil.Process(command)
    below = whole.children(recursive=True)
    found: dict[str, list[psutil.Process]] = {"command": [whole]}
    for process in below:
        with contextlib.suppress(psutil.Error):
            words = " ".join(process.cmdline())
            if "grader.engine.run.process" in words:
                found.setdefault("judge", []).append(process)
            elif "bwrap" in process.name():
                found.setdefault("sandbox", []).append(process)
            elif "grader.engine.sandbox.inside.fork_server" in words:
                kind = "warm process" if process.parent().name() == "bwrap" else "worker"
                found.setdefault(kind, []).append(process)
    what = draw.choice(sorted(found.keys() - spared))
    with contextlib.suppress(psutil.Error):
        draw.choice(found[what]).kill()
    if what == "command":
        _wait_until_gone(below)
    return what


def _wait_until_gone(processes: list[psutil.Process]) -> None:
    """A command that is killed takes with it all that it had started."""
    _, alive = psutil.wait_procs(processes, timeout=LEFTOVER_SECONDS)
    if alive:
        raise Lost(f"still running after the command was killed: {alive}")


def main() -> None:
    """Torture in a temporary folder, and tell what was killed."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    console = Console()
    with tempfile.TemporaryDirectory() as folder, console.status(f"{kills} SIGKILLs"):
        victims = torture(Path(folder), 200, kills)
    for what, count in victims.most_common():
        console.print(f"{count:4} times the {what}")
    console.print("[green]the gradebook, the pages and the results are those of a quiet run[/]")


if __name__ == "__main__":
    main()

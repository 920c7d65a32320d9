"""A due date is moved, and students get longer: penalties follow at the next run, by themselves."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine.errors import ExtensionsError
from grader.engine.gradebook.extensions import Extension, read_extensions, write_extension
from tests.stock.course import put
from tests.walls import needs_walls
from tests.week.course import ASSIGNMENT, RIGHT, SOURCE, book, course, run
from tests.week.course import work as handed

LATE = "2026-03-04 12:00:00 UTC"
ZERO = 'c.LateSubmissionPlugin.penalty_method = "zero"'


def _due(folder: Path, when: str) -> None:
    """Set a due date as an instructor does, with nbgrader's own command."""
    scripts = Path(sys.executable).parent
    words = [scripts / "nbgrader", "db", "assignment", "add", ASSIGNMENT, "--duedate", when]
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={"PATH": f"{scripts}:/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def _scores(folder: Path) -> dict[str, float]:
    with book(folder) as gradebook:
        return {
            one.student.id: one.score - one.late_submission_penalty
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }


@needs_walls
def test_penalties_follow_the_due_date_and_extensions(tmp_path: Path) -> None:
    """Two are late by two days; nothing is graded again, and every penalty is as it should be."""
    folder = course(tmp_path, {name: handed(RIGHT, "Twice.") for name in ("ada", "ben")}, ZERO)
    for student in ("ada", "ben"):
        put(folder / "submitted" / student / ASSIGNMENT / "timestamp.txt", LATE)
    _due(folder, "2026-03-02 12:00 UTC")
    run(folder, "extend", ASSIGNMENT, "ada", "--days", "2")  # before anything was graded
    run(folder, "autograde", codes=(3,))
    assert _scores(folder) == {"ada": 4, "ben": 0}
    run(folder, "extend", ASSIGNMENT, "ben", "--until", "2026-03-04 12:00 UTC")
    run(folder, "extend", ASSIGNMENT, "ada", "--days", "1.9")
    assert "2 had not changed" in run(folder, "autograde", codes=(3,))
    assert _scores(folder) == {"ada": 0, "ben": 4}
    run(folder, "extend", ASSIGNMENT, "ben", "--remove")
    run(folder, "autograde", codes=(3,))
    assert _scores(folder) == {"ada": 0, "ben": 0}
    _due(folder, "2026-03-04 12:00 UTC")
    assert "2 had not changed" in run(folder, "autograde", codes=(3,))
    assert _scores(folder) == {"ada": 4, "ben": 4}
    assert SOURCE["cells"]


def test_the_table_says_which_line_is_wrong(tmp_path: Path) -> None:
    """A person may edit it: what is not a number of days is named, and nothing is written over."""
    write_extension(tmp_path, Extension("ps1", "ada", 2.5))
    write_extension(tmp_path, Extension("ps1", "ada", 3))
    assert read_extensions(tmp_path) == [Extension("ps1", "ada", 3)]
    for row in ("ps1,ben,soon", "ps1,ben,-1", "ps1,ben,inf", "ps1"):
        text = f"assignment,student,days\nps1,ada,3\n{row}\n"
        (tmp_path / "extensions.csv").write_text(text, encoding="utf-8")
        with pytest.raises(ExtensionsError, match="line 3"):
            write_extension(tmp_path, Extension("ps1", "ben", 1))
        assert (tmp_path / "extensions.csv").read_text(encoding="utf-8") == text


def test_an_extension_for_somebody_unknown_is_kept_and_told(tmp_path: Path) -> None:
    """It may be for later; it may be a slip of the pen, and then nobody has it."""
    folder = course(tmp_path, {"ada": handed(RIGHT, "")})
    said = run(folder, "extend", ASSIGNMENT, "ada", "aad", "--days", "1")
    assert "ada has 1 day more" in said
    assert "aad is not in the gradebook, and has not handed in" in " ".join(said.split())
    assert "ada is not" not in said and len(read_extensions(folder)) == 2

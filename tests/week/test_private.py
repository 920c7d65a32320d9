"""What is about students is readable by nobody else, whatever the machine's umask is."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.walls import AUTOGRADE, needs_walls
from tests.week.course import ASSIGNMENT, RIGHT, course, run, work


def _open_to_others(folder: Path) -> list[str]:
    """Name what others can read: no folder on the way keeps them out."""
    found = []
    for root, folders, files in os.walk(folder):
        closed = [name for name in folders if not _mode(Path(root, name)) & 0o077]
        folders[:] = [name for name in folders if name not in closed]
        found += [str(Path(root, name)) for name in files if _mode(Path(root, name)) & 0o044]
    return found


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@needs_walls
def test_gradebook_and_reports_are_the_instructors(tmp_path: Path) -> None:
    """Under umask 022, and where an earlier run has left the gradebook open to all."""
    folder = course(tmp_path, {"ada": work(RIGHT, "Twice.")})
    before = os.umask(0o022)
    try:
        run(folder, "autograde", codes=(3,))
        (folder / "gradebook.db").chmod(0o644)
        (folder / "reports" / ASSIGNMENT).chmod(0o755)
        run(folder, "autograde", codes=(3,))
        run(folder, "feedback", ASSIGNMENT, codes=(3,))
        run(folder, "export", ASSIGNMENT, str(folder / "marks.csv"), codes=(0, 3))
        run(folder, "extend", ASSIGNMENT, "ada", "--days", "1")
    finally:
        os.umask(before)
    given = {str(p) for part in ("source", "submitted") for p in (folder / part).rglob("*")}
    public = {*given, str(folder / "nbgrader_config.py")}
    assert [path for path in _open_to_others(folder) if path not in public] == []
    assert _mode(folder / "gradebook.db") == 0o600


@needs_walls
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    """No traceback: one line that names it."""
    folder = course(tmp_path / "course", {"ada": work(RIGHT, "Twice.")})
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o000)
    said = run(folder, "autograde", "--out", str(shut / "out"), codes=(2,))
    assert "Traceback" not in said and "shut" in said


def test_a_full_disk_is_named_by_its_own_folder(tmp_path: Path) -> None:
    """/dev/full is full: what could not be written is named, and not what was read."""
    from grader.engine.files import write_whole

    (tmp_path / "report.partial").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as failed:
        write_whole(tmp_path / "report.json", "x" * 100_000)
    assert failed.value.filename == str(tmp_path / "report.json")


@needs_walls
def test_nbformats_advice_is_not_on_the_terminal(tmp_path: Path) -> None:
    """Cells without the ids that the format wants are graded, and nobody is told of it."""
    handed = work(RIGHT, "Twice.")
    handed["nbformat_minor"] = 5
    folder = course(tmp_path, {"ada": handed})
    command = [*AUTOGRADE, ASSIGNMENT, "--course", str(folder), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Warning" not in done.stderr and "nbformat" not in done.stderr

"""A disk that is full while work is collected or packed: told where, and it goes on later."""

import resource
import subprocess
from pathlib import Path

import pytest

from tests.intake.downloads import make_zip
from tests.stock import cells
from tests.walls import GRADER, needs_walls
from tests.week.course import ASSIGNMENT, RIGHT, course, run, work

LARGE = bytes(range(256)) * 256  # one file that does not fit where 32 KB do


def _narrow() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (32 * 2**10, resource.RLIM_INFINITY))


def _in_little_room(folder: Path, *words: str) -> str:
    """Run a command that may write no file of more than 32 KB; it says so in one line."""
    command = [*GRADER, *words, "--course", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_narrow)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 2 and "Traceback" not in said, said
    return said


def _download(path: Path) -> Path:
    done = cells.write(work(RIGHT, "Twice.")).encode()
    files = {f"{name}/p1.ipynb": done for name in ("ada", "ben", "eve")}
    return make_zip(path, {**files, "ben/data.bin": LARGE})


def test_collecting_says_where_there_is_no_room_and_goes_on(tmp_path: Path) -> None:
    """Who came before is collected, nobody has a half; the same command does the rest."""
    folder, zipped = course(tmp_path / "course", {}), str(_download(tmp_path / "all.zip"))
    said = _in_little_room(folder, "collect", zipped, ASSIGNMENT)
    assert "submitted/ben could not be read or written" in said
    assert not (folder / "submitted" / "ben" / ASSIGNMENT).exists()
    assert (folder / "submitted" / "ada" / ASSIGNMENT / "p1.ipynb").is_file()
    run(folder, "collect", zipped, ASSIGNMENT)
    assert (folder / "submitted" / "ben" / ASSIGNMENT / "data.bin").read_bytes() == LARGE
    assert not list((folder / "submitted").rglob(".*"))


@needs_walls
@pytest.mark.parametrize("large", ["Twice.", "w " * 100_000], ids=["pages", "zips"])
def test_packing_says_where_there_is_no_room_and_goes_on(tmp_path: Path, large: str) -> None:
    """No zip is half there."""
    folder = course(tmp_path / "course", {"ada": work(RIGHT, large)})
    run(folder, "autograde", codes=(3,))
    said = _in_little_room(folder, "feedback", ASSIGNMENT)
    assert "could not be read or written: File too large" in said and "a file could" not in said
    assert not list(folder.rglob("*.zip"))
    run(folder, "feedback", ASSIGNMENT, codes=(3,))
    assert (folder / "zips" / ASSIGNMENT / "ada.zip").is_file()

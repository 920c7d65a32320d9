"""The command from a folder where work arrives to feedback that is published."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.sample_class import FOLDER
from tests.walls import STAND

ROOT = Path(__file__).resolve().parents[2]
WATCH = [sys.executable, "-m", "grader.engine.cli", "watch", "inbox"]
WATCH += ["--jobs=1", "--assignment=network"]
if not STAND:
    WATCH.append("--unsafe-no-sandbox")
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an inbox in which two students' work has arrived, one of it as a zip."""
    inbox = tmp_path / "inbox"
    (inbox / "ada").mkdir(parents=True)
    shutil.copy(FOLDER / "perfect" / "network" / "3_cost.ipynb", inbox / "ada")
    with zipfile.ZipFile(inbox / "ben.zip", "w") as archive:
        archive.write(FOLDER / "mistake_3_cost" / "network" / "3_cost.ipynb", "3_cost (1).ipynb")
    (inbox / "eve.zip").write_bytes(b"PK\x03\x04 no zip at all")
    return tmp_path


def once(desk: Path) -> tuple[int, list[str]]:
    """Run the command once; give its exit code and its lines, without the time."""
    run = subprocess.run(
        [*WATCH, "--once"], cwd=desk, env=ENV, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return run.returncode, [line[9:] for line in run.stdout.splitlines()]


def test_what_arrives_is_graded_and_published_once(desk: Path) -> None:
    """A line for each event, a zip for each student; the second time there is nothing to do."""
    code, lines = once(desk)
    assert code == 3  # eve's zip needs a person
    assert lines[0].startswith("isolation  ")
    events = [line for line in lines[1:] if not line.startswith("note")]
    assert events[:3] == ["collected  ada: new", "collected  ben: new", "refused    eve: "]
    # Whoever is ready first is graded first.
    assert sorted(events[3:5]) == [
        "graded     ada: 1 of 18 passed",
        "graded     ben: 0 of 18 passed",
    ]
    assert events[5:] == [
        "published  graded/published/ada.zip",
        "published  graded/published/ben.zip",
    ]
    assert any("3_cost (1).ipynb was taken for 3_cost.ipynb" in line for line in lines)
    assert any("eve: refused: eve.zip: it is no zip" in line for line in lines)
    with zipfile.ZipFile(desk / "graded" / "published" / "ada.zip") as archive:
        assert archive.namelist() == ["3_cost.html"]
        assert b"compute_cost" in archive.read("3_cost.html")
    with closing(Gradebook(f"sqlite:///{desk / 'graded' / 'gradebook.db'}", "layerwise")) as book:
        assert (
            book.find_submission("network", "ada").timestamp is not None
        )  # it arrived when it did
    assert once(desk) == (0, lines[:1])


def test_ctrl_c_ends_it_and_the_next_start_goes_on(desk: Path) -> None:
    """It says so, leaves with 0, and nothing that it began is left."""
    shutil.rmtree(desk / "inbox" / "ada")
    (desk / "inbox" / "eve.zip").unlink()
    run = subprocess.Popen(
        [*WATCH, "--every=0.5"], cwd=desk, env=ENV, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    lines = []
    for line in run.stdout:
        lines.append(line[9:].strip())
        if line[9:].startswith("published"):
            break
    run.send_signal(signal.SIGINT)
    rest, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    assert "stopped" in rest
    assert lines[0].startswith("isolation  ")
    assert lines[1] == "watching   inbox"
    assert "graded     ben: 0 of 18 passed" in lines
    # Ended between the last line and its note of it, it looks once more, and finds all done.
    code, again = once(desk)
    assert code == 0
    assert set(again[1:]) <= {"graded     ben: 0 of 18 passed"}

"""In a container as Docker starts it by default: no user namespace, and the same marks as outside.

tests/container.py plays the container; test_image.py does so in a file system of Debian's own.
"""

import csv
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine.sandbox import levels
from grader.engine.sandbox.levels import LACKS, Level
from tests import container
from tests.every import EVERY, of_the_day

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "tests" / "submissions"
COMMAND = (sys.executable, "-m", "grader.engine.cli")
# Whoever is not root himself cannot play it.
WHO = ("root", "user") if os.getuid() == 0 else ("user",)
pytestmark = pytest.mark.skipif(
    not (container.supported() and all(wall.stands for wall in levels.examine(Level.LANDLOCK)))
    and "CI" not in os.environ,
    reason="no container can be played here: it takes Linux on x86_64, bubblewrap and Landlock",
)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may write to, and walk to."""
    with tempfile.TemporaryDirectory(prefix="containers-", dir="/tmp") as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def marks(out: Path) -> dict[str, float]:
    """The score of every student."""
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("who", of_the_day(WHO))
def test_the_sample_class_gets_the_marks_of_the_full_level(who: str, place: Path) -> None:
    """`make demo`'s class, without namespaces; terminal, run.json and report say so."""
    out = place / "out"
    done = container.run(who, *COMMAND, "autograde", str(CLASS), "--out", str(out))
    assert done.returncode == 3, done.stderr
    assert marks(out) == {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["score"]
        for path in CLASS.glob("*/expected.json")
    }
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (run["level"], run["walls"]) == ("landlock", True)
    for said in (done.stdout, (out / "report.html").read_text(encoding="utf-8")):
        assert levels.told(Level.LANDLOCK) in said
    began = json.loads((out / "log.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert began["isolation"] == "landlock"


@pytest.mark.parametrize("who", WHO)
def test_the_hostile_class_gets_the_marks_of_the_full_level(
    who: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every trick, with all that is looked at afterwards: marks, pages, files, processes.

    Each is tried by one user, every other by root, a third of them each day; with
    LAYERWISE_TESTS=all each by both.
    """
    if not EVERY:
        (third,) = of_the_day(("1", "2", "3"), 3)
        turn = 3 * WHO.index(who) + int(third)
        monkeypatch.setenv("LAYERWISE_TRICKS", f"{turn}/{3 * len(WHO)}")
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={place / 'kept'}")
    done = container.run(who, sys.executable, *words, "tests/engine/test_hostile.py")
    assert done.returncode == 0, done.stdout[-5_000:]


@pytest.mark.parametrize("who", WHO)
def test_the_doctor_names_the_level_what_it_lacks_and_the_next_step(who: str) -> None:
    """It stands, so the exit code is 0; the full level's first missing wall has its step."""
    done = container.run(who, *COMMAND, "doctor")
    assert done.returncode == 0 and "level: landlock" in done.stdout
    for lack in LACKS[Level.LANDLOCK]:
        assert lack in done.stdout
    assert "to mend it: the container's filter refuses them. Docker: --security-opt" in done.stdout


def test_where_no_level_stands_the_command_refuses(place: Path) -> None:
    """Nothing is run or written; one line names what each level is missing, and what mends it."""
    out = place / "out"
    done = container.run("bare", *COMMAND, "autograde", str(CLASS), "--out", str(out))
    assert done.returncode == 2 and done.stdout.strip() == ""
    assert len(done.stderr.splitlines()) == 1
    assert "level landlock: Landlock. To mend it: Linux 5.13" in done.stderr
    assert "level namespaces: user namespaces. To mend it: the container's filter" in done.stderr
    assert not out.exists()
    doctor = container.run("bare", *COMMAND, "doctor")
    assert doctor.returncode == 1 and "level: none" in doctor.stdout


def test_without_a_level_it_grades_with_the_walls_that_there_are_and_says_so(place: Path) -> None:
    """--unsafe-no-sandbox gives the same marks, and is recorded with what stood."""
    out = place / "out"
    for student in ("perfect", "mistake_3_cost"):
        shutil.copytree(CLASS / student, place / "class" / student)
    words = ("autograde", str(place / "class"), "--out", str(out), "--unsafe-no-sandbox")
    done = container.run("bare", *COMMAND, *words)
    assert done.returncode == 3, done.stderr
    assert marks(out) == {"perfect": 100, "mistake_3_cost": 92}
    said = "graded with --unsafe-no-sandbox: partial: of the walls, these stood: folder, limits"
    assert said in done.stdout and said in (out / "report.html").read_text(encoding="utf-8")
    for wall in ("rights", "system calls"):
        assert wall in done.stdout
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (run["level"], run["walls"]) == ("partial", False)


def test_the_flag_drops_no_wall_that_stands(place: Path) -> None:
    """Where a level stands, --unsafe-no-sandbox runs at that level all the same."""
    code = (
        "from grader.engine.sandbox.levels import taken; from grader.engine.sandbox.limits import "
        "Limits; print(taken(Limits(walls=False)))"
    )
    assert container.run("user", sys.executable, "-c", code).stdout.strip() == "landlock"


@pytest.mark.parametrize("who", WHO)
def test_one_notebook_is_graded_too(who: str) -> None:
    """`grader grade` takes the same level, and tells which."""
    notebook = CLASS / "perfect" / "network" / "3_cost.ipynb"
    done = container.run(who, *COMMAND, "grade", "--json", str(notebook))
    assert json.loads(done.stdout)["isolation"] == "landlock", done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="it is root who becomes somebody else")
def test_an_ordinary_user_outside_has_the_full_level() -> None:
    """What a machine allows its users is what counts, and not that root ran the tests."""
    done = container.run("free", *COMMAND, "doctor")
    if "switched off" in done.stdout or "AppArmor" in done.stdout:
        pytest.skip("this machine allows its users no namespaces")
    assert "level: namespaces" in done.stdout, done.stdout

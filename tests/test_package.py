"""What is built of the kit: a wheel and a source archive, that an index takes and pip installs."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What no module imports, and is needed all the same.
PLACES = ("grader/engine/authoring/pages/troubleshooting.md", "grader/py.typed")


def python(*words: str, cwd: Path = ROOT) -> str:
    """Run a module of this Python's; give what it says."""
    done = subprocess.run(
        [sys.executable, "-P", *words], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build both from what git has, as they are built for an index."""
    clone, out = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("dist")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in names.stdout.decode().split("\0"):
        if name.startswith("grader/") or ("/" not in name and name):
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_bytes((ROOT / name).read_bytes())
    python("-m", "build", "--no-isolation", "--outdir", str(out), str(clone))
    return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))


def test_an_index_takes_them(built: tuple[Path, Path]) -> None:
    """Twine finds nothing to say, of the page that an index makes of the README neither."""
    said = python("-m", "twine", "check", "--strict", *map(str, built))
    assert said.count("PASSED") == 2 and "WARNING" not in said


def test_they_hold_the_kit_whole_and_no_course(built: tuple[Path, Path]) -> None:
    """Every file of grader/, and no test, no solution, no hidden value."""
    wheel, source = built
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    listed = subprocess.run(
        ["git", "ls-files", "grader"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = {name for name in listed.stdout.split() if (ROOT / name).is_file()}
    assert wanted <= names and set(PLACES) <= names
    assert {name.split("/")[0] for name in names} - {"grader"} == {
        next(name for name in names if ".dist-info/" in name).split("/")[0]
    }
    with tarfile.open(source) as archive:
        inside = {"/".join(name.split("/")[1:]) for name in archive.getnames()}
    assert wanted <= inside
    assert not [name for name in inside if name.startswith(("tests/", "solutions/"))]


def test_the_wheel_is_installed(built: tuple[Path, Path], tmp_path: Path) -> None:
    """By pip, into a folder of its own: the command is there, and a learner's part runs."""
    wheel, _ = built
    python("-m", "pip", "install", "--no-deps", "--no-index", "--target", str(tmp_path), str(wheel))
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import grader.show as m"
    assert python("-c", f"{code}; print(m.__file__)", cwd=tmp_path).startswith(str(tmp_path))
    assert (tmp_path / "bin" / "grader").is_file()

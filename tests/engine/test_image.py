"""The image that Containerfile describes, and the files that are copied to run it."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests import image

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CLASS = ROOT / "tests" / "submissions"
heavy = pytest.mark.skipif(
    os.environ.get("LAYERWISE_TESTS") not in ("all", "image") or os.getuid() != 0,
    reason="it takes minutes, root, debootstrap and a network: make image-test",
)


def test_every_step_of_the_file_is_one_that_can_be_played() -> None:
    """An ordinary user, `grader` as the command, and no step that the test below would skip."""
    made = image.Image(Path("/nowhere"))
    made.describe(image.steps())
    assert made.user == "grader" and made.entrypoint == ["grader"] and made.command == ["doctor"]


@pytest.mark.parametrize("path", sorted((DOCS / "containers").glob("*.yaml")), ids=lambda p: p.name)
def test_the_files_to_copy_take_no_wall_away(path: Path) -> None:
    """Each is named in the docs, runs as an ordinary user, and keeps the runtime's own filter."""
    assert f"containers/{path.name}" in (DOCS / "containers.md").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    said = json.dumps(yaml.safe_load(text))
    assert '"runAsNonRoot": true' in said and '"type": "RuntimeDefault"' in said
    assert "privileged" not in said and "SYS_ADMIN" not in said


@pytest.fixture(scope="module")
def made() -> Iterator[image.Image]:
    """The image, as a folder of this machine."""
    kept = os.environ.get("LAYERWISE_IMAGE", "")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="image-", dir="/var/tmp"))
    one = image.Image(folder)
    if (folder / "opt" / "python").is_dir():
        one.describe(image.steps())
    else:
        one.make(image.steps())
    yield one
    if not kept:
        shutil.rmtree(folder)


@heavy
def test_the_doctor_finds_the_level_without_namespaces(made: image.Image) -> None:
    """The image's own command, under Docker's filter, as its ordinary user."""
    done = made.run()
    assert done.returncode == 0 and "level: landlock" in done.stdout, done.stdout + done.stderr


@heavy
def test_a_class_is_graded_with_the_same_marks(made: image.Image, tmp_path: Path) -> None:
    """From a mounted folder, which the image's user owns, and back into it."""
    shutil.copytree(CLASS, tmp_path / "submitted")
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, 1000, 1000)
    mounts = ("--bind", str(tmp_path), "/class")
    done = made.run("autograde", "submitted", "--out", "graded", mounts=mounts)
    assert done.returncode == 3, done.stdout + done.stderr
    with (tmp_path / "graded" / "grades.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert marks == {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))["score"]
        for path in CLASS.glob("*/expected.json")
    }

"""Two assignments in one course: one gradebook, a report for each, a bundle for each."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.engine.authoring.bundle import bundle_files
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.lessons import build_source
from tests.command import AUTOGRADE, command
from tests.every import EVERY
from tests.walls import STAND

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("network", "improve")
# What is handed in: notebooks that need no other one, and train nothing.
HANDED_IN = {"network": ("1_initialize", "5_update"), "improve": ("4_optimize", "5_classes")}


def run(course: Path, *words: str | Path) -> None:
    """Run a command in a course; it must succeed, or ask for a person."""
    done = command(*words, cwd=course)
    assert done.returncode in (0, 3), done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with both, in which ada has solved what she hands in, and ben nothing."""
    root = tmp_path_factory.mktemp("both")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for name in NAMES:
        source = root / "source" / name
        build_source(replace(find_folder(ROOT, name), source=source))
        for path in source.glob("*.ipynb"):
            if path.stem not in HANDED_IN[name]:
                path.unlink()
        shutil.copy(ROOT / "notebooks" / name / "public.h5", source)
        for student, place in (
            ("ada", ROOT / "solutions" / name / "solved"),
            ("ben", ROOT / "notebooks" / name),
        ):
            home = root / "submitted" / student / name
            home.mkdir(parents=True)
            for notebook in HANDED_IN[name]:
                shutil.copy(place / f"{notebook}.ipynb", home)
        # It puts the assignment into the gradebook, as nbgrader generate_assignment would.
        run(root, *AUTOGRADE, "--course", root, name)
    return root


def test_one_gradebook_has_the_marks_of_both(course: Path) -> None:
    """Solved earns every point of either, and what was released earns none."""
    with closing(Gradebook(f"sqlite:///{course / 'gradebook.db'}")) as gradebook:
        for name in NAMES:
            notebooks = gradebook.find_assignment(name).notebooks
            most = sum(one.max_score for one in notebooks if one.name in HANDED_IN[name])
            assert most > 0
            assert gradebook.find_submission(name, "ada").score == most
            assert gradebook.find_submission(name, "ben").score == 0


def test_each_has_a_report_of_its_own(course: Path) -> None:
    """Side by side, each about its own functions."""
    said = {}
    for name in NAMES:
        assert (course / "reports" / name / "report.html").is_file()
        said[name] = (course / "reports" / name / "report.json").read_text(encoding="utf-8")
        json.loads(said[name])
    assert "update_parameters_with_adam" in said["improve"]
    assert "update_parameters_with_adam" not in said["network"]
    assert "initialize_parameters_deep" in said["network"]
    assert "initialize_parameters_deep" not in said["improve"]


def test_each_has_a_bundle_of_its_own() -> None:
    """With the data that its lessons read, and nothing that is hidden."""
    for name, data in (("network", "data/coast.h5"), ("improve", "data/shore.h5")):
        files = bundle_files(find_folder(ROOT, name))
        assert data in files
        assert "data/NOTICE" in files
        assert not any("solutions" in path or "hidden" in path for path in files)
        other = next(one for one in NAMES if one != name)
        assert not any(path.startswith(f"notebooks/{other}/") for path in files)


@pytest.mark.skipif(not STAND, reason="hostile work runs behind walls alone")
def test_no_hostile_trick_earns_a_point_here_either(tmp_path: Path) -> None:
    """One trick of each kind, at one function of this assignment; an honest neighbour gets all."""
    from tests.improve.hostile import write_hostile

    honest = write_hostile(tmp_path / "submitted")
    words = ("--assignment", "improve", "--out", tmp_path / "out")
    run(ROOT, *AUTOGRADE, tmp_path / "submitted", *words)
    with closing(Gradebook(f"sqlite:///{tmp_path / 'out' / 'gradebook.db'}")) as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions("improve")}
    assert len(scores) > (25 if EVERY else 5)
    assert scores.pop(honest) == 16  # all of notebook 5
    assert scores == dict.fromkeys(scores, 0)

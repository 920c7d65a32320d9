"""A run that was broken off goes on: nothing is graded twice, nothing is lost."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.engine.errors import OutBusy
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.lock import only_run
from tests.conftest import Kept
from tests.kills import left_by, torture
from tests.network import ASSIGNMENT
from tests.sample_class import FOLDER
from tests.walls import LIMITS, grade_class


@pytest.fixture
def kept(kept_today: Kept) -> Kept:
    """One kind of gradebook."""
    return kept_today


def class_of(folder: Path, *students: str) -> Path:
    """A small class of golden submissions."""
    for student in students:
        shutil.copytree(FOLDER / student / ASSIGNMENT, folder / student / ASSIGNMENT)
    return folder


def marks_of(out: Path, kept: Kept) -> list[tuple[Any, ...]]:
    """Every mark in the gradebook, with student and cell, whatever the row's id."""
    marks: list[tuple[Any, ...]] = left_by(out, kept.db(out))["marks"]
    return [(student, cell, score, open_) for student, cell, score, _, open_ in marks]


def run(submitted: Path, out: Path, kept: Kept, **options: Any) -> tuple[list[str], int]:
    """Grade; give who was run now, and how many were kept."""
    seen: list[SubmissionResult] = []
    result = grade_class(submitted, out, 1, LIMITS, seen.append, db=kept.db(out), **options)
    return sorted(one.student for one in seen), result.kept


def test_only_what_has_changed_is_graded_again(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unchanged submission is kept, by no process; a changed, new or forced one is run."""
    submitted, out = class_of(tmp_path / "class", "blank", "perfect"), tmp_path / "out"
    assert run(submitted, out, kept) == (["blank", "perfect"], 0)
    before = marks_of(out, kept)
    with monkeypatch.context() as nobody:
        nobody.setattr("grader.engine.run.pool.GradingProcess", None)
        assert run(submitted, out, kept) == (["blank", "perfect"], 2)
    assert marks_of(out, kept) == before
    better = FOLDER / "perfect" / ASSIGNMENT / "3_cost.ipynb"
    shutil.copy(better, submitted / "blank" / ASSIGNMENT / "3_cost.ipynb")
    class_of(submitted, "mistake_3_cost")
    assert run(submitted, out, kept)[1] == 1
    assert ("blank", "test_compute_cost", 8.0, 0) in marks_of(out, kept)
    assert run(submitted, out, kept, force=True)[1] == 0


def test_another_grader_grades_again(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code that marks depend on is part of what a submission is known by."""
    submitted, out = class_of(tmp_path / "class", "blank"), tmp_path / "out"
    run(submitted, out, kept)
    monkeypatch.setattr("grader.engine.course.edition.code_digest", lambda: "other code")
    assert run(submitted, out, kept) == (["blank"], 0)
    assert run(submitted, out, kept) == (["blank"], 1)


def test_a_notebook_that_was_withdrawn_leaves_no_page(tmp_path: Path, kept: Kept) -> None:
    """A resubmission without a notebook loses its page and its points, as with nbgrader."""
    submitted, out = class_of(tmp_path / "class", "perfect"), tmp_path / "out"
    run(submitted, out, kept)
    page = out / "feedback" / "perfect" / ASSIGNMENT / "5_update.html"
    assert page.exists()
    (submitted / "perfect" / ASSIGNMENT / "5_update.ipynb").unlink()
    run(submitted, out, kept)
    assert not page.exists()
    assert ("perfect", "test_update_parameters", 0.0, 0) in marks_of(out, kept)


def test_a_lost_gradebook_is_filled_again(tmp_path: Path, kept: Kept) -> None:
    """Kept results count only together with the gradebook that they were written to."""
    submitted, out = class_of(tmp_path / "class", "perfect"), tmp_path / "out"
    run(submitted, out, kept)
    before = marks_of(out, kept)
    kept.lose(out)
    assert run(submitted, out, kept) == (["perfect"], 0)
    assert marks_of(out, kept) == before


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path, kept: Kept) -> None:
    """Two writers at once would spoil a gradebook: the second says so and stops."""
    submitted, out = class_of(tmp_path / "class", "blank"), tmp_path / "out"
    with only_run(out), pytest.raises(OutBusy, match="another run is writing"):
        run(submitted, out, kept)
    assert run(submitted, out, kept) == (["blank"], 0)


def test_killed_runs_are_continued_to_the_same_gradebook(tmp_path: Path, kept: Kept) -> None:
    """SIGKILL to the command, a judge, a warm process or a worker, at random moments; then the
    same command again: marks, pages and results are as if undisturbed, and nothing runs on.
    """
    kills = int(os.environ.get("LAYERWISE_KILLS", "4"))
    victims = torture(tmp_path, students=30, kills=kills, db=kept.db)
    assert victims.total() == kills

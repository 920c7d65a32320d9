"""One student's notebooks, without a course folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine.course.settings import Chosen
from grader.engine.errors import NothingToGrade
from grader.engine.run.marking import marking_of
from grader.engine.run.single import Single, grade_files
from grader.engine.sandbox.limits import Limits
from tests.graded import MATERIAL
from tests.network import COURSE
from tests.sample_class import FOLDER, points
from tests.walls import LIMITS, STAND

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "grader.engine.cli", "grade"]
if not STAND:
    COMMAND.append("--unsafe-no-sandbox")


def grade(*paths: Path, limits: Limits = LIMITS) -> Single:
    """Grade notebooks."""
    return grade_files(list(paths), marking_of(Chosen(ROOT, "network"), limits, lambda said: None))


def test_the_points_are_those_of_the_gradebook() -> None:
    """Read from the released notebooks, where there is no gradebook."""
    worth = {cell.removeprefix("test_"): most for (_, cell), most in MATERIAL.points.items()}
    assert worth == points()
    assert sum(worth.values()) == 100


def test_a_whole_submission_gets_the_marks_of_a_run() -> None:
    """Every notebook in order, every function with its outcome, and nothing open."""
    single = grade(*sorted((FOLDER / "perfect" / "network").glob("*.ipynb")))
    assert (single.content["score"], single.content["max_score"]) == (100, 100)
    assert [n["notebook"] for n in single.content["notebooks"]] == list(COURSE)
    assert single.exit_code == 0


def test_one_notebook_is_marked_alone(tmp_path: Path) -> None:
    """Whatever a browser has made of its name; what it needs of the others is the reference's."""
    path = tmp_path / "6_train (1).ipynb"
    shutil.copy(FOLDER / "perfect" / "network" / "6_train.ipynb", path)
    single = grade(path)
    (notebook,) = single.content["notebooks"]
    assert (notebook["notebook"], notebook["file"]) == ("6_train", "6_train (1).ipynb")
    assert notebook["score"] == notebook["max_score"] == 17


def test_a_wrong_function_has_its_reason_and_a_hint() -> None:
    """As on the feedback page: what was wrong, which case, and what to think about."""
    single = grade(FOLDER / "mistake_3_cost" / "network" / "3_cost.ipynb")
    (function,) = single.content["notebooks"][0]["functions"]
    assert function["function"] == "compute_cost"
    assert function["outcome"] == "wrong"
    assert (function["points"], function["max_points"]) == (0, 8)
    assert function["hint"]
    assert function["detail"]
    assert function["case"]
    assert single.exit_code == 1


def test_a_broken_file_needs_a_person() -> None:
    """It is no student's zero before somebody has looked."""
    single = grade(FOLDER / "broken_files" / "network" / "3_cost.ipynb")
    (notebook,) = single.content["notebooks"]
    assert "it is not JSON" in notebook["problem"]
    assert notebook["functions"][0]["points"] is None
    assert notebook["score"] == 0
    assert single.exit_code == 3


def test_two_files_for_one_notebook_need_a_person(tmp_path: Path) -> None:
    """None is taken for it; what else is there is marked."""
    source = FOLDER / "perfect" / "network"
    for name in ("3_cost (1).ipynb", "3_cost (2).ipynb"):
        shutil.copy(source / "3_cost.ipynb", tmp_path / name)
    single = grade(*tmp_path.iterdir(), source / "1_initialize.ipynb")
    assert [n["notebook"] for n in single.content["notebooks"]] == ["1_initialize"]
    assert "could each be 3_cost.ipynb" in single.content["notes"][0]
    assert single.exit_code == 3


def test_what_is_no_notebook_of_the_course_is_refused(tmp_path: Path) -> None:
    """With the names that it could have; a link is not followed."""
    other = tmp_path / "homework.ipynb"
    other.write_text("{}")
    with pytest.raises(NothingToGrade, match="no notebook of network"):
        grade(other)
    link = tmp_path / "3_cost.ipynb"
    link.symlink_to(FOLDER / "perfect" / "network" / "3_cost.ipynb")
    with pytest.raises(NothingToGrade, match="symbolic link"):
        grade(link)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


def test_json_is_all_that_is_written() -> None:
    """Another program reads the output as it is; the form is the documented one."""
    done = run("--json", "tests/submissions/mistake_3_cost/network/3_cost.ipynb")
    assert done.returncode == 1
    assert done.stderr == ""
    content = json.loads(done.stdout)
    assert set(content) == {
        *("schema", "assignment", "score", "max_score", "notebooks", "notes", "isolation"),
    }
    assert set(content["notebooks"][0]["functions"][0]) == {
        *("function", "outcome", "points", "max_points", "passed", "cases"),
        *("case", "why", "detail", "hint", "helpers"),
    }
    assert "student" not in done.stdout


def test_a_person_gets_a_table() -> None:
    """Functions, outcomes, points, and the sum."""
    done = run("tests/submissions/mistake_3_cost/network/3_cost.ipynb")
    assert done.returncode == 1
    assert "compute_cost" in done.stdout
    assert "0 of 8 points" in done.stdout


def test_what_cannot_run_says_why_on_the_error_stream() -> None:
    """Nothing is on the output that a program could take for marks."""
    done = run("--json", "no such file.ipynb")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such file.ipynb could not be read" in done.stderr

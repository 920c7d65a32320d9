"""One student's marks in the words of other systems."""

import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner

from grader.engine.cli import app
from grader.engine.errors import NoRunner
from grader.engine.lms.elsewhere import OPEN, SYSTEMS, classroom50, gradescope, prairielearn
from tests.sample_class import FOLDER
from tests.walls import needs_walls


def function(**fields: Any) -> dict[str, Any]:
    """A function that has passed, but for what is said."""
    passed = {"function": "mean", "outcome": "passed", "points": 2.0, "max_points": 2.0}
    words = {"case": "", "why": "", "detail": "", "hint": "", "helpers": []}
    return {**passed, "passed": 4, "cases": 4, **words, **fields}


def content(*functions: dict[str, Any], problem: str = "") -> dict[str, Any]:
    """What `grader grade --json` writes for one notebook."""
    points = [one["points"] or 0.0 for one in functions]
    most = sum(one["max_points"] for one in functions)
    notebook = {"notebook": "1_means", "file": "1_means (2).ipynb", "problem": problem}
    marks = {"score": sum(points), "max_score": most}
    notebooks = [{**notebook, **marks, "functions": list(functions)}]
    return {"schema": 1, "assignment": "ps1", **marks, "notebooks": notebooks, "notes": ["late"]}


WRONG = function(function="mode", outcome="wrong", points=0.0, detail="the value", hint="Count.")
BY_HAND = function(function="essay", outcome="to be marked by hand", points=None, cases=0)


def test_gradescope_has_a_test_for_each_function() -> None:
    """Its sum is the score; what a person decides is said, and is no failure of the sum."""
    made = gradescope(content(function(), WRONG, BY_HAND))
    assert made["score"] == 2
    tests = {one["name"]: one for one in made["tests"]}
    assert tests["1_means: mean"]["status"] == "passed"
    assert tests["1_means: mode"]["output"] == "wrong\nthe value\nCount."
    assert OPEN in tests["1_means: essay"]["output"]
    assert sum(one["score"] for one in made["tests"]) == made["score"]
    assert made["output"] == "late\n1 of the marks are left to a person."


def test_prairielearn_has_a_part_of_one() -> None:
    """And a submission that nobody can read costs no attempt."""
    made = prairielearn(content(function(), WRONG))
    assert (made["gradable"], made["score"], made["format_errors"]) == (True, 0.5, [])
    assert [(one["name"], one["points"], one["max_points"]) for one in made["tests"]] == [
        ("mean", 2.0, 2.0),
        ("mode", 0.0, 2.0),
    ]
    unreadable = function(outcome="unreadable", points=None)
    broken = prairielearn(content(unreadable, problem="it is not JSON"))
    assert not broken["gradable"]
    assert "1_means (2).ipynb: it is not JSON" in broken["format_errors"][0]


RUNNER = {
    "CLASSROOM": "cs101",
    "ASSIGNMENT": "ps1",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://github.com/cs101/cs101-ps1-ada/commit/a1b2c3d",
    "RELEASE_URL": "https://github.com/cs101/cs101-ps1-ada/releases/tag/x",
}


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Classroom 50's runner says to an autograder."""
    monkeypatch.delenv("REVIEW_URL", raising=False)
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)


def must_fit(made: dict[str, Any]) -> None:
    """Hold a result.json against what Classroom 50's schema asks for."""
    fields = "schema classroom assignment assignment_type owner submission commit release review"
    assert set(made) == {*fields.split(), "datetime", "score", "max-score", "tests"}
    assert made["schema"] == "classroom50/result/v1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made["datetime"])
    for one in (made, *made["tests"]):
        assert type(one["score"]) is type(one["max-score"]) is int
        assert 0 <= one["score"] <= one["max-score"]
    for one in made["tests"]:
        assert one["test-name"]
        assert type(one["passed"]) is bool
    for both in ("score", "max-score"):
        assert made[both] == sum(one[both] for one in made["tests"])


@pytest.mark.parametrize(
    ("points", "most", "score", "of"),
    [(2.0, 2.0, 4, 6), (0.5, 2.0, 25, 60), (1.25, 2.0, 325, 600), (1 / 3, 2.0, 233, 600)],
)
def test_classroom50_counts_in_whole_points(
    runner: None, points: float, most: float, score: int, of: int
) -> None:
    """Or in tenths or hundredths, all of them."""
    passed = function(function="mode", points=points, max_points=most)
    made = classroom50(content(passed, function(), BY_HAND))
    must_fit(made)
    assert (made["score"], made["max-score"]) == (score, of)
    assert [one["passed"] for one in made["tests"]] == [points == most, True, False]
    assert made["owner"] == "ada"
    assert made["review"] == RUNNER["COMMIT_URL"]


@pytest.mark.usefixtures("runner")
def test_classroom50_says_why_a_notebook_could_not_be_read() -> None:
    """With each of its functions: there is no other place for it."""
    unreadable = function(outcome="unreadable", points=None)
    (test,) = classroom50(content(unreadable, problem="it is not JSON"))["tests"]
    assert test["output"].startswith("it is not JSON\n")


def test_classroom50_is_told_whose_work_it_is(
    runner: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result that belongs to nobody is none."""
    monkeypatch.delenv("SUBMISSION_TAG")
    monkeypatch.setenv("OWNER", "")
    monkeypatch.delenv("USERNAME", raising=False)
    with pytest.raises(NoRunner, match="OWNER, SUBMISSION_TAG"):
        classroom50(content(function()))


@pytest.mark.usefixtures("runner")
@pytest.mark.parametrize("system", SYSTEMS)
def test_an_assignment_without_points_divides_nothing(system: str) -> None:
    """No function, no points: a score of nothing."""
    assert SYSTEMS[system](content())["score"] == 0


@needs_walls
def test_the_command_writes_that_and_nothing_else() -> None:
    """Exit code 0 where there are marks, whatever they are; 2 for a system it does not know."""
    file = str(FOLDER / "mistake_3_cost" / "network" / "3_cost.ipynb")
    done = CliRunner().invoke(app, ["grade", file, "--to", "gradescope"])
    assert done.exit_code == 0
    (test,) = json.loads(done.stdout)["tests"]
    assert (test["name"], test["score"], test["max_score"]) == ("3_cost: compute_cost", 0, 8)
    other = CliRunner().invoke(app, ["grade", file, "--to", "elsewhere"])
    assert (other.exit_code, other.stdout) == (2, "")
    assert "gradescope, prairielearn, classroom50" in other.stderr

"""Checks in any course: hidden cases from outside, beside tests in cells and marks by hand."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader.cases.case import read_cases
from grader.engine.authoring.build import build
from grader.engine.authoring.folder import find_folder
from grader.engine.course.settings import Chosen
from grader.engine.run.course_class import CourseClass
from grader.engine.run.grader import Grader
from tests.checks.conftest import Graded, autograde, graded_class
from tests.checks.course import NAME
from tests.command import AUTOGRADE, command
from tests.walls import LIMITS, needs_walls

ALL = {"b1": "3", "b2": "2", "b3": "4", "b4": "1.5", "b5": "2", "is_spelled": "2"}
BY_HAND = {"plot", "essay", "survey"}


def marks(graded: Graded, student: str) -> dict[str, str]:
    """The automatic marks of a student, but for cells that a person marks."""
    return {cell: one for cell, one in graded.marks[student].items() if cell not in BY_HAND}


def test_every_kind_of_cell_is_marked_in_one_run(graded: Graded) -> None:
    """Checks, asserts and partial credit earn their points; essay, plot and task stay open."""
    assert graded.done.returncode == 3, graded.done.stderr
    assert marks(graded, "right") == ALL
    assert graded.open["right"] == BY_HAND


def test_what_is_left_to_a_person_is_counted_everywhere(graded: Graded) -> None:
    """The exit code, the terminal, run.json and the report; the mean is of whole marks alone."""
    count = sum(map(len, graded.open.values()))
    reports = graded.root / "reports" / NAME
    summary = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    assert (summary["exit_code"], summary["open_marks"]) == (3, count)
    said = f"{count} marks are left to a person, in formgrader's Manual Grading: as_released, "
    assert said in graded.done.stdout.replace("\n", " ")
    assert said in (reports / "report.html").read_text(encoding="utf-8").replace("&#39;", "'")


def test_what_was_left_as_released_earns_nothing(graded: Graded) -> None:
    """And is no mistake: not attempted."""
    assert {*marks(graded, "as_released").values()} == {"0"}
    assert "spread: not attempted" in graded.shown("as_released", "1_numbers", "b1")


def test_a_wrong_helper_costs_its_own_step_alone(graded: Graded) -> None:
    """scaled calls spread, and passes with a right one in its place; the mistake is named."""
    assert marks(graded, "wrong_helper") == {**ALL, "b1": "0"}
    assert "The spread is halved" in graded.shown("wrong_helper", "1_numbers", "b1")
    assert "with a right spread" in graded.shown("wrong_helper", "1_numbers", "b2")


@needs_walls
@pytest.mark.parametrize("student", ["looks_up", "equal_to_all", "searches", "ends"])
def test_no_trick_passes_a_check(graded: Graded, student: str) -> None:
    """Public answers, objects that equal everything, a search for the reference, an exit."""
    assert marks(graded, student)["b1"] == "0"
    assert {k: v for k, v in marks(graded, student).items() if k in ("b3", "b4", "b5")} == {
        "b3": "4",
        "b4": "1.5",
        "b5": "2",
    }


def test_the_gradebooks_checks_count_and_not_the_submissions(graded: Graded) -> None:
    """A check that was deleted, edited or tagged is put all the same, for the same points."""
    assert marks(graded, "without_checks") == {**ALL, "b1": "0"}


def test_no_cell_can_tell_a_hidden_case(graded: Graded, weather: Path) -> None:
    """All cells have run when the first case comes, and the verdict holds no number of it."""
    assert marks(graded, "tells") == ALL
    path = weather / "autograded" / "tells" / NAME / "1_numbers.ipynb"
    assert "calls []" in path.read_text(encoding="utf-8")
    hidden = weather / "solutions" / NAME / "expected" / "hidden.h5"
    numbers = [
        f"{value:.5f}"[:-1] for case in read_cases(hidden, "spread") for value in case.args[0]
    ]
    for page in (weather / "autograded").rglob("*.ipynb"):
        text = page.read_text(encoding="utf-8")
        assert not [number for number in numbers if number in text]


def test_a_missing_notebook_is_nothing_and_an_unreadable_one_is_open(graded: Graded) -> None:
    """A person looks at what nobody can read."""
    assert marks(graded, "one_missing") == {**ALL, "is_spelled": "0"}
    assert marks(graded, "unreadable")["is_spelled"] == "2"
    assert {"b1", "b2", "b3", "b4", "b5"} <= graded.open["unreadable"]
    assert marks(graded, "unreadable")["b1"] == ""


def test_submitted_and_out_give_the_same_marks(graded: Graded, weather: Path) -> None:
    """From the course's own folder, without a word of which course it is."""
    done = command(*AUTOGRADE, "submitted", "--out", "graded", cwd=weather)
    assert done.returncode == 3, done.stdout + done.stderr
    again = graded_class(weather / "graded", done)
    assert (again.marks, again.open) == (graded.marks, graded.open)
    assert not (weather / "graded" / "source").exists()


@pytest.mark.parametrize("student", ["right", "wrong_helper", "unreadable", "tells"])
def test_a_notebook_alone_is_marked_as_in_the_class(
    graded: Graded, weather: Path, student: str
) -> None:
    """grade --json gives the marks of the gradebook; what is open is null in both."""
    files = sorted((weather / "submitted" / student / NAME).glob("*.ipynb"))
    done = command("grade", "--course", weather, NAME, *files, "--json")
    said = json.loads(done.stdout)
    points = [one["points"] for notebook in said["notebooks"] for one in notebook["functions"]]
    kept = [float(one) if one else None for one in graded.marks[student].values()]
    assert sorted(points, key=str) == sorted(kept, key=str)
    assert said["score"] == sum(filter(None, kept))


def test_new_hidden_cases_are_graded_again(weather: Path, graded: Graded) -> None:
    """What has not changed is kept; other hidden cases are another assignment."""
    assert "11 had not changed" in autograde(weather).stdout
    build(find_folder(weather, NAME), lambda said: None, hidden_seed=5, until="cases")
    done = autograde(weather)
    assert "had not changed" not in done.stdout
    assert marks(graded_class(weather, done), "wrong_helper") == {**ALL, "b1": "0"}


def test_check_cells_without_hidden_cases_are_refused(weather: Path, graded: Graded) -> None:
    """Nobody is marked by the public cases: the command says what to do."""
    hidden = weather / "solutions" / NAME / "expected" / "hidden.h5"
    kept = hidden.rename(hidden.with_suffix(".away"))
    try:
        done = autograde(weather)
    finally:
        kept.rename(hidden)
    assert done.returncode == 2
    assert re.search(r"grader\s+build\s+weather", done.stdout + done.stderr)


@needs_walls
def test_the_judge_is_bounded_here_too(weather: Path, graded: Graded) -> None:
    """What is beyond the judge's time fails the checks, and no other cell."""
    job = CourseClass(Chosen(weather, NAME), replace(LIMITS, judge_seconds=-1.0), lambda said: None)
    with Grader(job.work) as grader:
        result = grader.grade(job.work.read("right", job.folders["right"])).result
    outcomes = {one.cell: one.outcome for two in result.notebooks for one in two.functions}
    assert {outcomes[cell] for cell in ("b1", "b2", "b3", "is_spelled")} == {"timed out"}
    assert outcomes["b4"] == "passed"

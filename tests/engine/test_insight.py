"""What the report tells of a class: mistakes by frequency, steps by difficulty, and who."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from grader.diagnosis.diagnose import Diagnosis
from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from grader.engine.report.insight import (
    Step,
    histogram,
    mistakes_made,
    steps,
    unnamed_groups,
)
from grader.engine.report.report import write_report
from grader.engine.report.tables import write_tables
from tests.network import COURSE, FUNCTIONS

BIAS = Diagnosis((), "bias forgotten", "The bias is not added.", "Two terms.", "2_forward", "Half")
SIGN = Diagnosis((), "sign", "The sign is turned.", "Which way?", "5_update", "The idea")


def submission(student: str, **verdicts: FunctionResult) -> SubmissionResult:
    """A submission in which everything passes but what is given."""
    notebooks = [
        NotebookResult(
            name,
            functions=[verdicts.get(f, FunctionResult(f, Outcome.PASSED, 3, 3)) for f in functions],
        )
        for name, functions in COURSE.items()
    ]
    return SubmissionResult(student, notebooks)


def wrong(function: str, known: Diagnosis | None) -> FunctionResult:
    """A verdict with a diagnosis."""
    return FunctionResult(function, Outcome.WRONG, 0, 3, "a case", "why", "wrong", (), known)


@pytest.fixture
def result() -> ClassResult:
    """Four students: two forget the bias, one of them turns a sign too, one does not finish."""
    helped = FunctionResult("L_model_forward", Outcome.PASSED, 3, 3, helpers=("linear_forward",))
    late = FunctionResult("update_parameters", Outcome.TIMED_OUT, 0, 3)
    return ClassResult(
        submissions=[
            submission("ann", linear_forward=wrong("linear_forward", BIAS), L_model_forward=helped),
            submission(
                "=bob",
                linear_forward=wrong("linear_forward", BIAS),
                update_parameters=wrong("update_parameters", SIGN),
            ),
            submission("cy", update_parameters=late, relu=wrong("relu", Diagnosis(("odd",)))),
            submission("dee"),
        ],
        assignment="network",
        totals={"ann": (95, 100), "=bob": (89, 100), "cy": (90, 100), "dee": (100, 100)},
    )


def test_mistakes_come_by_frequency_with_their_students(result: ClassResult) -> None:
    """A mistake of two comes before one of one; what has no name is no mistake of the list."""
    made = mistakes_made(result)
    assert [(m.function, m.name, m.students) for m in made] == [
        ("linear_forward", "bias forgotten", ["ann", "=bob"]),
        ("update_parameters", "sign", ["=bob"]),
    ]


def test_steps_count_every_outcome(result: ClassResult) -> None:
    """One row for each function: outcomes, passes with a right helper, and named mistakes."""
    rows = {step.function: step for step in steps(result)}
    assert list(rows) == list(FUNCTIONS)
    update = rows["update_parameters"]
    assert update.counts == Counter({Outcome.PASSED: 2, Outcome.WRONG: 1, Outcome.TIMED_OUT: 1})
    assert (update.passed, update.named, update.helped) == (50.0, 1, 0)
    assert rows["L_model_forward"].helped == 1 and rows["relu"].named == 0


def test_the_histogram_counts_everybody_once(result: ClassResult) -> None:
    """A full score is in the last part, a score on an edge in the upper one."""
    counts = dict(histogram(result))
    assert counts["80-90"] == 1 and counts["90-100"] == 3
    assert sum(counts.values()) == 4


def test_the_tables_hold_what_the_report_shows(result: ClassResult, tmp_path: Path) -> None:
    """steps.csv, mistakes.csv and report.json agree; no cell is taken for a formula."""
    write_tables(result, tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "steps.csv").read_text("utf-8"))))
    assert {row["function"]: row["wrong"] for row in rows}["linear_forward"] == "2"
    made = list(csv.DictReader(io.StringIO((tmp_path / "mistakes.csv").read_text("utf-8"))))
    assert made[0]["students"] == "ann =bob" and made[1]["students"] == "'=bob"
    whole = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert whole["students"]["cy"]["outcomes"]["update_parameters"] == "timed out"
    assert whole["mistakes"][0]["hint"] == "Two terms."


def test_the_report_shows_mistakes_hints_and_who(result: ClassResult, tmp_path: Path) -> None:
    """One page that needs nothing else, with every mistake, its hint and its students."""
    write_report(result, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<b>92.5</b><span>median score" in text  # of 89, 90, 95 and 100
    for word in (
        "Class report: network",
        "The bias is not added.",
        "Two terms.",
        "2_forward, Half",
        "ann, =bob",
    ):
        assert word in text
    assert "<script" not in text and "src=" not in text


def test_what_a_person_marks_is_no_step_that_the_class_failed() -> None:
    """Of two answers that have a verdict one passes: half, whatever waits for a person."""
    counts = Counter({Outcome.PASSED: 1, Outcome.WRONG: 1, Outcome.BY_HAND: 8})
    step = Step("p1", "explain", counts, helped=0, named=0)
    assert (step.decided, step.passed) == (2, 50)
    assert Step("p1", "essay", Counter({Outcome.BY_HAND: 3}), helped=0, named=0).decided == 0


def test_what_has_no_name_is_grouped_by_what_it_does(result: ClassResult, tmp_path: Path) -> None:
    """Functions that do the same stand together, with what is known and one of them, unsigned."""
    odd = Diagnosis(("It is odd.",), group="relu-0a1b2c3d", code="def relu(Z):\n    return 6")
    other = Diagnosis(("It is other.",), group="relu-99999999")
    named = Diagnosis((), "sign", "The sign is turned.", "Which?", "2_forward", "Relu")
    for student, known in (("eve", odd), ("fay", other), ("gil", odd), ("hal", named)):
        result.submissions.append(submission(student, relu=wrong("relu", known)))
        result.totals[student] = (90, 100)
    groups = unnamed_groups(result)
    assert [(one.name, one.students) for one in groups] == [
        ("relu-0a1b2c3d", ["eve", "gil"]),
        ("relu-99999999", ["fay"]),
    ]
    assert groups[0].known == ("wrong", "It is odd.")
    write_report(result, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "What has no name yet" in page and "return 6" in page
    write_tables(result, tmp_path)
    stored = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["groups"]
    assert [one["students"] for one in stored] == [["eve", "gil"], ["fay"]]


def test_the_mean_is_of_the_students_whose_marks_are_all_given() -> None:
    """An open mark is no zero; where everybody has one, the mean is of what is there."""
    totals = {"ann": (10.0, 10.0), "bob": (4.0, 10.0), "cy": (8.0, 10.0)}
    assert ClassResult(totals=totals).final_scores == [4, 8, 10]
    assert ClassResult(totals=totals, open_marks={"bob": 2}).final_scores == [8, 10]
    everybody = dict.fromkeys(totals, 1)
    assert ClassResult(totals=totals, open_marks=everybody).final_scores == [4, 8, 10]

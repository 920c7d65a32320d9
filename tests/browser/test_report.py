"""The report says who, how late, what it cost, and who is missing; and it fits a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from grader.engine.grading.graded_class import About, ClassResult
from grader.engine.grading.outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from grader.engine.report.report import COLORS, SHAPES, write_report
from tests.browser.accessible import assert_accessible

DAY = 86_400.0
LONG = "Wilhelmina-Alexandrina " + "Bergenthalsdottir" * 2


def _result() -> ClassResult:
    """Forty students with long names and many steps."""
    students = [f"student_with_a_long_id_{i}" for i in range(40)]
    outcomes = [*Outcome]
    submissions = [
        SubmissionResult(
            student,
            [
                NotebookResult(
                    f"{n}_notebook",
                    functions=[
                        FunctionResult(
                            f"a_function_with_a_name_{n}_{i}", outcomes[i], detail="x" * 90
                        )
                        for i in range(len(outcomes))
                    ],
                )
                for n in range(4)
            ],
        )
        for student in students
    ]
    about = {student: About(LONG) for student in students}
    about["student_with_a_long_id_0"] = About("Ada Lovelace", True, 2.5 * DAY, 0, 3)
    about["student_with_a_long_id_1"] = About("Ben B", True, 0, DAY, 0)
    about["cleo"] = About("Cleo C", False)
    totals = {student: (i / 4, 10.0) for i, student in enumerate(students)}
    return ClassResult(submissions, ["n" * 200], totals, assignment="ps1", about=about)


def test_names_lateness_and_who_is_missing(tmp_path: Path) -> None:
    """Ada is late, and it cost her; Ben had longer; Cleo has not handed in."""
    write_report(_result(), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Ada Lovelace" in text and "2 d 12 h late, 3 points off for it" in text
    assert "had 1 d longer" in text
    assert "cleo (Cleo C)" in text and "1</b><span>have not handed in" in text


def test_outcomes_are_not_told_by_colour_alone() -> None:
    """Passed, in part, not passed, and not decided have each a shape; all stand out from white."""
    passed, part = SHAPES[Outcome.PASSED], SHAPES[Outcome.PARTIAL]
    assert len({passed, part, SHAPES[Outcome.WRONG], SHAPES[Outcome.BY_HAND]}) == 4
    assert [*SHAPES.values()].count(passed) == 1
    for color in COLORS.values():
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        light = [((part + 0.055) / 1.055) ** 2.4 for part in parts]
        assert 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05) >= 3


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_fits(page: Page, tmp_path: Path, width: int) -> None:
    """Nothing scrolls sideways, with every detail open; axe-core finds nothing wrong."""
    write_report(_result(), tmp_path / "report.html")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((tmp_path / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)

"""The instructor's limits: for a course and for an assignment, in nbgrader_config.py."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.engine.cli import app
from grader.engine.course.limits import NAMES, configured
from grader.engine.course.settings import Chosen, read_settings
from grader.engine.errors import CourseError
from grader.engine.run.classes import checks_of
from grader.engine.sandbox.limits import Limits
from tests.graded import NAME, ROOT


def course(folder: Path, *lines: str) -> Path:
    """A course with some settings."""
    text = "\n".join(("c = get_config()", *lines))
    (folder / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return folder


def limits(folder: Path, assignment: str, *lines: str) -> Limits:
    """The limits of an assignment."""
    return configured(read_settings(course(folder, *lines)), assignment, Limits())


def test_without_a_word_all_is_as_usual(tmp_path: Path) -> None:
    """And what stands is Limits' own."""
    assert limits(tmp_path, "training") == Limits()


def test_an_assignments_limits_come_over_the_courses(tmp_path: Path) -> None:
    """The others keep the course's, and what nobody names is as usual."""
    lines = (
        "c.SubmissionLimits.call_seconds = 20",
        "c.SubmissionLimits.threads = 8",
        "c.SubmissionLimits.assignments = "
        "{'training': {'call_seconds': 60, 'memory_bytes': 2**32}}",
    )
    assert limits(tmp_path, "words", *lines) == Limits(call_seconds=20.0, threads=8)
    own = limits(tmp_path, "training", *lines)
    assert own == Limits(call_seconds=60.0, threads=8, memory_bytes=2**32)
    assert isinstance(own.call_seconds, float) and isinstance(own.memory_bytes, int)


def test_processes_may_be_none(tmp_path: Path) -> None:
    """For one assignment too, where the course allows some; each number is a limit of its own."""
    lines = (
        "c.SubmissionLimits.processes = 4",
        "c.SubmissionLimits.assignments = {'words': {'processes': 0}}",
    )
    assert limits(tmp_path, "training", *lines) == Limits(processes=4)
    assert limits(tmp_path, "words", *lines) == Limits()


@pytest.mark.parametrize(
    "line",
    [
        "c.SubmissionLimits.call_seconds = 'long'",
        "c.SubmissionLimits.call_seconds = -1",
        "c.SubmissionLimits.threads = 0",
        "c.SubmissionLimits.processes = -1",
        'c.SubmissionLimits.assignments = {"training": {"call_second": 60}}',
        'c.SubmissionLimits.assignments = {"training": {"walls": 0}}',
        'c.SubmissionLimits.assignments = {"training": {"call_seconds": float("inf")}}',
        'c.SubmissionLimits.assignments = {"training": {"call_seconds": None}}',
    ],
)
def test_what_is_no_limit_is_refused(tmp_path: Path, line: str) -> None:
    """A sentence that names the setting: no walls can be switched off here."""
    with pytest.raises(CourseError, match=r"c\.SubmissionLimits in nbgrader_config\.py: "):
        limits(tmp_path, "training", line)


def test_the_limits_are_those_of_a_run(tmp_path: Path) -> None:
    """What the work on an assignment has is what the settings say."""
    for name in ("solutions", "notebooks"):
        (tmp_path / name).symlink_to(ROOT / name)
    course(
        tmp_path,
        'c.CourseDirectory.release_directory = "notebooks"',
        f'c.SubmissionLimits.assignments = {{"{NAME}": {{"submission_seconds": 90}}}}',
    )
    work = checks_of(Chosen(tmp_path, NAME), Limits())
    assert work is not None
    assert work.limits == Limits(submission_seconds=90.0)
    assert work.digest(tmp_path) != checks_of(Chosen(ROOT, NAME), Limits()).digest(tmp_path)  # type: ignore[union-attr]


def test_doctor_shows_every_limit_and_whose_it_is(tmp_path: Path) -> None:
    """With the usual one beside it, where the settings say another."""
    course(tmp_path, "c.SubmissionLimits.threads = 8")
    said = CliRunner().invoke(app, ["doctor", "--course", str(tmp_path)]).output
    assert all(f"  {name} " in said for name in NAMES)
    assert "8  (by nbgrader_config.py; else 256)" in said

"""The whole main job on the sample class, once; every test looks at one side of the result."""

import csv
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.engine.course.submissions import find_submissions
from grader.engine.errors import SubmittedFolderError
from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import SubmissionResult
from grader.engine.report.report import needs_a_person, write_report
from tests.conftest import Kept
from tests.network import ASSIGNMENT, COURSE, FUNCTIONS
from tests.sample_class import FOLDER, STUDENTS, points
from tests.walls import AUTOGRADE, LIMITS, STAND, grade_class

NAMES = sorted(STUDENTS)


@pytest.fixture(scope="module")
def kept(kept_today: Kept) -> Kept:
    """One kind of gradebook."""
    return kept_today


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, kept: Kept) -> tuple[ClassResult, Path]:
    """The sample class, graded into each kind of gradebook."""
    out = tmp_path_factory.mktemp("graded")
    result = grade_class(FOLDER, out, os.cpu_count() or 1, LIMITS, db=kept.db(out))
    write_report(result, out / "report.html")
    return result, out


@pytest.fixture(scope="module")
def gradebook(graded: tuple[ClassResult, Path], kept: Kept) -> Iterator[Gradebook]:
    """nbgrader's gradebook of the graded class, as any other nbgrader program would open it."""
    with closing(kept.open(graded[1])) as book:
        yield book


def submission_of(result: ClassResult, student: str) -> SubmissionResult:
    """Find one student's result."""
    return next(one for one in result.submissions if one.student == student)


@pytest.mark.parametrize("student", NAMES)
def test_every_function_gets_its_expected_outcome(
    graded: tuple[ClassResult, Path], student: str
) -> None:
    """Each golden submission gets the outcomes in its expected.json, and passes the rest."""
    expected = json.loads((FOLDER / student / "expected.json").read_text(encoding="utf-8"))
    got = {
        verdict.function: str(verdict.outcome)
        for verdict in submission_of(graded[0], student).verdicts
    }
    assert got == dict.fromkeys(FUNCTIONS, "passed") | expected["not_passed"]


@pytest.mark.parametrize("student", NAMES)
def test_the_gradebook_holds_the_expected_score(gradebook: Gradebook, student: str) -> None:
    """Points are what the gradebook says a passed step is worth, and nothing else earns any."""
    expected = json.loads((FOLDER / student / "expected.json").read_text(encoding="utf-8"))
    submission = gradebook.find_submission(ASSIGNMENT, student)
    assert submission.score == expected["score"]
    assert submission.max_score == sum(points().values()) == 100


def test_only_an_unreadable_notebook_waits_for_manual_grading(gradebook: Gradebook) -> None:
    """Every mark is final but those of a file that a person has to look at."""
    waiting = {
        (submission.student.id, notebook.name)
        for submission in gradebook.assignment_submissions(ASSIGNMENT)
        for notebook in submission.notebooks
        for grade in notebook.grades
        if grade.needs_manual_grade
    }
    assert waiting == {("broken_files", "3_cost")}


def test_grades_csv_is_nbgraders_export(graded: tuple[ClassResult, Path]) -> None:
    """grades.csv has nbgrader's columns, and a row for every student."""
    with (graded[1] / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert sorted(rows) == NAMES
    assert float(rows["perfect"]["score"]) == float(rows["perfect"]["max_score"]) == 100
    assert rows["perfect"]["assignment"] == ASSIGNMENT


def test_files_that_need_a_person_are_named(graded: tuple[ClassResult, Path]) -> None:
    """A broken file, a missing notebook, a stray file and a stranger's folder: each is named."""
    lines = "\n".join(needs_a_person(graded[0]))
    assert "broken_files: 3_cost.ipynb: it is not JSON" in lines
    assert "broken_files: 5_update.ipynb: the file is missing" in lines
    assert "broken_files: notes.ipynb is no notebook of this assignment" in lines
    assert "visitor holds no folder network/" in lines
    assert ("--unsafe-no-sandbox" in lines) == (not STAND)
    assert "1 mark is left to a person, in formgrader's Manual Grading: broken_files" in lines
    assert len(lines.splitlines()) == (5 if STAND else 6)


@pytest.mark.parametrize("student", ["perfect", "edited_tests", "deleted_tests", "broken_files"])
def test_autograded_notebooks_have_every_test_cell_as_released(
    graded: tuple[ClassResult, Path], student: str
) -> None:
    """Whatever was done to the locked cells, autograded/ has each of them once, as released."""
    for name, functions in COURSE.items():
        path = graded[1] / "autograded" / student / ASSIGNMENT / f"{name}.ipynb"
        if not path.exists():
            assert (student, name) == ("broken_files", "5_update")  # it was not handed in
            continue
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        tests = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
        worth = {c.source: c.metadata.nbgrader.points for c in tests}
        assert len(tests) == len(functions)
        assert worth == {f"check({function})": points()[function] for function in functions}


def test_feedback_pages_show_score_and_verdict(graded: tuple[ClassResult, Path]) -> None:
    """A student's page has nbgrader's score line, and says which step is wrong and why."""
    page = graded[1] / "feedback" / "mistake_4_backward" / ASSIGNMENT / "4_backward.html"
    text = page.read_text(encoding="utf-8")
    assert "4_backward (Score: 26.0 / 35.0)" in text
    assert "linear_backward: wrong, hidden case 1 of 4" in text
    assert "db: the shape is" in text


def test_no_hidden_number_reaches_a_student(graded: tuple[ClassResult, Path]) -> None:
    """Autograded notebooks and feedback carry verdicts, never the hidden cases' numbers."""
    verdicts = [verdict for one in graded[0].submissions for verdict in one.verdicts]
    assert any(verdict.detail for verdict in verdicts)
    for verdict in verdicts:
        assert "[[" not in verdict.detail and "array(" not in verdict.detail


def test_the_report_stands_alone(graded: tuple[ClassResult, Path]) -> None:
    """report.html names every student and step, loads nothing from elsewhere and runs nothing."""
    text = (graded[1] / "report.html").read_text(encoding="utf-8")
    for name in (*NAMES, *FUNCTIONS):
        assert name in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_submissions_are_only_read(tmp_path: Path) -> None:
    """Grading changes no submitted file."""
    before = {path: path.read_bytes() for path in sorted(FOLDER.rglob("*")) if path.is_file()}
    blank = tmp_path / "class"
    (blank).mkdir()
    (blank / "blank").symlink_to(FOLDER / "blank")  # a link is left alone, and named
    with pytest.raises(SubmittedFolderError):
        grade_class(blank, tmp_path / "out", 1, LIMITS)
    after = {path: path.read_bytes() for path in sorted(FOLDER.rglob("*")) if path.is_file()}
    assert before == after


def test_a_mark_given_by_hand_survives_a_second_run(tmp_path: Path, kept: Kept) -> None:
    """Grading again keeps a person's mark, counts it, and leaves it final."""
    small = tmp_path / "class" / "ann" / ASSIGNMENT
    small.mkdir(parents=True)
    source = FOLDER / "mistake_3_cost" / ASSIGNMENT / "3_cost.ipynb"
    (small / "3_cost.ipynb").write_bytes(source.read_bytes())
    out = tmp_path / "out"
    grade_class(tmp_path / "class", out, 1, LIMITS, db=kept.db(out))
    with closing(kept.open(out)) as book:
        grade = book.find_grade("test_compute_cost", "3_cost", ASSIGNMENT, "ann")
        assert (grade.auto_score, grade.score) == (0, 0)
        grade.manual_score = 5
        book.db.commit()
    result = grade_class(tmp_path / "class", out, 1, LIMITS, db=kept.db(out))
    assert result.totals["ann"] == (5, 100)
    page = (out / "feedback" / "ann" / ASSIGNMENT / "3_cost.html").read_text(encoding="utf-8")
    assert "(Score: 5.0 / 8.0)" in page
    with closing(kept.open(out)) as book:
        grade = book.find_grade("test_compute_cost", "3_cost", ASSIGNMENT, "ann")
        assert grade.manual_score == 5
    forced = grade_class(tmp_path / "class", out, 1, LIMITS, db=kept.db(out), force=True)
    assert (result.kept, forced.kept, forced.totals["ann"]) == (1, 0, (5, 100))
    with closing(kept.open(out)) as book:
        grade = book.find_grade("test_compute_cost", "3_cost", ASSIGNMENT, "ann")
        assert grade.manual_score == 5 and not grade.needs_manual_grade


def test_find_submissions_names_what_is_no_submission(tmp_path: Path) -> None:
    """Files, strangers' folders, links and names that would move a cursor are named, not graded."""
    (tmp_path / "ann" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / "evil\x1b[2J" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / ("x" * 129) / ASSIGNMENT).mkdir(parents=True)  # more than a gradebook holds
    (tmp_path / "list.csv").touch()
    (tmp_path / "link").symlink_to(tmp_path / "ann")
    students, notes = find_submissions(tmp_path, ASSIGNMENT)
    assert students == ["ann"]
    assert len(notes) == 4 and "\x1b" not in "".join(notes)


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_the_command_explains_a_folder_that_it_cannot_use(tmp_path: Path, folder: str) -> None:
    """Exit code 2, one clear sentence, no traceback."""
    (tmp_path / "empty").mkdir()
    command = [*AUTOGRADE, str(tmp_path / folder), "--out", str(tmp_path / "out")]
    command += ["--assignment", ASSIGNMENT]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("grader:") and "Traceback" not in run.stderr
    assert f"<student>/{ASSIGNMENT}/*.ipynb" in run.stderr

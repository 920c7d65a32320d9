"""The same day in a stock nbgrader course, whose folders are named by its own settings."""

import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.engine.grading.outcome import Outcome
from grader.engine.lms.intake.roster_csv import read_csv
from tests.intake.downloads import files_in, make_zip, moodle_zip
from tests.stock import theirs
from tests.stock.course import Course, write_course
from tests.stock.courses import COURSES
from tests.walls import STAND

from .test_commands import grader

UNSAFE = "--unsafe-no-sandbox"
NAME = "guide"  # of nbgrader's own documentation


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that is released, with nobody's work in it yet, and folders of its own naming."""
    template = COURSES[NAME]
    config = f"{template.config}\nc.CourseDirectory.submitted_directory = 'handed_in'"
    made = Course(template.what, template.source, {}, template.files, config, template.due)
    folder = write_course(made, tmp_path_factory.mktemp("stock") / "course")
    theirs.release({NAME: folder})
    return folder


def test_from_a_download_to_the_import(course: Path) -> None:
    """Collected where its settings say, graded, packed by nbgrader's own feedback, exported."""
    desk = course.parent
    notebooks = sorted((course / "source" / "ps1").glob("*.ipynb"))
    released = course / "release" / "ps1"
    handed = {path.name: (released / path.name).read_bytes() for path in notebooks}
    moodle_zip(desk / "all.zip", {"Ada Lovelace_11": handed})
    code, said = grader(desk, "collect", "all.zip", "--course", "course", "ps1")
    assert code == 0, said
    assert set(files_in(course / "handed_in")) == {f"11/ps1/{name}" for name in handed}

    words = [] if STAND else [UNSAFE]
    code, said = grader(desk, "autograde", "--course", "course", "ps1", *words)
    assert code in (0, 3), said

    feedback = ["feedback", "ps1", "--course", "course"]
    code, said = grader(desk, *feedback, "--final-only", "--zip", "final")
    assert (code, list((desk / "final").glob("*"))) == (3, []), said
    assert "not final, and left out: 11" in said
    code, said = grader(desk, *feedback, "--moodle", "moodle.zip")
    assert code == 3, said
    assert "preliminary: marks are left open: 11" in said
    with zipfile.ZipFile(course / "zips" / "ps1" / "11.zip") as archive:
        assert archive.namelist() == [path.with_suffix(".html").name for path in notebooks]
    with zipfile.ZipFile(desk / "moodle.zip") as archive:
        assert archive.namelist()[0].startswith("Ada Lovelace_11_assignsubmission_file_/")

    # The course's own notebooks have cells that a person marks: left out until somebody has.
    out = ["export", "--course", "course", "ps1", "canvas.csv", "--to", "canvas"]
    code, said = grader(desk, *out)
    assert code == 3, said
    assert "not final, and left out: 11" in said
    assert read_csv(desk / "canvas.csv")[2][-1] == ""
    code, said = grader(desk, *out, "--include-open")
    assert code == 3, said
    assert "not final, and in the table: 11" in said
    assert read_csv(desk / "canvas.csv")[2][-1] != ""
    with closing(Gradebook(f"sqlite:///{course / 'gradebook.db'}")) as book:
        submission = book.find_submission("ps1", "11")
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = 1.0, False
        book.db.commit()
        mark = submission.score
    code, said = grader(desk, *out)
    assert code == 0, said
    assert float(read_csv(desk / "canvas.csv")[2][-1]) == pytest.approx(mark, abs=0.005)


def test_feedback_is_generated_where_it_shows_something_new(course: Path) -> None:
    """A mark of a person's is on the page at once; a page that would be the same stays."""
    page = course / "feedback" / "11" / "ps1" / "problem2.html"
    seen = []
    for mark in (3.0, 3.0, 2.5):
        with closing(Gradebook(f"sqlite:///{course / 'gradebook.db'}")) as book:
            grades = book.find_submission_notebook("problem2", "ps1", "11").grades
            grades[0].manual_score = mark
            book.db.commit()
            total = f"(Score: {sum(grade.score for grade in grades)} /"
        code, said = grader(course.parent, "feedback", "ps1", "--course", "course")
        assert code == 0, said
        assert total in page.read_text("utf-8")
        seen.append(page.stat().st_mtime_ns)
    assert seen[0] == seen[1] < seen[2]


def test_one_notebook_of_a_course_is_marked(course: Path) -> None:
    """By the course's own tests; what a person marks is open, and no mark is kept."""
    words = ["grade", "--json", "--course", "course", "ps1"] + ([] if STAND else [UNSAFE])
    path = course / "release" / "ps1" / "problem2.ipynb"
    notebook = nbformat.read(path, as_version=4)
    answers = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    answers[0].source = "Because it is so."  # the other answer is left as it was: that is zero
    copied = course.parent / f"{path.stem} (1).ipynb"
    nbformat.write(notebook, copied)
    code, said = grader(course.parent, *words, copied.name)
    assert code == 3, said
    content = json.loads(said)
    (marked,) = content["notebooks"]
    assert (marked["notebook"], marked["file"]) == (path.stem, copied.name)
    outcomes = [(one["outcome"], one["points"]) for one in marked["functions"]]
    assert outcomes == [(Outcome.BY_HAND, None), (Outcome.NOT_ATTEMPTED, 0)]
    assert content["max_score"] == sum(one["max_points"] for one in marked["functions"]) > 0


def test_the_exchange_is_collected_as_nbgrader_does(course: Path) -> None:
    """By the settings of the course, and with the times of the exchange."""
    desk = course.parent
    folder = desk / "inbound" / "ben+ps1+2015-02-01 10:00:00.000000 UTC+Zm9v"
    shutil.copytree(course / "release" / "ps1", folder)
    (folder / "submission_secret.txt").write_text("x")  # nbgrader's release_feedback needs it
    code, said = grader(desk, "collect", "inbound", "--course", "course", "ps1")
    assert code == 0, said
    place = course / "handed_in" / "ben" / "ps1"
    assert (place / "timestamp.txt").read_text() == "2015-02-01 10:00:00.000000 UTC"
    assert (place / "submission_secret.txt").exists()


def test_an_assignment_that_is_not_there_is_named(course: Path) -> None:
    """With the places that were looked at."""
    make_zip(course.parent / "none.zip", {"a_1_2_x.ipynb": b"{}"})
    code, said = grader(course.parent, "collect", "none.zip", "--course", "course", "ps9")
    assert code == 2
    assert "has no assignment ps9" in said


def test_a_folder_is_watched_for_a_course(course: Path) -> None:
    """What arrives is collected into the course, graded, and nbgrader's feedback published."""
    desk = course.parent
    shutil.copytree(course / "release" / "ps1", desk / "inbox" / "cleo")
    words = ["watch", "inbox", "ps1", "--course", "course", "--once", "--jobs=1"]
    code, said = grader(desk, *words, *([] if STAND else [UNSAFE]))
    assert code == 0, said
    events = [line[9:] for line in said.splitlines()]
    assert "collected  cleo: new" in events
    assert any(event.startswith("graded     cleo") for event in events)
    with zipfile.ZipFile(course / "reports" / "ps1" / "published" / "cleo.zip") as archive:
        assert "problem2.html" in archive.namelist()

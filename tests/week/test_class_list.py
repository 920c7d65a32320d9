"""Who is in a course: `grader roster`, and rosters that do not fit."""

from pathlib import Path

import pytest

from tests.intake.downloads import moodle_zip
from tests.stock import cells
from tests.walls import needs_walls
from tests.week.course import ASSIGNMENT, RIGHT, WRONG, book, course, mark, marks, run, work

HEADER = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade)\n"
)
ADA = "Participant 4711,Ada Lovelace,ada,ada@example.org,Submitted,,9.00,Yes,-,-\n"
BEN = "Participant 4712,Ben B,ben,ben@example.org,Submitted,,9.00,Yes,-,-\n"


def _students(folder: Path) -> set[str]:
    with book(folder) as gradebook:
        return {one.id for one in gradebook.students}


def _download(path: Path) -> Path:
    done = cells.write(work(RIGHT, "Twice.")).encode()
    names = ("Ada Lovelace_4711", "Ben B_4712")
    return moodle_zip(path, {name: {"p1.ipynb": done} for name in names})


def test_a_roster_of_another_class_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """Nobody is put into the gradebook, and nothing is collected."""
    folder = course(tmp_path / "course", {})
    other = tmp_path / "other.csv"
    other.write_text(HEADER + ADA.replace("4711", "9").replace("Ada L", "Eve L"), encoding="utf-8")
    words = ("collect", str(_download(tmp_path / "all.zip")), ASSIGNMENT, "--roster", str(other))
    said = run(folder, *words, codes=(2,))
    assert "the roster does not fit: none of the 2 who handed in" in " ".join(said.split())
    assert not list((folder / "submitted").rglob("*.ipynb"))
    assert not (folder / "gradebook.db").exists()


def test_a_roster_that_would_double_students_is_refused(tmp_path: Path) -> None:
    """Who was collected by a number is the same person; merge makes one of them."""
    folder = course(tmp_path / "course", {})
    zipped, roster = str(_download(tmp_path / "all.zip")), tmp_path / "sheet.csv"
    run(folder, "collect", zipped, ASSIGNMENT)
    assert _students(folder) == {"4711", "4712"}
    roster.write_text(HEADER + ADA + BEN, encoding="utf-8")
    said = run(folder, "collect", zipped, ASSIGNMENT, "--roster", str(roster), codes=(2,))
    assert "grader roster merge 4711 ada" in said
    assert _students(folder) == {"4711", "4712"}
    run(folder, "roster", "merge", "4711", "ada")
    run(folder, "roster", "merge", "4712", "ben")
    run(folder, "collect", zipped, ASSIGNMENT, "--roster", str(roster))
    assert _students(folder) == {"ada", "ben"}
    assert {path.parts[-3] for path in (folder / "submitted").rglob("*.ipynb")} == {"ada", "ben"}


@needs_walls
def test_marks_go_with_a_student(tmp_path: Path) -> None:
    """Merged they are the other's; removed they are kept apart, and count no more."""
    students = {"4711": work(RIGHT, "Twice."), "ben": work(WRONG, "Square.")}
    folder = course(tmp_path, students)
    run(folder, "autograde", codes=(3,))
    mark(folder, "4711", "explain", 2)
    run(folder, "roster", "merge", "4711", "ada")
    assert marks(folder, "ada")["explain"] == (2, False)
    assert "2 had not changed" not in run(folder, "autograde", codes=(3,))
    assert marks(folder, "ada")["explain"][0] == 2
    said = run(folder, "roster", "merge", "ada", "ben", codes=(2,))
    assert "ada and ben have both handed in ps1" in " ".join(said.split())
    run(folder, "roster", "remove", "ben")
    run(folder, "autograde", codes=(3,))
    assert _students(folder) == {"ada"}
    assert (folder / "removed" / "ben" / "submitted" / "ben" / ASSIGNMENT / "p1.ipynb").is_file()
    assert '"explain"' in (folder / "removed" / "ben" / "marks.json").read_text(encoding="utf-8")
    assert "ben" not in run(folder, "roster")


def test_a_student_is_called_as_a_folder_of_the_course_is(tmp_path: Path) -> None:
    """Only the student's own folders are renamed, whatever signs stand in names."""
    folder = course(tmp_path / "home (1)" / "ben" / "my course", {})
    roster, handed = tmp_path / "r.csv", tmp_path / "in" / "ben" / "p1.ipynb"
    roster.write_text("id,first_name\nben,Ben\n", encoding="utf-8")
    handed.parent.mkdir(parents=True)
    handed.write_text(cells.write(work(RIGHT, "")), encoding="utf-8")
    run(folder, "collect", str(tmp_path / "in"), ASSIGNMENT, "--roster", str(roster))
    older = folder / "collected" / ASSIGNMENT / "ben" / "older"
    older.mkdir(parents=True)
    (folder / "extensions.csv").write_text(
        f"assignment,student,days\n{ASSIGNMENT},ben,3\n", encoding="utf-8"
    )
    run(folder, "roster", "merge", "ben", "b.o'n (2)")
    assert (folder / "submitted" / "b.o'n (2)" / ASSIGNMENT / "p1.ipynb").is_file()
    assert not (folder / "submitted" / "ben").exists()
    assert (folder / "collected" / ASSIGNMENT / "b.o'n (2)" / "older").is_dir()
    assert f"{ASSIGNMENT},b.o'n (2),3" in (folder / "extensions.csv").read_text(encoding="utf-8")
    run(folder, "roster", "remove", "b.o'n (2)")
    gone = folder / "removed" / "b.o'n (2)"
    assert (gone / "submitted" / "b.o'n (2)" / ASSIGNMENT / "p1.ipynb").is_file()
    assert (gone / "collected" / ASSIGNMENT / "b.o'n (2)" / "older").is_dir()


@pytest.mark.parametrize("words", [("merge", "a"), ("drop", "a"), ("remove", "../x")])
def test_words_that_are_none_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    """And a name that leads elsewhere is no student's."""
    folder = course(tmp_path, {})
    run(folder, "collect", str(_download(tmp_path / "all.zip")), ASSIGNMENT)
    run(folder, "roster", *words, codes=(2,))

"""An assignment is edited after it was graded: `grader update`, and the run before and after it."""

import copy
import json
from pathlib import Path

import pytest

from tests.stock import cells
from tests.stock.cells import Cell
from tests.stock.course import Course, write_course
from tests.walls import needs_walls
from tests.week.course import (
    ASSIGNMENT,
    RIGHT,
    SOURCE,
    WRONG,
    about,
    book,
    cell,
    course,
    edit,
    mark,
    marks,
    run,
    work,
)

pytestmark = needs_walls
UPDATE = ("update", ASSIGNMENT)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two students, graded; all of Ada's marks are given, and Ben's are open."""
    folder = course(
        tmp_path_factory.mktemp("graded"),
        {"ada": work(RIGHT, "Twice."), "ben": work(WRONG, "Square.")},
    )
    run(folder, "autograde", codes=(3,))
    mark(folder, "ada", "explain", 2.5)
    mark(folder, "ada", "wonder", 1)
    return folder


@pytest.fixture
def folder(graded: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    import shutil

    place = tmp_path / "course"
    shutil.copytree(graded, place, symlinks=True)
    return place


def _new_test(made: list[Cell]) -> None:
    place = made.index(cell(made, "test_double"))
    made.insert(place + 1, cells.check("test_negative", "assert double(-1) == -2", 2))


def test_a_run_says_that_the_source_is_newer(folder: Path) -> None:
    """What would change is named, nothing is run again, and the marks are those of before."""

    def change(made: list[Cell]) -> None:
        about(made, "test_double")["points"] = 6
        _new_test(made)
        about(made, "wonder")["grade_id"] = "ask"
        made.remove(cell(made, "explain"))

    edit(folder, change)
    before = marks(folder, "ada")
    said = run(folder, "autograde", codes=(3,))
    assert "source/ has been changed since it was released" in said
    assert "p1.ipynb, test_double: 4 points become 6" in said
    assert "p1.ipynb, test_negative: a new autograder test" in said
    assert "p1.ipynb, wonder: is named ask now" in said
    assert "p1.ipynb, explain: the manually graded answer is there no more" in said
    assert marks(folder, "ada") == before


def test_a_source_is_no_newer_for_how_its_metadata_are_written(tmp_path: Path) -> None:
    """A test need not say that it is locked, an answer may say so; cells of no kind are none."""
    source = copy.deepcopy(SOURCE)
    about(source["cells"], "test_double")["locked"] = False
    about(source["cells"], "double")["locked"] = True
    source["cells"].append(cells.text("By the way.", cells.read_only("aside", "")["metadata"]))
    about(source["cells"], "aside").update(locked=False)
    students = {"ada": {"p1.ipynb": work(RIGHT, "Twice.", source=source)}}
    folder = write_course(Course("", {"p1.ipynb": source}, students), tmp_path / "course")
    for _ in range(2):
        assert "has been changed" not in run(folder, "autograde", codes=(3,))
    assert "nothing to do" in run(folder, *UPDATE, "--dry-run")


def test_text_that_nothing_depends_on_is_no_change(folder: Path) -> None:
    """A typo in the introduction neither warns nor runs anything again."""
    edit(folder, lambda made: made[0].update(source="# Doubling numbers"))
    said = run(folder, "autograde", codes=(3,))
    assert "source/ has been changed" not in said and "2 had not changed" in said


def test_points_and_a_new_test_are_carried_in(folder: Path) -> None:
    """Old submissions get the new test in its place; marks by hand stay final."""

    def change(made: list[Cell]) -> None:
        about(made, "test_double")["points"] = 6
        _new_test(made)

    edit(folder, change)
    run(folder, *UPDATE)
    said = run(folder, "autograde", codes=(3,))
    assert "source/ has been changed" not in said
    assert marks(folder, "ada") == {
        "test_double": (6, False),
        "test_negative": (2, False),
        "explain": (2.5, False),
        "wonder": (1, False),
    }
    # Ben squares: 2 is doubled, 3 and -1 are not.
    assert marks(folder, "ben")["test_double"] == (0, False)
    assert marks(folder, "ben")["test_negative"] == (0, False)
    made = json.loads((folder / "autograded/ada/ps1/p1.ipynb").read_text(encoding="utf-8"))
    assert [cells.named(one) for one in made["cells"]][:4] == [
        *("", "double", "test_double", "test_negative"),
    ]
    released = (folder / "release" / ASSIGNMENT / "p1.ipynb").read_text(encoding="utf-8")
    assert "test_negative" in released
    assert "2 had not changed" in run(folder, "autograde", codes=(3,))


def test_a_renamed_cell_keeps_its_answer_and_its_mark(folder: Path) -> None:
    """The dry run says so and does nothing; afterwards an old submission's answer is found."""
    edit(folder, lambda made: about(made, "explain").update(grade_id="reason"))
    said = run(folder, *UPDATE, "--dry-run", codes=(3,))
    assert "by hand: ada, p1.ipynb, explain: 2.5 goes with its cell, which is named reason" in said
    assert "explain" in marks(folder, "ada")
    run(folder, *UPDATE, codes=(3,))
    run(folder, "autograde", codes=(3,))
    assert marks(folder, "ada")["reason"] == (2.5, False)
    assert marks(folder, "ben")["reason"] == (0, True)
    assert "Twice." in (folder / "autograded/ada/ps1/p1.ipynb").read_text(encoding="utf-8")


def test_a_mark_by_hand_of_a_cell_with_other_points_is_kept_and_looked_at(folder: Path) -> None:
    """2.5 of 3 stays 2.5, is 2.5 of 5 now, and waits for a person until one has looked."""
    edit(folder, lambda made: about(made, "explain").update(points=5))
    said = run(folder, *UPDATE, codes=(3,))
    assert "ada, p1.ipynb, explain: 2.5 of 3 becomes 2.5 of 5, for you to look at" in said
    run(folder, "autograde", codes=(3,))
    assert marks(folder, "ada")["explain"] == (2.5, True)
    assert marks(folder, "ada")["wonder"] == (1, False)


def test_a_cell_with_marks_by_hand_goes_only_where_that_is_said(folder: Path) -> None:
    """Without --drop-hand-marks nothing is changed; with it the marks are written down."""
    edit(folder, lambda made: made.remove(cell(made, "explain")))
    before = marks(folder, "ada")
    said = run(folder, *UPDATE, codes=(3,))
    assert "by hand, and lost with its cell: ada, p1.ipynb, explain: 2.5" in said
    assert marks(folder, "ada") == before
    run(folder, *UPDATE, "--drop-hand-marks", codes=(3,))
    run(folder, "autograde", codes=(3,))
    assert marks(folder, "ada") == {"test_double": (4, False), "wonder": (1, False)}
    kept = (folder / "reports" / ASSIGNMENT / "dropped_marks.jsonl").read_text(encoding="utf-8")
    assert json.loads(kept)["score"] == 2.5


def test_a_second_notebook_is_missing_in_what_was_handed_in_before(folder: Path) -> None:
    """It counts as not attempted, and the marks of the first stay."""
    second = cells.notebook(cells.answer("half"), cells.check("test_half", "assert half(2) == 1"))
    path = folder / "source" / ASSIGNMENT / "p2.ipynb"
    path.write_text(cells.write(second), encoding="utf-8")
    run(folder, *UPDATE)
    run(folder, "autograde", codes=(3,))
    with book(folder) as gradebook:
        found = gradebook.find_submission(ASSIGNMENT, "ada")
        assert (found.score, found.max_score) == (7.5, 10)
    path.unlink()
    run(folder, *UPDATE)
    run(folder, "autograde", codes=(3,))
    with book(folder) as gradebook:
        found = gradebook.find_submission(ASSIGNMENT, "ada")
        assert (found.score, found.max_score) == (7.5, 9)


def test_a_resubmission_waits_for_a_person_where_the_answer_is_another(folder: Path) -> None:
    """Ada explains anew and wonders as before: one of two marks by hand is open again."""
    path = folder / "submitted" / "ada" / ASSIGNMENT / "p1.ipynb"
    path.write_text(cells.write(work(WRONG, "It doubles.")), encoding="utf-8")
    run(folder, "autograde", codes=(3,))
    assert marks(folder, "ada") == {
        "test_double": (0, False),
        "explain": (2.5, True),
        "wonder": (1, False),
    }


def test_a_source_that_cannot_be_released_stops_no_run(folder: Path) -> None:
    """Two cells of one name: the run goes on and says so, and update refuses."""
    edit(folder, lambda made: made.append(cells.check("test_double", "assert True", 1)))
    assert "cannot be released as it is" in run(folder, "autograde", codes=(3,))
    assert "cannot be released as it is" in run(folder, *UPDATE, codes=(2,))
    assert marks(folder, "ada")["test_double"] == (4, False)
    assert SOURCE["cells"]

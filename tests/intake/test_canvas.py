"""What a Canvas download looks like."""

from datetime import UTC
from pathlib import Path

import pytest

from grader.engine.lms.intake.canvas import CanvasName, parse_name
from grader.engine.lms.intake.fit import fit
from grader.engine.lms.intake.handed import Handed
from grader.engine.lms.intake.source import From, open_source

from .downloads import NOTEBOOKS, make_zip, notebook


def read(path: Path) -> dict[str, Handed]:
    """Open a download; give the submissions by their numbers."""
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        assert source.kind is From.CANVAS
        return {handed.key: handed for handed in source.handed}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lovelaceada_61_9001_3_cost.ipynb", ("lovelaceada", "61", False, 9001, "3_cost.ipynb")),
        ("lovelaceada_LATE_61_9001_a.ipynb", ("lovelaceada", "61", True, 9001, "a.ipynb")),
        ("åströmzoë_62_9002_x_1_2_y.ipynb", ("åströmzoë", "62", False, 9002, "x_1_2_y.ipynb")),
        ("anon_Xy3aB_9003_a.ipynb", ("", "anon_Xy3aB", False, 9003, "a.ipynb")),
        ("LATE_anon_Xy3aB_9003_a.ipynb", ("", "anon_Xy3aB", True, 9003, "a.ipynb")),
        ("lovelaceada_61_text.html", ("lovelaceada", "61", False, 0, "text.html")),
        ("1_61_9001_a.ipynb", ("1", "61", False, 9001, "a.ipynb")),
        ("ada_61_question_7_9001_a.ipynb", ("ada", "61", False, 9001, "a.ipynb")),
        ("o_brien_LATE_61_9001_1_2.ipynb", ("o_brien", "61", True, 9001, "1_2.ipynb")),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: tuple[str, str, bool, int, str]) -> None:
    """Name, user, lateness, attachment and file, whatever underscores the file has."""
    assert parse_name(name) == CanvasName(*expected)


@pytest.mark.parametrize("name", ["1_initialize.ipynb", "ada_1_initialize.ipynb", "61_.ipynb", ""])
def test_other_names_are_not_canvas_names(name: str) -> None:
    """A notebook with numbers in its name is no download."""
    assert parse_name(name) is None


def test_of_two_files_of_one_name_the_later_attachment_counts(tmp_path: Path) -> None:
    """Canvas counts its attachments up."""
    files = {
        "lovelaceada_61_9005_3_cost.ipynb": notebook("second"),
        "lovelaceada_61_9001_3_cost.ipynb": notebook("first"),
        "hopper_LATE_62_9002_3_cost-1.ipynb": notebook("late"),
    }
    path = make_zip(tmp_path / "submissions.zip", files)
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        found = {handed.key: handed for handed in source.handed}
        with found["61"].files[0].open() as file:
            assert b"second" in file.read()
    assert len(found["61"].files) == 1
    assert (found["61"].late, found["62"].late) == (False, True)


def test_of_two_files_for_one_notebook_the_later_one_is_taken(tmp_path: Path) -> None:
    """Canvas puts -1 to the name of what is handed in again: the newest wins, and it is said."""
    files = {
        "lovelaceada_61_9005_3_cost-1.ipynb": notebook("second"),
        "lovelaceada_61_9001_3_cost.ipynb": notebook("first"),
    }
    found = read(make_zip(tmp_path / "submissions.zip", files))
    layout, notes, person = fit(
        found["61"].files, NOTEBOOKS, frozenset(file.path for file in found["61"].files)
    )
    assert layout[("3_cost.ipynb",)].path == ("3_cost-1.ipynb",)
    assert notes == ["3_cost-1.ipynb was taken for 3_cost.ipynb, and not 3_cost.ipynb"]
    assert person == []


def test_what_was_typed_into_canvas_is_left_out_with_a_note(tmp_path: Path) -> None:
    """Only files are collected, and it is said where there was something else."""
    files = {"lovelaceada_61_text.html": b"<p>", "hopper_62_9002_3_cost.ipynb": notebook()}
    found = read(make_zip(tmp_path / "submissions.zip", files))
    assert found["61"].files == []
    assert found["61"].notes == ["a text entry was left out: only files are collected"]


def test_a_groups_name_may_hold_numbers(tmp_path: Path) -> None:
    """The notebook's name tells where the rest ends; elsewhere other files and lengths do."""
    files = {
        "team_1_61_9001_3_cost.ipynb": notebook("one"),
        "team_1_61_9002_7_notes.txt": b"a",
        "team_2_LATE_62_9003_3_cost-1.ipynb": notebook("two"),
        "v2_0_crew_63_9004_3_cost.ipynb": notebook("three"),
        "lovelaceada_64_9005_3_cost.ipynb": notebook("four"),
        "hopper_65_9006_20240214_12_answer.ipynb": notebook("five"),
        "crew_9_66_9007_12_answer.ipynb": notebook("six"),
    }
    found = read(make_zip(tmp_path / "submissions.zip", files))
    assert {key: one.name for key, one in found.items()} == {
        "61": "team_1",
        "62": "team_2",
        "63": "v2_0_crew",
        "64": "lovelaceada",
        "65": "hopper",
        "66": "crew_9",
    }
    assert {file.name for file in found["61"].files} == {"3_cost.ipynb", "7_notes.txt"}
    assert found["62"].late and found["65"].files[0].name == "20240214_12_answer.ipynb"

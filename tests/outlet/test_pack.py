"""Feedback, packed for students and for Moodle."""

import re
import zipfile
from pathlib import Path

from grader.engine.lms.intake.moodle import PART
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.outlet.pack import pack_for_moodle, pack_students


def pages(folder: Path) -> dict[str, list[Path]]:
    """Make the pages of three students; the last one has none."""
    found: dict[str, list[Path]] = {"eve": []}
    for student in ("ada", "ben"):
        for name in ("1_initialize.html", "3_cost.html"):
            path = folder / "feedback" / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<p>{student} {name}")
            found.setdefault(student, []).append(path)
    return found


def test_each_student_gets_a_zip(tmp_path: Path) -> None:
    """With the pages in it, and none for who has no page."""
    assert pack_students(pages(tmp_path), tmp_path / "zips") == ["ada", "ben"]
    assert {path.name for path in (tmp_path / "zips").iterdir()} == {"ada.zip", "ben.zip"}
    with zipfile.ZipFile(tmp_path / "zips" / "ada.zip") as archive:
        assert archive.namelist() == ["1_initialize.html", "3_cost.html"]
        assert archive.read("3_cost.html") == b"<p>ada 3_cost.html"


def test_a_zip_that_would_be_the_same_is_left_alone(tmp_path: Path) -> None:
    """So that whoever sends them sees who has something new."""
    found = pages(tmp_path)
    pack_students(found, tmp_path / "zips")
    before = (tmp_path / "zips" / "ada.zip").stat().st_mtime_ns
    found["ben"][0].write_text("<p>another mark")
    assert pack_students(found, tmp_path / "zips") == ["ben"]
    assert (tmp_path / "zips" / "ada.zip").stat().st_mtime_ns == before


def test_moodles_zip_has_the_folders_of_its_download(tmp_path: Path) -> None:
    """Moodle splits a folder's name at underscores, and looks for the participant's number."""
    known = {
        "ada": Student("ada", lms_user_id="4711", full_name="Ada_Lovelace/../x"),
        "ben": Student("ben", full_name="Ben"),
    }
    count, nameless = pack_for_moodle(pages(tmp_path), known, tmp_path / "moodle.zip")
    assert (count, nameless) == (1, ["ben", "eve"])
    with zipfile.ZipFile(tmp_path / "moodle.zip") as archive:
        names = archive.namelist()
    assert len(names) == 2
    for name in names:
        folder, _, file = name.partition("/")
        # What Moodle's own importer does with a path: at most five parts, the second a number.
        parts = folder.split("_", 4)
        assert parts[1:] == ["4711", "assignsubmission", "file", ""]
        assert file in ("1_initialize.html", "3_cost.html")
        assert PART.match(folder)
        assert not re.search(r"[/~]|^\.", folder)

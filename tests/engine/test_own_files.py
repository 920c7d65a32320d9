"""The instructor's files beside the notebooks: all of them, or a sentence; never some."""

import errno
import os
from pathlib import Path

import pytest

from grader.engine.course import own_files
from grader.engine.course.own_files import read_own_files
from grader.engine.course.submitted import read_submitted
from grader.engine.errors import CourseError
from grader.engine.sandbox.limits import Limits
from tests.graded import MATERIAL, checks


def test_all_are_read_and_links_are_followed(tmp_path: Path) -> None:
    """A data set that lies elsewhere is linked, and nbgrader copies what the link leads to."""
    elsewhere, source = tmp_path / "elsewhere", tmp_path / "ps1"
    for folder in (elsewhere, source / "more" / "deep", source / ".hidden"):
        folder.mkdir(parents=True)
        (folder / "one.csv").write_text(folder.name, encoding="utf-8")
    (source / "p1.ipynb").write_text("{}", encoding="utf-8")
    (source / "file.csv").symlink_to(elsewhere / "one.csv")
    (source / "folder").symlink_to(elsewhere)
    os.mkfifo(source / "pipe")
    assert read_own_files(source, (".*",)) == {
        "more/deep/one.csv": b"deep",
        "file.csv": b"elsewhere",
        "folder/one.csv": b"elsewhere",
    }
    assert read_own_files(tmp_path / "nowhere", ()) == {}


@pytest.mark.parametrize(
    ("bound", "most"), [("MAX_BYTES", 5), ("MAX_FILES", 2)], ids=["bytes", "files"]
)
def test_more_than_fits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    """Tests that read what was left out would fail for everybody, and look right."""
    for name in "abc":
        (tmp_path / name).write_bytes(b"12")
    assert len(read_own_files(tmp_path, ())) == 3
    monkeypatch.setattr(own_files, bound, most)
    with pytest.raises(CourseError, match="every submission is graded with a copy of them"):
        read_own_files(tmp_path, ())


def test_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A link that leads nowhere, for one."""
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CourseError, match=r"gone\.csv cannot be read \(No such file"):
        read_own_files(tmp_path, ())


def test_what_a_student_hands_back_of_them_is_not_read(tmp_path: Path) -> None:
    """However large it is: the instructor's own is put beside the notebook."""
    (tmp_path / "data.bin").write_bytes(b"")
    os.truncate(tmp_path / "data.bin", 2**30)
    (tmp_path / "own.txt").write_bytes(b"own")
    submitted = read_submitted("ann", tmp_path, [], (), 2**20, {"data.bin": b""})
    assert submitted.files == {"own.txt": b"own"}
    assert submitted.notes == []


def test_notebooks_have_room_for_some_large_ones_and_no_more(tmp_path: Path) -> None:
    """They are all in memory when a submission is read: what is beyond that is left to a person."""
    names = list("abcdef")
    for name in names:
        (tmp_path / f"{name}.ipynb").write_bytes(bytes(900))
    submitted = read_submitted("ann", tmp_path, names, (), 1_000)
    assert [*submitted.notebooks] == ["a", "b", "c"]
    assert [*submitted.problems] == ["d", "e", "f"]
    assert all("is the limit" in said for said in submitted.problems.values())


def test_a_submission_is_the_same_with_the_released_files_in_it(tmp_path: Path) -> None:
    """Whoever hands in the whole folder, public cases and all, has changed nothing by it."""
    work = checks(Limits())
    (tmp_path / "own.txt").write_bytes(b"own")
    alone = work.digest(tmp_path)
    for name in MATERIAL.files:
        (tmp_path / name).write_bytes(b"changed")
    assert "public.h5" in MATERIAL.files
    assert work.digest(tmp_path) == alone
    assert work.read("ann", tmp_path).files == {"own.txt": b"own"}


def test_a_folder_that_may_not_be_looked_into_is_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the data in it, tests that are right would fail for everybody."""
    (tmp_path / "data").mkdir()
    scan = os.scandir

    def closed(place: str) -> object:
        if Path(place).name == "data":
            raise PermissionError(errno.EACCES, "Permission denied", place)
        return scan(place)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(CourseError, match="data cannot be read"):
        read_own_files(tmp_path, ())

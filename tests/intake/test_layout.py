"""nbgrader's own tree as a source, given at each depth."""

from datetime import UTC
from pathlib import Path

import pytest

from grader.engine.errors import SourceError
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.collected import Collected
from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times

from .downloads import files_in, make_zip, notebook, target_in

TREE = {
    "submitted/ada/network/1_initialize.ipynb": notebook("a"),
    "submitted/ada/network/data/x.csv": b"1",
    "submitted/ada/homework2/p1.ipynb": notebook("other"),
    "submitted/ben/network/1_initialize.ipynb": notebook("b"),
}
COURSE = {
    **TREE,
    "source/network/1_initialize.ipynb": notebook("ours"),
    "release/network/1_initialize.ipynb": notebook("ours"),
    "autograded/ada/network/1_initialize.ipynb": notebook("graded"),
}
ADA = {"ada/network/1_initialize.ipynb", "ada/network/data/x.csv"}
BOTH = ADA | {"ben/network/1_initialize.ipynb"}


def _write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def _collect(root: Path, source: Path, kind: From = From.AUTO, must_fit: bool = True) -> Collected:
    target = target_in(root / "course", ("1_initialize", "2_forward"))
    return Collector(target, None, kind, Times.AUTO, UTC, must_fit).collect([source])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", BOTH),
        ("submitted", BOTH),
        ("submitted/ada", ADA),
        ("submitted/ada/network", ADA),
        ("submitted/ben/", {"ben/network/1_initialize.ipynb"}),
    ],
)
@pytest.mark.parametrize("kind", [From.AUTO, From.FOLDER])
def test_each_depth_of_the_tree_is_known(
    tmp_path: Path, given: str, expected: set[str], kind: From
) -> None:
    """A student is who the tree says, and no folder of nbgrader's is one."""
    _write(tmp_path / "theirs", COURSE)
    _collect(tmp_path, tmp_path / "theirs" / given, kind)
    assert set(files_in(tmp_path / "course" / "submitted")) == expected


def test_a_whole_course_says_what_of_it_was_left(tmp_path: Path) -> None:
    """source/ and release/ are nobody's."""
    _write(tmp_path / "theirs", COURSE)
    (note,) = _collect(tmp_path, tmp_path / "theirs").notes[:1]
    assert "submitted/ was collected" in note and "source" in note


@pytest.mark.parametrize(
    "files",
    [
        {"network/1_initialize.ipynb": b"{}"},
        {"network/1_initialize.ipynb": b"{}", "homework2/p1.ipynb": b"{}"},
        {"1_initialize.ipynb": b"{}"},
        {"1_initialize (1).ipynb": b"{}", "2_forward.ipynb": b"{}"},
    ],
)
def test_work_that_names_nobody_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    """The error says which folder to name; nothing is written."""
    _write(tmp_path / "Downloads", files)
    with pytest.raises(SourceError, match=r"nothing says whose work it is\. Name the folder"):
        _collect(tmp_path, tmp_path / "Downloads")
    assert not (tmp_path / "course" / "submitted").exists()


def test_where_a_folder_is_watched_the_others_go_on(tmp_path: Path) -> None:
    """A folder called like the assignment is no student, and stops nobody."""
    _write(tmp_path / "inbox", {"network/1_initialize.ipynb": b"{}", "ada.zip": b""})
    make_zip(tmp_path / "inbox" / "ada.zip", {"1_initialize.ipynb": notebook("a")})
    rows = _collect(tmp_path, tmp_path / "inbox", must_fit=False).rows
    assert {row.student: row.placed is not None for row in rows} == {"ada": True, "network": False}
    assert "name the one that holds the students'" in rows[1].open[0]


def test_a_zip_of_a_tree_makes_no_student_of_a_folder_of_nbgraders(tmp_path: Path) -> None:
    """Neither of source/ nor of the assignment."""
    _collect(tmp_path, make_zip(tmp_path / "course.zip", COURSE))
    assert set(files_in(tmp_path / "course" / "submitted")) == BOTH

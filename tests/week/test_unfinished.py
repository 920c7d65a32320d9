"""`grader roster merge` and `remove`, ended in the middle: the same command finishes them."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from grader.engine.course.settings import Chosen
from grader.engine.errors import CourseError
from grader.engine.gradebook.extensions import Extension, write_extension
from grader.engine.run.class_list import ClassList, class_list
from grader.engine.run.classes import open_class
from grader.engine.sandbox.limits import Limits
from grader.errors import LayerwiseError
from tests.walls import needs_walls
from tests.week.course import ASSIGNMENT, RIGHT, WRONG, book, course, mark, marks, run, work

Do = Callable[[ClassList], object]
WAYS: dict[str, Do] = {
    "merge": lambda some: some.merge("4711", "ada"),
    "remove": lambda some: some.remove("4711"),
}


class Stopped(Exception):
    """The process has ended here."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which 4711 has everything that a student can have."""
    students = {"4711": work(RIGHT, "Twice."), "ben": work(WRONG, "Square.")}
    folder = course(tmp_path_factory.mktemp("graded") / "course", students)
    run(folder, "autograde", codes=(3,))
    mark(folder, "4711", "explain", 2)
    run(folder, "feedback", ASSIGNMENT, codes=(3,))
    kept = folder / "collected" / ASSIGNMENT / "4711" / "2026-01-01T000000Z_abc"
    shutil.copytree(folder / "submitted" / "4711" / ASSIGNMENT, kept)
    write_extension(folder, Extension(ASSIGNMENT, "4711", 2))
    return folder


def _chosen(folder: Path) -> Chosen:
    return Chosen(folder, "-")


def _tree(folder: Path) -> dict[str, bytes]:
    """What lies where; neither locks nor the gradebook, which is read as one."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".lock" not in path.name and "gradebook.db" not in path.name
    }


def _ended(monkeypatch: pytest.MonkeyPatch, after: int, error: Callable[[], Exception]) -> None:
    """Have the step end that comes after so many: of those that write."""
    left = [after]

    def counted(real: Any) -> Any:
        def step(*args: Any, **words: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise error()
            return real(*args, **words)

        return step

    for owner, name in ((Path, "rename"), (Path, "replace"), (Path, "unlink"), (Session, "commit")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))


@needs_walls
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "error",
    [lambda: OSError(errno.ENOSPC, "No space left on device"), Stopped],
    ids=["full", "kill"],
)
def test_what_was_ended_in_the_middle_is_finished_by_the_same_command(
    graded: Path, tmp_path: Path, way: str, error: Callable[[], Exception]
) -> None:
    """Wherever it was ended: nothing is lost, and afterwards everything is as without it."""
    quiet = shutil.copytree(graded, tmp_path / "quiet" / "course")
    with class_list(_chosen(quiet)) as some:
        WAYS[way](some)
    expected = _tree(quiet)
    assert not any("4711" in name for name in expected if not name.startswith(("removed", "rep")))
    for after in range(100):
        folder = shutil.copytree(graded, tmp_path / str(after) / "course")
        before = set(_tree(folder).values())
        with pytest.MonkeyPatch.context() as patch:
            _ended(patch, after, error)
            try:
                with class_list(_chosen(folder)) as some:
                    WAYS[way](some)
                break
            except (OSError, Stopped, LayerwiseError):
                pass
        lost = before - set(_tree(folder).values())
        assert lost <= {(graded / "extensions.csv").read_bytes()}, after
        with class_list(_chosen(folder)) as some:
            WAYS[way](some)
        assert _tree(folder) == expected, after
        with book(folder) as one, book(quiet) as other:
            assert {s.id for s in one.students} == {s.id for s in other.students}
        if way == "merge":
            assert marks(folder, "ada") == marks(quiet, "ada")
            assert marks(folder, "ada")["explain"] == (2, False)
        shutil.rmtree(folder)
    assert after > 5


@needs_walls
def test_nothing_else_is_done_before_it_is_finished(
    graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither another merge nor a run, which would take the half for two students."""
    folder = shutil.copytree(graded, tmp_path / "course")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
        _ended(patch, 4, Stopped)
        with class_list(_chosen(folder)) as some:
            some.merge("4711", "ada")
    said = r"grader roster merge 4711 ada was ended in the middle\. Give it again first"
    with pytest.raises(CourseError, match=said), class_list(_chosen(folder)) as some:
        some.merge("ben", "eve")
    with pytest.raises(CourseError, match=said):
        open_class(Chosen(folder, ASSIGNMENT), Limits(), print)


@needs_walls
def test_packed_feedback_goes_with_its_student(graded: Path, tmp_path: Path) -> None:
    """No zip is left under a name that is nobody's any more."""
    folder = shutil.copytree(graded, tmp_path / "course")
    run(folder, "roster", "merge", "4711", "ada")
    assert {path.stem for path in (folder / "zips" / ASSIGNMENT).iterdir()} == {"ada", "ben"}
    run(folder, "roster", "remove", "ada")
    assert {path.stem for path in (folder / "zips" / ASSIGNMENT).iterdir()} == {"ben"}
    assert (folder / "removed" / "ada" / "zips" / ASSIGNMENT / "ada.zip").is_file()

"""Nothing is overwritten, the order of arrival does not matter, and again changes nothing."""

import errno
import io
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.coursedir import CourseDirectory

from grader.engine.lms.intake import place as places
from grader.engine.lms.intake.entry import Entry, Refused
from grader.engine.lms.intake.fit import Layout
from grader.engine.lms.intake.place import Placed, place
from grader.engine.lms.intake.version import version_of

from .downloads import at, files_in

EARLY, LATE = at("2024-02-14T10:00:00"), at("2024-02-15T10:00:00")


def layout(**files: str) -> Layout:
    """Make a submission of notebooks with these contents."""
    return {
        (f"{name}.ipynb",): Entry(
            (f"{name}.ipynb",),
            len(content.encode()),
            EARLY,
            lambda content=content: io.BytesIO(content.encode()),  # type: ignore[misc]
        )
        for name, content in files.items()
    }


def put(root: Path, files: Layout, when: datetime, known: bool = True) -> Placed:
    """Place a submission of Ada's."""
    return place(files, when, known, root / "submitted" / "ada" / "ps1", root / "kept" / "ada")


def contents(root: Path) -> set[str]:
    """Every content of a notebook that is anywhere below a folder."""
    return {data.decode() for name, data in files_in(root).items() if name.endswith(".ipynb")}


def counts(root: Path) -> dict[str, bytes]:
    """The submission that counts."""
    return files_in(root / "submitted" / "ada" / "ps1")


def test_a_first_submission_lies_where_nbgrader_looks(tmp_path: Path) -> None:
    """Its files, and the time in nbgrader's own form, which nbgrader reads."""
    assert put(tmp_path, layout(a="1"), EARLY) is Placed.NEW
    folder = tmp_path / "submitted" / "ada" / "ps1"
    assert counts(tmp_path) == {
        "a.ipynb": b"1",
        "timestamp.txt": b"2024-02-14 10:00:00.000000 UTC",
    }
    assert CourseDirectory().get_existing_timestamp(str(folder)) == EARLY.replace(tzinfo=None)
    assert version_of(folder) is not None


def test_a_time_that_is_not_known_is_not_written(tmp_path: Path) -> None:
    """Without timestamp.txt nbgrader takes nothing for late; order is kept by the files' times."""
    put(tmp_path, layout(a="1"), EARLY, known=False)
    assert set(counts(tmp_path)) == {"a.ipynb"}
    assert put(tmp_path, layout(a="2"), LATE, known=False) is Placed.NEWER
    assert counts(tmp_path) == {"a.ipynb": b"2"}


def test_a_newer_one_takes_the_place_and_the_earlier_one_is_kept_whole(tmp_path: Path) -> None:
    """Its notebooks and its time are still there, under its time."""
    put(tmp_path, layout(a="1", b="1"), EARLY)
    assert put(tmp_path, layout(a="2"), LATE) is Placed.NEWER
    assert counts(tmp_path)["a.ipynb"] == b"2"
    assert "b.ipynb" not in counts(tmp_path)
    (kept,) = (tmp_path / "kept" / "ada").iterdir()
    assert kept.name.startswith("2024-02-14T100000Z_")
    assert set(files_in(kept)) == {"a.ipynb", "b.ipynb", "timestamp.txt"}


def test_an_older_one_never_takes_the_place(tmp_path: Path) -> None:
    """It is kept beside."""
    put(tmp_path, layout(a="2"), LATE)
    before = counts(tmp_path)
    assert put(tmp_path, layout(a="1"), EARLY) is Placed.OLDER
    assert counts(tmp_path) == before
    assert contents(tmp_path) == {"1", "2"}


def test_the_same_one_again_changes_nothing(tmp_path: Path) -> None:
    """Not a byte, wherever it lies."""
    for files, when in ((layout(a="1"), EARLY), (layout(a="2"), LATE)):
        put(tmp_path, files, when)
    before = files_in(tmp_path)
    for files, when in ((layout(a="1"), EARLY), (layout(a="2"), LATE)):
        assert put(tmp_path, files, when) is Placed.SAME
    assert files_in(tmp_path) == before


def test_what_somebody_put_there_by_hand_is_kept_too(tmp_path: Path) -> None:
    """Files that were never collected are a submission like any other."""
    folder = tmp_path / "submitted" / "ada" / "ps1"
    folder.mkdir(parents=True)
    (folder / "a.ipynb").write_text("by hand")
    os.utime(folder / "a.ipynb", (EARLY.timestamp(), EARLY.timestamp()))
    put(tmp_path, layout(a="2"), LATE)
    assert contents(tmp_path) == {"by hand", "2"}


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path: Path) -> None:
    """It is somebody's, and a person must look."""
    (tmp_path / "submitted" / "ada").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "ps1").write_text("mine")
    with pytest.raises(Refused, match="in the way"):
        put(tmp_path, layout(a="1"), EARLY)
    assert files_in(tmp_path) == {"submitted/ada/ps1": b"mine"}


handings = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abc"), st.sampled_from("123"), min_size=1),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=4,
)


@contextmanager
def folder() -> Iterator[Path]:
    """Give an empty folder; hypothesis runs a test many times in one tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def state(root: Path) -> tuple[object, ...]:
    """What must be the same in every order: what counts, since when, and all contents there are."""
    return counts(root), version_of(root / "submitted" / "ada" / "ps1"), contents(root)


@settings(max_examples=40, deadline=None)
@given(handings, st.booleans())
def test_the_order_of_arrival_does_not_matter(
    handed: list[tuple[dict[str, str], int]], known: bool
) -> None:
    """In every order the same submission counts with the same time, and every content is there."""
    states = []
    for order in itertools.permutations(handed):
        with folder() as root:
            for files, day in order:
                put(root, layout(**files), EARLY + timedelta(days=day), known)
            assert contents(root) == {text for files, _ in handed for text in files.values()}
            states.append(state(root))
            before = files_in(root)
            for files, day in handed:
                assert put(root, layout(**files), EARLY + timedelta(days=day), known) is Placed.SAME
            assert files_in(root) == before
    assert all(one == states[0] for one in states)


class Killed(BaseException):
    """The run ends here, as a kill would end it."""


@pytest.mark.parametrize("step", range(12))
def test_a_run_that_is_killed_loses_nothing_and_the_next_one_goes_on(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at any call that changes the disk: all contents are there after the next run."""
    put(tmp_path, layout(a="1", b="1"), EARLY)
    left = step
    calls: dict[str, Callable[..., Any]] = {
        "rename": Path.rename,
        "mkdir": Path.mkdir,
        "write_text": Path.write_text,
    }

    def dying(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return calls[name](*args, **kwargs)

        return call

    for name in calls:
        monkeypatch.setattr(Path, name, dying(name))
    killed = False
    try:
        put(tmp_path, layout(a="2"), LATE)
    except Killed:
        killed = True
    monkeypatch.undo()
    assert "1" in contents(tmp_path)
    put(tmp_path, layout(a="2"), LATE)
    assert counts(tmp_path)["a.ipynb"] == b"2"
    assert contents(tmp_path) == {"1", "2"}
    assert not list((tmp_path / "submitted" / "ada").glob(".*"))
    assert killed == (step < 9)


def test_a_whole_submission_of_a_killed_run_is_not_lost_with_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there, complete, when the run ended: the next submission finds it in its place."""
    put(tmp_path, layout(a="1"), EARLY)

    def dies(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(places, "_settle", dies)
    with pytest.raises(Killed):
        put(tmp_path, layout(a="2"), LATE)
    monkeypatch.undo()
    put(tmp_path, layout(a="3"), LATE + timedelta(days=1))
    assert contents(tmp_path) == {"1", "2", "3"}


def test_a_folder_on_another_disk_is_moved_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a rename cannot cross disks, it is copied whole before it goes."""
    put(tmp_path, layout(a="1"), EARLY)
    rename = Path.rename

    def other_disk(self: Path, to: Path) -> Path:
        if "kept" in to.parts and not self.name.startswith("."):
            raise OSError(18, "Invalid cross-device link")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", other_disk)
    put(tmp_path, layout(a="2"), LATE)
    assert contents(tmp_path) == {"1", "2"}
    assert contents(tmp_path / "kept") == {"1"}
    shutil.rmtree(tmp_path)


def test_a_name_that_a_disk_has_no_place_for_costs_its_own_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two names that differ in case alone are one file on some disks: no error of the machine's."""

    def one_file(path: Path) -> IO[bytes]:
        raise FileExistsError(errno.EEXIST, "File exists", str(path))

    monkeypatch.setattr(Path, "open", lambda path, *_: one_file(path))
    with pytest.raises(Refused, match="cannot lie there"):
        put(tmp_path, layout(a="1"), EARLY)


def test_utc_is_what_is_compared(tmp_path: Path) -> None:
    """Two clocks, one moment later than the other."""
    put(tmp_path, layout(a="1"), EARLY)
    zone = EARLY.astimezone(datetime.now().astimezone().tzinfo or UTC)
    assert put(tmp_path, layout(a="2"), zone + timedelta(seconds=1)) is Placed.NEWER

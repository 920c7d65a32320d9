"""What arrives is taken once, when it is there as a whole."""

import os
from pathlib import Path

from grader.engine.run.watch.arrivals import Arrivals


def arrivals(folder: Path) -> Arrivals:
    """Watch a folder, as a new process would."""
    (folder / "inbox").mkdir(exist_ok=True)
    return Arrivals(folder / "inbox", folder / "watched.json")


def test_a_file_is_taken_when_two_looks_find_it_the_same(tmp_path: Path) -> None:
    """While it grows nobody touches it."""
    watch = arrivals(tmp_path)
    path = tmp_path / "inbox" / "ada.zip"
    for part in (b"PK", b"PK\x03", b"PK\x03\x04"):
        path.write_bytes(part)
        assert watch.look() == set()
    assert watch.look() == {"ada.zip"}


def test_a_folder_is_taken_when_nothing_in_it_changes(tmp_path: Path) -> None:
    """A file that comes into it, however deep, is a change."""
    watch = arrivals(tmp_path)
    (tmp_path / "inbox" / "ada" / "work").mkdir(parents=True)
    assert watch.look() == set()
    (tmp_path / "inbox" / "ada" / "work" / "3_cost.ipynb").write_bytes(b"{}")
    assert watch.look() == set()
    assert watch.look() == {"ada"}


def test_what_was_taken_is_not_taken_again_unless_it_changes(tmp_path: Path) -> None:
    """Nor by another process; a file of the same name that is another one is new."""
    watch = arrivals(tmp_path)
    path = tmp_path / "inbox" / "ada.zip"
    path.write_bytes(b"one")
    watch.look()
    watch.take(watch.look(), {"ada"})
    assert watch.look() == set()
    watch = arrivals(tmp_path)
    assert watch.waiting == {"ada"}
    watch.look()
    assert watch.look() == set()
    path.write_bytes(b"two")
    os.utime(path, (1, 1))
    watch.look()
    assert watch.look() == {"ada.zip"}


def test_nobody_waits_when_all_is_graded(tmp_path: Path) -> None:
    """And a record that cannot be read is none: all is looked at again, and nothing changes."""
    watch = arrivals(tmp_path)
    watch.take(set(), {"ada"})
    watch.graded()
    assert arrivals(tmp_path).waiting == set()
    (tmp_path / "watched.json").write_text("[1, 2")
    assert arrivals(tmp_path).waiting == set()


def test_hidden_and_unreadable_things_are_left_alone(tmp_path: Path) -> None:
    """Programs that copy write to a hidden name first; a dangling link is nothing yet."""
    watch = arrivals(tmp_path)
    (tmp_path / "inbox" / ".ada.zip.part").write_bytes(b"PK")
    watch.look()
    assert watch.look() == set()

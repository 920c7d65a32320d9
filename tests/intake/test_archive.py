"""Archives that were made to do harm: each is refused with a sentence, and the others go on."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.engine.errors import SourceError
from grader.engine.lms.intake import archive as archives
from grader.engine.lms.intake.archive import nested, open_zip
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.collected import Collected
from grader.engine.lms.intake.entry import MAX_FILES, Refused
from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times

from .downloads import files_in, make_zip, notebook, target_in, unix_time

ADA = "Ada Lovelace_1_assignsubmission_file_"
BEN = "Ben Bitdiddle_2_assignsubmission_file_"


def collect(folder: Path, *sources: Path) -> Collected:
    """Collect into a folder, as the command does."""
    return Collector(target_in(folder), None, From.AUTO, Times.AUTO, UTC).collect(list(sources))


def with_entry(path: Path, name: str, content: bytes = b"x", mode: int = 0) -> Path:
    """Make a download in which Ada hands in a strange file, and Ben an honest one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, content)
        archive.writestr(f"{BEN}/3_cost.ipynb", notebook())
    return path


STRANGE = {
    "out of the folder": (f"{ADA}/../../../evil.ipynb", 0, "leads out of its folder"),
    "out with backslashes": (f"{ADA}\\..\\..\\evil.ipynb", 0, "leads out of its folder"),
    "a symbolic link": (f"{ADA}/3_cost.ipynb", stat.S_IFLNK | 0o777, "symbolic link"),
    "a device": (f"{ADA}/3_cost.ipynb", stat.S_IFCHR | 0o666, "not a regular file"),
    "a pipe": (f"{ADA}/3_cost.ipynb", stat.S_IFIFO | 0o666, "not a regular file"),
    "a terminal escape": (f"{ADA}/\x1b[2J.ipynb", 0, "control characters"),
    "a new line": (f"{ADA}/a\nb.ipynb", 0, "control characters"),
    "a long name": (f"{ADA}/{'n' * 250}.ipynb", 0, "too long"),
    "an empty part": (f"{ADA}//3_cost.ipynb", 0, "leads out of its folder"),
    "a deep path": (f"{ADA}/{'d/' * 50}3_cost.ipynb", 0, "too long"),
    "a long path": (f"{ADA}/{('d' * 190 + '/') * 18}3_cost.ipynb", 0, "too long"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_file_costs_its_own_submission_alone(tmp_path: Path, what: str) -> None:
    """It is refused with the reason; the other student's work is collected; nothing else is."""
    name, mode, reason = STRANGE[what]
    result = collect(tmp_path, with_entry(tmp_path / "all.zip", name, mode=mode))
    rows = {row.student: row for row in result.rows}
    assert rows["1"].placed is None
    assert reason in rows["1"].open[0]
    assert rows["1"].open[0].isprintable()
    assert rows["2"].placed is not None
    assert set(files_in(tmp_path)) == {
        "all.zip",
        "collected/.lock",
        "submitted/2/network/3_cost.ipynb",
    }


@pytest.mark.parametrize("name", ["/etc/3_cost.ipynb", "C:/3_cost.ipynb", "../3_cost.ipynb"])
def test_absolute_names_belong_to_nobody(tmp_path: Path, name: str) -> None:
    """What names no student is left out, and said."""
    result = collect(tmp_path, with_entry(tmp_path / "all.zip", name))
    assert [row.student for row in result.rows] == ["2"]
    assert f"belongs to no student, and was left out: {name}" in result.notes[0]


def zip_of(*files: tuple[str, bytes]) -> bytes:
    """Make a zip as a student would."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def damaged_lzma() -> bytes:
    """Make a zip whose one file LZMA cannot unpack, which has errors of its own."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("3_cost.ipynb", notebook() * 50)
    whole = bytearray(data.getvalue())
    first = 30 + len("3_cost.ipynb")
    whole[first + 10 : first + 40] = b"U" * 30
    return bytes(whole)


def with_a_far_place(data: bytes) -> bytes:
    """Have a zip's list say that its one file lies where no file has a place."""
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, tail = bytearray(data[start:end]), bytearray(data[end:])
    extra = struct.pack("<HHQ", 1, 8, 2**64 - 10)
    entry[42:46], entry[30:32] = b"\xff" * 4, struct.pack("<H", len(extra))
    tail[12:16] = struct.pack("<I", len(entry) + len(extra))
    return data[:start] + bytes(entry) + extra + bytes(tail)


def bombs() -> Iterator[tuple[str, bytes, str]]:
    """Student's zips that are none, or too much."""
    yield "bomb", zip_of(("big", bytes(60 * 2**20))), "would unpack to 60 MB"
    yield "many", zip_of(*((f"{i}.txt", b"") for i in range(MAX_FILES + 1))), "1001 files"
    yield "list", zip_of(*((f"{i:0>150}", b"") for i in range(9_000))), "more than the 1000 files"
    yield "none", b"I am no zip", "it is no zip"
    yield "cut", zip_of(("3_cost.ipynb", notebook() * 50))[:-30], "it is no zip"
    yield "slip", zip_of(("../../evil.ipynb", b"x")), "leads out of its folder"
    yield "absolute", zip_of(("/tmp/evil.ipynb", b"x")), "absolute path"
    yield "lzma", damaged_lzma(), "cannot be read"
    yield "far", with_a_far_place(zip_of(("3_cost.ipynb", b"x"))), "cannot be read"


@pytest.mark.parametrize(("what", "data", "reason"), list(bombs()))
def test_a_students_own_zip_is_not_believed(
    tmp_path: Path, what: str, data: bytes, reason: str
) -> None:
    """Bombs, long lists, rubbish and slips: refused, with the reason."""
    path = with_entry(tmp_path / "all.zip", f"{ADA}/{what}.zip", data)
    rows = {row.student: row for row in collect(tmp_path, path).rows}
    assert reason in rows["1"].open[0]
    assert rows["2"].placed is not None
    assert "submitted/1" not in "".join(files_in(tmp_path))


def test_two_files_of_one_name_in_a_zip_are_refused(tmp_path: Path) -> None:
    """Which of them a program takes is its own choice: a person should see it."""
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zip_of(("3_cost.ipynb", b"one"), ("3_cost.ipynb", b"two"))
    path = with_entry(tmp_path / "all.zip", f"{ADA}/work.zip", data)
    rows = {row.student: row for row in collect(tmp_path, path).rows}
    assert "holds this name twice" in rows["1"].open[0]


def test_a_zip_that_lies_about_sizes_is_read_no_further_than_it_says(tmp_path: Path) -> None:
    """The size in the list is what was allowed; the stream ends there, with a refusal."""
    data = bytearray(zip_of(("3_cost.ipynb", b"x" * 3_000_000)))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 10)
    path = with_entry(tmp_path / "all.zip", f"{ADA}/work.zip", bytes(data))
    rows = {row.student: row for row in collect(tmp_path, path).rows}
    assert rows["1"].placed is None
    assert rows["2"].placed is not None
    assert "submitted/1/network" not in "".join(files_in(tmp_path))


def test_a_hidden_second_list_is_not_read() -> None:
    """A zip64 list would be read in the place of the short one that was checked."""
    data = zip_of(("3_cost.ipynb", b"x"))
    end = data.rindex(b"PK\x05\x06")
    data = data[:end] + b"PK\x06\x07" + bytes(16) + data[end:]
    with pytest.raises(Refused, match="more than the"):
        nested(io.BytesIO(data), len(data), UTC)


def test_a_students_honest_zip_is_unpacked(tmp_path: Path) -> None:
    """Its folder, and what a Mac leaves in it, say nothing."""
    data = zip_of(
        ("homework/1_initialize.ipynb", notebook("a")),
        ("homework/3_cost (1).ipynb", notebook("b")),
        ("__MACOSX/homework/._1_initialize.ipynb", b"junk"),
        ("homework/.DS_Store", b"junk"),
    )
    path = with_entry(tmp_path / "all.zip", f"{ADA}/work.zip", data)
    assert not collect(tmp_path, path).needs_a_person
    assert files_in(tmp_path / "submitted" / "1") == {
        "network/1_initialize.ipynb": notebook("a"),
        "network/3_cost.ipynb": notebook("b"),
    }


def test_a_locked_zip_is_refused_with_a_reason(tmp_path: Path) -> None:
    """Nobody has the password."""
    data = bytearray(zip_of(("3_cost.ipynb", b"x")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    path = with_entry(tmp_path / "all.zip", f"{ADA}/work.zip", bytes(data))
    rows = {row.student: row for row in collect(tmp_path, path).rows}
    assert "locked with a password" in rows["1"].open[0]


def test_a_file_that_is_no_zip_says_so(tmp_path: Path) -> None:
    """One sentence, with what to do."""
    path = tmp_path / "all.zip"
    path.write_bytes(b"<html>please log in</html>")
    with pytest.raises(SourceError, match="cannot be read as a zip"), open_zip(path, UTC):
        pass


def test_times_are_a_clocks_in_the_zone_that_is_given(tmp_path: Path) -> None:
    """A zip holds a local time; Info-ZIP's extra field holds the very moment."""
    path = make_zip(tmp_path / "all.zip", {"a": b"x"}, (2024, 2, 14, 23, 58, 0))
    with open_zip(path, timezone(timedelta(hours=-5))) as entries:
        assert entries[0].when == datetime(2024, 2, 15, 4, 58, tzinfo=UTC)
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a", (2024, 2, 14, 23, 58, 0))
        info.extra = unix_time(1_700_000_000)
        archive.writestr(info, b"x")
    with open_zip(path, timezone(timedelta(hours=-5))) as entries:
        assert entries[0].when == datetime.fromtimestamp(1_700_000_000, UTC)


def test_no_more_than_a_class_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source beyond all measure is refused as a whole."""
    monkeypatch.setattr(archives, "MAX_ENTRIES", 1)
    path = make_zip(tmp_path / "all.zip", {"a": b"x", "b": b"x"})
    with pytest.raises(SourceError, match="up to 1 are read"), ExitStack() as stack:
        stack.enter_context(open_zip(path, UTC))

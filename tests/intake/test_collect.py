"""Sources of every kind, into the places where nbgrader looks."""

import contextlib
import os
import shutil
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.engine.course.submissions import find_submissions
from grader.engine.errors import SourceError
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.collected import Collected, Row
from grader.engine.lms.intake.place import Placed
from grader.engine.lms.intake.roster import read_roster
from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times

from .downloads import NOTEBOOKS, at, files_in, make_zip, moodle_zip, notebook, target_in
from .test_place import folder
from .test_roster import CANVAS, MOODLE, PLAIN

DAYS = {1: (2024, 2, 12, 8, 0, 0), 2: (2024, 2, 14, 23, 58, 0)}


def collect(
    root: Path,
    *sources: Path,
    roster: str = "",
    times: Times = Times.AUTO,
    notebooks: tuple[str, ...] = NOTEBOOKS,
) -> Collected:
    """Collect into a folder, as the command does."""
    who = None
    if roster:
        (root / "roster.csv").write_text(roster, encoding="utf-8")
        who = read_roster(root / "roster.csv", UTC)
    target = target_in(root, notebooks)
    return Collector(target, who, From.AUTO, times, UTC).collect(list(sources))


def row(collected: Collected, student: str) -> Row:
    """Find what became of a student's submission."""
    return next(row for row in collected.rows if row.student == student)


def submitted(root: Path) -> dict[str, bytes]:
    """All that was collected and counts."""
    return files_in(root / "submitted")


def test_a_moodle_download_with_its_worksheet(tmp_path: Path) -> None:
    """Ids, names and times are the worksheet's; grader autograde finds the folder as it is."""
    path = moodle_zip(
        tmp_path / "all.zip",
        {
            "Ada Lovelace_4711": {"1_initialize (1).ipynb": notebook("a")},
            "José da Silva_4712": {"3_cost.ipynb": notebook("b")},
            "Eve_99": {"3_cost.ipynb": notebook("c")},
        },
    )
    result = collect(tmp_path, path, roster=MOODLE)
    assert submitted(tmp_path) == {
        "ada/network/1_initialize.ipynb": notebook("a"),
        "ada/network/timestamp.txt": b"2024-02-14 23:58:00.000000 UTC",
        "4712/network/3_cost.ipynb": notebook("b"),
    }
    assert find_submissions(tmp_path / "submitted", "network") == (["4712", "ada"], [])
    assert row(result, "ada").notes == ("1_initialize (1).ipynb was taken for 1_initialize.ipynb",)
    assert row(result, "99").open == ("99 is not in the roster; add a row, collect again",)
    assert result.students["ada"].last_name == "Lovelace"


def test_without_a_list_the_numbers_are_the_ids(tmp_path: Path) -> None:
    """Moodle's folder names have the names; Canvas's have them run together, which are none."""
    path = moodle_zip(tmp_path / "all.zip", {"Ada Lovelace_4711": {"3_cost.ipynb": notebook()}})
    result = collect(tmp_path, path)
    assert row(result, "4711").name == "Ada Lovelace"
    assert result.students["4711"].first_name == "Ada"
    path = make_zip(tmp_path / "canvas.zip", {"lovelaceada_61_9_3_cost.ipynb": notebook()})
    result = collect(tmp_path, path)
    assert result.students["61"].lms_user_id == "61"
    assert result.students["61"].last_name == ""


def test_canvas_says_who_was_late(tmp_path: Path) -> None:
    """That a submission was late is told; when it came is not in such a zip."""
    files = {"lovelaceada_LATE_61_9_3_cost.ipynb": notebook()}
    result = collect(tmp_path, make_zip(tmp_path / "all.zip", files), roster=CANVAS)
    assert row(result, "ada").late
    assert row(result, "ada").when is None


def two_days(path: Path, when: dict[str, tuple[int, ...]]) -> Path:
    """Make a download in which Ada and Ben handed in at these times."""
    names = {
        f"{name}_{number}_assignsubmission_file_/3_cost.ipynb": name
        for name, number in (("Ada", 1), ("Ben", 2))
    }
    files = {path: notebook(name) for path, name in names.items()}
    return make_zip(path, files, times={path: when[name] for path, name in names.items()})


def test_times_that_differ_are_times_of_handing_in(tmp_path: Path) -> None:
    """Students do not all hand in within an hour: such times are believed, and said."""
    result = collect(tmp_path, two_days(tmp_path / "all.zip", {"Ada": DAYS[1], "Ben": DAYS[2]}))
    assert row(result, "1").when == at("2024-02-12T08:00:00")
    assert (submitted(tmp_path)["2/network/timestamp.txt"]) == b"2024-02-14 23:58:00.000000 UTC"
    assert result.notes == ["all.zip: times are the zip's, as UTC"]


def test_the_time_of_a_download_makes_nobody_late(tmp_path: Path) -> None:
    """Moodle and Canvas write the time of the download: nothing is recorded, and it is said."""
    path = two_days(tmp_path / "all.zip", {"Ada": DAYS[2], "Ben": DAYS[2]})
    result = collect(tmp_path, path)
    assert row(result, "1").when is None
    assert not any(name.endswith("timestamp.txt") for name in submitted(tmp_path))
    assert "no times were recorded" in result.notes[0]
    collect(tmp_path, path, times=Times.KEEP)
    assert any(name.endswith("timestamp.txt") for name in submitted(tmp_path))


def test_a_second_download_brings_what_is_new(tmp_path: Path) -> None:
    """Who handed in again is newer, who did not is unchanged, and the earlier one is kept."""
    first = two_days(tmp_path / "a.zip", {"Ada": DAYS[1], "Ben": DAYS[1]})
    collect(tmp_path, first)
    files = {
        "Ada_1_assignsubmission_file_/3_cost.ipynb": notebook("Ada, better"),
        "Ben_2_assignsubmission_file_/3_cost.ipynb": notebook("Ben"),
    }
    result = collect(tmp_path, make_zip(tmp_path / "b.zip", files, DAYS[2]))
    assert row(result, "1").placed is Placed.NEWER
    assert row(result, "2").placed is Placed.SAME
    assert submitted(tmp_path)["1/network/3_cost.ipynb"] == notebook("Ada, better")
    kept = files_in(tmp_path / "collected" / "network")
    assert list(kept.values()) == [notebook("Ada")]
    before = files_in(tmp_path)
    collect(tmp_path, first, tmp_path / "b.zip")
    assert files_in(tmp_path) == before


def test_two_students_with_one_id_are_both_left_to_a_person(tmp_path: Path) -> None:
    """A folder cannot be two students'; the third one is collected."""
    work = {"3_cost.ipynb": notebook()}
    for name in ("ada", "Ada", "ben"):
        for file, content in work.items():
            (tmp_path / "in" / name).mkdir(parents=True)
            (tmp_path / "in" / name / file).write_bytes(content)
    result = collect(tmp_path, tmp_path / "in")
    assert {row.student for row in result.rows if row.placed is None} == {"ada", "Ada"}
    assert "would both be ada" in row(result, "ada").open[0]
    assert row(result, "ben").placed is Placed.NEW


@pytest.mark.parametrize("id_", ["../../evil", "a/b", ".hidden", "=1+1", "<script>", "-x"])
def test_an_id_that_is_no_folders_name_is_refused(tmp_path: Path, id_: str) -> None:
    """A list is somebody's file: an id in it cannot lead anywhere."""
    path = moodle_zip(tmp_path / "all.zip", {"Ada Lovelace_4711": {"3_cost.ipynb": notebook()}})
    result = collect(tmp_path, path, roster=PLAIN.replace("\nada", f"\n{id_}"))
    assert result.rows[0].placed is None
    assert "is no name that a student's folder may have" in result.rows[0].open[0]
    assert not (tmp_path / "submitted").exists()


FORMS = {
    "nbgrader's": ("ada/network/3_cost.ipynb", "ada/other/3_cost.ipynb"),
    "a folder each": ("ada/3_cost.ipynb", "ada/data/x.csv"),
    "a file each": ("ada_3_cost.ipynb", "3_cost_ben.ipynb"),
    "wrapped": ("class/ada/3_cost.ipynb", "class/ben/3_cost.ipynb"),
}


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_a_plain_folder_in_all_its_forms(tmp_path: Path, form: str, zipped: bool) -> None:
    """As nbgrader has it, a folder for each student, or files that are named for them."""
    files = {name: notebook(name) for name in FORMS[form]}
    if zipped:
        source = make_zip(tmp_path / "all.zip", files)
    else:
        source = tmp_path / "in"
        for name, content in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(content)
    collect(tmp_path, source)
    assert submitted(tmp_path)["ada/network/3_cost.ipynb"] == files[FORMS[form][0]]
    assert ("ben/network/3_cost.ipynb" in submitted(tmp_path)) == ("ben" in "".join(files))
    assert ("ada/network/data/x.csv" in submitted(tmp_path)) == (form == "a folder each")


def test_nbgraders_own_timestamp_is_kept_and_a_students_is_not(tmp_path: Path) -> None:
    """In nbgrader's folders timestamp.txt is nbgrader's; in a student's zip it is the student's."""
    place = tmp_path / "in" / "ada" / "network"
    place.mkdir(parents=True)
    (place / "3_cost.ipynb").write_bytes(notebook())
    (place / "timestamp.txt").write_text("2024-02-14 10:00:00.500000 UTC")
    collect(tmp_path, tmp_path / "in")
    assert submitted(tmp_path)["ada/network/timestamp.txt"] == b"2024-02-14 10:00:00.500000 UTC"
    files = {
        "network/3_cost.ipynb": notebook(),
        "network/timestamp.txt": b"1999-01-01 00:00:00 UTC",
    }
    (tmp_path / "zips").mkdir()
    make_zip(tmp_path / "zips" / "ben.zip", files)
    collect(tmp_path, tmp_path / "zips")
    assert "ben/network/3_cost.ipynb" in submitted(tmp_path)
    assert "ben/network/timestamp.txt" not in submitted(tmp_path)


def test_links_pipes_and_strangers_in_a_folder(tmp_path: Path) -> None:
    """A link is refused with its submission; a stray file is named; nothing hangs on a pipe."""
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(notebook("secret"))
    for name in ("ada", "ben", "cleo"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "3_cost.ipynb").write_bytes(notebook(name))
    (tmp_path / "in" / "ada" / "1_initialize.ipynb").symlink_to(secret)
    os.mkfifo(tmp_path / "in" / "ben" / "2_forward.ipynb")
    (tmp_path / "in" / "notes.txt").write_text("mine")
    (tmp_path / "in" / "elsewhere").symlink_to(tmp_path)
    result = collect(tmp_path, tmp_path / "in")
    assert "symbolic link" in row(result, "ada").open[0]
    assert "not a regular file" in row(result, "ben").open[0]
    assert row(result, "cleo").placed is Placed.NEW
    assert any("notes.txt belongs to no student" in note for note in result.notes)
    assert b"secret" not in b"".join(submitted(tmp_path).values())


def test_the_newest_of_an_exchange_is_taken(tmp_path: Path) -> None:
    """By the time in its folder's name, as nbgrader does; a "+" in a name is no end of it."""
    inbound = tmp_path / "inbound"
    for student, assignment, when, said in (
        ("ada", "network", "2024-02-14 10:00:00.000000 UTC", "first"),
        ("ada", "network", "2024-02-14 11:00:00.000000 UTC", "second"),
        ("b+en", "network", "2024-02-14 10:00:00.000000 UTC", "ben"),
        ("ada", "other", "2024-02-15 11:00:00.000000 UTC", "another assignment"),
    ):
        place = inbound / f"{student}+{assignment}+{when}+Zm9vYmFy"
        place.mkdir(parents=True)
        (place / "3_cost.ipynb").write_bytes(notebook(said))
        (place / "timestamp.txt").write_text(when)
    result = collect(tmp_path, inbound)
    assert submitted(tmp_path) == {
        "ada/network/3_cost.ipynb": notebook("second"),
        "ada/network/timestamp.txt": b"2024-02-14 11:00:00.000000 UTC",
        "b+en/network/3_cost.ipynb": notebook("ben"),
        "b+en/network/timestamp.txt": b"2024-02-14 10:00:00.000000 UTC",
    }
    assert result.notes == ["inbound: 1 earlier submissions stay in the exchange"]


name = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(name, name, min_size=1, max_size=4))
def test_whatever_the_names_are_nothing_is_written_elsewhere(names: dict[str, str]) -> None:
    """Any names of students and files in a zip: all that is written lies where it belongs."""
    with folder() as root:
        root = root / "here"
        root.mkdir()
        files = {
            f"{student}_{number}_assignsubmission_file_/{file}.ipynb": b"x"
            for number, (student, file) in enumerate(names.items())
        }
        path = make_zip(root / "all.zip", files)
        rows = []
        with contextlib.suppress(SourceError):  # names that are no names of Moodle's: refused whole
            rows = collect(root, path).rows
        assert {place.name for place in root.parent.iterdir()} == {"here"}
        assert {place.name for place in root.iterdir()} <= {"all.zip", "submitted", "collected"}
        for path in (root / "submitted").glob("*/*"):
            assert path.name == "network"
        for one in rows:
            assert "".join((one.student, one.name, *one.notes, *one.open)).isprintable()
        shutil.rmtree(root)


def test_downloads_that_lie_in_a_folder_are_sources_of_their_own(tmp_path: Path) -> None:
    """A folder of downloads is not a folder of students; a student's own zip there is one."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    moodle_zip(inbox / "CS101-1.zip", {"Ada Lovelace_4711": {"3_cost.ipynb": notebook("ada")}})
    make_zip(inbox / "submissions.ZIP", {"hopper_61_9_3_cost.ipynb": notebook("hopper")})
    make_zip(inbox / "ben.zip", {"3_cost.ipynb": notebook("ben")})
    (inbox / "broken.zip").write_bytes(b"not a zip")
    result = collect(tmp_path, inbox)
    assert {name.partition("/")[0] for name in submitted(tmp_path)} == {"4711", "61", "ben"}
    assert "it is no zip" in row(result, "broken").open[0]


def test_what_cannot_be_used_is_told_at_once_and_by_name(tmp_path: Path) -> None:
    """Other archives, a zip in a zip, a page, two notebooks of one name: a person decides."""
    inner = make_zip(tmp_path / "inner.zip", {"3_cost.ipynb": notebook()}).read_bytes()
    nested = make_zip(tmp_path / "nested.zip", {"work.zip": inner}).read_bytes()
    two = {"a/3_cost.ipynb": notebook("a"), "b/3_cost.ipynb": notebook("b")}
    files = {
        "cal_103_3_work.zip": nested,
        "dee_104_4_work.rar": b"Rar!",
        "eve_105_5_work.7z": b"7z",
        "fio_106_6_work.tar.gz": b"x",
        "joe_110_7_3_cost.html": b"<html>",
        "kim_111_8_3_cost.pdf": b"%PDF",
        "max_113_9_work.zip": make_zip(tmp_path / "two.zip", two).read_bytes(),
        "ok_114_10_3_cost.ipynb": notebook(),
        "ok_114_11_extra.rar": b"Rar!",
    }
    result = collect(tmp_path, make_zip(tmp_path / "submissions.zip", files))
    assert result.needs_a_person
    named = {
        **{"103": "work.zip", "104": "work.rar", "105": "work.7z", "106": "work.tar.gz"},
        **{"110": "3_cost.html", "111": "3_cost.pdf"},
        "113": "a/3_cost.ipynb and b/3_cost.ipynb could each be 3_cost.ipynb",
    }
    for student, said in named.items():
        assert said in " ".join(row(result, student).open), student
    good = row(result, "114")
    assert good.open == () and "extra.rar was not opened" in " ".join(good.notes)

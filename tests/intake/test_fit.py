"""Notebooks get their names back, where only one can be meant."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.lms.intake.entry import Entry, Refused
from grader.engine.lms.intake.fit import fit, unused

from .downloads import NOTEBOOKS


def entry(path: str) -> Entry:
    """Make a file of this path."""
    return Entry(tuple(path.split("/")), 1, datetime.now(UTC), lambda: io.BytesIO(b"x"))


def laid(names: list[str], notebooks: tuple[str, ...] = NOTEBOOKS) -> dict[str, str]:
    """Fit files; give where each came from, by where it went."""
    layout, _, _ = fit([entry(name) for name in names], notebooks)
    return {"/".join(path): "/".join(file.path) for path, file in layout.items()}


@pytest.mark.parametrize(
    "name",
    [
        "1_initialize (1).ipynb",
        "1_initialize(2).ipynb",
        "1_initialize-2.ipynb",
        "1_initialize-Copy1.ipynb",
        "1_initialize - Copy.ipynb",
        "1_initialize - Copy (2).ipynb",
        "1_initialize copy.ipynb",
        "1_initialize 2.ipynb",
        "Copy of 1_initialize.ipynb",
        "1_Initialize.IPYNB",
        "1 initialize.ipynb",
        "1_initialize.ipynb.txt",
        "1_initialize.ipynb.json",
        "1_initialize-1-2 (3).ipynb",
        "network/1_initialize.ipynb",
        "my work/network/1_initialize (1).ipynb",
    ],
)
def test_what_browsers_and_lms_make_of_a_name_is_undone(name: str) -> None:
    """One file, one notebook: it can be no other."""
    assert list(laid([name])) == ["1_initialize.ipynb"]


@pytest.mark.parametrize("name", ["1_init.ipynb", "initialize.ipynb", "network.ipynb", "x.txt"])
def test_a_name_that_could_be_anything_stays(name: str) -> None:
    """Nothing is guessed."""
    assert laid([name]) == {name: name}


def test_the_only_notebook_of_an_assignment_may_have_any_name() -> None:
    """One is asked for, and one was handed in."""
    assert laid(["homework.ipynb"], ("ps1",)) == {"ps1.ipynb": "homework.ipynb"}
    both = ["homework.ipynb", "other.ipynb"]
    assert laid(both, ("ps1",)) == dict(zip(both, both, strict=True))


def test_the_right_name_comes_before_a_copy() -> None:
    """A copy beside the notebook itself stays what it is."""
    names = ["1_initialize (1).ipynb", "1_initialize.ipynb"]
    assert laid(names) == dict(zip(names, names, strict=True))
    _, notes, _ = fit([entry(name) for name in names], NOTEBOOKS)
    assert notes == [
        "1_initialize.ipynb was taken for 1_initialize.ipynb, and not 1_initialize (1).ipynb"
    ]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *(("\u7b2c\u4e00\u9898", "cp936"), ("\u8ab2\u984c", "cp932"), ("\uacfc\uc81c", "cp949")),
        *(("\u00fcbung", "cp850"), ("\u00fcbung", "cp1252"), ("zada\u0107a", "cp1250")),
        *(("\u0437\u0430\u0434\u0430\u0447\u0430", "cp866"), ("\u7b2c\u4e00\u984c", "big5")),
    ],
)
def test_a_name_in_a_country_s_own_encoding_is_known(name: str, encoding: str) -> None:
    """Windows writes it into a zip so, and nothing in the zip says it."""
    read = name.encode(encoding).decode("cp437")
    assert list(laid([f"{read}.ipynb", "b.ipynb"], (name, "b"))) == [f"{name}.ipynb", "b.ipynb"]


def test_a_notebook_that_is_missing_beside_one_that_is_none_is_left_to_a_person() -> None:
    """Perhaps it is the same one under a name of its owner's."""
    layout, _, _ = fit([entry("1_initialize.ipynb"), entry("mine.ipynb")], NOTEBOOKS[:2])
    _, person = unused(layout, NOTEBOOKS[:2], "network")
    assert person == [
        f"{NOTEBOOKS[1]}.ipynb is missing, and mine.ipynb was taken for none of network's notebooks"
    ]


def test_two_copies_and_no_original_are_left_to_a_person() -> None:
    """Which of the two is meant nobody can tell: both stay under their own names."""
    names = ["1_initialize (1).ipynb", "1_initialize (2).ipynb"]
    layout, _, person = fit([entry(name) for name in names], NOTEBOOKS)
    assert {"/".join(path) for path in layout} == set(names)
    assert person == [
        "1_initialize (1).ipynb and 1_initialize (2).ipynb could each be 1_initialize.ipynb; "
        "none was taken for it"
    ]


def test_a_number_that_belongs_to_the_name_is_not_taken_off() -> None:
    """`problem1-2` is a notebook of its own where the course has one of this name."""
    names = ("problem1", "problem1-2")
    assert laid(["problem1-2.ipynb", "problem1.ipynb"], names) == {
        "problem1-2.ipynb": "problem1-2.ipynb",
        "problem1.ipynb": "problem1.ipynb",
    }
    assert laid(["problem1-2.ipynb"], ("problem1",)) == {"problem1.ipynb": "problem1-2.ipynb"}


def test_a_students_own_timestamp_is_left_out() -> None:
    """timestamp.txt is nbgrader's word on lateness: a student does not write it."""
    layout, notes, _ = fit([entry("Timestamp.TXT"), entry("3_cost.ipynb")], NOTEBOOKS)
    assert list(layout) == [("3_cost.ipynb",)]
    assert notes == ["a timestamp.txt of the student's own was left out"]


def test_a_file_cannot_be_a_folder_too() -> None:
    """Such paths come from no disk."""
    with pytest.raises(Refused, match="below a file"):
        fit([entry("a"), entry("a/b"), entry("c")], NOTEBOOKS)


part = st.sampled_from([*NOTEBOOKS, "x", "data", "1_initialize (1)", "timestamp"])
names = st.builds(
    lambda folder, stem, suffix: "/".join([*folder, stem + suffix]),
    st.lists(st.sampled_from(["a", "b"]), max_size=2),
    part,
    st.sampled_from([".ipynb", ".txt", ".ipynb.txt", ""]),
)


@given(st.lists(names, unique=True, min_size=1, max_size=12))
def test_no_file_is_lost_and_none_is_taken_twice(paths: list[str]) -> None:
    """Whatever the names: every file has a place, but for a student's own timestamp.txt."""
    files = [entry(path) for path in paths]
    try:
        layout, _, _ = fit(files, NOTEBOOKS)
    except Refused:
        return
    assert len({id(file.open) for file in layout.values()}) == len(layout)
    dropped = [path for path in paths if path.rpartition("/")[2] == "timestamp.txt"]
    assert len(paths) - len(dropped) <= len(layout) <= len(paths)

"""Class lists as Moodle, Canvas and nbgrader have them."""

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.engine.errors import RosterError
from grader.engine.lms.intake.roster import Kind, Roster, read_roster

from .downloads import at

MOODLE = (
    "\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\r\n"
    "Participant 4711,Ada Lovelace,ada,ada@example.org,Submitted for grading - ,,100.00,Yes,"
    '"Wednesday, 14 February 2024, 11:58 PM",-,\r\n'
    "Participant 4712,José da Silva,,jose@example.org,No submission,,100.00,Yes,-,-,\r\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,network (815),Current Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,100,(read only)\n"
    '"Lovelace, Ada",61,S61,ada,CS101,,\n'
    '"Silva, José da",62,S62,,CS101,,\n'
    '"Student, Test",63,,,CS101,,\n'
)
PLAIN = "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@example.org,4711\n"


def read(folder: Path, text: str, encoding: str = "utf-8", zone: str = "UTC") -> Roster:
    """Write a list, and read it."""
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path, ZoneInfo(zone))


def test_moodles_worksheet_has_names_and_the_times_of_handing_in(tmp_path: Path) -> None:
    """The number is that of the download's folders; the time is in the given zone."""
    roster = read(tmp_path, MOODLE, zone="Europe/Berlin")
    assert roster.kind is Kind.MOODLE
    ada, jose = roster.students
    assert (ada.id, ada.lms_user_id, ada.email) == ("ada", "4711", "ada@example.org")
    assert (ada.first_name, ada.last_name) == ("Ada", "Lovelace")
    assert ada.when == at("2024-02-14T22:58:00")
    assert (jose.id, jose.first_name, jose.last_name) == ("4712", "José da", "Silva")
    assert jose.when is None
    assert roster.find("4711") is ada
    assert roster.find("9", "josé DA silva") is jose
    assert roster.find("9", "Ben") is None


def test_canvas_export_has_names_and_logins(tmp_path: Path) -> None:
    """The rows that are no student's are none; the id is the login, else what there is."""
    roster = read(tmp_path, CANVAS)
    assert roster.kind is Kind.CANVAS
    assert [(s.id, s.first_name, s.last_name, s.row) for s in roster.students] == [
        ("ada", "Ada", "Lovelace", 3),
        ("S62", "José da", "Silva", 4),
    ]
    assert roster.nobody == {"63"}
    assert roster.find("61") is roster.students[0]


def test_a_plain_list_has_nbgraders_columns(tmp_path: Path) -> None:
    """As nbgrader db student import takes it; a student is found by id, LMS number or name."""
    roster = read(tmp_path, PLAIN)
    assert roster.kind is Kind.PLAIN
    assert {roster.find(key) for key in ("ada", "4711", "ADA LOVELACE")} == {roster.students[0]}


def test_what_excel_makes_of_a_list_is_read(tmp_path: Path) -> None:
    """Semicolons, Windows' own letters, a mark before UTF-16."""
    text = PLAIN.replace("Ada", "Zoë").replace(",", ";")
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        assert read(tmp_path, text, encoding).students[0].first_name == "Zoë"


def test_two_of_one_name_are_not_found_by_it(tmp_path: Path) -> None:
    """Whose it is cannot be told by the name; by the number it can."""
    roster = read(tmp_path, PLAIN + "ben,Ada,Lovelace,,4712\n")
    assert roster.find("99", "Ada Lovelace") is None
    assert roster.find("4712", "Ada Lovelace") is roster.students[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("name,mark\nada,1\n", "no header that is known: name, mark"),
        (PLAIN + "ada,Ben,B,,1\n", "gives the id ada to more than one student"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    """What was expected, what came."""
    with pytest.raises(RosterError, match=said):
        read(tmp_path, text)
    with pytest.raises(RosterError, match="cannot be read"):
        read_roster(tmp_path / "none.csv", UTC)

"""What the downloads of other systems look like, and that none is guessed into one student."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.engine.errors import SourceError
from grader.engine.lms.intake.collect import Collector
from grader.engine.lms.intake.handed import Handed
from grader.engine.lms.intake.roster import Kind, Roster
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.intake.source import From, open_source
from grader.engine.lms.intake.stamp import Times

from .downloads import NOTEBOOKS, make_zip, notebook, target_in

FIRST, SECOND = notebook("first"), notebook("second")
METADATA = """submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: "4711"
    :email: ada@example.org
  :created_at: 2024-02-14 23:58:00.5 Z
submission_2:
  :submitters:
  - :name: Grace Hopper
    :email: grace@example.org
  - :name: Alan Turing
    :sid: 4713
  :created_at: 2024-02-15 00:01:00.5 Z
submission_3:
  :submitters: []
"""


def read(path: Path) -> tuple[From, dict[str, Handed], dict[str, bytes], list[str]]:
    """Open a download; give its kind, the submissions, the bytes of each notebook 3, the notes."""
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        found = {handed.key: handed for handed in source.handed}
        texts = {}
        for key, handed in found.items():
            for entry in handed.files:
                if entry.path == ("3_cost.ipynb",):
                    with entry.open() as file:
                        texts[key] = file.read()
        return source.kind, found, texts, source.notes


def test_blackboard_has_everything_in_the_name_and_the_latest_attempt_counts(
    tmp_path: Path,
) -> None:
    """Assignment, user name, date and file are one name; each attempt has a text of its own."""
    files = {
        "Network 1_ada_attempt_2024-02-13-10-00-00_3_cost.ipynb": FIRST,
        "Network 1_ada_attempt_2024-02-13-10-00-00.txt": b"Name: Ada Lovelace",
        "Network 1_ada_attempt_2024-02-14-09-00-00_3_cost.ipynb": SECOND,
        "Network 1_ada_attempt_2024-02-14-09-00-00.txt": b"Name: Ada Lovelace",
        "Network 1_ben_attempt_2024-02-14-08-00-00_3_cost.ipynb": FIRST,
    }
    kind, found, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.BLACKBOARD
    assert texts == {"ada": SECOND, "ben": FIRST}
    assert found["ada"].notes == ["of several attempts the latest was taken"]


def test_brightspace_has_a_folder_for_each_submission_and_the_latest_counts(tmp_path: Path) -> None:
    """User, name and time are the folder's name; the times order what one student handed in."""
    files = {
        "index.html": b"<html>",
        "3970-255 - Mary-Ann Smith - Feb 14, 2024 926 PM/3_cost.ipynb": SECOND,
        "3970-255 - Mary-Ann Smith - Feb 14, 2024 1126 AM/3_cost.ipynb": FIRST,
        "3971-255 - John Doe - Feb 13, 2024 1201 AM/3_cost.ipynb": FIRST,
    }
    kind, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.BRIGHTSPACE and notes == []
    assert {key: one.name for key, one in found.items()} == {
        "3970": "Mary-Ann Smith",
        "3971": "John Doe",
    }
    assert texts == {"3970": SECOND, "3971": FIRST}


@pytest.mark.parametrize("around", ["Abgaben", "Submissions", "Abgaben/Team 17"])
def test_ilias_has_a_folder_for_each_student_below_that_of_all(tmp_path: Path, around: str) -> None:
    """The login is the key; ILIAS's own time before a file's name is left out."""
    files = {
        f"Network/{around}/Lovelace_Ada_alove_4711/20240214235800_3_cost.ipynb": FIRST,
        f"Network/{around}/de_la_Cruz_Maria_mcruz_4712/3_cost.ipynb": SECOND,
    }
    kind, found, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.ILIAS
    assert texts == {"alove": FIRST, "mcruz": SECOND}
    assert found["alove"].name == "Ada Lovelace"


def test_sakai_has_attachments_and_a_time_of_its_own(tmp_path: Path) -> None:
    """The assignment's folder around all students makes them no single student."""
    files = {
        "network/grades.csv": b"Display ID,ID",
        "network/Lovelace, Ada(al4711)/Submission attachment(s)/3_cost.ipynb": FIRST,
        "network/Lovelace, Ada(al4711)/timestamp.txt": b"20240214235800123",
        "network/Lovelace, Ada(al4711)/comments.txt": b"",
        "network/Hopper, Grace(gh4712)/Submission attachment(s)/3_cost.ipynb": SECOND,
    }
    kind, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.SAKAI and notes == []
    assert texts == {"al4711": FIRST, "gh4712": SECOND}
    assert found["al4711"].when == datetime(2024, 2, 14, 23, 58, tzinfo=UTC)
    assert found["al4711"].name == "Ada Lovelace"


def test_gradescope_says_in_a_file_whose_each_submission_is(tmp_path: Path) -> None:
    """A group's work is each member's; a submission of nobody is named."""
    top = "assignment_99_export"
    files = {
        f"{top}/submission_metadata.yml": METADATA.encode(),
        f"{top}/submission_1/3_cost.ipynb": FIRST,
        f"{top}/submission_2/3_cost.ipynb": SECOND,
        f"{top}/submission_3/3_cost.ipynb": SECOND,
    }
    kind, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.GRADESCOPE
    assert texts == {"4711": FIRST, "grace@example.org": SECOND, "4713": SECOND}
    assert found["4711"].when == datetime(2024, 2, 14, 23, 58, 0, 500_000, tzinfo=UTC)
    assert notes == ["submission_3 names no student"]


@pytest.mark.parametrize("text", [b"", b"- 1", b"a: [", b"!!python/object:os.system {}", b"a: 1"])
def test_gradescope_without_a_file_that_can_be_read_is_refused(tmp_path: Path, text: bytes) -> None:
    """Nobody else can say whose the submissions are; nothing in the file is run."""
    files = {"submission_metadata.yml": text, "submission_1/3_cost.ipynb": FIRST}
    with pytest.raises(SourceError, match=r"submission_metadata\.yml"):
        read(make_zip(tmp_path / "download.zip", files))


def test_a_download_of_an_unknown_form_is_refused_and_no_student_is_made_of_it(
    tmp_path: Path,
) -> None:
    """The error names what is in it, the forms that are known, and what to do."""
    files = {f"all/round 1/work of {name}/3_cost.ipynb": FIRST for name in ("ada", "ben")}
    with pytest.raises(SourceError, match="nothing says whose they are") as error:
        read(make_zip(tmp_path / "download.zip", files))
    said = str(error.value)
    assert "all/round 1/work of ada/3_cost.ipynb" in said and "blackboard" in said


ATTEMPT = "_attempt_2024-02-14-09-00-00"
APART = {
    "Blackboard's text says it": {
        f"HW 1_ada_l{ATTEMPT}_3_cost.ipynb": FIRST,
        f"HW 1_ada_l{ATTEMPT}.txt": b"Name: Ada Lovelace (ada_l)\r\nAssignment: HW 1\r\n",
        f"HW 1_ben_l{ATTEMPT}_3_cost.ipynb": SECOND,
        f"HW 1_ben_l{ATTEMPT}.txt": b"Name: Ben Lee (ben_l)\r\nAssignment: HW 1\r\n",
    },
    "Blackboard, without its texts": {
        f"HW_1_ada_l{ATTEMPT}_3_cost.ipynb": FIRST,
        f"HW_1_ben_l{ATTEMPT}_3_cost.ipynb": SECOND,
    },
    "Blackboard, with files of somebody's own beside": {
        f"HW 1_ada_l{ATTEMPT}_3_cost.ipynb": FIRST,
        f"HW 1_ben_l{ATTEMPT}_3_cost.ipynb": SECOND,
        **{f"mine {i}.txt": b"" for i in range(5)},
        "3_cost.ipynb": FIRST,
    },
    "ILIAS": {
        "Abgaben/Lovelace_Ada_ada_l_4711/20240214235800_3_cost.ipynb": FIRST,
        "Abgaben/Lee_Ben_ben_l_4712/20240214235800_3_cost.ipynb": SECOND,
    },
}


@pytest.mark.parametrize("files", APART.values(), ids=APART)
def test_two_names_that_end_alike_are_two_students(tmp_path: Path, files: dict[str, bytes]) -> None:
    """A username, or the name of the assignment, may hold what stands between them."""
    _, _, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert texts == {"ada_l": FIRST, "ben_l": SECOND}


def test_a_class_list_says_where_a_username_begins(tmp_path: Path) -> None:
    """Of one student's name alone nobody can tell."""
    files = {f"HW_1_ada_l{ATTEMPT}_3_cost.ipynb": FIRST}
    _, found, _, _ = read(make_zip(tmp_path / "download.zip", files))
    (handed,) = found.values()
    roster = Roster(Kind.PLAIN, [], [Student("ada_l"), Student("l")])
    collector = Collector(target_in(tmp_path), roster, From.AUTO, Times.AUTO, UTC)
    result = collector.collect([tmp_path / "download.zip"])
    assert "ada_l" in handed.also and [row.student for row in result.rows] == ["ada_l"]


def test_brightspace_has_dates_of_any_form_and_numbers_that_may_be_of_two(tmp_path: Path) -> None:
    """The institution's own id comes first; people are told apart by name too."""
    files = {
        "77-255 - Ada Lovelace - 14 f\u00e9vr. 2024 21h26/3_cost.ipynb": FIRST,
        "77-255 - Ada Lovelace - 14 f\u00e9vr. 2024 22h26/3_cost.ipynb": SECOND,
        "78-255 - John Doe - Feb 14, 2024 2126/3_cost.ipynb": FIRST,
        "79-255 - N0123 - Max Roe - Feb 14, 2024 926 PM/3_cost.ipynb": FIRST,
        "80-255 - Eva Poe - Feb 14, 2024 926 PM/3_cost.ipynb": FIRST,
        "80-255 - Tom Coe - Feb 14, 2024 926 PM/3_cost.ipynb": SECOND,
    }
    kind, found, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.BRIGHTSPACE
    assert texts == {
        "77": SECOND,
        "78": FIRST,
        "N0123": FIRST,
        "80 Eva Poe": FIRST,
        "80 Tom Coe": SECOND,
    }
    assert {one.clock for key, one in found.items() if key != "77"} == {
        datetime(2024, 2, 14, 21, 26)
    }


def test_of_submissions_whose_dates_nobody_can_read_a_person_chooses(tmp_path: Path) -> None:
    """None of the two is guessed."""
    names = [f"77-255 - Ada Lovelace - 14 Xyz 2024 {time}/3_cost.ipynb" for time in (2126, 2226)]
    make_zip(tmp_path / "download.zip", dict.fromkeys(names, FIRST))
    collector = Collector(target_in(tmp_path), None, From.AUTO, Times.AUTO, UTC)
    (row,) = collector.collect([tmp_path / "download.zip"]).rows
    assert row.student == "77" and "could each be 3_cost.ipynb" in row.open[0]


def test_sakai_has_people_of_one_name_and_people_of_none(tmp_path: Path) -> None:
    """A folder with attachments is a student's, whatever it is called."""
    files = {
        "network/Madonna(mad1)/Submission attachment(s)/3_cost.ipynb": FIRST,
        "network/a1b2-c3/Submission attachment(s)/3_cost.ipynb": SECOND,
    }
    _, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert texts == {"mad1": FIRST, "a1b2-c3": SECOND} and notes == []
    assert found["mad1"].name == "Madonna"


def test_gradescope_is_read_as_text_and_the_latest_counts(tmp_path: Path) -> None:
    """An id is no number, a time may have Ruby's own form, a student may be in two submissions."""
    time = "!ruby/object:ActiveSupport::TimeWithZone\n    utc: 2024-02-1{} 23:58:00.5 Z"
    text = f"""---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: 00123
  :created_at: {time.format(5)}
submission_2:
  :submitters:
  - :name: Ada Lovelace
    :sid: 00123
  - :name: Ben Lee
    :sid: ~
    :email: ben@example.org
  :created_at: {time.format(4)}
"""
    files = {
        "export/submission_metadata.yml": text.encode(),
        "export/submission_1/3_cost.ipynb": FIRST,
        "export/submission_2/3_cost.ipynb": SECOND,
    }
    _, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert texts == {"00123": FIRST, "ben@example.org": SECOND} and notes == []
    assert found["00123"].when == datetime(2024, 2, 15, 23, 58, 0, 500_000, tzinfo=UTC)
    assert found["00123"].notes == ["of several submissions the latest was taken"]


def test_a_time_that_stands_in_the_names_is_that_of_handing_in(tmp_path: Path) -> None:
    """The server's clock is that of --timezone; a zip's own times are the download's."""
    files = {
        "Abgaben/Lovelace_Ada_ada_4711/20240214235800_3_cost.ipynb": FIRST,
        "Abgaben/Lovelace_Ada_ada_4711/20240214235900_3_cost.ipynb": SECOND,
    }
    make_zip(tmp_path / "download.zip", files)
    zone = timezone(timedelta(hours=1))
    collector = Collector(target_in(tmp_path), None, From.AUTO, Times.AUTO, zone)
    result = collector.collect([tmp_path / "download.zip"])
    (row,) = result.rows
    assert row.when == datetime(2024, 2, 14, 22, 59, tzinfo=UTC)
    assert (
        "the latest was taken" in row.notes[0]
        and "times are those of the names" in (result.notes[0])
    )


@pytest.mark.parametrize("attached", ["Adjuntos de la entrega", "提出物の添付", "Pièces jointes"])
def test_sakai_in_another_language_is_known_by_where_things_lie(
    tmp_path: Path, attached: str
) -> None:
    """The folder's name is translated, timestamp.txt is not; what was taken for what is said."""
    files = {
        "red/grades.csv": b"Identificador,ID,Apellido",
        f"red/Lovelace, Ada(al4711)/{attached}/3_cost.ipynb": FIRST,
        "red/Lovelace, Ada(al4711)/timestamp.txt": b"2024-02-14T23:58:00.123Z",
        "red/Lovelace, Ada(al4711)/Adjuntos al comentario/notas.pdf": b"%PDF",
        f"red/a1b2-c3/{attached}/3_cost.ipynb": SECOND,
        "red/a1b2-c3/timestamp.txt": b"2024-02-14T23:58:00Z",
    }
    kind, found, texts, notes = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.SAKAI
    assert texts == {"al4711": FIRST, "a1b2-c3": SECOND}
    assert found["al4711"].when == datetime(2024, 2, 14, 23, 58, tzinfo=UTC)
    assert notes == [f"what lies in {attached!r} was taken for what was handed in: look at it"]


def test_sakai_with_two_folders_of_notebooks_is_refused(tmp_path: Path) -> None:
    """Nobody's mark comes from what the instructor wrote on it."""
    home = "red/Lovelace, Ada(al4711)"
    files = {
        f"{home}/Adjuntos de la entrega/3_cost.ipynb": FIRST,
        f"{home}/Adjuntos al comentario/3_cost.ipynb": SECOND,
        f"{home}/timestamp.txt": b"2024-02-14T23:58:00Z",
    }
    with pytest.raises(SourceError, match="without the feedback"):
        read(make_zip(tmp_path / "download.zip", files))


def test_sakai_without_folders_says_in_each_name_whose_a_file_is(tmp_path: Path) -> None:
    """`<student>_<attachments>_<file>`, whatever underscores the file has."""
    files = {
        "red/grades.csv": b"ID",
        "red/Lovelace, Ada(al4711)_Adjuntos de la entrega_3_cost.ipynb": FIRST,
        "red/Hopper, Grace(gh4712)_Adjuntos de la entrega_3_cost.ipynb": SECOND,
        "red/Hopper, Grace(gh4712)_comments.txt": b"",
        "red/Hopper, Grace(gh4712)__submissionText.html": b"",
    }
    kind, _, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.SAKAI and texts == {"al4711": FIRST, "gh4712": SECOND}


def test_a_folder_of_nbgraders_is_no_download_of_sakais(tmp_path: Path) -> None:
    """nbgrader writes a timestamp.txt too, and a student may hand in a folder beside it."""
    files = {
        "submitted/ada/network/3_cost.ipynb": FIRST,
        "submitted/ada/network/timestamp.txt": b"2024-02-14 23:58:00 UTC",
        "submitted/ada/network/data/grades.csv": b"a,b",
        "submitted/ada/network/data/more/a.csv": b"a,b",
    }
    kind, _, texts, _ = read(make_zip(tmp_path / "download.zip", files))
    assert kind is From.FOLDER and texts == {"ada": FIRST}

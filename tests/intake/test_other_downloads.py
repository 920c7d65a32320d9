"""What the downloads of other systems look like, and that none is guessed into one student."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.engine.errors import SourceError
from grader.engine.lms.intake.handed import Handed
from grader.engine.lms.intake.source import From, open_source

from .downloads import NOTEBOOKS, make_zip, notebook

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

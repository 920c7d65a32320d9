"""The day from a Moodle download to an uploaded worksheet, by the commands alone."""

import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.engine.lms.intake.roster_csv import read_csv
from tests.command import command
from tests.intake.downloads import files_in, moodle_zip
from tests.sample_class import FOLDER
from tests.walls import STAND

ROOT = Path(__file__).resolve().parents[2]
THIS = "--assignment=network"
WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 12,Ben Bitdiddle,ben,,Submitted,,100.00,Yes,"
    '"Monday, 12 February 2024, 9:00 AM",-,\n'
    "Participant 11,Ada Lovelace,ada,,Submitted,,100.00,Yes,"
    '"Monday, 12 February 2024, 8:00 AM",-,\n'
    "Participant 13,Cleo C,cleo,,No submission,,100.00,Yes,-,-,\n"
)


def grader(desk: Path, *words: str) -> tuple[int, str]:
    """Run a command; give its exit code and what it said."""
    run = command(*words, cwd=desk)
    assert "Traceback" not in run.stderr
    return run.returncode, run.stdout + run.stderr


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a download and a worksheet, collected and graded."""
    desk = tmp_path_factory.mktemp("desk")
    work = {
        name: {"3_cost.ipynb": (FOLDER / name / "network" / "3_cost.ipynb").read_bytes()}
        for name in ("perfect", "mistake_3_cost")
    }
    (desk / "worksheet.csv").write_text(WORKSHEET)
    moodle_zip(
        desk / "CS101-network-4711.zip",
        {
            "Ada Lovelace_11": work["perfect"],
            "Ben Bitdiddle_12": {"3_cost (1).ipynb": work["mistake_3_cost"]["3_cost.ipynb"]},
        },
    )
    code, said = grader(
        *(desk, "collect", "CS101-network-4711.zip", "--roster", "worksheet.csv"),
        *("--timezone=UTC", THIS),
    )
    assert code == 0, said
    assert "3_cost (1).ipynb was taken for 3_cost.ipynb" in said
    assert "2 submissions: 2 new" in said
    words = ["submitted", "--jobs=1"] + ([] if STAND else ["--unsafe-no-sandbox"])
    code, said = grader(desk, "autograde", *words)
    assert code == 3, said  # five notebooks of each are missing
    return desk


def book(desk: Path) -> Gradebook:
    """Open the gradebook as any nbgrader program would."""
    return Gradebook(f"sqlite:///{desk / 'graded' / 'gradebook.db'}", "layerwise")


def test_the_gradebook_knows_names_and_times(desk: Path) -> None:
    """From the worksheet, whoever handed in or not; formgrader shows them."""
    with closing(book(desk)) as gradebook:
        ada = gradebook.find_student("ada")
        assert (ada.first_name, ada.last_name, ada.lms_user_id) == ("Ada", "Lovelace", "11")
        assert gradebook.find_student("cleo").last_name == "C"
        assert str(gradebook.find_submission("network", "ada").timestamp) == "2024-02-12 08:00:00"


def test_the_same_command_again_changes_nothing(desk: Path) -> None:
    """Not one file of what was collected."""
    before = files_in(desk / "submitted")
    code, said = grader(
        *(desk, "collect", "CS101-network-4711.zip", "--roster", "worksheet.csv"),
        *("--timezone=UTC", THIS),
    )
    assert code == 0
    assert "2 unchanged" in said
    assert files_in(desk / "submitted") == before


def test_the_worksheet_is_filled_in(desk: Path) -> None:
    """In its own order, and ready to be uploaded."""
    words = ["--to", "moodle", "--roster", "worksheet.csv", "back.csv"]
    code, said = grader(desk, "export", *words)
    assert code == 0, said
    rows = read_csv(desk / "back.csv")
    place = rows[0].index("Grade")
    assert [(row[0], row[place]) for row in rows[1:]] == [
        ("Participant 12", "0"),
        ("Participant 11", "8"),
        ("Participant 13", ""),
    ]


def test_feedback_shows_a_mark_that_a_person_has_given(desk: Path) -> None:
    """The page is made again, its student's zip is the only one that changes, Moodle gets all."""
    code, said = grader(desk, "feedback", "--moodle", "moodle.zip")
    assert code == 0, said
    assert "2 students, 2 new or changed" in said
    with closing(book(desk)) as gradebook:
        grade = gradebook.find_grade("test_compute_cost", "3_cost", "network", "ben")
        grade.manual_score = 5.5
        gradebook.db.commit()
    code, said = grader(desk, "feedback", "--moodle", "moodle.zip")
    assert code == 0, said
    assert "2 students, 1 new or changed" in said
    with zipfile.ZipFile(desk / "moodle.zip") as archive:
        names = archive.namelist()
        (ben,) = [name for name in names if "Ben" in name]
        assert ben == "Ben Bitdiddle_12_assignsubmission_file_/3_cost.html"
        assert b"5.5" in archive.read(ben)
        assert len(names) == 2


def test_what_was_handed_in_since_is_named(desk: Path) -> None:
    """The pages there are of the earlier submission: a person should grade first."""
    path = desk / "submitted" / "ada" / "network" / "3_cost.ipynb"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        code, said = grader(desk, "feedback")
    finally:
        path.write_bytes(before)
    assert code == 3
    assert "handed in since the last run of grader autograde: ada" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["collect", "nothing.zip", THIS], "there is no nothing.zip"),
        (["collect", "no folder", THIS], "there is no no folder"),
        (["collect", "x", "--timezone=Mars/Olympus", THIS], "is no timezone"),
        (["collect", "x", "--roster", "none.csv", THIS], "none.csv cannot be read"),
        (["collect", "--course", "x", "y"], "--course needs an assignment"),
        (["export", "--out", "nowhere"], "Grade first"),
        (["export", "--to", "canvas", "--roster", "worksheet.csv"], "needs one of the kind canvas"),
        (["feedback", "--out", "nowhere"], "there is no feedback"),
        (["watch", "no folder", THIS], "there is no folder"),
    ],
)
def test_what_cannot_run_says_what_to_do(desk: Path, words: list[str], said: str) -> None:
    """One sentence, and exit code 2."""
    code, output = grader(desk, *words)
    assert code == 2, output
    assert said in " ".join(output.split())

"""A student names what is handed in as somebody else's: nobody's work is taken for another's."""

from datetime import UTC
from pathlib import Path

import pytest

from grader.engine.lms.intake.source import From, downloads_in, open_source

from .downloads import NOTEBOOKS, make_zip, notebook

FILE = "3_cost.ipynb"
BLACKBOARD = "network_{}_attempt_2024-02-01-10-00-00"
METADATA = b"submission_{}:\n  :submitters:\n  - :name: Vic Tim\n    :sid: {}\n"
# A class's downloads: whose it is, and where Vic's and Ben's work lies.
CLASSES = {
    From.FOLDER: ("vic", "{}/network/" + FILE, ("vic", "ben", "eve")),
    From.EXCHANGE: ("vic", "{}+network+2024-02-01 10:00:00 UTC/" + FILE, ("vic", "ben", "eve")),
    From.MOODLE: ("1", "{}_assignsubmission_file_/" + FILE, ("Vic Tim_1", "Ben B_2", "Eve_E_3")),
    From.CANVAS: ("9901", "{}_" + FILE, ("vic_9901_5001", "ben_9902_5002", "eve_9903_5003")),
    From.BLACKBOARD: ("network_vic", BLACKBOARD + "_" + FILE, ("vic", "ben", "eve")),
    From.BRIGHTSPACE: (
        "12",
        "{} - Feb 1, 2024 1000 AM/" + FILE,
        ("12-34 - Vic Tim", "13-34 - Ben B", "14-34 - Eve E"),
    ),
    From.ILIAS: ("vic", "Submissions/{}/" + FILE, ("Tim_Vic_vic_1", "B_Ben_ben_2", "E_Eve_eve_3")),
    From.SAKAI: (
        "vic",
        "{}/Submission attachment(s)/" + FILE,
        ("Tim, Vic(vic)", "B, Ben(ben)", "E, Eve(eve)"),
    ),
}
# What Eve calls a file or a folder of hers.
FORGED = (
    "Vic Tim_1_assignsubmission_file_" + FILE,
    "Vic Tim_1_assignsubmission_file_/" + FILE,
    "vic_9901_999999_" + FILE,
    "anon_vvvvv_999999_" + FILE,
    "network_vic_attempt_2030-01-01-00-00-00_" + FILE,
    "12-34 - Vic Tim - Feb 1, 2030 1000 AM/" + FILE,
    "Submissions/Tim_Vic_vic_1/" + FILE,
    "Tim, Vic(vic)/Submission attachment(s)/" + FILE,
    "submission_1/" + FILE,
    "vic+network+2030-01-01 00:00:00 UTC/" + FILE,
)


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("kind", CLASSES)
def test_a_name_takes_nobodys_place(tmp_path: Path, kind: From, name: str) -> None:
    """The download is what it is, and Vic's work is Vic's, whatever Eve's files are called."""
    key, form, (vic, ben, eve) = CLASSES[kind]
    own = form.format(eve).removesuffix(FILE)
    # Side by side, all that a system writes of a folder is its last name.
    forged = own + (name if own.endswith("/") else name.rpartition("/")[2])
    files = {form.format(vic): notebook("vic"), form.format(ben): notebook("ben")}
    path = make_zip(tmp_path / "all.zip", {forged: notebook("eve"), **files})
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        assert source.kind is kind and len(source.handed) == 3
        found = {handed.key: handed.files for handed in source.handed}
        (work,) = found.get(key) or found[key.removeprefix("network_")]
        with work.open() as file:
            assert b"vic" in file.read()


def test_a_list_of_a_students_own_says_nothing(tmp_path: Path) -> None:
    """Gradescope's list lies beside the submissions; one inside a submission is work."""
    lists = {
        "all/submission_metadata.yml": METADATA.replace(b"{}", b"1", 1).replace(b"{}", b"vic"),
        "all/submission_2/submission_metadata.yml": METADATA.replace(b"{}", b"2"),
    }
    work = {f"all/submission_{number}/{FILE}": notebook() for number in (1, 2)}
    path = make_zip(tmp_path / "all.zip", lists | work)
    with open_source(path, From.AUTO, "network", NOTEBOOKS, UTC) as source:
        assert [handed.key for handed in source.handed] == ["vic"]


def test_a_students_zip_is_no_download_of_a_class(tmp_path: Path) -> None:
    """Where every student's work is a zip, one that looks like a class's is a student's too."""
    for who in ("vic", "ben"):
        make_zip(tmp_path / f"{who}.zip", {FILE: notebook(who)})
    make_zip(tmp_path / "eve.zip", {f"Vic Tim_1_assignsubmission_file_/{FILE}": notebook("eve")})
    assert not downloads_in(tmp_path)

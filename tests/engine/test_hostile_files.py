"""Hostile files and names, which no repository can hold: the real command, in a real terminal.

Links, pipes, sockets, devices, bombs, and folders whose names are commands, scripts or formulas.
"""

import json
import os
import pty
import re
import shutil
import socket
import stat
import subprocess
import warnings
from pathlib import Path

import pytest

from grader.engine.course.notebook import Cell
from grader.engine.course.plan import RunCell, code_of, plan
from grader.engine.course.submissions import find_submissions
from grader.engine.course.submitted import MAX_ENTRIES, MAX_NOTES, read_files
from grader.engine.grading.lines import parsed, told_lines
from tests.graded import NAME, checks
from tests.hostile import FOLDER, NOTEBOOK, TRICKS
from tests.markup import active
from tests.network import ASSIGNMENT, COURSE
from tests.sample_class import FOLDER as SAMPLE
from tests.traces import ROOT
from tests.walls import AUTOGRADE, LIMITS, needs_walls

PERFECT = SAMPLE / "perfect" / ASSIGNMENT
# No student may be called so: these are left alone, and named.
BAD_NAMES = (
    "evil\x1b[2J",
    "two\nlines",
    "turned\u202e",
    "bytes\udcff",
    "<img src=x onerror=alert('trick')>",
    '";alert("trick");"',
    "back\\slash",
    "=HYPERLINK(1)",
    "+1",
    "-rf",
    "@here",
    "x" * 240,
)
# These look strange, and are names as any other.
GOOD_NAMES = ("[red]ann", "{{7*7}}", "$(touch x)", "o'brien", "日本", "a b")
# What a command may write to a terminal: colors, its own progress bar.
TERMINAL = re.compile(r"\x1b\[(\?25[lh]|[0-9;]*m|2K|1A)")
Done = tuple[Path, str, int]


def folder(home: Path, student: str) -> Path:
    """A student's folder for the assignment."""
    made = home / student / ASSIGNMENT
    made.mkdir(parents=True)
    return made


def large(size: int) -> str:
    """A notebook with an attachment of some size."""
    notebook = json.loads((PERFECT / NOTEBOOK).read_text(encoding="utf-8"))
    notebook["cells"][0]["attachments"] = {"x.png": {"image/png": "A" * size}}
    return json.dumps(notebook)


def make_class(home: Path) -> None:
    """Write the class."""
    shutil.copytree(PERFECT, folder(home, "honest"), dirs_exist_ok=True)
    for name in (*BAD_NAMES, *GOOD_NAMES):
        shutil.copy(PERFECT / NOTEBOOK, folder(home, name))
    for name in (name for name in TRICKS if name[:2] in ("24", "25")):
        shutil.copytree(FOLDER / name, home / name)
    secret = ROOT / "solutions" / "network" / "expected" / "hidden.h5"
    (folder(home, "link_to_hidden") / NOTEBOOK).symlink_to(secret)
    (folder(home, "link_to_neighbour") / NOTEBOOK).symlink_to(home / "honest/network" / NOTEBOOK)
    (folder(home, "link_out") / NOTEBOOK).symlink_to("../../../../../../../../etc/passwd")
    (home / "linked_folder").mkdir()
    (home / "linked_folder" / ASSIGNMENT).symlink_to(home / "honest" / ASSIGNMENT)
    (home / "linked_student").symlink_to(home / "honest")
    (folder(home, "directory") / NOTEBOOK).mkdir()
    os.mkfifo(folder(home, "pipe") / NOTEBOOK)
    os.link(home / "honest" / ASSIGNMENT / NOTEBOOK, folder(home, "hard_link") / NOTEBOOK)
    with (folder(home, "bomb") / NOTEBOOK).open("wb") as file:
        file.truncate(500 * 2**20)
    (folder(home, "attachment") / NOTEBOOK).write_text(large(10 * 2**20), encoding="utf-8")
    for name in COURSE:
        path = home / "six_large" / ASSIGNMENT / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(large(9 * 2**20), encoding="utf-8")
    names = ["\x1b[2J.ipynb", "a\nhonest: forged.ipynb", "<script>.ipynb", "..ipynb", "-.ipynb"]
    many = folder(home, "many_files")
    for name in [*names, *(f"{i}.ipynb" for i in range(100))]:
        (many / name).write_text("{}", encoding="utf-8")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(folder(home, "socket"))  # its path would be too long
        one.bind(NOTEBOOK)
        os.chdir(here)
    if os.getuid() == 0:
        os.mknod(folder(home, "device") / NOTEBOOK, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    else:
        (folder(home, "closed") / NOTEBOOK).touch(0o000)
        folder(home, "closed_folder").parent.chmod(0o000)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The command's results, everything that it wrote to its terminal, and its exit code."""
    home = tmp_path_factory.mktemp("files")
    make_class(home / "class")
    command = [*AUTOGRADE, str(home / "class"), "--out", str(home / "out"), "--jobs", "2"]
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "200"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # the terminal's other side has gone
                break
            said += part
            if not part:
                break
    os.close(ours)
    return home / "out", said.decode("utf-8", "surrogateescape"), process.returncode


@needs_walls
def test_the_terminal_gets_no_command_of_theirs(done: Done) -> None:
    """Only the command's own colors and progress bar; no other control character, whatever
    students, files, types and errors are called."""
    _, said, code = done
    assert code == 3
    rest = TERMINAL.sub("", said).replace("\r", "").replace("\n", "").replace("\t", "")
    assert "honest" in rest
    assert [letter for letter in rest if not letter.isprintable()] == []
    assert not any(line.strip().startswith("honest: forged") for line in said.splitlines())


@needs_walls
def test_every_file_that_is_none_is_named_and_neighbours_are_graded(done: Done) -> None:
    """Links, pipes, sockets, devices and bombs get a sentence each, at once; honest work counts."""
    out, said = done[0], TERMINAL.sub("", done[1])
    scores = (out / "grades.csv").read_text(encoding="utf-8")
    for name in ("honest", *GOOD_NAMES, "hard_link", "attachment", "six_large"):
        assert f",{name}," in scores
    special = {
        "link_to_hidden": "a symbolic link",
        "link_to_neighbour": "a symbolic link",
        "link_out": "a symbolic link",
        "directory": "not a regular file",
        "pipe": "not a regular file",
        "socket": "cannot be opened",
        "bomb": "500 MB large",
    }
    special |= {"device": "regular file"} if os.getuid() == 0 else {"closed": "cannot be opened"}
    report = (out / "report.html").read_text(encoding="utf-8")
    for name, sentence in special.items():
        for text in (said, report):
            assert re.search(rf"{name}: \d_\w+\.ipynb: .*{sentence}", text)
    assert "linked_folder holds no folder" in said
    assert "linked_student is not a student" in said
    assert f"and {105 - MAX_NOTES} more files" in said


@needs_walls
def test_the_report_shows_names_as_text(done: Done) -> None:
    """Markup, templates and formulas in names are shown as they are, and run nowhere."""
    report = (done[0] / "report.html").read_text(encoding="utf-8")
    found = {one.partition(" ")[0] for one in active(report)}
    assert found <= {"<meta", "<style", "style:"}
    assert "{{7*7}}" in report and "[red]ann" in report
    for sign in "=+-@":
        assert f"\n{sign}" not in (done[0] / "grades.csv").read_text(encoding="utf-8")


def test_a_name_that_could_be_code_is_no_student(tmp_path: Path) -> None:
    """formgrader puts ids into HTML and scripts as they are: such a folder is left alone."""
    for name in (*BAD_NAMES, *GOOD_NAMES):
        folder(tmp_path, name)
    students, notes = find_submissions(tmp_path, NAME)
    assert students == sorted(GOOD_NAMES)
    assert len(notes) == len(BAD_NAMES) and all(note.isprintable() for note in notes)


def test_attachments_do_not_go_into_the_worker(tmp_path: Path) -> None:
    """Six notebooks of 9 MB are read; what goes into the worker's folder is their code."""
    home = folder(tmp_path, "six")
    for name in COURSE:
        (home / f"{name}.ipynb").write_text(large(9 * 2**20), encoding="utf-8")
    submission = checks(LIMITS).read("six", home)
    assert len(submission.cells) == len(COURSE)
    for cells in submission.cells.values():
        assert len(code_of(cells, plan(cells, [], ()))) < 2**20


@pytest.mark.parametrize("source", ["-" * 300_000 + "1", "(" * 9_000, "a" + ".b" * 100_000, "\0"])
def test_a_source_that_chokes_a_parser_names_nothing(source: str) -> None:
    """A judge reads sources for the names in them: none of them ends it."""
    assert parsed(source).body == []
    assert told_lines(source, "relu") == frozenset()


def test_a_source_that_is_parsed_says_nothing_on_the_terminal() -> None:
    """Python warns of a wrong backslash with the letter after it, which may be a command."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert len(parsed("relu('\\\x1b[2J')").body) == 1
    assert warned == []


def test_a_folder_may_be_deeper_than_can_be_walked(tmp_path: Path) -> None:
    """What is near the top is read; no traceback comes of the rest, and the class goes on."""
    (tmp_path / "data.csv").write_bytes(b"1,2")
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    files, _ = read_files(tmp_path, ())
    assert files == {"data.csv": b"1,2"}
    # Others walk through the folder of the tests, and could not.
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)


def test_a_folder_may_hold_more_than_can_be_listed(tmp_path: Path) -> None:
    """No more entries are looked at than a worker has room for: files, and folders as well."""
    for i in range(MAX_ENTRIES + 50):
        (tmp_path / f"d{i}").mkdir()
        (tmp_path / f"d{i}" / "f").touch()
    files, _ = read_files(tmp_path, ())
    assert len(files) < MAX_ENTRIES


def test_a_notebooks_code_takes_no_more_room_than_it_has() -> None:
    """A letter beyond the common ones is four bytes in the worker's folder, not twelve."""
    source = "x = '" + "\N{GRINNING FACE}" * 1_000 + "'"
    cell = Cell("code", source, "", False)
    assert len(code_of([cell], [RunCell(0, source)])) < 5_000

"""Tables that Canvas and Moodle take, and nbgrader's own."""

import contextlib
import csv
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import event
from sqlalchemy.engine import Engine

from grader.engine.errors import CannotExport, RosterError
from grader.engine.lms.intake.roster_csv import read_csv
from grader.engine.lms.outlet.canvas import CanvasExportPlugin
from grader.engine.lms.outlet.exporter import TableExportPlugin
from grader.engine.lms.outlet.moodle import MoodleExportPlugin
from grader.engine.lms.outlet.plain import PlainExportPlugin
from grader.engine.lms.outlet.table import csv_text

from .gradebooks import CLASS, add_students, make_gradebook

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (14),ps1 (15),Current Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,5,60,(read only)\n"
    '"Eve, @E",65,,eve,CS101,4,,\n'
    '"Lovelace, Ada",61,,ada@example.org,CS101,5,1,\n'
    '"C, Cleo",63,,cleo,CS101,5,7,\n'
    '"D, Dan",64,,dan,CS101,,,\n'
    '"Student, Test",99,,,CS101,,,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 62,"Ben, Jr. Bitdiddle",ben@example.org,Submitted,,60.00,Yes,-,-,- good\n'
    "Participant 61,Ada Lovelace,ada@example.org,Submitted,1.00,60.00,Yes,-,-,\n"
    "Participant 63,Cleo C,,Submitted,7.00,60.00,Yes,-,-,\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a gradebook with a small class."""
    url = make_gradebook(tmp_path_factory.mktemp("book") / "gradebook.db")
    add_students(url, CLASS)
    return url


def export(plugin: TableExportPlugin, url: str, folder: Path, roster: str = "") -> list[list[str]]:
    """Export; give the table's rows as a program that reads CSV sees them."""
    plugin.to = str(folder / "table.csv")
    if roster:
        (folder / "roster.csv").write_text(roster, encoding="utf-8")
        plugin.roster = str(folder / "roster.csv")
    with Gradebook(url, "course") as gradebook:
        plugin.export(gradebook)
    return read_csv(folder / "table.csv")


def test_canvas_list_is_filled_in_row_by_row(book: str, tmp_path: Path) -> None:
    """Canvas's rows in Canvas's order, and this assignment's column alone beside them."""
    plugin = CanvasExportPlugin()
    rows = export(plugin, book, tmp_path, CANVAS)
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "ps1 (15)"],
        ["    Points Possible", "", "", "", "", "60"],
        ["Eve, @E", "65", "", "eve", "CS101", "0"],
        ["Lovelace, Ada", "61", "", "ada@example.org", "CS101", "60"],
        ["C, Cleo", "63", "", "cleo", "CS101", "7"],
        ["D, Dan", "64", "", "dan", "CS101", ""],
    ]
    assert plugin.notes == [
        "ps1: not in Canvas's list: ben",
        "ps1: not final, and left out: cleo",
    ]


def test_without_a_list_canvas_gets_a_row_for_each_student(book: str, tmp_path: Path) -> None:
    """The form that Canvas reads; a mark that waits and a missing one are empty, not zero."""
    rows = export(CanvasExportPlugin(), book, tmp_path)
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "ps1"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "60"]
    marks = {row[3]: row[5] for row in rows[2:]}
    assert marks == {"ada": "60", "ben": "25.75", "cleo": "", "dan": "", "eve": "0"}


def test_a_column_that_canvas_does_not_have_is_said(book: str, tmp_path: Path) -> None:
    """Canvas would make a new assignment of it: the name can be given."""
    plugin = CanvasExportPlugin()
    other = CANVAS.replace("ps1 (15)", "Problem set 1 (15)").replace(",60,", ",100,")
    export(plugin, book, tmp_path, other)
    assert any("Canvas will offer to make a new assignment" in note for note in plugin.notes)
    plugin = CanvasExportPlugin()
    plugin.column = "Problem set 1"
    rows = export(plugin, book, tmp_path, other)
    assert rows[0][-1] == "Problem set 1 (15)"
    assert rows[1][-1] == "100"
    assert any("worth 100 in Canvas and 60 here" in note for note in plugin.notes)


def test_moodles_worksheet_is_filled_in(book: str, tmp_path: Path) -> None:
    """Marks go in, a mark that waits stays as it was, and the feedback columns stay out."""
    plugin = MoodleExportPlugin()
    rows = export(plugin, book, tmp_path, MOODLE)
    assert rows[0][-1] == "Last modified (grade)"
    assert [(row[0], row[4], row[8]) for row in rows[1:]] == [
        ("Participant 62", "25.75", "-"),
        ("Participant 61", "60", "-"),
        ("Participant 63", "7.00", "-"),
    ]
    assert plugin.notes == [
        "ps1: not final, and left out: cleo",
        "ps1: not in Moodle's worksheet: eve",
    ]


def test_without_a_worksheet_one_is_made(book: str, tmp_path: Path) -> None:
    """With the participants' numbers, as the gradebook knows them."""
    rows = export(MoodleExportPlugin(), book, tmp_path)
    assert ["Participant 61", "Ada Lovelace", "ada@example.org", "", "60", "60"] in [
        row[:6] for row in rows
    ]


def test_another_maximum_in_moodle_is_said(book: str, tmp_path: Path) -> None:
    """Moodle leaves out marks above its own maximum without a word."""
    plugin = MoodleExportPlugin()
    export(plugin, book, tmp_path, MOODLE.replace("60.00", "10.00"))
    assert any("the maximum is 10.00 in Moodle and 60 here" in note for note in plugin.notes)


def test_the_plain_table_is_nbgraders(tmp_path: Path) -> None:
    """Byte for byte, where no name holds what a table cannot."""
    url = make_gradebook(tmp_path / "gradebook.db")
    plain = [student for student in CLASS if student["id"] not in ("ben", "eve")]
    late = {**CLASS[1], "first_name": "Ben"}
    add_students(url, [*plain, late])
    with Gradebook(url, "course") as gradebook:
        for name, plugin in (("ours", PlainExportPlugin()), ("theirs", CsvExportPlugin())):
            plugin.to = str(tmp_path / f"{name}.csv")
            plugin.export(gradebook)
    ours = (tmp_path / "ours.csv").read_text()
    assert ours == (tmp_path / "theirs.csv").read_text()
    assert "ben,Bitdiddle,Ben,ben@example.org,30.75,5.0,25.75,60.0" in ours


@pytest.mark.parametrize("form", [CanvasExportPlugin, MoodleExportPlugin, PlainExportPlugin])
def test_no_cell_is_a_formula(book: str, tmp_path: Path, form: type[TableExportPlugin]) -> None:
    """A student named like a program is text to a spreadsheet."""
    for row in export(form(), book, tmp_path):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@", "\t", "\r"))
            assert cell in ("", "-") or not cell.startswith("-")


@pytest.mark.parametrize("cell", ["=1+1", " =1", "+1", "-x", "@sum", "\t=1", "\n=1", "-1+cmd|x"])
def test_what_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    """With a mark before it; a plain number and a dash stay."""
    assert csv_text([[cell]]).lstrip('"').startswith("'")
    assert csv_text([["-", "-1.5", "a=b", -1.5]]) == "-,-1.5,a=b,-1.5\n"


def test_what_cannot_be_exported_says_why(book: str, tmp_path: Path) -> None:
    """Another system's list, an assignment that is not there."""
    with pytest.raises(CannotExport, match=r"kind moodle; this export needs .* canvas"):
        export(CanvasExportPlugin(), book, tmp_path, MOODLE)
    plugin = PlainExportPlugin()
    plugin.assignment = ["ps9"]
    with pytest.raises(CannotExport, match="no assignment ps9; it has ps1"):
        export(plugin, book, tmp_path)
    with pytest.raises(RosterError):
        export(CanvasExportPlugin(), book, tmp_path, "a,b\n")


def test_nbgraders_own_command_takes_the_plug_in(book: str, tmp_path: Path) -> None:
    """`nbgrader export --exporter` writes the same table, with the list as a setting."""
    (tmp_path / "roster.csv").write_text(CANVAS, encoding="utf-8")
    scripts = sysconfig.get_path("scripts")
    command = [sys.executable, "-m", "nbgrader", "export", f"--db={book}", "--course=course"]
    command += ["--exporter=grader.engine.outlet.canvas.CanvasExportPlugin", "--to=table.csv"]
    command += [f"--CanvasExportPlugin.roster={tmp_path / 'roster.csv'}", "--assignment=['ps1']"]
    path = os.pathsep.join([scripts, os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    ours = tmp_path / "ours"
    ours.mkdir()
    export(CanvasExportPlugin(), book, ours, CANVAS)
    assert (tmp_path / "table.csv").read_text() == (ours / "table.csv").read_text()
    assert "not final, and left out: cleo" in run.stderr


@contextlib.contextmanager
def statements() -> Iterator[list[str]]:
    """Note every question that is put to a gradebook."""
    noted: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        noted.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_ten_thousand_students_cost_no_more_questions_than_ten(tmp_path: Path) -> None:
    """One question to the gradebook, and not one for each student."""
    url = make_gradebook(tmp_path / "gradebook.db", notebooks=6)
    add_students(
        url, [{"id": f"s{n}", "last_name": f"L{n}", "score": n % 11} for n in range(10_000)]
    )
    for plugin in (CanvasExportPlugin(), MoodleExportPlugin(), PlainExportPlugin()):
        with statements() as asked:
            rows = export(plugin, url, tmp_path)
        assert 0 < len(asked) < 30
        assert len(rows) >= 10_000
    with (tmp_path / "table.csv").open(newline="") as file:
        assert sum(float(row["score"]) for row in csv.DictReader(file)) == sum(
            18 * (n % 11) for n in range(10_000)
        )

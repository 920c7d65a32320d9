"""`grader export`: get the marks out."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import GRADED, SUBMITTED, Assignment, Course, Db, Out, chosen, failing
from .say import console, fail, say_all

if TYPE_CHECKING:
    from grader.engine.lms.outlet.exporter import TableExportPlugin


class Form(StrEnum):
    """Whom a table is for."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    PLAIN = "plain"


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT] [FILE]", help="The table, canvas.csv or the like."),
    ] = None,
    to: Annotated[Form, typer.Option("--to", help="Whom the table is for.")] = Form.PLAIN,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    db: Db = "",
    roster: Annotated[
        Path | None,
        typer.Option(help="The list that Canvas or Moodle gave: it is filled in, row by row."),
    ] = None,
    column: Annotated[
        str, typer.Option(help="The assignment's name in Canvas, where it has another one there.")
    ] = "",
    include_open: Annotated[
        bool,
        typer.Option("--include-open", help="Also marks of which a part is left to a person."),
    ] = False,
) -> None:
    """Write the marks as Canvas's gradebook import, Moodle's grading worksheet, or nbgrader's CSV.

    Late penalties are taken off, as nbgrader does. A mark of which a part is left to a person is
    not final: an LMS does not get it, and it is named; with --include-open it is in, and named.

    Exit code 0: all marks are in the table. 3: some are not, or wait for a person. 2: it could
    not run.

    Examples:

        grader export --to moodle --roster Grades-network.csv network.csv

        grader export --to canvas --course my_course ps1 --roster gradebook.csv
    """
    names = list(words or [])
    if course is not None and not assignment:
        if not names:
            fail("--course needs an assignment. Give: grader export --course DIR ASSIGNMENT")
        assignment = names.pop(0)
    if len(names) > 1:
        fail("one file is written. Give: grader export [FILE], or --course DIR ASSIGNMENT [FILE]")
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    with failing("a file"):
        from grader.engine.lms.intake.target import target_of

        target = target_of(chosen(course, assignment, db, SUBMITTED, out))
        from grader.engine.lms.outlet.exporter import run_exporter

        plugin = _plugin(to)
        plugin.to = names[0] if names else plugin.default_to
        plugin.roster = str(roster or "")
        plugin.include_open = include_open
        if column and hasattr(plugin, "column"):
            plugin.column = column
        run_exporter(plugin, target)
    if plugin.told:
        console.print(f"{escape(str(roster))}: {escape(plugin.told)}", soft_wrap=True)
    say_all(plugin.notes)
    console.print(f"marks {escape(plugin.to)}", soft_wrap=True)
    raise typer.Exit(3 if plugin.notes else 0)


def _plugin(form: Form) -> "TableExportPlugin":
    if form is Form.CANVAS:
        from grader.engine.lms.outlet.canvas import CanvasExportPlugin

        return CanvasExportPlugin()
    if form is Form.MOODLE:
        from grader.engine.lms.outlet.moodle import MoodleExportPlugin

        return MoodleExportPlugin()
    from grader.engine.lms.outlet.plain import PlainExportPlugin

    return PlainExportPlugin()

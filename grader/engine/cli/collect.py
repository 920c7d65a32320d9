"""`grader collect`: get a class's work in."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from grader.engine.lms.intake.source import From
from grader.engine.lms.intake.stamp import Times

from .options import (
    GRADED,
    SUBMITTED,
    Assignment,
    Course,
    Db,
    Out,
    Roster,
    Timezone,
    To,
    chosen,
    failing,
)
from .say import console, fail, plain_table, progress_bar, say_all

if TYPE_CHECKING:
    from grader.engine.lms.intake.collected import Collected, Row

SHOWN = 40  # rows of the table; of a larger class only those that have something to say


def collect(
    sources: Annotated[
        list[Path], typer.Argument(help="Folders, or zips as Moodle or Canvas gave them.")
    ],
    to: To = SUBMITTED,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    db: Db = "",
    roster: Roster = None,
    kind: Annotated[From, typer.Option("--from", help="What the sources are.")] = From.AUTO,
    times: Annotated[
        Times,
        typer.Option(
            help="Whether the times of files are those of handing in: keep, ignore, or auto, "
            "which takes times that lie within an hour for those of a download or a copy."
        ),
    ] = Times.AUTO,
    timezone: Timezone = "",
) -> None:
    """Get a class's work in: from folders, an LMS's download, or nbgrader's exchange.

    The downloads of Moodle, Canvas, Blackboard, Brightspace, Gradescope, ILIAS and Sakai are known
    by their form. What is none of these is refused, and never taken for one student's work.

    Nothing is overwritten: the newest submission of a student counts, and every other one is
    kept in the folder collected/. The same command again changes nothing.

    Exit code 0: all was collected. 3: something needs a person. 2: it could not run.

    Examples:

        grader collect CS101-network-4711.zip --roster Grades-network.csv

        grader collect submissions.zip --course my_course ps1
    """
    # Only for this command, and not for --help.
    from grader.engine.lms.intake.collect import Collector
    from grader.engine.lms.intake.roster import read_roster
    from grader.engine.lms.intake.stamp import zone_named
    from grader.engine.lms.intake.target import target_of

    if course is not None and not assignment:
        if len(sources) < 2:
            fail(
                "--course needs an assignment. Give: grader collect SOURCE --course DIR ASSIGNMENT"
            )
        *sources, last = sources
        assignment = str(last)
    with failing(
        "a file", "stopped; what was collected is in its place, and the same command goes on."
    ):
        zone = zone_named(timezone)
        target = target_of(chosen(course, assignment, db, to, out))
        who = read_roster(roster, zone) if roster is not None else None
        if who is not None and who.told:
            console.print(f"{escape(str(roster))}: {escape(who.told)}", soft_wrap=True)
        with progress_bar("collecting") as progress:
            task = progress.add_task("", total=None)

            def show(row: "Row", of: int) -> None:
                progress.update(task, advance=1, total=of, description=escape(row.student))

            collector = Collector(target, who, kind, times, zone, must_fit=True)
            if who is not None:
                from grader.engine.lms.intake.students import must_be_known_so

                must_be_known_so(target, who.students)
            collected = collector.collect(sources, show)
        known = [s for s in collected.students.values() if s.full_name or s.lms_user_id]
        if known:
            from grader.engine.lms.intake.students import import_students

            import_students(target, known)
    print_collected(collected)
    raise typer.Exit(3 if collected.needs_a_person else 0)


def print_collected(collected: "Collected") -> None:
    """Print what became of each submission, and what needs a person."""
    table = plain_table("student", "name", "handed in (UTC)", "", "notes")
    telling = [row for row in collected.rows if row.notes or row.open or row.late]
    rows = collected.rows if len(collected.rows) <= SHOWN else telling[:SHOWN]
    for row in rows:
        when = f"{row.when:%Y-%m-%d %H:%M}" if row.when else ""
        said = "; ".join((*(["late, by Canvas"] if row.late else []), *row.notes))
        became = str(row.placed) if row.placed else "[red]not collected[/]"
        table.add_row(escape(row.student), escape(row.name), when, became, escape(said))
    console.print(table)
    say_all(collected.notes)
    person = [f"{row.student}: {said}" for row in collected.rows for said in row.open]
    if person:
        console.print("\n[bold yellow]needs a person[/]")
        say_all(person)
    counts = Counter(str(row.placed or "not collected") for row in collected.rows)
    said = ", ".join(f"{count} {became}" for became, count in counts.items())
    console.print(f"\n{len(collected.rows)} submissions: {said or 'none found'}", soft_wrap=True)

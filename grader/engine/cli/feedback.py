"""`grader feedback`: pack what students are to get."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from .options import (
    GRADED,
    SUBMITTED,
    Assignment,
    Course,
    Db,
    Name,
    Out,
    Submitted,
    chosen,
    failing,
)
from .say import console, fail, progress_bar, say_all

MOST = 10  # names in a line


def feedback(
    name: Name = "",
    submitted: Submitted = SUBMITTED,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    zips: Annotated[
        Path | None,
        typer.Option(
            "--zip",
            help="Where <student>.zip go; the default is zips/ beside the pages.",
            show_default=False,
        ),
    ] = None,
    moodle: Annotated[
        Path | None,
        typer.Option(help="Also write this zip, for Moodle's upload of feedback files."),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="Moodle's grading worksheet, where the gradebook lacks its numbers."),
    ] = None,
    final_only: Annotated[
        bool,
        typer.Option("--final-only", help="Leave out whose marks are not all given yet."),
    ] = False,
    db: Db = "",
) -> None:
    """Bring the feedback pages up to date, and pack them: one zip for each student.

    A page whose marks a person has changed in formgrader is made again. One of which a mark is
    left to a person is preliminary: it is packed and named, or left out with --final-only.

    Exit code 0: all is packed. 3: something needs a person. 2: it could not run.

    Examples:

        grader feedback --zip to_students

        grader feedback --moodle feedback.zip --roster Grades-network.csv

        grader feedback ps1 --course my_course
    """
    if (course is None) != (not name) and not assignment:
        fail("--course needs an assignment, and an assignment needs --course.")
    person: list[str] = []
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    with failing("a file", "stopped; what was packed is there, and the same command goes on."):
        from grader.engine.lms.intake.target import target_of
        from grader.engine.lms.outlet.pack import pack_for_moodle, pack_students
        from grader.engine.lms.outlet.pages import preliminary
        from grader.engine.run.feedback import up_to_date

        told = chosen(course, name or assignment, db, submitted, out if course is None else None)
        with progress_bar("feedback") as progress:
            task = progress.add_task("", total=None)

            def ticked(student: str) -> None:
                progress.update(task, advance=1, description=escape(student))

            pages, failed, why = up_to_date(told, ticked)
            _note(person, failed, why)
            target = target_of(told)
            open_ = [student for student in preliminary(target) if student in pages]
            what = "not final, and left out" if final_only else "preliminary: marks are left open"
            _note(person, open_, what)
            if final_only:
                pages = {student: some for student, some in pages.items() if student not in open_}
            home = told.out / "zips" if told.out else told.root / "zips" / told.assignment
            zips = zips or home
            changed = pack_students(pages, zips)
        if moodle is not None:
            from grader.engine.lms.outlet.pages import students_of

            known = students_of(target)
            if roster is not None:
                from grader.engine.lms.intake.roster import read_roster
                from grader.engine.lms.intake.stamp import zone_named

                known |= {s.id: s for s in read_roster(roster, zone_named("")).students}
            count, nameless = pack_for_moodle(pages, known, moodle)
            console.print(f"for Moodle {escape(str(moodle))}: {count} students", soft_wrap=True)
            _note(person, nameless, "Moodle's number is not known; give its worksheet as --roster")
    if person:
        console.print("[bold yellow]needs a person[/]")
        say_all(person)
    console.print(
        f"{escape(str(zips))}: {len(pages)} students, {len(changed)} new or changed", soft_wrap=True
    )
    raise typer.Exit(3 if person else 0)


def _note(person: list[str], students: list[str], said: str) -> None:
    if students:
        more = f" and {len(students) - MOST} more" if len(students) > MOST else ""
        person.append(f"{said}: {', '.join(students[:MOST])}{more}")

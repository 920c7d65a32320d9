"""`grader feedback`: pack what students are to get."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import Progress

from grader.errors import LayerwiseError

from .say import console, fail, progress_bar

if TYPE_CHECKING:
    from grader.engine.lms.outlet.pack import Pages

MOST = 10  # names in a line


def feedback(
    assignment: Annotated[
        str, typer.Argument(help="With --course, the assignment.", show_default=False)
    ] = "",
    submitted: Annotated[
        Path, typer.Option(help="What was graded: its pages are brought up to date.")
    ] = Path("submitted"),
    out: Annotated[Path, typer.Option(help="Where the results are.")] = Path("graded"),
    course: Annotated[
        Path | None, typer.Option(help="Another nbgrader course, in this folder.")
    ] = None,
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
    db: Annotated[
        str,
        typer.Option(
            help="The gradebook's URL, as nbgrader's --db; the default is gradebook.db under "
            "--out, or the course's own.",
            envvar="LAYERWISE_DB",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Bring the feedback pages up to date, and pack them: one zip for each student.

    A page whose marks a person has changed in formgrader is made again.

    Exit code 0: all is packed. 3: something needs a person. 2: it could not run.

    Examples:

        grader feedback --zip to_students

        grader feedback --moodle feedback.zip --roster Grades-network.csv

        grader feedback ps1 --course my_course
    """
    if (course is None) != (not assignment):
        fail("--course needs an assignment, and an assignment needs --course.")
    person: list[str] = []
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    try:
        from grader.engine.lms.intake.target import course_target, own_target
        from grader.engine.lms.outlet.pack import pack_for_moodle, pack_students

        with progress_bar("feedback") as progress:
            if course is None:
                target = own_target(submitted, out, db)
                pages = _own(submitted, out, db, progress, person)
                zips = zips or out / "zips"
            else:
                target = course_target(course, assignment, db)
                pages = _of_course(course, assignment, db, progress, person)
                zips = zips or course / "zips" / assignment
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
    except LayerwiseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or 'a file'} could not be read or written: {error.strerror}")
    except KeyboardInterrupt:
        fail("stopped; what was packed is there, and the same command goes on.", 130)
    if person:
        console.print("[bold yellow]needs a person[/]")
        for line in person:
            console.print(f"  {escape(line)}", soft_wrap=True)
    console.print(
        f"{escape(str(zips))}: {len(pages)} students, {len(changed)} new or changed", soft_wrap=True
    )
    raise typer.Exit(3 if person else 0)


def _own(submitted: Path, out: Path, db: str, progress: Progress, person: list[str]) -> "Pages":
    from grader.engine.grading.checks import CheckedClass, Checks
    from grader.engine.lms.outlet.pages import own_pages, refresh_own
    from grader.engine.sandbox.limits import Limits

    own_pages(out)  # where there is none, that is what is said
    job = CheckedClass(submitted, out, Checks(Limits()), db)
    stale = refresh_own(job, _ticks(progress, len(job.folders)))
    _note(person, stale, "handed in since the last run of grader autograde")
    return own_pages(out)


def _of_course(
    course: Path, assignment: str, db: str, progress: Progress, person: list[str]
) -> "Pages":
    from grader.engine.course.folder import open_course
    from grader.engine.lms.outlet.course_pages import course_pages

    pages, failed = course_pages(open_course(course, assignment, db), _ticks(progress, None))
    _note(person, failed, "no feedback; nbgrader generate_feedback says why")
    return pages


def _ticks(progress: Progress, total: int | None) -> Callable[[str], None]:
    task = progress.add_task("", total=total)
    return lambda student: progress.update(task, advance=1, description=escape(student))


def _note(person: list[str], students: list[str], said: str) -> None:
    if students:
        more = f" and {len(students) - MOST} more" if len(students) > MOST else ""
        person.append(f"{said}: {', '.join(students[:MOST])}{more}")

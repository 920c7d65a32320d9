"""`grader autograde`: grade a class."""

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.errors import LayerwiseError

from .say import console, fail

if TYPE_CHECKING:
    from ..autograde import ClassResult
    from ..checks import CheckedClass
    from ..limits import Limits
    from ..stock.job import CourseClass

    AnyJob = CheckedClass | CourseClass


def autograde(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SUBMITTED|ASSIGNMENT",
            help="A folder that holds <student>/network/*.ipynb; with --course, an assignment.",
        ),
    ],
    course: Annotated[
        Path | None,
        typer.Option(help="Grade an assignment of the nbgrader course in this folder."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where the results go; the default is graded, and with --course the course's "
            "own folders, and reports/<assignment> in it.",
            show_default=False,
        ),
    ] = None,
    db: Annotated[
        str,
        typer.Option(
            help="The gradebook's URL, as nbgrader's --db: sqlite:///FILE or "
            "postgresql://USER@HOST/DATABASE. The default is gradebook.db under --out, or "
            "the course's own.",
            envvar="LAYERWISE_DB",
            show_default=False,
        ),
    ] = "",
    jobs: Annotated[
        int, typer.Option(min=1, help="Submissions at a time; the default is one per core.")
    ] = os.cpu_count() or 1,
    unsafe_no_sandbox: Annotated[
        bool,
        typer.Option(
            "--unsafe-no-sandbox", help="Run submissions with your own rights: only work you trust."
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force/--resume",
            help="Run every submission again, or only what is new or has changed.",
        ),
    ] = False,
) -> None:
    """Grade every submission in a folder, or every one of an nbgrader course.

    A submission that has not changed since an earlier run into the same folder is not run
    again, so a run that was broken off goes on where it was.

    Writes gradebook.db, autograded/, feedback/, grades.csv, and the report: report.html, its
    figures in report.json, steps.csv and mistakes.csv. Of a course, gradebook and autograded/
    are the course's own, as nbgrader autograde writes them.

    Exit code 0: all is well. 3: everything was graded, and something in the report needs a
    person. 2: it could not run.

    Examples:

        grader autograde submitted --out graded

        grader autograde --course my_course ps1
    """
    if os.name != "posix":
        fail("grading needs Linux; on Windows, run this command inside WSL 2.")
    # Only for this command, and not for --help.
    from ..autograde import autograde as grade_class
    from ..limits import Limits
    from ..pool import Pool
    from ..report import needs_a_person, write_report
    from ..tables import write_tables

    limits = Limits(walls=not unsafe_no_sandbox)
    try:
        job = _job(what, course, out, db, limits)
        with Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
        ) as progress:
            task = progress.add_task("", total=len(job.folders))
            result = grade_class(
                job,
                functools.partial(Pool, jobs),
                lambda graded: progress.update(task, advance=1, description=escape(graded.student)),
                force,
            )
        write_report(result, job.out / "report.html")
        write_tables(result, job.out)
    except LayerwiseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or what} could not be read or written: {error.strerror}")
    except KeyboardInterrupt:
        fail("stopped; what was graded is kept, and the same command goes on from there.", 130)
    _print_summary(result, job)
    raise typer.Exit(3 if needs_a_person(result) else 0)


def _job(what: str, course: Path | None, out: Path | None, db: str, limits: "Limits") -> "AnyJob":
    """Find the class that is meant."""
    if course is None:
        from ..checks import CheckedClass, Checks

        return CheckedClass(Path(what), out or Path("graded"), Checks(limits), db)
    from ..stock.job import CourseClass

    return CourseClass(course, what, limits, lambda said: console.print(escape(said)), out, db)


def _print_summary(result: "ClassResult", job: "AnyJob") -> None:
    from ..report import needs_a_person, summary_rows

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (("student", "left"), ("score", "right"), ("not passed", "left")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for student, score, problems in summary_rows(result):
        table.add_row(escape(student), score, escape(problems))
    console.print(table)
    if result.kept:
        console.print(f"\n{result.kept} had not changed and were not run again (--force runs all)")
    person = needs_a_person(result)
    if person:
        console.print("\n[bold yellow]needs a person[/]")
        for line in person:
            console.print(f"  {escape(line)}", soft_wrap=True)
    console.print(f"\nreport    {escape(str(job.out / 'report.html'))}", soft_wrap=True)
    console.print(f"grades    {escape(str(job.out / 'grades.csv'))}", soft_wrap=True)
    console.print(f"gradebook {escape(job.gradebook)}", soft_wrap=True)

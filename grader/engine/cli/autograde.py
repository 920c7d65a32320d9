"""`grader autograde`: grade a class."""

import contextlib
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from grader.errors import LayerwiseError

from .options import CORES, Assignment, Course, Db, Jobs, Unsafe, chosen, needs_linux
from .say import console, fail, plain_table, progress_bar, say_all

if TYPE_CHECKING:
    from grader.engine.grading.graded_class import ClassResult
    from grader.engine.grading.work import Work
    from grader.engine.run.autograde import AnyPool
    from grader.engine.run.checked_class import CheckedClass
    from grader.engine.run.course_class import CourseClass

    AnyJob = CheckedClass | CourseClass

SHOWN, LINES = 40, 200  # students, and what needs a person, on the terminal; the report has all


def autograde(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SUBMITTED|ASSIGNMENT",
            help="Holds <student>/<assignment>/*.ipynb; with --course, an assignment.",
        ),
    ],
    course: Course = None,
    assignment: Assignment = "",
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where the results go; the default is graded, and with --course the course's "
            "own folders, and reports/<assignment> in it.",
            show_default=False,
        ),
    ] = None,
    db: Db = "",
    jobs: Jobs = CORES,
    scheduler: Annotated[
        str,
        typer.Option(
            help="Grade on the workers of this Dask cluster, such as tls://HOST:8786, instead of "
            "here; see docs/cluster.md.",
            show_default=False,
        ),
    ] = "",
    tls_ca: Annotated[
        Path | None, typer.Option(help="The cluster's certificate authority, a PEM file.")
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="This machine's certificate.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's private key.")] = None,
    unsafe_no_sandbox: Unsafe = False,
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
    are the course's own, as nbgrader autograde writes them. For scripts there is run.json, a
    summary of the run, and log.jsonl, a line for every submission.

    Exit code 0: all is well. 3: everything was graded, and something in the report needs a
    person. 2: it could not run. 130: it was stopped.

    Examples:

        grader autograde submitted --out graded

        grader autograde --course my_course ps1

        grader autograde submitted --db postgresql://ann@db.example.org/network

        grader autograde submitted --scheduler tcp://10.0.0.1:8786
    """
    needs_linux()
    # Only for this command, and not for --help.
    from grader.engine.errors import OutBusy
    from grader.engine.report.report import needs_a_person, write_report
    from grader.engine.report.summary import RunSummary
    from grader.engine.report.tables import write_tables
    from grader.engine.run.classes import open_class
    from grader.engine.sandbox.limits import Limits

    limits = Limits(walls=not unsafe_no_sandbox)
    summary, job, code = RunSummary(walls=limits.walls), None, 2
    try:
        told = chosen(course, assignment if course is None else what, db, Path(what), out)
        job = open_class(told, limits, lambda said: console.print(escape(said)))
        summary.gradebook = job.gradebook
        jobs = max(1, min(jobs, len(job.folders)))
        result = _with_progress(job, _pool(jobs, scheduler, tls_ca, tls_cert, tls_key), force)
        summary.take(result)
        write_report(result, job.out / "report.html")
        write_tables(result, job.out)
        _print_summary(result, job)
        code = 3 if needs_a_person(result) else 0
    except OutBusy as error:
        fail(str(error))  # run.json is the other run's
    except LayerwiseError as error:
        summary.error = str(error)
    except OSError as error:
        place = error.filename or (job.out if job is not None else what)
        summary.error = f"{place} could not be read or written: {error.strerror}"
    except KeyboardInterrupt:
        code = 130
        summary.error = "stopped; what was graded is kept: the same command goes on from there."
    summary.exit_code = code
    with contextlib.suppress(OSError):  # the folder itself may be what cannot be read
        if job is not None and job.out.is_dir():
            summary.write(job.out)
    if summary.error:
        fail(summary.error, code)
    raise typer.Exit(code)


def _with_progress(
    job: "AnyJob", start: Callable[["Work"], "AnyPool"], force: bool
) -> "ClassResult":
    """Grade, and show how far it is."""
    from grader.engine.run.autograde import autograde as grade_class

    with progress_bar("grading") as progress:
        task = progress.add_task("", total=len(job.folders))
        return grade_class(
            job,
            start,
            lambda graded: progress.update(task, advance=1, description=escape(graded.student)),
            force,
        )


def _pool(
    jobs: int, scheduler: str, ca: Path | None, cert: Path | None, key: Path | None
) -> Callable[["Work"], "AnyPool"]:
    """Choose who does the work: this machine, or a cluster."""
    if not scheduler:
        from grader.engine.run.pool import Pool

        return functools.partial(Pool, jobs)
    from grader.engine.run.cluster import Cluster
    from grader.engine.run.dask_client import Tls
    from grader.engine.text import one_line

    def tell(line: str) -> None:
        console.print(escape(one_line(line)), soft_wrap=True)

    tls = Tls(ca, cert, key) if ca or cert or key else None
    return lambda work: Cluster(scheduler, work, tls, tell)


def _print_summary(result: "ClassResult", job: "AnyJob") -> None:
    from grader.engine.report.report import needs_a_person, summary_rows

    table = plain_table("student", "score", "not passed", right="score")
    rows = summary_rows(result)
    if len(rows) > SHOWN:
        rows = [row for row in rows if row[2]][:SHOWN]
    for student, score, problems in rows:
        table.add_row(escape(student), score, escape(problems))
    console.print(table)
    if len(rows) < len(result.submissions):
        console.print(f"and {len(result.submissions) - len(rows)} more: see the report")
    if result.kept:
        console.print(f"\n{result.kept} had not changed and were not run again (--force runs all)")
    person = needs_a_person(result)
    if person:
        console.print("\n[bold yellow]needs a person[/]")
        say_all(person[:LINES])
        if len(person) > LINES:
            console.print(f"  and {len(person) - LINES} more lines: see the report")
    console.print(f"\nisolation {escape(result.isolation)}", soft_wrap=True)
    console.print(f"report    {escape(str(job.out / 'report.html'))}", soft_wrap=True)
    console.print(f"grades    {escape(str(job.out / 'grades.csv'))}", soft_wrap=True)
    console.print(f"gradebook {escape(job.gradebook)}", soft_wrap=True)

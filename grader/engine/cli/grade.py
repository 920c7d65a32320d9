"""`grader grade`: mark one student's notebooks."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import Assignment, Course, Db, Unsafe, chosen, failing, needs_linux
from .say import console, fail, plain_table, say_all

if TYPE_CHECKING:
    from grader.engine.run.single import Single


def grade(
    files: Annotated[
        list[Path],
        typer.Argument(help="One student's notebooks; with --course, the assignment first."),
    ],
    course: Course = None,
    assignment: Assignment = "",
    db: Db = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON to the output, and nothing else.")
    ] = False,
    to: Annotated[
        str, typer.Option(help="Write what gradescope, prairielearn or classroom50 reads, alone.")
    ] = "",
    unsafe_no_sandbox: Unsafe = False,
) -> None:
    """Mark the notebooks of one student, without a folder of submissions; no mark is kept.

    With --json the marks go to another program; docs/collecting.md has the form. With --to they
    go to another system, as docs/elsewhere.md says.

    Exit code 0: everything passed, or --to has its marks. 1: something did not. 3: something needs
    a person. 2: it could not run.

    Examples:

        grader grade 2_means.ipynb

        grader grade ada/*.ipynb --json

        grader grade submission/*.ipynb --to gradescope > results/results.json

        grader grade --course my_course ps1 problem1.ipynb
    """
    needs_linux()
    # Only for this command, and not for --help.
    from grader.engine.lms.elsewhere import SYSTEMS
    from grader.engine.run.marking import marking_of
    from grader.engine.run.single import grade_files
    from grader.engine.sandbox.limits import Limits

    if to and to not in SYSTEMS:
        fail(f"--to knows {', '.join(SYSTEMS)}, and not {to!r}.")
    limits = Limits(walls=not unsafe_no_sandbox)
    if course is not None and not assignment:
        if len(files) < 2:
            fail("--course needs an assignment. Give: grader grade --course DIR ASSIGNMENT FILE")
        first, *files = files
        assignment = str(first)
    with failing("a file"):
        told = chosen(course, assignment, db, files=files)
        marking = marking_of(told, limits, lambda said: typer.echo(said, err=True))
        single = grade_files(files, marking)
        if to:
            typer.echo(json.dumps(SYSTEMS[to](single.content), indent=1))
            return
    if as_json:
        typer.echo(json.dumps(single.content, indent=1))
    else:
        _print(single)
    raise typer.Exit(single.exit_code)


def _print(single: "Single") -> None:
    table = plain_table("function", "outcome", "points", "what", right="points")
    for notebook in single.content["notebooks"]:
        table.add_row(f"[bold]{escape(notebook['file'])}[/]", "", "", escape(notebook["problem"]))
        for one in notebook["functions"]:
            color = "green" if one["outcome"] == "passed" else "red"
            said = " ".join(filter(None, (one["detail"], one["hint"])))
            table.add_row(
                f"  {escape(one['function'])}",
                f"[{color}]{one['outcome']}[/]",
                f"{'open' if one['points'] is None else format(one['points'], 'g')}"
                f" / {one['max_points']:g}",
                escape(said),
            )
    console.print(table)
    say_all(single.content["notes"])
    console.print(f"  isolation: {single.content['isolation']}")
    score, most = single.content["score"], single.content["max_score"]
    console.print(f"\n{score:g} of {most:g} points")

"""`grader send`: put the marks into a running LMS."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import GRADED, SUBMITTED, Assignment, Course, Db, Out, chosen, failing, needs_extra
from .say import console, fail, say_all

if TYPE_CHECKING:
    from grader.engine.lms.intake.target import Target
    from grader.engine.lms.outlet.scores import Score
    from grader.engine.lms.passback.send import Place

TOKEN = "CANVAS_API_TOKEN"
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say which marks would change, and change none.")
]
Name = Annotated[str, typer.Argument(metavar="[ASSIGNMENT]", show_default=False)]

send = typer.Typer(
    no_args_is_help=True,
    help="""Put the marks into a running LMS, and read them back.

    Examples: grader send canvas ps1 --url https://canvas.example.org/courses/7/assignments/9
    and: grader send lti ps1 --platform lti.toml
    """,
)


@send.command()
def canvas(
    name: Name = "",
    url: Annotated[
        str,
        typer.Option(
            "--url",
            envvar="CANVAS_API_URL",
            help="Canvas, or the page of the course or of the assignment there.",
            show_default=False,
        ),
    ] = "",
    course_id: Annotated[
        str, typer.Option("--course-id", help="The course's number in Canvas.", show_default=False)
    ] = "",
    column: Annotated[
        str,
        typer.Option(help="The assignment's name or number in Canvas; else it is the same name."),
    ] = "",
    token_file: Annotated[
        Path | None,
        typer.Option(help=f"Holds the key, and only you can read it; else it is in {TOKEN}."),
    ] = None,
    dry_run: DryRun = False,
    include_open: Annotated[
        bool,
        typer.Option("--include-open", help="Also marks of which a part is left to a person."),
    ] = False,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    db: Db = "",
) -> None:
    """Put the marks into Canvas through its API.

    Only what differs is sent: the same command again sends nothing twice, and the rest after a
    failure. A mark of which a part is left to a person is held back. The key never stands on the
    command line.

    Exit code 0: Canvas has all marks. 3: some were held back or not taken, and are named. 2: it
    could not run, or stopped in the middle.

    Examples:

        grader send canvas --url https://canvas.example.edu/courses/123/assignments/456 --dry-run

        grader send canvas ps1 --course my_course --url https://canvas.example.edu --course-id 123
    """
    with failing("a file"):
        target = _target(course, name or assignment, db, out)
        with needs_extra("lms"):
            from grader.engine.lms.passback.canvas import CanvasPlace
        from grader.engine.lms.passback.address import canvas_address
        from grader.engine.lms.passback.secret import read_token
        from grader.engine.lms.passback.send import marks_of

        address = canvas_address(url, course_id, column, target.assignment)
        token = read_token(TOKEN, token_file)
        found, worth = marks_of(target)
        _bring(found, worth, CanvasPlace(address, token), dry_run, include_open)


@send.command()
def lti(
    name: Name = "",
    platform: Annotated[
        Path,
        typer.Option("--platform", help="Says where the LMS is, and how the tool is known there."),
    ] = Path("lti.toml"),
    dry_run: DryRun = False,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    db: Db = "",
) -> None:
    """Put the marks into any LMS in which the grader is registered by LTI 1.3.

    The assignment's column is found, or made. Only what differs is sent: the same command again
    sends nothing twice, and the rest after a failure. A mark of which a part is left to a person
    is held back.

    Exit code 0: the LMS has all marks. 3: some were held back or not taken, and are named. 2: it
    could not run, or stopped in the middle.

    Example:

        grader send lti ps1 --course my_course --platform moodle.toml --dry-run
    """
    with failing("a file"):
        target = _target(course, name or assignment, db, out)
        with needs_extra("lms"):
            from grader.engine.lms.passback.lti import LtiPlace
        from grader.engine.lms.passback.lti_settings import read_platform
        from grader.engine.lms.passback.send import marks_of

        where = read_platform(platform)
        found, worth = marks_of(target)
        known = [score.lms_user_id for score in found]
        _bring(found, worth, LtiPlace(where, target.assignment, worth, known), dry_run, False)


def _target(course: Path | None, name: str, db: str, out: Path) -> "Target":
    from grader.engine.lms.intake.target import target_of

    if course is not None and not name:
        fail("--course needs an assignment. Give: grader send LMS --course DIR ASSIGNMENT")
    return target_of(chosen(course, name, db, SUBMITTED, out))


def _bring(
    found: "list[Score]", worth: float, place: "Place", dry_run: bool, include_open: bool
) -> None:
    """Say what differs, send it, say what came of it, and leave."""
    from grader.engine.lms.outlet.table import number
    from grader.engine.lms.passback.send import carry_out, make_plan

    plan = make_plan(found, place, include_open)
    if place.max_score and number(place.max_score) != number(worth):
        plan.notes.append(
            f"worth {number(place.max_score)} in {place.name} and {number(worth)} here; the marks "
            "are as they are here"
        )
    for change in plan.changes:
        before = "nothing" if change.before is None else number(change.before)
        line = f"  {change.student}: {before} -> {number(change.mark)}"
        console.print(escape(line), soft_wrap=True)
    arrived = 0 if dry_run else carry_out(plan, place)
    say_all(plan.notes)
    if dry_run:
        said = f"{len(plan.changes)} marks would be sent, {plan.same} are there (--dry-run)"
    else:
        said = f"{arrived} marks sent to {place.name} and read back, {plan.same} were there"
    console.print(escape(said), soft_wrap=True)
    raise typer.Exit(3 if plan.notes else 0)

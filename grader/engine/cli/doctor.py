"""`grader doctor`: tell how well this machine can keep submissions apart."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import Assignment, Course, failing
from .say import console, fail

if TYPE_CHECKING:
    from grader.engine.sandbox.levels import Level, Wall


def doctor(
    apparmor_profile: Annotated[
        bool,
        typer.Option(
            "--apparmor-profile",
            help="Print AppArmor's profile for this machine's bubblewrap, and nothing else.",
        ),
    ] = False,
    course: Course = None,
    assignment: Assignment = "",
) -> None:
    """Tell which level of isolation this machine offers for untrusted submissions.

    There are two: "namespaces" is the full one, and "landlock" needs no namespaces, as in a
    container. The strongest that stands is taken. For each wall that is missing the smallest step
    that mends it is named, and for the level what it lacks.

    Below stand the limits of a submission: those of the course that is meant, or of one of its
    assignments. An instructor sets them in nbgrader_config.py, as c.SubmissionLimits.

    Exit code 0 where a level stands, 1 where none does.

    Examples:

        grader doctor

        grader doctor --apparmor-profile | sudo tee /etc/apparmor.d/layerwise-bwrap
    """
    from grader.engine.sandbox.levels import LACKS, Level, examine, strongest

    if apparmor_profile:
        _print_profile()
        return
    level = strongest()
    console.print(f"level: [bold]{level or 'none'}[/]", highlight=False)
    for one in (Level.NAMESPACES, Level.LANDLOCK):
        _print_walls(one, examine(one))
        if one is level:
            break
    for lack in LACKS[level] if level else ():
        console.print(f"it lacks: {lack}", soft_wrap=True, highlight=False)
    _print_limits(course, assignment)
    raise typer.Exit(0 if level else 1)


def _print_walls(level: "Level", walls: tuple["Wall", ...]) -> None:
    console.print(f"\n{level}", highlight=False)
    said = ""
    for wall in walls:
        mark = "[green]yes[/]" if wall.stands else "[red]no [/]"
        console.print(f"{mark}  {wall.name}", soft_wrap=True, highlight=False)
        if not wall.stands and wall.mend != said:
            said = wall.mend
            console.print(f"     to mend it: {escape(said)}", soft_wrap=True, highlight=False)


def _print_limits(course: Path | None, assignment: str) -> None:
    from grader.engine.course.limits import NAMES, configured
    from grader.engine.course.settings import course_here, read_settings
    from grader.engine.sandbox.limits import Limits

    root, usual = (course or course_here()).resolve(), Limits()
    with failing(str(root)):
        limits = configured(read_settings(root), assignment, usual)
    whose = f"{root}, {assignment}" if assignment else str(root)
    console.print(f"\nlimits of a submission ({escape(whose)})", soft_wrap=True, highlight=False)
    for name in NAMES:
        value, other = getattr(limits, name), getattr(usual, name)
        said = "" if value == other else f"  (by nbgrader_config.py; else {other:,})"
        console.print(f"  {name:<19} {value:>13,}{said}", soft_wrap=True, highlight=False)


def _print_profile() -> None:
    from grader.engine.sandbox.mending import apparmor_profile
    from grader.engine.sandbox.walls import bubblewrap

    binary = bubblewrap()
    if binary is None:
        fail("there is no bubblewrap on this machine. Install it: apt-get install bubblewrap")
    typer.echo(apparmor_profile(binary), nl=False)

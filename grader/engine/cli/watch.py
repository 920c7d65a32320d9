"""`grader watch`: grade what arrives."""

import os
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from grader.errors import LayerwiseError

from .say import console, fail

if TYPE_CHECKING:
    from grader.engine.run.watch.arrivals import Arrivals
    from grader.engine.run.watch.cycle import Cycle

SETTLE = 2.0  # seconds between the two looks of --once


def watch(
    folder: Annotated[Path, typer.Argument(help="Where zips, folders and notebooks arrive.")],
    assignment: Annotated[
        str, typer.Argument(help="With --course, the assignment.", show_default=False)
    ] = "",
    to: Annotated[Path, typer.Option("--to", help="Where submissions go.")] = Path("submitted"),
    out: Annotated[Path, typer.Option(help="Where the results go.")] = Path("graded"),
    course: Annotated[
        Path | None, typer.Option(help="Another nbgrader course, in this folder.")
    ] = None,
    published: Annotated[
        Path | None,
        typer.Option(
            help="Where each student's feedback goes, as <student>.zip; the default is "
            "published/ in --out.",
            show_default=False,
        ),
    ] = None,
    roster: Annotated[Path | None, typer.Option(help="Who is who, as in grader collect.")] = None,
    timezone: Annotated[
        str, typer.Option(help="Of times that name none, such as a zip's; this machine's is used.")
    ] = "",
    db: Annotated[
        str,
        typer.Option(
            help="The gradebook's URL, as nbgrader's --db.",
            envvar="LAYERWISE_DB",
            show_default=False,
        ),
    ] = "",
    every: Annotated[float, typer.Option(min=0.5, help="Seconds between two looks.")] = 5.0,
    once: Annotated[
        bool, typer.Option("--once", help="Deal with what is there, and leave: for cron.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=1, help="Submissions at a time; the default is one per core.")
    ] = os.cpu_count() or 1,
    unsafe_no_sandbox: Annotated[
        bool,
        typer.Option(
            "--unsafe-no-sandbox",
            help="Go on where no level of isolation stands: only work you trust.",
        ),
    ] = False,
) -> None:
    """Watch a folder: collect and grade what arrives, and publish its feedback.

    A file is taken when two looks have found it the same. One line is printed for each event.
    Ctrl-C ends it; a later start goes on where it was.

    Exit code 0: it was ended, or with --once all is well. 3: with --once, something needs a
    person. 2: it could not run.

    Examples:

        grader watch inbox

        grader watch inbox --once --published /srv/feedback
    """
    if os.name != "posix":
        fail("grading needs Linux; on Windows, run this command inside WSL 2.")
    if (course is None) != (not assignment):
        fail("--course needs an assignment, and an assignment needs --course.")
    if not folder.is_dir():
        fail(f"there is no folder {folder}. Name the one where submissions arrive.")
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    try:
        from grader.engine.run.watch.arrivals import Arrivals
        from grader.engine.run.watch.classes import course_cycle, own_cycle
        from grader.engine.sandbox.levels import taken, told
        from grader.engine.sandbox.limits import Limits

        limits = Limits(walls=not unsafe_no_sandbox)
        _say("isolation", told(taken(limits)))
        if course is None:
            cycle, home = own_cycle(to, out, db, limits, roster, timezone, jobs, published, _say)
        else:
            cycle, home = course_cycle(
                course, assignment, db, limits, roster, timezone, jobs, published, _say
            )
        arrivals = Arrivals(folder, home / "watched.json")
        code = _once(arrivals, cycle) if once else _for_ever(arrivals, cycle, every)
    except LayerwiseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder} could not be read or written: {error.strerror}")
    except KeyboardInterrupt:
        _say("stopped", "the same command goes on from here")
        code = 0
    raise typer.Exit(code)


def _once(arrivals: "Arrivals", cycle: "Cycle") -> int:
    arrivals.look()
    time.sleep(SETTLE)
    return 3 if cycle.turn(arrivals, arrivals.look()) else 0


def _for_ever(arrivals: "Arrivals", cycle: "Cycle", every: float) -> int:
    from grader.engine.run.lock import OutBusy

    _say("watching", str(arrivals.folder))
    while True:
        names = arrivals.look()
        if names or arrivals.waiting:
            try:
                cycle.turn(arrivals, names)
            except OutBusy as busy:
                _say("waiting", str(busy))
        time.sleep(every)


def _say(event: str, said: str) -> None:
    now = datetime.now()
    console.print(f"{now:%H:%M:%S} {event:<10} {escape(said)}", soft_wrap=True, highlight=False)

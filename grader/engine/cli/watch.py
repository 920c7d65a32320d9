"""`grader watch`: grade what arrives."""

import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from .options import (
    CORES,
    GRADED,
    SUBMITTED,
    Assignment,
    Course,
    Db,
    Jobs,
    Name,
    Out,
    Roster,
    Timezone,
    To,
    Unsafe,
    chosen,
    failing,
    needs_linux,
)
from .say import console, fail

if TYPE_CHECKING:
    from grader.engine.run.watch.arrivals import Arrivals
    from grader.engine.run.watch.cycle import Cycle

SETTLE = 2.0  # seconds between the two looks of --once


def watch(
    folder: Annotated[Path, typer.Argument(help="Where zips, folders and notebooks arrive.")],
    name: Name = "",
    to: To = SUBMITTED,
    out: Out = GRADED,
    course: Course = None,
    assignment: Assignment = "",
    published: Annotated[
        Path | None,
        typer.Option(
            help="Where each student's feedback goes, as <student>.zip; the default is "
            "published/ in --out.",
            show_default=False,
        ),
    ] = None,
    roster: Roster = None,
    timezone: Timezone = "",
    db: Db = "",
    every: Annotated[float, typer.Option(min=0.5, help="Seconds between two looks.")] = 5.0,
    once: Annotated[
        bool, typer.Option("--once", help="Deal with what is there, and leave: for cron.")
    ] = False,
    jobs: Jobs = CORES,
    unsafe_no_sandbox: Unsafe = False,
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
    needs_linux()
    if (course is None) != (not name) and not assignment:
        fail("--course needs an assignment, and an assignment needs --course.")
    if not folder.is_dir():
        fail(f"there is no folder {folder}. Name the one where submissions arrive.")
    # Only for this command, and not for --help: nbgrader takes seconds to load.
    code = 0
    with failing(str(folder)), _stopped():
        from grader.engine.run.watch.arrivals import Arrivals
        from grader.engine.run.watch.classes import cycle_of
        from grader.engine.sandbox.levels import taken, told
        from grader.engine.sandbox.limits import Limits

        limits = Limits(walls=not unsafe_no_sandbox)
        _say("isolation", told(taken(limits)))
        which = chosen(course, name or assignment, db, to, out if course is None else None)
        cycle, home = cycle_of(which, limits, roster, timezone, jobs, published, _say)
        arrivals = Arrivals(folder, home / "watched.json")
        code = _once(arrivals, cycle) if once else _for_ever(arrivals, cycle, every)
    raise typer.Exit(code)


@contextlib.contextmanager
def _stopped() -> Iterator[None]:
    """Take Ctrl-C for the end, and not for a failure."""
    try:
        yield
    except KeyboardInterrupt:
        _say("stopped", "the same command goes on from here")


def _once(arrivals: "Arrivals", cycle: "Cycle") -> int:
    arrivals.look()
    time.sleep(SETTLE)
    return 3 if cycle.turn(arrivals, arrivals.look()) else 0


def _for_ever(arrivals: "Arrivals", cycle: "Cycle", every: float) -> int:
    from grader.engine.errors import OutBusy

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

"""The options that several commands have, each declared once, and how commands fail."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.errors import LayerwiseError

from .say import fail

if TYPE_CHECKING:
    from grader.engine.course.settings import Chosen

Course = Annotated[
    Path | None,
    typer.Option("--course", help="An assignment of the nbgrader course in this folder."),
]
Assignment = Annotated[
    str,
    typer.Option(
        "--assignment",
        help="Which assignment, where a course has several and not one alone was handed in.",
        show_default=False,
    ),
]
Name = Annotated[
    str, typer.Argument(metavar="[ASSIGNMENT]", help="With --course.", show_default=False)
]
Submitted = Annotated[
    Path, typer.Option("--submitted", help="Holds <student>/<assignment>/*.ipynb.")
]
To = Annotated[Path, typer.Option("--to", help="Where submissions go; not with --course.")]
Out = Annotated[
    Path, typer.Option("--out", help="Holds the results and the gradebook; not with --course.")
]
Db = Annotated[
    str,
    typer.Option(
        "--db",
        help="The gradebook's URL, as nbgrader's --db: sqlite:///FILE or "
        "postgresql://USER@HOST/DATABASE. The default is gradebook.db under --out, or "
        "the course's own.",
        envvar="LAYERWISE_DB",
        show_default=False,
    ),
]
Roster = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        help="Who is who: Moodle's grading worksheet, Canvas's gradebook export, or a CSV "
        "with the columns id, first_name, last_name, email, lms_user_id.",
    ),
]
Timezone = Annotated[
    str,
    typer.Option(
        "--timezone", help="Of times that name none, such as a zip's; this machine's is used."
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", min=1, help="Submissions at a time; the default is one per core.")
]
Unsafe = Annotated[
    bool,
    typer.Option(
        "--unsafe-no-sandbox",
        help="Go on where no level of isolation stands: only work you trust.",
    ),
]
CORES = os.cpu_count() or 1
SUBMITTED, GRADED = Path("submitted"), Path("graded")


def chosen(
    course: Path | None,
    assignment: str,
    db: str,
    submitted: Path | None = None,
    out: Path | None = None,
    files: Sequence[Path] = (),
) -> "Chosen":
    """Find what the command is about.

    Raises:
        CourseError: there is no such assignment.
    """
    from grader.engine.course.settings import choose, read_settings
    from grader.engine.private import keep_private

    told = choose(course, assignment, db, submitted, out, files)
    settings = read_settings(told.root)
    keep_private(group=bool(settings.CourseDirectory.get("groupshared", False)))
    return told


def needs_linux() -> None:
    """Leave where nothing can be graded."""
    if os.name != "posix":
        fail("grading needs Linux; on Windows, run this command inside WSL 2.")


@contextlib.contextmanager
def failing(what: str, stopped: str = "stopped.") -> Iterator[None]:
    """Say in one line what a command could not do, and leave with its exit code.

    Args:
        what: is named where a file cannot be read or written and has no name.
        stopped: said where somebody has stopped it.
    """
    try:
        yield
    except LayerwiseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or what} could not be read or written: {error.strerror}")
    except KeyboardInterrupt:
        fail(stopped, 130)


@contextlib.contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Say what to install, where a command needs packages that not everybody has."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "grader":
            raise
        fail(f"this needs {error.name}: pip install 'layerwise[{extra}]'")

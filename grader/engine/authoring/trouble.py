"""What is told to an author whose folder does not fit together: a sentence with a place."""

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.cases.call import said_by
from grader.engine.errors import AuthorError
from grader.engine.grading.allowance import can_hear


class _Endless(BaseException):
    """No Exception: the call that is ended would take it for its own."""


def placed(error: BaseException, home: Path) -> AuthorError:
    """Say what an author's own code raised, and in which line."""
    said = str(error) if isinstance(error, AuthorError) else said_by(error)
    return AuthorError(f"{_place_of(error, home)}: {said}")


def _place_of(error: BaseException, home: Path) -> str:
    """Name the innermost line in a folder."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(home):
            return f"{frame.filename}, line {frame.lineno}"
    return str(home)


@contextmanager
def ended_after(seconds: float, what: str) -> Iterator[None]:
    """End what takes more CPU time than this, where a clock can.

    Raises:
        AuthorError: it did.
    """

    def end(number: int, frame: object) -> None:
        raise _Endless

    if not can_hear():
        yield
        return
    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _Endless:
        raise AuthorError(f"{what} takes more than {seconds:g} seconds of CPU time.") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

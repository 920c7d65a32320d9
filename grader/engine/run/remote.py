"""What a Dask worker does: it is checked, holds one process that grades, and passes on what it is
sent. It judges nothing itself: memory and time are bounded for a whole process, and this one has
its scheduler to answer.

A worker refuses by itself: a process that has not been checked for a class grades nothing of it,
however it came to its address. Submissions and results are bytes to Dask, and only to it: they
are pickled, between machines that trust each other; what leaves the sandbox never is.
"""

import asyncio
import pickle
import threading
from typing import Any

from grader.engine.course.edition import differences, edition
from grader.engine.errors import NoWalls
from grader.engine.grading.work import Work
from grader.engine.sandbox.levels import Level, taken

from .pool import Processes

KEPT = 4  # classes that a worker is ready for; an older one is asked for again
OTHER_EDITION = (
    "it holds another edition: {}. To mend it: bring it to the same commit and the same packages, "
    "and start it again"
)
UNREADY = b""  # no result: this process has not been checked

# One submission at a time, in whatever thread: a worker has one process that grades.
_lock = threading.Lock()
_works: dict[str, tuple[Work, Level]] = {}
_grading: tuple[str, Processes] | None = None


async def prepare(key: str, pickled: bytes, ours: dict[str, str]) -> str:
    """Make this process ready to grade a class; give its level, or the reason why it is not fit.

    Args:
        key: of the class.
        pickled: its Work.
        ours: the edition of the one who asks.
    """
    # The walls take a second to try, in which a worker must go on answering its scheduler.
    return await asyncio.to_thread(_prepare, key, pickled, ours)


def _prepare(key: str, pickled: bytes, ours: dict[str, str]) -> str:
    # What another edition has pickled is not to be read.
    mine = edition()
    if said := differences({name: ours[name] for name in mine}, mine):
        return OTHER_EDITION.format(said)
    work: Work = pickle.loads(pickled)
    try:
        if said := differences(ours, {**mine, **work.edition()}):
            return OTHER_EDITION.format(said)
        level = taken(work.limits)
        work.judge()  # what keeps it from judging is said here
        with _lock:
            _use(key, work, level)
    except NoWalls as error:
        return f"{error}; then start it again"
    except Exception as error:  # whatever keeps it from judging, it gets no work
        return f"it cannot judge: {type(error).__name__}: {error}"
    return str(level)


def _use(key: str, work: Work, level: Level) -> Processes:
    """Give what grades a class: this worker has one, and makes another where it has to."""
    global _grading
    _works.pop(key, None)
    while len(_works) >= KEPT:
        del _works[next(iter(_works))]
    _works[key] = work, level
    if _grading is None or _grading[0] != key:
        _close()
        _grading = (key, Processes(1, work, level))
    return _grading[1]


def grade(key: str, student: str, submission: bytes) -> bytes:
    """Grade a submission, as Work.read gave it; give what became of it, or UNREADY."""
    with _lock:
        if key not in _works:
            return UNREADY
        work, level = _works[key]
        graded: Any
        try:
            graded = _use(key, work, level).submit(student, submission, False).result()
        except Exception as error:
            graded = work.failed(student, error)
        return pickle.dumps(graded, pickle.HIGHEST_PROTOCOL)


def forget(key: str) -> None:
    """End the process of a class that has been graded."""
    if _lock.acquire(blocking=False):  # who is busy is so with another class
        try:
            _works.pop(key, None)
            if _grading is not None and _grading[0] == key:
                _close()
        finally:
            _lock.release()


def _close() -> None:
    global _grading
    if _grading is not None:
        _grading[1].close()
        _grading = None

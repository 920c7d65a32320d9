"""One run at a time writes to a folder of results, or to a file."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from grader.engine.errors import OutBusy


@contextlib.contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold OUT for this run; the kernel lets go of it however the run ends.

    Raises:
        OutBusy: another run holds it.
    """
    busy = f"another run is writing to {out}. Wait for it, or give another --out."
    with hold(out / ".lock", OutBusy(busy)):
        yield


@contextlib.contextmanager
def hold(path: Path, busy: OutBusy) -> Iterator[None]:
    """Hold a lock file; where somebody else does, raise what is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        yield

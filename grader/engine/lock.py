"""One run at a time writes to a folder of results."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from grader.errors import LayerwiseError


class OutBusy(LayerwiseError):
    """Another run is writing to the same folder."""


@contextlib.contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold OUT for this run; the kernel lets go of it however the run ends.

    Raises:
        OutBusy: another run holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutBusy(
                f"another run is writing to {out}. Wait for it, or give another --out."
            ) from None
        yield

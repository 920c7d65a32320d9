"""How many steps of the course pass, kept in a small file beside the notebooks."""

import contextlib
import json
from pathlib import Path

from .course import FUNCTIONS

FILE = Path(".progress.json")


def record(function: str, passed: bool) -> frozenset[str]:
    """Note the verdict on one function; give the names of all that pass.

    The file is a convenience: where it cannot be read or written, only this verdict counts.
    """
    done = _read() - {function}
    if passed:
        done |= {function}
    with contextlib.suppress(OSError):  # a folder that cannot be written, as on a shared server
        FILE.write_text(json.dumps(sorted(done, key=FUNCTIONS.index)), encoding="utf-8")
    return done


def _read() -> frozenset[str]:
    try:
        names = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return frozenset(name for name in FUNCTIONS if isinstance(names, list) and name in names)

"""The log of a run: one line of JSON for each event, for programs that watch over a server."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from pythonjsonlogger.json import JsonFormatter

# Every module's own logger lies below it.
ENGINE = logging.getLogger("grader.engine")


@contextlib.contextmanager
def logged(path: Path) -> Iterator[None]:
    """Append what happens to a file: "time", "level", "event", and what belongs to the event."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(
        JsonFormatter(
            "{asctime}{levelname}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "message": "event"},
            datefmt="%Y-%m-%dT%H:%M:%S%z",
        )
    )
    before, propagates = ENGINE.level, ENGINE.propagate
    ENGINE.addHandler(handler)
    ENGINE.setLevel(logging.INFO)
    ENGINE.propagate = False  # the terminal has its own words
    try:
        yield
    finally:
        ENGINE.removeHandler(handler)
        ENGINE.setLevel(before)
        ENGINE.propagate = propagates
        handler.close()

"""Write a file whole or not at all: a run may be ended at any moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(place: Path) -> Iterator[None]:
    """Have an error name a place where it names none: a full disk does not say where it is."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(place)
        raise


def write_whole(path: Path, text: str) -> None:
    """Write a text beside its place first, and then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".partial")
    with naming(path):
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)

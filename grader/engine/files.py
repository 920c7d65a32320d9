"""Write a file whole or not at all: a run may be ended at any moment."""

from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text beside its place first, and then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".partial")
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        # Of a full disk the system does not say where it is.
        error.filename = error.filename or str(path)
        raise

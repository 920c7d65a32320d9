"""Which submission it is: when it was handed in, and what it holds."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.engine.course.timestamp import NAME as STAMP

from .archive import BROKEN
from .entry import CHUNK, MAX_BYTES, Entry, Refused
from .fit import Layout
from .stamp import read_stamp


@dataclass(frozen=True, slots=True)
class Version:
    """When a submission was handed in, and what it holds: of two, the greater one counts.

    known: the time is that of handing in, and not only that of a file.
    """

    when: datetime
    digest: str
    known: bool


def version_of(folder: Path) -> Version | None:
    """Read which submission lies in a folder; None where none does.

    Raises:
        Refused: something that is no folder is in its place.
    """
    if not folder.is_dir():
        if os.path.lexists(folder):
            raise Refused(f"{folder} is in the way: a folder belongs there")
        return None
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    whole, newest = hashlib.sha256(), 0.0
    for path in files:
        parts = path.relative_to(folder).parts
        if parts == (STAMP,):
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        whole.update(_named(parts) + digest)
        newest = max(newest, path.stat().st_mtime)
    stamp = read_stamp(folder)
    return Version(
        stamp or datetime.fromtimestamp(int(newest), UTC), whole.hexdigest(), bool(stamp)
    )


def digest_of(layout: Layout) -> str:
    """Name what a submission holds.

    Raises:
        Refused: one of its files cannot be read.
    """
    whole = hashlib.sha256()
    for path in sorted(layout, key=lambda parts: Path(*parts)):
        digest = hashlib.sha256()
        for chunk in chunks(layout[path]):
            digest.update(chunk)
        whole.update(_named(path) + digest.digest())
    return whole.hexdigest()


def _named(parts: tuple[str, ...]) -> bytes:
    return b"\0".join(os.fsencode(part) for part in parts) + b"\0\0"


def chunks(entry: Entry) -> Iterator[bytes]:
    """Read a file in pieces, and no more of it than its source said there is.

    Raises:
        Refused: it cannot be read.
    """
    left = min(entry.size, MAX_BYTES)
    try:
        with entry.open() as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(f"{'/'.join(entry.path)} is larger than its source says")
                yield chunk
    except Refused:
        raise
    except BROKEN as error:
        raise Refused(f"{'/'.join(entry.path)} cannot be read ({error})") from None

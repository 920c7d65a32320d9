"""Unpack the zips that students hand in, as far as they may be."""

import tempfile
from contextlib import ExitStack
from datetime import tzinfo

from .archive import BROKEN, nested
from .entry import CHUNK, MAX_FILE, Entry, Refused, check

IN_MEMORY = 4 * 2**20


def unpacked(files: list[Entry], stack: ExitStack, zone: tzinfo) -> list[Entry]:
    """Give a submission's files, with those inside its zips in the place of the zips.

    A zip inside a student's zip stays as it is.

    Args:
        files: of one submission.
        stack: keeps open what is read from.
        zone: the timezone of a zip's times.

    Raises:
        Refused: a zip cannot be read, or the whole is more than a submission may be.
    """
    found: list[Entry] = []
    for entry in files:
        if not entry.name.lower().endswith(".zip"):
            found.append(entry)
            continue
        try:
            inside = nested(*_spooled(entry, stack), zone)
        except Refused as refused:
            raise Refused(f"{'/'.join(entry.path)}: {refused}") from None
        # What lies in a zip lies where the zip lay: a folder of the zip's name says nothing.
        found += [file.moved((*entry.path[:-1], *file.path)) for file in inside]
    check(found)
    return _once(found)


def _spooled(entry: Entry, stack: ExitStack) -> tuple[tempfile.SpooledTemporaryFile[bytes], int]:
    """Copy a zip to where it can be sought: reading a compressed file backwards takes for ever."""
    copy = stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115, it does
    size = 0
    try:
        with entry.open() as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > min(entry.size, MAX_FILE):
                    raise Refused("it is larger than its source says")
                copy.write(chunk)
    except Refused:
        raise
    except BROKEN as error:
        raise Refused(f"it cannot be read ({error})") from None
    return copy, size


def _once(files: list[Entry]) -> list[Entry]:
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in files:
        if entry.path in seen:
            raise Refused(f"{'/'.join(entry.path)} is in it twice")
        seen[entry.path] = entry
    return files

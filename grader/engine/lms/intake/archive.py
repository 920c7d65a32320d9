"""Read a zip as data: bounded, in streams, and nothing of it is written where it says."""

import stat
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import IO

from grader.engine.errors import SourceError

from .entry import MAX_FILE, MAX_FILES, Entry, Refused, is_junk, path_problem

MAX_ENTRIES = 1_000_000  # of a class
# Notebooks shrink to a tenth; what shrinks to less than a hundredth is a bomb, or as good as one.
MAX_RATIO, RATIO_FROM = 100, 2 * 2**20
TWICE = "the zip holds this name twice"
UTF8_NAME, ENCRYPTED = 0x800, 0x1
EXTENDED_TIME = 0x5455  # Info-ZIP's extra field: seconds since 1970, in UTC
# What comes of an archive that is damaged, or made to be: zipfile passes on whatever it meets, such
# as LZMA's own errors, an OverflowError at an offset of 64 bits, a MemoryError.
BROKEN = Exception


@contextmanager
def open_zip(path: Path, zone: tzinfo) -> Iterator[list[Entry]]:
    """Give the files of a zip; they can be read as long as it is open.

    Args:
        path: of the zip.
        zone: the timezone of its times. A zip holds a clock's reading, and does not say where.

    Raises:
        SourceError: it is no zip, or holds more than a class hands in.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise SourceError(f"there is no {path}. Name the zip that the LMS gave.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read by this user.") from None
    except BROKEN as error:
        raise SourceError(
            f"{path} cannot be read as a zip ({error}). Download it again, and give it as it came."
        ) from None
    with archive:
        infos = archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise SourceError(
                f"{path} holds {len(infos)} files; up to {MAX_ENTRIES} are read. Unpack it, and "
                "give the folder."
            )
        yield _entries(archive, infos, zone)


def nested(file: IO[bytes], size: int, zone: tzinfo) -> list[Entry]:
    """Give the files of a zip that a student made, from a file that can be sought.

    Raises:
        Refused: it is no zip, or its list is longer than a submission may be.
    """
    # zipfile reads the whole list before it can be asked how long it is.
    file.seek(max(0, size - 65_600))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Refused("it is no zip")
    if tail.rfind(b"PK\x06\x07", 0, end) >= 0 or (
        struct.unpack("<I", tail[end + 12 : end + 16])[0] > MAX_FILES * 1_000
    ):
        raise Refused(f"it holds more than the {MAX_FILES} files that may be")
    try:
        archive = zipfile.ZipFile(file)
        return _entries(archive, archive.infolist(), zone)
    except BROKEN as error:
        raise Refused(f"it is no zip that can be read ({error})") from None


def _entries(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], zone: tzinfo) -> list[Entry]:
    entries = [_entry(archive, info, zone) for info in infos if not info.filename.endswith("/")]
    count = Counter(entry.path for entry in entries)
    return [
        entry if count[entry.path] == 1 or entry.problem else replace(entry, problem=TWICE)
        for entry in entries
        if not is_junk(entry.path)
    ]


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, zone: tzinfo) -> Entry:
    path = tuple(_name(info).replace("\\", "/").split("/"))
    return Entry(
        path,
        info.file_size,
        _when(info, zone),
        lambda: archive.open(info),
        path_problem(path) or _problem(info),
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Read a name as it was meant: many programs write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & UTF8_NAME:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


def _problem(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a symbolic link"
    if kind not in (0, stat.S_IFREG):
        return "it is not a regular file"
    if info.flag_bits & ENCRYPTED:
        return "it is locked with a password"
    shrunk = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size
    if shrunk or info.file_size > MAX_FILE:
        return f"it would unpack to {info.file_size / 2**20:.0f} MB"
    return ""


def _when(info: zipfile.ZipInfo, zone: tzinfo) -> datetime:
    extra = info.extra
    while len(extra) >= 4:
        tag, length = struct.unpack("<HH", extra[:4])
        if tag == EXTENDED_TIME and length >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(struct.unpack("<i", extra[5:9])[0], UTC)
        extra = extra[4 + length :]
    try:
        return datetime(*info.date_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime(1980, 1, 1, tzinfo=UTC)  # a date that is none, such as the 31st of June

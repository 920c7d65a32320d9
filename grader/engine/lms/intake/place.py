"""Put a submission in its place. Nothing is ever overwritten.

    <submitted>/<student>/<assignment>/              the submission that counts: the newest
    collected/<assignment>/<student>/<time>_<digest>/  every other one, whole

A submission is written beside its place and put there in one step, when all of it is there; the
one that was there before is moved, not deleted. So a run that is killed at any moment loses
nothing, and the next one goes on. Which submission counts does not depend on the order in which
they arrive, and the same one again changes nothing.
"""

import errno
import os
import shutil
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO

from grader.engine.course.timestamp import NAME as STAMP
from grader.engine.files import naming

from .entry import Refused
from .fit import Layout
from .stamp import write_stamp
from .version import Version, chunks, digest_of, version_of

PARTIAL, READY = "partial", "ready"
# What a name brings about, and no full disk: one that differs from another in case or accents
# alone, where these count as one; one that this file system does not have.
BY_ITS_NAME = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}
BY_ITS_NAME |= {errno.EINVAL, errno.EILSEQ}


class Placed(StrEnum):
    """What became of a submission."""

    NEW = "new"
    NEWER = "newer, the earlier one was kept"
    OLDER = "older, kept beside"
    SAME = "unchanged"


def place(layout: Layout, when: datetime, known: bool, folder: Path, kept: Path) -> Placed:
    """Put a submission where it belongs.

    Args:
        layout: its files, by their paths in the submission.
        when: its time, in UTC.
        known: that is when it was handed in: timestamp.txt is to say so.
        folder: where the submission that counts lies.
        kept: where the student's other submissions lie.

    Raises:
        Refused: one of its files cannot be read.
    """
    scratch = {name: folder.parent / f".{folder.name}.{name}" for name in (PARTIAL, READY)}
    _finish(scratch, folder, kept)
    # The time of a file is kept in whole seconds, as most archives have it.
    incoming = Version(when if known else when.replace(microsecond=0), digest_of(layout), known)
    current = version_of(folder)
    if current is not None and current.digest == incoming.digest:
        return _same(current, incoming, folder)
    newer = current is None or (incoming.when, incoming.digest) > (current.when, current.digest)
    if not newer and any(kept.glob(f"*_{incoming.digest[:12]}")):
        return Placed.SAME
    _write(layout, incoming, scratch[PARTIAL])
    if not newer:
        kept.mkdir(parents=True, exist_ok=True)
        _move(scratch[PARTIAL], kept / _kept_name(incoming))
        return Placed.OLDER
    scratch[PARTIAL].rename(scratch[READY])
    _settle(scratch[READY], folder, kept)
    return Placed.NEW if current is None else Placed.NEWER


def _write(layout: Layout, version: Version, scratch: Path) -> None:
    if scratch.exists():
        shutil.rmtree(scratch)
    with naming(scratch.parent):
        scratch.mkdir(parents=True)
        for parts, entry in layout.items():
            path = scratch.joinpath(*parts)
            with _open(path) as file:
                for chunk in chunks(entry):
                    file.write(chunk)
            _set_time(path, version.when)
        if version.known:
            (scratch / STAMP).write_text(write_stamp(version.when), encoding="utf-8")


def _open(path: Path) -> IO[bytes]:
    """Make a file and the folders above it.

    Raises:
        Refused: this file system has no place for a file of this name.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")
    except OSError as error:
        if error.errno not in BY_ITS_NAME:
            raise
        raise Refused(f"{path.name} cannot lie there ({error.strerror})") from None


def _set_time(path: Path, when: datetime) -> None:
    os.utime(path, (int(when.timestamp()), int(when.timestamp())))


def _same(current: Version, incoming: Version, folder: Path) -> Placed:
    """The same content again: at most its time is known better, or later."""
    if incoming.known and (not current.known or incoming.when > current.when):
        scratch = folder / f"{STAMP}.{PARTIAL}"
        scratch.write_text(write_stamp(incoming.when), encoding="utf-8")
        scratch.replace(folder / STAMP)
    elif not current.known and incoming.when > current.when:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                _set_time(path, incoming.when)
    return Placed.SAME


def _finish(scratch: dict[str, Path], folder: Path, kept: Path) -> None:
    """Take up what a killed run left: a whole submission is put in its place, a part is nothing."""
    if scratch[READY].is_dir():
        _settle(scratch[READY], folder, kept)
    if scratch[PARTIAL].is_dir():
        shutil.rmtree(scratch[PARTIAL])


def _settle(ready: Path, folder: Path, kept: Path) -> None:
    if (before := version_of(folder)) is not None:
        kept.mkdir(parents=True, exist_ok=True)
        _move(folder, kept / _kept_name(before))
    ready.rename(folder)


def _kept_name(version: Version) -> str:
    return f"{version.when.astimezone(UTC):%Y-%m-%dT%H%M%SZ}_{version.digest[:12]}"


def _move(folder: Path, to: Path) -> None:
    """Move a folder; what is there under that name already, which is the same, stays too."""
    number = 1
    free = to
    while os.path.lexists(free):
        number += 1
        free = to.with_name(f"{to.name}.{number}")
    try:
        folder.rename(free)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        scratch = free.with_name(f".{free.name}.{PARTIAL}")
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(folder, scratch, symlinks=True)
        scratch.rename(free)
        shutil.rmtree(folder)

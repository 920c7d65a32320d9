"""Open a source and find out what it is."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path

from .archive import BROKEN, open_zip
from .canvas import is_canvas, read_canvas
from .entry import Entry, SourceError
from .exchange import is_exchange, read_exchange
from .folder import read_folder
from .handed import Handed
from .moodle import is_moodle, read_moodle
from .tree import everything, read_file, read_tree


class From(StrEnum):
    """What a source is."""

    AUTO = "auto"
    FOLDER = "folder"
    MOODLE = "moodle"
    CANVAS = "canvas"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class Source:
    """An open source, sorted by student.

    zipped: its times are a zip's, which do not say in which timezone they are.
    """

    kind: From
    handed: list[Handed]
    notes: list[str]
    zipped: bool


@contextmanager
def open_source(
    path: Path,
    kind: From,
    assignment: str,
    notebooks: tuple[str, ...],
    zone: tzinfo,
    wanted: Callable[[str], bool] = everything,
) -> Iterator[Source]:
    """Open a source; its files can be read as long as it is open.

    Args:
        path: of a folder, a zip, or a notebook.
        kind: what it is; AUTO finds out.
        assignment: the name of the assignment.
        notebooks: the names of its notebooks.
        zone: the timezone of a zip's times.
        wanted: tells what of a folder is looked at, by its name.

    Raises:
        SourceError: it cannot be read.
    """
    if path.is_dir():
        yield _sort(read_tree(path, wanted), kind, assignment, notebooks, False)
    elif path.suffix.lower() == ".zip":
        with open_zip(path, zone) as entries:
            yield _sort(entries, kind, assignment, notebooks, True, path.stem)
    elif path.is_file():
        yield _sort([read_file(path)], From.FOLDER, assignment, notebooks, False)
    else:
        raise SourceError(
            f"there is no {path}. Name a folder, a zip that Moodle or Canvas gave, or a notebook."
        )


def _sort(
    entries: list[Entry],
    kind: From,
    assignment: str,
    notebooks: tuple[str, ...],
    zipped: bool,
    name: str = "",
) -> Source:
    if kind is From.AUTO:
        kind = _kind([entry.path for entry in entries])
    if kind is From.MOODLE:
        handed, notes = read_moodle(entries)
    elif kind is From.CANVAS:
        handed, notes = read_canvas(entries)
    elif kind is From.EXCHANGE:
        handed, notes = read_exchange(entries, assignment)
    else:
        handed, notes = read_folder(entries, assignment, notebooks, name, believe=not zipped)
    return Source(kind, handed, notes, zipped)


def _kind(paths: list[tuple[str, ...]]) -> From:
    if is_moodle(paths):
        return From.MOODLE
    if is_exchange(paths):
        return From.EXCHANGE
    return From.CANVAS if is_canvas(paths) else From.FOLDER


def downloads_in(folder: Path, wanted: Callable[[str], bool] = everything) -> list[Path]:
    """Find the zips in a folder that are downloads of a class, and not one student's work."""
    return [
        path
        for path in sorted(folder.glob("*.[zZ][iI][pP]"))
        if wanted(path.name) and path.is_file() and not path.is_symlink() and _is_download(path)
    ]


def _is_download(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            paths = [tuple(re.split(r"[/\\]", name)) for name in archive.namelist()]
    except BROKEN:
        return False  # it will be said where it is read
    return _kind(paths) in (From.MOODLE, From.CANVAS)

"""Open a source and find out what it is."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path

from grader.engine.errors import SourceError

from .archive import BROKEN, open_zip
from .blackboard import is_blackboard, read_blackboard
from .brightspace import is_brightspace, read_brightspace
from .canvas import is_canvas, read_canvas
from .entry import Entry
from .exchange import is_exchange, read_exchange
from .folder import read_folder
from .gradescope import is_gradescope, read_gradescope
from .handed import Handed
from .ilias import is_ilias, read_ilias
from .layout import at_depth
from .moodle import is_moodle, read_moodle
from .sakai import is_sakai, read_sakai
from .tree import everything, read_file, read_tree


class From(StrEnum):
    """What a source is."""

    AUTO = "auto"
    FOLDER = "folder"
    MOODLE = "moodle"
    CANVAS = "canvas"
    BLACKBOARD = "blackboard"
    BRIGHTSPACE = "brightspace"
    GRADESCOPE = "gradescope"
    ILIAS = "ilias"
    SAKAI = "sakai"
    EXCHANGE = "exchange"


# Gives the submissions, and notes on what belongs to none.
Reader = Callable[[list[Entry]], tuple[list[Handed], list[str]]]
Paths = list[tuple[str, ...]]
# How each system's download is known, and read: the surest sign first.
DOWNLOADS: dict[From, tuple[Callable[[Paths], bool], Reader]] = {
    From.MOODLE: (is_moodle, read_moodle),
    From.SAKAI: (is_sakai, read_sakai),
    From.GRADESCOPE: (is_gradescope, read_gradescope),
    From.BRIGHTSPACE: (is_brightspace, read_brightspace),
    From.ILIAS: (is_ilias, read_ilias),
    From.BLACKBOARD: (is_blackboard, read_blackboard),
    From.CANVAS: (is_canvas, read_canvas),
}


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
    whole: bool = True,
) -> Iterator[Source]:
    """Open a source; its files can be read as long as it is open.

    Args:
        path: of a folder, a zip, or a notebook.
        kind: what it is; AUTO finds out.
        assignment: the name of the assignment.
        notebooks: the names of its notebooks.
        zone: the timezone of a zip's times.
        wanted: tells what of a folder is looked at, by its name.
        whole: a folder in which nothing says whose its work is is refused as a whole.

    Raises:
        SourceError: it cannot be read, or nothing says whose it is.
    """
    if path.is_dir():
        entries = read_tree(path, wanted)
        if kind is From.AUTO:
            kind = _kind([entry.path for entry in entries])
        if kind is From.FOLDER:
            with suppress(*(() if whole else (SourceError,))):
                entries = at_depth(path, entries, assignment, notebooks)
        yield _sort(entries, kind, assignment, notebooks, False)
    elif path.suffix.lower() == ".zip":
        with open_zip(path, zone) as entries:
            yield _sort(entries, kind, assignment, notebooks, True, path.stem)
    elif path.is_file():
        yield _sort([read_file(path)], From.FOLDER, assignment, notebooks, False)
    else:
        raise SourceError(
            f"there is no {path}. Name a folder, a zip that an LMS gave, or a notebook."
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
    if kind is From.CANVAS:
        handed, notes = read_canvas(entries, notebooks)
    elif kind in DOWNLOADS:
        handed, notes = DOWNLOADS[kind][1](entries)
    elif kind is From.EXCHANGE:
        handed, notes = read_exchange(entries, assignment)
    else:
        handed, notes = read_folder(entries, assignment, notebooks, name, believe=not zipped)
        if zipped and entries and not handed:
            forms = ", ".join(one.value for one in DOWNLOADS)
            shown = ", ".join("/".join(entry.path) for entry in entries[:3])
            raise SourceError(
                f"{name}.zip holds {len(entries)} files ({shown}, …), and nothing says whose they "
                f"are. It is a download of none of {forms}. Unpack it into a folder for each "
                "student, and give the folder that holds these."
            )
    return Source(kind, handed, notes, zipped)


def _kind(paths: list[tuple[str, ...]]) -> From:
    for kind, (is_one, _) in DOWNLOADS.items():
        if kind is From.CANVAS and is_exchange(paths):
            return From.EXCHANGE
        if is_one(paths):
            return kind
    return From.FOLDER


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
    return _kind(paths) in DOWNLOADS

"""Open a source and find out what it is."""

import re
import zipfile
from collections import Counter
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
from .sakai import GRADES, STAMP, is_sakai, read_sakai
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


LISTS = (*GRADES, STAMP)  # of Sakai's, beside what they tell of
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


def _kind(paths: Paths) -> From:
    """Tell what a source is: what most of the things in it look like.

    A student names files and folders, below what the source has for each: one alone must not say
    what all of it is, and so whose the others' work is, and the own.
    """
    if is_exchange(paths):
        return From.EXCHANGE
    counts: Counter[From] = Counter()
    by_name = {From.FOLDER: 0.5}  # what a folder itself is called is no student's choice
    for thing, own, beside in _things(paths):
        found = [kind for kind, (is_one, _) in DOWNLOADS.items() if is_one(own + beside)]
        counts.update(found or ([From.FOLDER] if any(map(_is_work, own)) else []))
        by_name |= {kind: 1 for kind in found if DOWNLOADS[kind][0]([(*thing, "file")])}
    kinds = From.FOLDER, *DOWNLOADS
    return max(kinds, key=lambda kind: (counts[kind], by_name.get(kind, 0)))


def _things(paths: Paths) -> Iterator[tuple[tuple[str, ...], Paths, Paths]]:
    """Give what lies in a source, one by one: a student's folder, or a file; and Sakai's lists.

    A folder that holds everything is looked into.
    """
    depth = 1
    while len({path[:depth] for path in paths}) == 1 and all(len(path) > depth for path in paths):
        depth += 1
    lists = [path for path in paths if len(path) == depth and path[-1].casefold() in LISTS]
    things: dict[tuple[str, ...], Paths] = {}
    for path in paths:
        things.setdefault(path[:depth], []).append(path)
    for thing, own in things.items():
        yield thing, own, [one for one in lists if one != thing]


def _is_work(path: tuple[str, ...]) -> bool:
    return path[-1].casefold().endswith((".ipynb", ".zip"))


def downloads_in(folder: Path, wanted: Callable[[str], bool] = everything) -> list[Path]:
    """Find the zips in a folder that are downloads of a class, and not one student's work."""
    zips = [
        path
        for path in sorted(folder.glob("*.[zZ][iI][pP]"))
        if wanted(path.name) and path.is_file() and not path.is_symlink()
    ]
    found = [path for path in zips if _is_download(path)]
    # Where most are one student's work each, one that looks like a class's was made by a student.
    return found if 2 * len(found) >= len(zips) else []


def _is_download(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            paths = [tuple(re.split(r"[/\\]", name)) for name in archive.namelist()]
    except BROKEN:
        return False  # it will be said where it is read
    return _kind(paths) in DOWNLOADS

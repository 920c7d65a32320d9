"""Lay a submission's files out as nbgrader expects them: notebooks under their own names.

Browsers and LMS rename what they carry: `1_first (1).ipynb`, `1_first-2.ipynb`,
`Copy of 1_first.ipynb`, `1_first.ipynb.txt`. A file gets its notebook's name back where
only one notebook can be meant and no other file is it.
"""

import contextlib
import functools
import re
import unicodedata

from grader.diagnosis.words import listed
from grader.engine.course.timestamp import NAME as STAMP

from .entry import Entry, Refused

SUFFIX = ".ipynb"
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
# What Windows writes names of files in, by country; some programs write it into zips.
COUNTRIES = (
    *("cp850", "cp852", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp866", "cp857"),
    *("cp737", "cp862", "cp1255", "cp1256", "gb18030", "cp932", "cp949", "cp950", "big5", "cp874"),
)
MOST = 4  # names in one sentence
# What is put after a name for the second file of it, each by another program.
COPY = re.compile(
    r"(?:[ _-]*\(\d{1,3}\)|[ _-]+(?:copy|kopie)(?:[ _-]*\(?\d{1,3}\)?)?|[ _-]\d{1,3})$"
)
COPY_OF = re.compile(r"^copy(?: \(\d{1,3}\))?[ _]of[ _]")

Layout = dict[tuple[str, ...], Entry]


def fit(
    files: list[Entry],
    notebooks: tuple[str, ...],
    ordered: frozenset[tuple[str, ...]] = frozenset(),
) -> tuple[Layout, list[str], list[str]]:
    """Find a place for every file of a submission.

    Args:
        files: of one submission.
        notebooks: the names of the assignment's notebooks, without their suffix.
        ordered: the paths among which, of two files for one notebook, the later is the newer.

    Returns:
        The files by their new paths, notes, and what a person must decide.

    Raises:
        Refused: the files cannot lie side by side.
    """
    files = _without_a_common_folder(files)
    layout: Layout = {}
    notes: list[str] = []
    open_: list[str] = []
    meant: dict[str, list[Entry]] = {}
    rest: list[Entry] = []
    for entry in files:
        name = meant_by(entry.name, notebooks)
        if name is None:
            rest.append(entry)
        else:
            meant.setdefault(name, []).append(entry)
    if not meant and len(notebooks) == 1:
        only = [entry for entry in rest if _stem(entry.name) is not None]
        if len(only) == 1:
            meant[notebooks[0]] = only
            rest.remove(only[0])
    for name, entries in meant.items():
        path: tuple[str, ...] = (f"{name}{SUFFIX}",)
        newest = entries[-1] if ordered.issuperset(entry.path for entry in entries) else None
        chosen = newest or _choose(entries, path)
        if chosen is None:
            open_.append(f"{_listed(entries)} could each be {path[0]}; none was taken for it")
            rest += entries
            continue
        layout[path] = chosen
        others = [entry for entry in entries if entry is not chosen]
        if chosen.path != path or others:
            instead = f", and not {_listed(others)}" if others else ""
            notes.append(f"{'/'.join(chosen.path)} was taken for {path[0]}{instead}")
        rest += others
    for entry in rest:
        # A student's own timestamp.txt would be nbgrader's word on when it was handed in.
        if tuple(part.casefold() for part in entry.path) == (STAMP,):
            notes.append(f"a {STAMP} of the student's own was left out")
        else:
            # A newer file has been given this one's name.
            layout[("earlier", *entry.path) if entry.path in layout else entry.path] = entry
    for path in layout:
        if any(path[:end] in layout for end in range(1, len(path))):
            raise Refused(f"{'/'.join(path)} lies below a file")
    return layout, notes, open_


def _without_a_common_folder(files: list[Entry]) -> list[Entry]:
    """Leave out a folder that holds everything: who zips a folder gets it into the zip."""
    while files and all(len(entry.path) > 1 for entry in files):
        if len({entry.path[0] for entry in files}) > 1:
            break
        files = [entry.moved(entry.path[1:]) for entry in files]
    return files


def unused(
    layout: Layout, notebooks: tuple[str, ...], assignment: str
) -> tuple[list[str], list[str]]:
    """Say what of a submission cannot be used, while there is time to ask for something else.

    Returns:
        Notes, and what a person must decide: no notebook was found where one may be hidden.
    """
    expected = [f"{name}{SUFFIX}" for name in notebooks]
    packed = [path for path in layout if path[-1].casefold().endswith(ARCHIVES)]
    said = "only zips are opened, and no zip inside another"
    missing = [name for name in expected if (name,) not in layout]
    others = [p for p in layout if _stem(p[-1]) is not None and p[0] not in expected]
    if missing and len(missing) < len(expected) and others:
        # Perhaps it is the missing one under a name that nobody can read.
        is_, are = _names([(name,) for name in missing]), _names(sorted(others))
        return [], [f"{is_} is missing, and {are} was taken for none of {assignment}'s notebooks"]
    if len(missing) < len(expected):
        return ([f"{_names(packed)} was not opened: {said}"] if packed else []), []
    if packed:
        return [], [f"it holds no notebook of {assignment}, but {_names(packed)}: {said}"]
    wanted = _names([(name,) for name in expected])
    found = _names(sorted(layout))
    return [], [f"it holds no notebook of {assignment}, only {found}; expected: {wanted}"]


def _names(paths: list[tuple[str, ...]]) -> str:
    shown = ", ".join("/".join(path) for path in paths[:MOST])
    return f"{shown} and {len(paths) - MOST} more" if len(paths) > MOST else shown


def _choose(entries: list[Entry], path: tuple[str, ...]) -> Entry | None:
    """Take the file that is meant: the one in its place, else the only one at the top."""
    exact = [entry for entry in entries if entry.path == path]
    if exact:
        return exact[0]
    least = min(len(entry.path) for entry in entries)
    top = [entry for entry in entries if len(entry.path) == least]
    return top[0] if len(top) == 1 else None


def _listed(entries: list[Entry]) -> str:
    return listed(["/".join(entry.path) for entry in entries])


def _stem(name: str) -> str | None:
    """Give a notebook's name without its suffix; None where it is no notebook."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for suffix in (SUFFIX, f"{SUFFIX}.txt", f"{SUFFIX}.json"):
        if folded.endswith(suffix):
            return folded[: -len(suffix)]
    return None


def meant_by(name: str, notebooks: tuple[str, ...]) -> str | None:
    """Tell which of the notebooks a file's name means; None where it means none, or is none."""
    stem = _stem(name)
    if stem is None:
        return None
    known = {_plain(notebook): notebook for notebook in notebooks}
    if len(known) < len(notebooks):  # names that differ in case alone: nothing is guessed
        return next((notebook for notebook in notebooks if name == notebook + SUFFIX), None)
    if not name.isascii():
        read = [(_plain(as_read), one) for one in notebooks for as_read in _misread(one)]
        known = dict(read) | known
    stem = COPY_OF.sub("", stem)
    while True:
        if _plain(stem) in known:
            return known[_plain(stem)]
        shorter = COPY.sub("", stem)
        if shorter == stem:
            return None
        stem = shorter


@functools.cache
def _misread(notebook: str) -> frozenset[str]:
    """Give what a name looks like that a zip has in a country's own encoding, and does not say so.

    Whoever reads such a zip takes it for the encoding of the first PC, as zip's rules have it.
    """
    found = set()
    for encoding in COUNTRIES:
        with contextlib.suppress(UnicodeError):
            found.add(notebook.encode(encoding).decode("cp437"))
    return frozenset(found - {notebook})


def _plain(stem: str) -> str:
    return re.sub(r"[ _+-]+", "_", unicodedata.normalize("NFKC", stem).casefold()).strip("_")

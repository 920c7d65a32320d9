"""Read a submission to any course: its notebooks, and the files beside them. Nothing is executed.

No link is followed, and what is no regular file is left alone: a submission is a folder that
somebody else has packed.
"""

import contextlib
import fnmatch
import hashlib
import itertools
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from grader.engine.text import one_line

from .importable import module_of, modules_in
from .notebook import MissingNotebook, UnreadableNotebook, read_bytes
from .timestamp import NAME as TIMESTAMP
from .timestamp import parse_timestamp

MAX_FILES = 1_000
MAX_ENTRIES = 3_000  # files and folders; a worker has room for a few more
MAX_DEPTH = 30
MAX_BYTES = 40 * 2**20  # of all files beside the notebooks
LARGE_ONES = 3  # notebooks as large as one may be: all together have no more bytes than that
MAX_PATH = 1_024  # bytes, of a file's path in the folder
MAX_NAME = 255  # bytes, of a file or a folder: what file systems on Linux can hold
MAX_NOTES = 20
START = "0_start"  # the learner's overview; whoever packs the whole folder hands it in too
NONE_OF_OURS = "is no notebook of this assignment and was not graded"


@dataclass(slots=True)
class Submitted:
    """What one student handed in.

    notebooks: the bytes of each that could be read, by its name.
    problems: why a notebook cannot be graded; `missing` are those that were not handed in.
    files: whatever else there is, by its path in the folder.
    timestamp: when it was handed in, where timestamp.txt tells.
    notes: what a person should know.
    """

    student: str
    notebooks: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: datetime | None = None
    notes: list[str] = field(default_factory=list)

    def digest(self, own: str) -> str:
        """Name all that its marks depend on, where `own` names what they do besides."""
        digest = hashlib.sha256(own.encode())
        for name, data in sorted({**self.notebooks, **self.files}.items()):
            digest.update(name.encode("utf-8", "surrogateescape") + hashlib.sha256(data).digest())
        digest.update(json.dumps([self.problems, self.notes]).encode())
        return digest.hexdigest()


def read_submitted(
    student: str,
    folder: Path,
    names: list[str],
    ignore: tuple[str, ...],
    notebook_bytes: int,
    ours: Collection[str] = (),
) -> Submitted:
    """Read what a student handed in.

    Args:
        student: the student's id.
        folder: of the submission.
        names: the assignment's notebooks.
        ignore: names that nbgrader leaves out, as patterns.
        notebook_bytes: the largest notebook that is read.
        ours: the instructor's files; whoever packs the whole folder hands them in too.
    """
    submitted = Submitted(student)
    left = LARGE_ONES * notebook_bytes
    for name in names:
        try:
            data = read_bytes(folder / f"{name}.ipynb", min(notebook_bytes, left))
            submitted.notebooks[name] = data
            left -= len(data)
        except UnreadableNotebook as error:
            submitted.problems[name] = str(error)
            if isinstance(error, MissingNotebook):
                submitted.missing.add(name)
    submitted.files, notes = read_files(folder, ignore, ours)
    known = {*names, START}
    found = itertools.islice(notebooks_in(folder), MAX_FILES)
    unknown = sorted(name for name in found if PurePosixPath(name).stem not in known)
    notes += [f"{one_line(name)} {NONE_OF_OURS}" for name in unknown]
    more = len(notes) - MAX_NOTES
    submitted.notes = notes[:MAX_NOTES]
    if more > 0:
        submitted.notes.append(f"and {more} more files that are none")
    if (text := submitted.files.get(TIMESTAMP)) is not None:
        submitted.timestamp = parse_timestamp(text)
        if submitted.timestamp is None:
            submitted.notes.append(f"{TIMESTAMP} holds no time: it is taken for punctual")
    return submitted


def notebooks_in(folder: Path) -> Iterator[str]:
    """Name the notebooks of a folder, one by one: it may hold more than can be listed."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (entry.name for entry in entries if entry.name.endswith(".ipynb"))


def read_files(
    folder: Path, ignore: tuple[str, ...], ours: Collection[str] = ()
) -> tuple[dict[str, bytes], list[str]]:
    """Read every file of a folder that is no notebook, nor ours; say what else was left out."""
    files: dict[str, bytes] = {}
    notes = []
    room = MAX_BYTES
    for path in _walk(folder, (*ignore, "*.ipynb")):
        name = str(PurePosixPath(path.relative_to(folder)))
        if name in ours:
            continue
        try:
            if len(files) == MAX_FILES:
                notes.append(f"it holds more than {MAX_FILES} files; the others were left out")
                break
            parts = [len(os.fsencode(part)) for part in PurePosixPath(name).parts]
            if sum(parts) + len(parts) > MAX_PATH or max(parts) > MAX_NAME:
                raise UnreadableNotebook("its path is too long")
            data = read_bytes(path, room)
        except UnreadableNotebook as error:
            notes.append(f"{one_line(name)} was left out: {error}")
            continue
        room -= len(data)
        files[name] = data
    return files, notes


def beside(theirs: dict[str, bytes], ours: dict[str, bytes]) -> dict[str, bytes]:
    """Put the instructor's files over the student's: of one name, or where a folder would be.

    What Python would import in place of an instructor's module is left out too.
    """
    folders = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    modules = modules_in(ours)
    kept = {
        name: data
        for name, data in theirs.items()
        if name not in folders
        and not any(str(parent) in ours for parent in PurePosixPath(name).parents)
        and module_of(name) not in modules
    }
    return {**kept, **ours}


def _walk(folder: Path, ignore: tuple[str, ...]) -> Iterator[Path]:
    """Give the files of a folder, from the top down; beyond the bounds it is not looked into.

    Without recursion, and entry by entry: a folder may hold more, and deeper, than can be listed.
    """
    places = [(folder, 0)]
    seen = 0
    while places:
        place, depth = places.pop()
        files, folders = [], []
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                seen += 1
                if seen > MAX_ENTRIES:
                    break
                if is_ignored(entry.name, ignore):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.name.isprintable() and not entry.is_dir():
                    files.append(Path(entry.path))
        yield from sorted(files)
        if depth < MAX_DEPTH and seen <= MAX_ENTRIES:
            places += [(path, depth + 1) for path in sorted(folders, reverse=True)]


def is_ignored(name: str, ignore: tuple[str, ...]) -> bool:
    """Tell whether a name is one of those that nbgrader leaves out, as patterns."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in ignore)

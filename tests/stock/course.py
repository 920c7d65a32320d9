"""A stock nbgrader course as a test sees it: what it is made of, and how it gets on the disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbgrader

from tests.stock.cells import Notebook, write

WHEEL = Path(nbgrader.__file__).parent
APPS = WHEEL / "tests" / "apps" / "files"
PREPROCESSORS = WHEEL / "tests" / "preprocessors" / "files"
GUIDE = WHEEL / "docs" / "source" / "user_guide"
ASSIGNMENT = "ps1"
# What nbgrader's own tests set.
DUE = "2015-02-02 14:58:23.948203 America/Los_Angeles"

# A file is a notebook, a text, bytes, or a file elsewhere that is copied.
File = Notebook | str | bytes | Path
Files = Mapping[str, File]


@dataclass(frozen=True, slots=True)
class Course:
    """One course with one assignment, ps1.

    what: one line on what is looked at.
    source: the files of source/ps1; notebooks by their file names.
    students: the files of submitted/<student>/ps1.
    files: other files, by their paths in the course.
    config: lines of nbgrader_config.py.
    due: the due date, which nbgrader keeps in its gradebook.
    apart: nbgrader is run once for each student, where one submission stops the whole of its run.
    """

    what: str
    source: Files
    students: Mapping[str, Files]
    files: Files = field(default_factory=dict)
    config: str = ""
    due: str = DUE
    apart: bool = False
    assignment: str = ASSIGNMENT


def put(path: Path, file: File) -> None:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(file, Path):
        path.write_bytes(file.read_bytes())
    elif isinstance(file, bytes):
        path.write_bytes(file)
    else:
        path.write_text(file if isinstance(file, str) else write(file), encoding="utf-8")


def write_course(course: Course, folder: Path) -> Path:
    """Write a course as an instructor has it before anything is released."""
    config = f"c = get_config()\n{course.config}\n"
    put(folder / "nbgrader_config.py", config)
    for name, file in course.files.items():
        put(folder / name, file)
    for name, file in course.source.items():
        put(folder / "source" / course.assignment / name, file)
    for student, files in course.students.items():
        (folder / "submitted" / student / course.assignment).mkdir(parents=True)
        for name, file in files.items():
            put(folder / "submitted" / student / course.assignment / name, file)
    return folder


def tree(folder: Path) -> dict[str, File]:
    """The files of a folder, by their paths in it."""
    return {
        str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()
    }

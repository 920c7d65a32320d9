"""Find the submissions in a folder, and name what else lies there."""

import os
from pathlib import Path

from grader.course import ASSIGNMENT
from grader.errors import LayerwiseError

from .grade import printable


class SubmittedFolderError(LayerwiseError):
    """The folder of submissions cannot be used."""


def find_submissions(submitted: Path) -> tuple[list[str], list[str]]:
    """List the students whose folders hold a submission, and name what else lies there.

    Raises:
        SubmittedFolderError: the folder is missing, or holds no submission at all.
    """
    try:
        entries = sorted(os.scandir(submitted), key=lambda entry: entry.name)
    except OSError as error:
        raise SubmittedFolderError(
            f"{submitted} cannot be read ({error.strerror}). Name the folder that holds "
            f"<student>/{ASSIGNMENT}/*.ipynb."
        ) from None
    students, notes = [], []
    for entry in entries:
        shown = printable(entry.name)
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            notes.append(f"{shown} is not a student's folder; it was left alone")
        elif shown != entry.name:
            notes.append(f"{shown}: a folder name with control characters; it was left alone")
        elif not Path(entry, ASSIGNMENT).is_dir() or Path(entry, ASSIGNMENT).is_symlink():
            notes.append(f"{shown} holds no folder {ASSIGNMENT}/; nothing in it was graded")
        else:
            students.append(entry.name)
    if not students:
        raise SubmittedFolderError(
            f"{submitted} holds no submission. Expected: <student>/{ASSIGNMENT}/*.ipynb in it."
        )
    return students, notes

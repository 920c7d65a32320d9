"""What `solution_notes` shows of a function that is written: notes.md, a heading for each.

It is hidden from students like the solutions. They get it locked by a right function's answers.
"""

import re

import h5py

from grader.cases.case import Case
from grader.cases.locked import write_locked
from grader.engine.errors import AuthorError

from .cases import draw_cases
from .folder import Folder

FILE = "notes.md"
SEED = 7  # neither of the public cases nor of the hidden ones: no file has these answers
HEADING = re.compile(r"^## +`?(\w+)`? *$", re.MULTILINE)
CALLS = 2  # the first are the plain ones: later ones may leave an answer open


def write_notes(file: h5py.File, folder: Folder, functions: tuple[str, ...]) -> None:
    """Lock the notes on each function, and write them beside its cases.

    Raises:
        AuthorError: notes are on no function that is checked, or nothing can lock them.
    """
    notes = read_notes(folder)
    if strange := sorted(set(notes) - set(functions)):
        raise AuthorError(
            f"{folder.home / FILE} has notes on {', '.join(strange)}, which no cell checks. There "
            f"are: {', '.join(functions)}."
        )
    drawn = draw_cases(folder, tuple(notes), SEED, public=False)
    for name, text in notes.items():
        usable = [case for case in drawn if case.function == name and _certain(case)]
        if not usable:
            raise AuthorError(
                f"{name} has no case with one certain answer, so nothing can lock its notes in "
                f"{FILE}. Add a case, or leave the notes out."
            )
        calls = [(case.args, case.kwargs) for case in usable[:CALLS]]
        write_locked(file, usable[0].traits, calls, folder.function(name), text)


def read_notes(folder: Folder) -> dict[str, str]:
    """Read the notes by function; there need not be any."""
    path = folder.home / FILE
    parts = HEADING.split(path.read_text(encoding="utf-8")) if path.is_file() else [""]
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _certain(case: Case) -> bool:
    """Whether a right function has one answer here, and has it soon."""
    return not (case.raises or case.slack or case.defaults)

"""The two files of cases: the public one goes to students, the hidden one decides the marks."""

from pathlib import Path

import h5py

from grader.cases.assignment import write_assignment
from grader.cases.case import write_cases
from grader.diagnosis.known import write_mistakes
from grader.engine.errors import AuthorError

from .behaviours import accept_right_ways, known_mistakes, twins
from .cases import PUBLIC_SEED, draw_cases
from .catalogue import read_catalogue
from .folder import Folder
from .lessons import headings
from .notes import write_notes


def write_expected(folder: Folder, hidden_seed: int) -> None:
    """Write both files.

    Raises:
        AuthorError: something of the author's does not fit together.
    """
    write_file(folder, folder.hidden, hidden_seed, public=False)
    write_file(folder, folder.public, PUBLIC_SEED, public=True)


def write_file(folder: Folder, path: Path, seed: int, public: bool) -> None:
    """Write one file of cases; the same folder and seed always give the same bytes."""
    notebooks = folder.notebooks()
    functions = tuple(name for names in notebooks.values() for name in names)
    cases = draw_cases(folder, functions, seed, public)
    catalogue = read_catalogue(folder)
    known = list(known_mistakes(catalogue, cases, headings(folder)))
    accept_right_ways(catalogue, cases)
    if same := next(twins(known), None):
        raise AuthorError(
            f"no {'public' if public else 'hidden'} case of {same[0].function} tells the mistakes "
            f"“{same[0].name}” and “{same[1].name}” apart, so that neither could be named. Add a "
            "case that does, or make one mistake of the two."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".partial")
    with h5py.File(scratch, "w", libver=("v108", "v108")) as file:
        write_assignment(file, folder.name, notebooks)
        write_cases(file, cases)
        write_mistakes(file, known)
        if public:
            write_notes(file, folder, functions)
    scratch.replace(path)

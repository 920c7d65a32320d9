"""The assignment that this repository ships, as something that can be graded."""

import functools
from pathlib import Path

from grader.engine.course.folder import open_chosen
from grader.engine.course.material import Material, find_material
from grader.engine.course.settings import Chosen, read_settings
from grader.engine.gradebook.structure import open_gradebook
from grader.engine.grading.checks import Checks
from grader.engine.run.books import Books
from grader.engine.run.checked_class import CheckedClass
from grader.engine.run.checked_files import CheckedFiles
from grader.engine.sandbox.limits import Limits

ROOT = Path(__file__).resolve().parents[1]
NAME = "network"


def _material() -> Material:
    found = find_material(ROOT, read_settings(ROOT), NAME)
    assert found is not None
    return found


MATERIAL = _material()


def checks(limits: Limits) -> Checks:
    """Grade it within some limits."""
    return Checks(MATERIAL, limits)


def chosen(submitted: Path, out: Path, db: str = "") -> Chosen:
    """A folder of submissions, and one of results."""
    return Chosen(ROOT, NAME, db, submitted, out)


def a_class(submitted: Path, out: Path, limits: Limits, db: str = "") -> CheckedClass:
    """A class that has handed it in."""
    return CheckedClass(chosen(submitted, out, db), checks(limits))


def kept_in(out: Path, limits: Limits, db: str = "") -> Books:
    """What a run into a folder keeps."""
    course = open_chosen(chosen(out / "submitted", out, db))
    open_book = functools.partial(open_gradebook, material=MATERIAL)
    return Books(course, CheckedFiles(course, checks(limits)), open_book)

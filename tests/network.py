"""The assignment that this repository ships, as tests speak of it."""

import inspect
import shutil
import warnings
from dataclasses import replace
from pathlib import Path

from grader.cases.assignment import read_assignment
from grader.cases.case import read_cases, read_traits
from grader.diagnosis.known import read_mistakes
from grader.engine.authoring import Mistake
from grader.engine.authoring.catalogue import read_catalogue
from grader.engine.authoring.evaluate import find
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.lessons import build_source, headings
from solutions import network

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks" / "network"
HOME = ROOT / "solutions" / "network"
PUBLIC, HIDDEN = NOTEBOOKS / "public.h5", HOME / "expected" / "hidden.h5"

OWN = read_assignment(PUBLIC)
ASSIGNMENT, COURSE, FUNCTIONS = OWN.name, OWN.notebooks, OWN.functions
notebook_of = OWN.notebook_of
ARGUMENTS = {
    name: tuple(inspect.signature(getattr(network, name)).parameters) for name in FUNCTIONS
}

FOLDER = find_folder(ROOT, ASSIGNMENT)
CATALOGUE = read_catalogue(FOLDER)
MISTAKES, PAIRS, RIGHT = CATALOGUE.mistakes, CATALOGUE.pairs, CATALOGUE.right
# source/ is there after a build alone; the released notebooks have the same cells.
RELEASED = replace(FOLDER, source=NOTEBOOKS)
HEADINGS = headings(RELEASED)
define, source_of = CATALOGUE.define, CATALOGUE.source_of


def lay_cases_beside(folder: Path) -> None:
    """Put the public cases into a folder, where a notebook's `check` looks for them."""
    (folder / PUBLIC.name).symlink_to(PUBLIC)


def write_source(folder: Path) -> None:
    """Make nbgrader's source folder of the lessons, with the public cases in it."""
    build_source(replace(FOLDER, source=folder))
    shutil.copy(PUBLIC, folder)


def mistake(function: str, name: str) -> Mistake:
    """Find a mistake of the catalogue by its name."""
    return next(one for one in MISTAKES if (one.function, one.name) == (function, name))


def lesson_of(one: Mistake) -> tuple[str, str]:
    """The notebook and the heading that a mistake sends a learner to."""
    notebook, heading = HEADINGS[one.function]
    return notebook, one.heading or heading


def said_of(function: str, source: str) -> str:
    """Everything that is said of a function beside its public cases."""
    cases, known = read_cases(PUBLIC, function), read_mistakes(PUBLIC, function)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, function, source, cases, known, read_traits(PUBLIC))
    return " ".join([found.named, *found.read, *found.facts])

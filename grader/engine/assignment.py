"""The instructor's side of the assignment: what was released, and the hidden cases."""

from dataclasses import dataclass
from pathlib import Path

from grader.cases import Case, read_cases
from grader.course import ASSIGNMENT, COURSE
from grader.errors import LayerwiseError

from .nbgrader_course import ROOT
from .notebook import Cell, UnreadableNotebook, parse_notebook


class CourseNotBuilt(LayerwiseError):
    """The released notebooks or the hidden cases are not there."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What every submission is held against.

    released: the cells of each notebook, as students received it.
    cases: the hidden cases of each function.
    """

    released: dict[str, list[Cell]]
    cases: dict[str, list[Case]]


def load_assignment(root: Path = ROOT) -> Assignment:
    """Read the released notebooks and the hidden cases of this repository.

    Raises:
        CourseNotBuilt: something is missing; the message says what to do.
    """
    hidden = root / "grader" / "expected" / "hidden.h5"
    released = {}
    try:
        for name in COURSE:
            path = root / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
            released[name] = parse_notebook(path.read_bytes())
        cases = {
            function: read_cases(hidden, function)
            for names in COURSE.values()
            for function in names
        }
    except (OSError, UnreadableNotebook) as error:
        raise CourseNotBuilt(
            f"the course's own files are not all there ({error}). Grading needs the instructor's "
            "repository with its hidden values; in it, run: make build"
        ) from None
    without = [function for function, found in cases.items() if not found]
    if without:
        raise CourseNotBuilt(f"{hidden} has no cases for {', '.join(without)}. Run: make build")
    return Assignment(released, cases)

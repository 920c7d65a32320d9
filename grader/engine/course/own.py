"""The assignment of this repository that `grader autograde SUBMITTED` grades.

Which it is, and what it asks for, stands in the file of cases beside the released notebooks.
"""

from grader.cases.assignment import PUBLIC, Assignment, read_assignment
from grader.errors import NoAssignment

from .nbgrader_course import ROOT


def own_assignment() -> Assignment:
    """Read it; without a file of cases, as where the package is installed alone, it is empty."""
    first = min(ROOT.glob(f"notebooks/*/{PUBLIC}"), default=ROOT / "notebooks" / PUBLIC)
    try:
        return read_assignment(first)
    except NoAssignment:
        return Assignment("", {}, first)


_OWN = own_assignment()
ASSIGNMENT, COURSE, FUNCTIONS = _OWN.name, _OWN.notebooks, _OWN.functions
notebook_of = _OWN.notebook_of

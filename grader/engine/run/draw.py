"""What of a page can be made where a submission is judged, and so does not wait for the writer."""

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from grader.engine.course.nbgrader_course import ROOT
from grader.engine.course.notebook import parse_notebook
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.grading.checks import Checked
from grader.engine.pages.colour import colours_of, without_long_blanks


def drawn(graded: Any) -> Any:
    """Colour the code of a graded submission; anything else is given back as it is."""
    if not isinstance(graded, Checked):
        return graded
    return replace(graded, colours=colours_of(_own_code(graded)))


def _own_code(graded: Checked) -> Iterator[str]:
    """Give the code that is not the released one's: that of all the class is coloured once."""
    for some in graded.cells.values():
        for cell in some:
            if cell.kind == "code" and cell.source not in _released():
                yield without_long_blanks(cell.source)


@functools.cache
def _released() -> frozenset[str]:
    paths = (ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb" for name in COURSE)
    return frozenset(cell.source for path in paths for cell in parse_notebook(path.read_bytes()))

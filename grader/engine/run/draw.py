"""What of a page can be made where a submission is judged, and so does not wait for the writer."""

from dataclasses import replace
from typing import Any

from grader.engine.course.material import own_code
from grader.engine.grading.checks import Checked, Checks
from grader.engine.grading.work import Work
from grader.engine.pages.colour import colours_of, without_long_blanks


def drawn(graded: Any, work: Work) -> Any:
    """Colour the code of a graded submission; anything else is given back as it is.

    The released code is that of all the class, and is coloured once, by the writer.
    """
    if not isinstance(graded, Checked) or not isinstance(work, Checks):
        return graded
    code = own_code(graded.cells, work.material)
    return replace(graded, colours=colours_of(map(without_long_blanks, code)))

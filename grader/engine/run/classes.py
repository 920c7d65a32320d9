"""How an assignment is graded: by its checks alone, or with nbgrader's own steps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.engine.course.limits import configured
from grader.engine.course.material import find_material
from grader.engine.course.settings import Chosen, read_settings
from grader.engine.grading.checks import Checks
from grader.engine.sandbox.limits import Limits

from .checked_class import CheckedClass
from .moves import must_be_finished

if TYPE_CHECKING:
    from .course_class import CourseClass


def open_class(
    chosen: Chosen, limits: Limits, say: Callable[[str], None]
) -> "CheckedClass | CourseClass":
    """Find a class, and how its assignment is graded.

    Raises:
        LayerwiseError: there is nothing to grade, or no way to.
    """
    must_be_finished(chosen.out or chosen.root)
    work = checks_of(chosen, limits)
    if work is not None:
        return CheckedClass(chosen, work)
    # Loads nbgrader, which takes seconds.
    from .course_class import CourseClass

    course = CourseClass(chosen, limits, say)
    # Where nothing was released yet, nbgrader has released it now: there may be checks alone.
    work = checks_of(chosen, limits)
    return course if work is None else CheckedClass(chosen, work)


def checks_of(chosen: Chosen, limits: Limits) -> Checks | None:
    """Give the work on an assignment of checks alone; None where anything else is marked in it.

    Raises:
        CourseError: the course's settings cannot be read.
        CourseNotBuilt: there are check cells, and no hidden cases for them.
    """
    config = read_settings(chosen.root)
    material = find_material(chosen.root, config, chosen.assignment)
    if material is None:
        return None
    return Checks(material, configured(config, chosen.assignment, limits))

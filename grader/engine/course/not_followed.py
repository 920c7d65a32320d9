"""Settings of nbgrader's with which this grader would give other marks than nbgrader: refused."""

from collections.abc import Iterator
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades
from traitlets import TraitError
from traitlets.config import Config

from grader.engine.errors import CourseError

WHAT_COUNTS = (
    (Execute, "enabled", "without running cells there are no marks"),
    (Execute, "force_raise_errors", "an error in one cell costs no other cell its mark here"),
    (Execute, "skip_cells_with_tag", "a submission's own tags skip no cell here"),
    (SaveAutoGrades, "enabled", "the marks of tests are always kept here"),
    (Autograde, "create_student", "everybody whose work is there is put into the gradebook"),
    (Autograde, "pre_convert_hook", "no hook is called here"),
    (Autograde, "post_convert_hook", "no hook is called here"),
)
READ = (Autograde, Execute, SaveAutoGrades, AssignLatePenalties, LateSubmissionPlugin)


def refuse_what_is_not_followed(config: Config) -> None:
    """See to it that a course's settings mean here what they mean to nbgrader.

    Raises:
        CourseError: one does not; the message names it.
    """
    made = {one: _made(one, config) for one in READ}
    said = list(_others(made))
    if said:
        raise CourseError(
            f"nbgrader_config.py sets {'; '.join(said)}. Take it out, or grade with nbgrader "
            "autograde."
        )


def _made(one: Any, config: Config) -> Any:
    try:
        return one(config=config)
    except TraitError as error:
        raise CourseError(f"c.{one.__name__} in nbgrader_config.py: {error}") from None


def _others(made: dict[Any, Any]) -> Iterator[str]:
    for one, name, why in WHAT_COUNTS:
        value = getattr(made[one], name)
        if value != one.class_traits()[name].default():
            yield f"c.{one.__name__}.{name} = {value!r}, which is not followed here: {why}"

"""How much a submission may use, as the instructor says in nbgrader_config.py.

c.SubmissionLimits.call_seconds = 20
c.SubmissionLimits.assignments = {"training": {"call_seconds": 60, "memory_bytes": 4 * 2**30}}
"""

from dataclasses import fields, replace
from typing import Any

from traitlets import Dict, Float, Int, TraitError
from traitlets.config import Config, Configurable

from grader.engine.errors import CourseError
from grader.engine.sandbox.limits import Limits

# Whether walls stand is no instructor's choice: that is --unsafe-no-sandbox.
NAMES = tuple(field.name for field in fields(Limits) if field.name != "walls")


class SubmissionLimits(Configurable):
    """Bounds on one submission. What is not set is as in grader/engine/sandbox/limits.py."""

    cell_seconds = Float(None, allow_none=True, help="CPU time for a cell.").tag(config=True)
    call_seconds = Float(None, allow_none=True, help="CPU time for a call.").tag(config=True)
    submission_seconds = Float(None, allow_none=True, help="For all.").tag(config=True)
    idle_seconds = Float(None, allow_none=True, help="To wait in one cell.").tag(config=True)
    all_idle_seconds = Float(None, allow_none=True, help="To wait in all.").tag(config=True)
    judge_seconds = Float(None, allow_none=True, help="To judge all answers.").tag(config=True)
    wall_factor = Float(None, allow_none=True, help="By the clock on the wall.").tag(config=True)
    memory_bytes = Int(None, allow_none=True, help="Address space.").tag(config=True)
    file_bytes = Int(None, allow_none=True, help="The largest file.").tag(config=True)
    folder_bytes = Int(None, allow_none=True, help="All files.").tag(config=True)
    folder_files = Int(None, allow_none=True, help="How many files.").tag(config=True)
    descriptors = Int(None, allow_none=True, help="Open files.").tag(config=True)
    threads = Int(None, allow_none=True, help="Threads.").tag(config=True)
    processes = Int(None, allow_none=True, help="Of its own; 0: none.").tag(config=True)
    notebook_bytes = Int(None, allow_none=True, help="The largest notebook.").tag(config=True)
    reply_bytes = Int(None, allow_none=True, help="The largest answer.").tag(config=True)
    text_chars = Int(None, allow_none=True, help="Text of a cell.").tag(config=True)
    all_text_chars = Int(None, allow_none=True, help="Text of all cells.").tag(config=True)
    assignments = Dict(help="The same for single assignments, by name.").tag(config=True)


def configured(config: Config, assignment: str, limits: Limits) -> Limits:
    """Put an instructor's limits over others.

    Raises:
        CourseError: a limit is no number above 0, or there is none of that name.
    """
    try:
        said = SubmissionLimits(config=config)
    except TraitError as error:
        raise CourseError(f"c.SubmissionLimits in nbgrader_config.py: {error}") from None
    chosen: dict[str, Any] = {
        name: value for name in NAMES if (value := getattr(said, name)) is not None
    }
    chosen |= said.assignments.get(assignment, {})
    for name, value in chosen.items():
        if name not in NAMES:
            raise CourseError(
                f"c.SubmissionLimits in nbgrader_config.py: there is no limit {name!r} for "
                f"{assignment}. There are: {', '.join(NAMES)}."
            )
        usual = getattr(limits, name)
        none = usual == 0  # of what a submission has none, it may be told to have none
        least = "0 or a number above it" if none else "a number above 0"
        number = type(value) in (int, float, type(usual)) and 0 <= value < float("inf")
        if not number or (value == 0 and not none):
            raise CourseError(
                f"c.SubmissionLimits in nbgrader_config.py: {name} is {least}, and not {value!r}."
            )
        chosen[name] = type(usual)(value)
    return replace(limits, **chosen)

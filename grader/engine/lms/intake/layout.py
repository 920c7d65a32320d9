"""nbgrader's own tree as a source: `submitted/<student>/<assignment>/…`, given at any depth."""

from pathlib import Path

from grader.diagnosis.words import listed
from grader.engine.errors import SourceError

from .entry import Entry
from .fit import SUFFIX, meant_by
from .target import COLLECTED

SUBMITTED = "submitted"
# A course's other folders: nobody's work is collected from them.
STEPS = ("source", "release", "autograded", "feedback", COLLECTED, "removed")


def whole(entries: list[Entry], assignment: str) -> tuple[list[Entry], list[str]]:
    """Of a whole course take what was submitted, and say so.

    Returns:
        The files, by their paths from `submitted/` on; what to tell.
    """
    if not any(e.path[0] == SUBMITTED and e.path[2:3] == (assignment,) for e in entries):
        return entries, []
    inside = [e.moved(e.path[1:]) for e in entries if e.path[0] == SUBMITTED and len(e.path) > 1]
    left = sorted({e.path[0] for e in entries} - {SUBMITTED})
    return inside, [f"a course: {SUBMITTED}/ was collected, {listed(left)} was not"] if left else []


def at_depth(
    place: Path, entries: list[Entry], assignment: str, notebooks: tuple[str, ...]
) -> list[Entry]:
    """Give what lies in a folder its student and its assignment, where the folder is one of these.

    Raises:
        SourceError: it is one student's, and nothing says whose.
    """
    place = place.resolve()
    # One student's folder, with a folder for each assignment.
    if any(e.path[0] == assignment and len(e.path) > 1 for e in entries):
        if place.parent.name == SUBMITTED:
            return [e.moved((place.name, *e.path)) for e in entries if e.path[0] == assignment]
        if not any(e.path[1:2] == (assignment,) for e in entries):
            raise _whose(place, f"a folder {assignment}, which is one student's", place.parent)
    # One submission: its notebooks lie in the folder itself.
    work = [e for e in entries if len(e.path) == 1 and e.name.lower().endswith(SUFFIX)]
    if work and all(meant_by(e.name, notebooks) is not None for e in work):
        if place.name == assignment and place.parent.parent.name == SUBMITTED:
            return [e.moved((place.parent.name, place.name, *e.path)) for e in entries]
        if place.name == assignment or {e.path for e in work} == {e.path for e in entries}:
            shown = listed(sorted({e.name for e in work})[:3])
            raise _whose(place, f"{shown}, which name no student", place.parent)
    return entries


def _whose(place: Path, what: str, above: Path) -> SourceError:
    return SourceError(
        f"{place} holds {what}, and nothing says whose work it is. Name the folder that holds the "
        f"students' folders (is it {above}?): work lies in <student>/<assignment>/ or <student>/."
    )

"""Carry an assignment's source into a gradebook that has submissions: plan it, and do it."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from grader.engine.course.cells import Released
from grader.engine.course.folder import Course, generate, open_chosen
from grader.engine.course.from_source import from_source
from grader.engine.course.gradebook import gradebook_at
from grader.engine.course.material import find_material
from grader.engine.course.released import released
from grader.engine.course.revision import Changes, changes, keep_revision, read_revision
from grader.engine.course.settings import Chosen
from grader.engine.errors import CourseError
from grader.engine.gradebook.carry import HandMark, as_text, carry, hand_marks
from grader.engine.gradebook.database import only_writer, told
from grader.engine.lock import only_run

DROPPED = "dropped_marks.jsonl"


@dataclass(frozen=True, slots=True)
class Update:
    """What `grader update` is about to do.

    moved: marks by hand that stay and are told of: their cell has another name, or other points.
    lost: marks by hand whose cell is there no more.
    submissions: how many the gradebook holds.
    """

    changes: Changes
    after: Mapping[str, Released]
    moved: list[tuple[HandMark, str]] = field(default_factory=list)
    lost: list[HandMark] = field(default_factory=list)
    submissions: int = 0


def pending(course: Course, known: Mapping[str, Released]) -> Changes:
    """Say what the source has that the gradebook has not; nothing where there is no source.

    Raises:
        CourseError: the source cannot be released as it is.
    """
    after = from_source(course)
    return changes(known, after) if after else Changes()


def update(
    chosen: Chosen, do: Callable[[Update], bool], say: Callable[[str], None] = lambda said: None
) -> Update:
    """Carry what has changed into the gradebook.

    Args:
        chosen: the assignment.
        do: is told what would be done, and says whether it is.
        say: is told what was done besides.

    Returns:
        What was planned, done or not.

    Raises:
        CourseError: there is nothing to carry, or it cannot be released.
        GradebookError, OutBusy: the gradebook cannot be used.
    """
    course = open_chosen(chosen)
    url = course.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise CourseError(f"there is no gradebook {url.database} yet: nothing needs an update")
    with (
        only_run(course.reports),
        told(url),
        only_writer(url),
        closing(gradebook_at(url, course.directory.course_id)) as gradebook,
    ):
        try:
            before = released(gradebook, course.assignment)
        except MissingEntry:
            raise CourseError(
                f"the gradebook does not know {course.assignment} yet: nothing needs an update"
            ) from None
        after = from_source(course) or _built(chosen, course)
        plan = _plan(gradebook, course.assignment, changes(before, after), after)
        if not plan.changes or not do(plan):
            return plan
        if plan.lost:
            with (course.reports / DROPPED).open("a", encoding="utf-8") as kept:
                kept.write(as_text(plan.lost))
        # Kept first: a run that ends here leaves the same changes to be carried again.
        revision = read_revision(course.reports).with_changes(plan.changes, after)
        keep_revision(course.reports, revision)
        carry(gradebook, course.assignment, plan.changes, after)
        gradebook.db.commit()
    if any(course.source.glob("*.ipynb")):
        if failed := generate(course):
            raise CourseError(
                f"the gradebook is up to date, and nbgrader could not write {course.assignment}'s "
                f"release/: {failed}"
            )
        say("release/ is as the source now: give it to the students who still work on it")
    return plan


def _built(chosen: Chosen, course: Course) -> Mapping[str, Released]:
    """Read the notebooks of an assignment of checks, which are made without nbgrader's source."""
    material = find_material(chosen.root, course.config, course.assignment)
    if material is None:
        raise CourseError(f"{course.source} holds no notebook. Is the name right?")
    return material.released


def _plan(
    gradebook: Gradebook, assignment: str, made: Changes, after: Mapping[str, Released]
) -> Update:
    moved, lost = [], []
    for mark in hand_marks(gradebook, assignment):
        place = mark.notebook, mark.cell
        given = "a comment" if mark.score is None else f"{mark.score:g}"
        if mark.notebook in made.notebooks_removed or (
            place in made.removed and place not in made.added
        ):
            lost.append(mark)
        elif place in made.renamed:
            now = made.renamed[place]
            moved.append((mark, f"{given} goes with its cell, which is named {now} now"))
        elif place in made.points:
            was, now_worth = made.points[place]
            said = f"{given} of {was:g} becomes {given} of {now_worth:g}, for you to look at"
            moved.append((mark, said))
    count = len(gradebook.assignment_submissions(assignment))
    return Update(made, after, moved, lost, count)

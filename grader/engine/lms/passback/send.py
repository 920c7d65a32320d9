"""What an LMS has, what it should have, and the way from the one to the other.

It is asked first, and only what differs is sent: the same command twice sends nothing twice, and
after a failure it sends the rest. Then it is asked again, and what it has is compared.
"""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader.engine.errors import CannotExport, CannotSend, MarkRefused
from grader.engine.gradebook.database import told
from grader.engine.gradebook.structure import open_course
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.intake.target import Target
from grader.engine.lms.outlet.exporter import Marks
from grader.engine.lms.outlet.scores import Score, scores
from grader.engine.lms.outlet.table import number


@dataclass(frozen=True, slots=True)
class Standing:
    """What an LMS has of one student.

    points: the mark, in points as they are here; None where there is none.
    shown: the mark that the student sees, where the LMS itself takes something off.
    kept: why it must stay as it is; empty where it need not.
    scale: how much the LMS writes for one point. It rounds what it writes.
    """

    points: float | None
    shown: float | None = None
    kept: str = ""
    scale: float = 1.0

    def has(self, mark: float) -> bool:
        """Tell whether this is that mark, as the LMS writes it."""
        if self.points is None:
            return False
        return number(self.points * self.scale) == number(mark * self.scale)


class Place(Protocol):
    """An assignment in an LMS."""

    name: str
    max_score: float

    def people(self) -> list[Student]:
        """Name who is in the class; lms_user_id is the LMS's own name for each."""

    def standing(self) -> dict[str, Standing]:
        """Give what is there, by the LMS's own name of each student."""

    def send(self, who: str, mark: float) -> None:
        """Set one mark.

        Raises:
            MarkRefused: this mark is not taken.
            CannotSend: no more can be sent.
        """


@dataclass(frozen=True, slots=True)
class Change:
    """One mark to send. who: the LMS's own name for the student."""

    student: str
    who: str
    before: float | None
    mark: float


@dataclass(slots=True)
class Plan:
    """What is to be sent. notes: whose marks are not, and why. same: how many are there already."""

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, what: str, students: list[str]) -> None:
        """Say of whom something is true, where there is anybody."""
        if students:
            self.notes.append(f"{what}: {', '.join(sorted(students))}")


def marks_of(target: Target) -> tuple[list[Score], float]:
    """Read an assignment's marks, and what it is worth.

    Raises:
        CannotExport: there is no gradebook, or no such assignment in it.
        GradebookError: it cannot be used.
    """
    url = target.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise CannotExport(f"there is no {url.database}. Grade first, or say where it is.")
    with told(url), closing(open_course(url, target.course_id)) as gradebook:
        for assignment in gradebook.assignments:
            if assignment.name == target.assignment:
                return scores(gradebook, assignment), float(assignment.max_score)
    raise CannotExport(f"the gradebook has no assignment {target.assignment}. Grade it first.")


def make_plan(found: list[Score], place: Place, include_open: bool = False) -> Plan:
    """Compare the marks with what an LMS has.

    Raises:
        CannotSend: two of its students are one here; or it cannot be asked.
    """
    plan = Plan()
    handed_in = [score for score in found if score.submitted]
    marks, standing = Marks(handed_in), place.standing()
    taken: dict[str, str] = {}
    absent, kept = [], []
    for person in place.people():
        mark, who = marks.of(person), person.lms_user_id
        if mark is None:
            continue
        if taken.setdefault(mark.student, who) != who:
            raise CannotSend(
                f"two students in {place.name} ({taken[mark.student]} and {who}) are "
                f"{mark.student} here, and nothing was sent. Correct it: grader roster"
            )
        there = standing.get(who)
        if mark.open and not include_open:
            continue
        if there is None:
            absent.append(mark.student)
        elif there.kept:
            kept.append(f"{mark.student} ({there.kept})")
        elif there.has(mark.score):
            plan.same += 1
        else:
            plan.changes.append(Change(mark.student, who, there.points, mark.score))
    waiting = [score.student for score in handed_in if score.open]
    plan.note("not final, and sent" if include_open else "not final, and held back", waiting)
    plan.note(f"not in {place.name}'s class", marks.unused())
    plan.note(f"{place.name} has not given them this assignment", absent)
    plan.note(f"left as {place.name} has it", kept)
    return plan


def carry_out(plan: Plan, place: Place) -> int:
    """Send what a plan says, and read it back. What did not arrive is in the plan's notes.

    Returns:
        How many marks are there now that were not.

    Raises:
        CannotSend: it stopped in the middle; the same again sends the rest.
    """
    refused: dict[str, str] = {}
    for done, change in enumerate(plan.changes):
        try:
            place.send(change.who, change.mark)
        except MarkRefused as error:
            refused[change.student] = str(error)
        except CannotSend as error:
            raise CannotSend(
                f"{error} {done} of {len(plan.changes)} marks were sent. The same command again "
                "sends the rest, and none twice."
            ) from None
    plan.note("refused", [f"{student} ({why})" for student, why in refused.items()])
    there = place.standing() if plan.changes else {}
    arrived, other, less = 0, [], []
    for change in plan.changes:
        if change.student in refused:
            continue
        now = there.get(change.who, Standing(None))
        if now.has(change.mark):
            arrived += 1
        else:
            has = "nothing" if now.points is None else number(now.points)
            other.append(f"{change.student} (sent {number(change.mark)}, there is {has})")
        if now.shown is not None and not now.has(now.shown):
            less.append(f"{change.student} ({number(now.shown)})")
    plan.note("read back, and not as it was sent", other)
    plan.note(f"{place.name}'s own late policy changes the mark besides", less)
    return arrived

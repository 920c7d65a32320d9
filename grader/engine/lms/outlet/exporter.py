"""What the exporters have in common: nbgrader's plug-in, and what it could not export."""

from contextlib import closing
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Unicode

from grader.engine.errors import CannotExport
from grader.engine.files import write_whole
from grader.engine.gradebook.database import told
from grader.engine.gradebook.structure import open_course
from grader.engine.lms.intake.roster import Kind, Roster, read_roster
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.intake.stamp import zone_named
from grader.engine.lms.intake.target import Target

from .scores import Score
from .table import csv_text

MOST = 5  # names in a note


class TableExportPlugin(ExportPlugin):  # type: ignore[misc]
    """Writes a table. Its notes say whose marks are not in it."""

    default_to = "grades.csv"
    roster_kind = Kind.PLAIN

    roster = Unicode(
        "", help="the class list that the LMS gave: its rows are kept, and filled in"
    ).tag(config=True)

    include_open = Bool(
        False, help="put marks into the table of which a part is left to a person"
    ).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        """Take nbgrader's configuration, as every plug-in of nbgrader's does."""
        super().__init__(**kwargs)
        self.notes: list[str] = []
        self.told = ""  # how a list was read whose headers are not known

    def rows(self, gradebook: Gradebook) -> list[list[object]]:
        """Give the table, the header first."""
        raise NotImplementedError

    def export(self, gradebook: Gradebook) -> None:
        """Write the table.

        Raises:
            CannotExport: the gradebook has no such assignment.
            RosterError: the class list cannot be used.
        """
        path = Path(self.to or self.default_to)
        write_whole(path, csv_text(self.rows(gradebook)))
        for note in self.notes:
            self.log.warning(note)

    def assignments(self, gradebook: Gradebook) -> list[Assignment]:
        """Give the assignments that are asked for; all, where none is named.

        Raises:
            CannotExport: there is no such assignment, or none at all.
        """
        found = {assignment.name: assignment for assignment in gradebook.assignments}
        names = [str(name) for name in self.assignment] or list(found)
        if missing := [name for name in names if name not in found]:
            raise CannotExport(
                f"the gradebook has no assignment {missing[0]}; it has {', '.join(found) or 'none'}"
            )
        if not names:
            raise CannotExport("the gradebook has no assignment yet. Grade one first.")
        return [found[name] for name in names]

    def read_roster(self) -> Roster | None:
        """Read the class list, where one is given.

        Raises:
            RosterError: it cannot be read.
            CannotExport: it is another system's.
        """
        if not self.roster:
            return None
        roster = read_roster(Path(self.roster), zone_named(""))
        if roster.kind is not self.roster_kind:
            raise CannotExport(
                f"{self.roster} is a list of the kind {roster.kind}; this export needs one of the "
                f"kind {self.roster_kind}. Download it from there."
            )
        self.told = roster.told
        return roster

    def chosen(self, student: str) -> bool:
        """Tell whether a student's marks are asked for."""
        return not self.student or student in {str(name) for name in self.student}

    def tells(self, score: Score | None) -> bool:
        """Tell whether a mark goes into the table: it is final, or may be preliminary."""
        return score is not None and (score.final or (self.include_open and score.submitted))

    def note_open(self, assignment: str, scores: list[Score], included: bool = False) -> None:
        """Say whose marks wait for a person."""
        inside = included or self.include_open
        what = "not final, and in the table" if inside else "not final, and left out"
        self.note(assignment, what, [score.student for score in scores if score.open])

    def note(self, assignment: str, what: str, students: list[str]) -> None:
        """Say whose marks are not in the table."""
        if students:
            more = f" and {len(students) - MOST} more" if len(students) > MOST else ""
            said = f"{assignment}: {what}: {', '.join(sorted(students)[:MOST])}{more}"
            self.notes.append(said)


def run_exporter(plugin: TableExportPlugin, target: Target) -> None:
    """Export from an assignment's gradebook.

    Raises:
        CannotExport: there is no gradebook, or no such assignment in it.
        GradebookError: it cannot be used.
        RosterError: the class list cannot be used.
    """
    url = target.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise CannotExport(f"there is no {url.database}. Grade first, or say where it is.")
    plugin.assignment = [target.assignment]
    plugin.log.setLevel("ERROR")  # its notes are told by the caller
    with told(url), closing(open_course(url, target.course_id)) as gradebook:
        plugin.export(gradebook)


class Marks:
    """The marks of an assignment, to be found by a row of a class list."""

    def __init__(self, scores: list[Score]) -> None:
        self._by_id = {score.student: score for score in scores}
        self._by_lms = {score.lms_user_id: score for score in scores if score.lms_user_id}
        self.used: set[str] = set()

    def of(self, student: Student) -> Score | None:
        """Find a student's mark, by id or by the LMS's own number."""
        score = self._by_id.get(student.id) or self._by_lms.get(student.lms_user_id)
        if score is not None:
            self.used.add(score.student)
        return score

    def unused(self) -> list[str]:
        """Name the students who handed in and are not in the list."""
        return [s for s, score in self._by_id.items() if score.submitted and s not in self.used]

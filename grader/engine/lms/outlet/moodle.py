"""Moodle's grading worksheet: "Download grading worksheet", and "Upload grading worksheet" back.

Moodle reads `Identifier`, `Grade` and `Last modified (grade)`, and writes back whatever stands in
the columns for feedback. These are left out, so that an upload changes marks and nothing else.
"""

from nbgrader.api import Assignment, Gradebook

from grader.engine.errors import CannotExport
from grader.engine.lms.intake.roster import Kind, Roster

from .exporter import Marks, TableExportPlugin
from .scores import Score, scores
from .table import number

GRADE, MAXIMUM, MODIFIED = "Grade", "Maximum grade", "Last modified (grade)"
HEADER = [
    *("Identifier", "Full name", "Email address", "Status", GRADE, MAXIMUM),
    *("Grade can be changed", "Last modified (submission)", MODIFIED),
]


class MoodleExportPlugin(TableExportPlugin):
    """`nbgrader export --exporter grader.engine.outlet.moodle.MoodleExportPlugin`."""

    default_to = "moodle.csv"
    roster_kind = Kind.MOODLE

    def rows(self, gradebook: Gradebook) -> list[list[object]]:
        """Give the table: the worksheet filled in, or one made for it.

        Raises:
            CannotExport: not one assignment, but several.
        """
        assignments = self.assignments(gradebook)
        if len(assignments) > 1:
            names = ", ".join(assignment.name for assignment in assignments)
            raise CannotExport(f"a worksheet is of one assignment. Name one of {names}.")
        (assignment,) = assignments
        found = [s for s in scores(gradebook, assignment) if self.chosen(s.student)]
        roster = self.read_roster()
        self.note_open(assignment.name, found)
        if roster is None:
            return self._fresh(assignment, found)
        return self._kept(assignment, found, roster)

    def _fresh(self, assignment: Assignment, found: list[Score]) -> list[list[object]]:
        nameless = [score.student for score in found if not score.lms_user_id.isdigit()]
        self.note(assignment.name, "Moodle's number is not known; give its worksheet", nameless)
        most = number(assignment.max_score)
        rows: list[list[object]] = [list(HEADER)]
        for s in found:
            mark = number(s.score) if self.tells(s) else ""
            name = f"{s.first_name} {s.last_name}".strip() or s.student
            who = f"Participant {s.lms_user_id or s.student}"
            rows.append([who, name, s.email, "", mark, most, "Yes", "-", "-"])
        return rows

    def _kept(
        self, assignment: Assignment, found: list[Score], roster: Roster
    ) -> list[list[object]]:
        header = [cell.strip() for cell in roster.rows[0]]
        folded = [cell.casefold() for cell in header]
        columns = roster.columns
        if columns is None and (GRADE not in header or MODIFIED not in header):
            raise CannotExport(
                f"{self.roster} has no columns {GRADE} and {MODIFIED}, which Moodle wants back. "
                "Switch on Moodle's offline grading worksheet, and download it again."
            )
        marks = Marks(found)
        most: int | None = None
        if columns is not None:
            place, most = columns.grade, columns.maximum
            width = len(header) if columns.modified is None else columns.modified + 1
        else:
            place, width = header.index(GRADE), header.index(MODIFIED) + 1
            most = folded.index(MAXIMUM.casefold()) if MAXIMUM.casefold() in folded else None
        rows: list[list[object]] = [list(roster.rows[0][:width])]
        limits = set()
        for student in roster.students:
            if not self.chosen(student.id):
                continue
            row: list[object] = list((roster.rows[student.row] + [""] * width)[:width])
            if (mark := marks.of(student)) is not None and self.tells(mark):
                row[place] = number(mark.score)
            if most is not None:
                limits.add(str(row[most]).strip())
            rows.append(row)
        for limit in sorted(limits - {"", f"{assignment.max_score:.2f}"}):
            self.notes.append(
                f"{assignment.name}: the maximum is {limit} in Moodle and "
                f"{number(assignment.max_score)} here; Moodle leaves out marks above its own"
            )
        self.note(assignment.name, "not in Moodle's worksheet", marks.unused())
        return rows

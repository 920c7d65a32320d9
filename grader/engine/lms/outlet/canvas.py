"""Canvas's gradebook import.

Canvas takes back what it gave: the columns up to `Section`, a row `Points Possible`, and a column
for each assignment, `<name> (<number>)`. Only the columns of the assignments that are exported go
back: in the others Canvas would set marks to what they were when the list was downloaded.
"""

import re

from nbgrader.api import Assignment, Gradebook
from traitlets import Unicode

from grader.engine.lms.intake.roster import Kind, Roster

from .exporter import Marks, TableExportPlugin
from .scores import Score, scores
from .table import number

HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS = "    Points Possible"


class CanvasExportPlugin(TableExportPlugin):
    """`nbgrader export --exporter grader.engine.outlet.canvas.CanvasExportPlugin`."""

    default_to = "canvas.csv"
    roster_kind = Kind.CANVAS

    column = Unicode(
        "", help="the assignment's name in Canvas, where it is another than in nbgrader"
    ).tag(config=True)

    def rows(self, gradebook: Gradebook) -> list[list[object]]:
        """Give the table: Canvas's own rows filled in, or one for each student."""
        assignments = self.assignments(gradebook)
        marks = {a.name: scores(gradebook, a) for a in assignments}
        roster = self.read_roster()
        table = self._fresh(marks) if roster is None else self._kept(roster)
        for assignment in assignments:
            self._add(table, assignment, marks[assignment.name], roster)
        return table

    def _fresh(self, marks: dict[str, list[Score]]) -> list[list[object]]:
        students = [s for s in next(iter(marks.values())) if self.chosen(s.student)]
        named = [
            [
                f"{s.last_name}, {s.first_name}".strip(", ") or s.student,
                *(s.lms_user_id, "", s.student, ""),
            ]
            for s in students
        ]
        return [list(HEADER), [POINTS, "", "", "", ""], *map(list[object], named)]

    def _kept(self, roster: Roster) -> list[list[object]]:
        header = [cell.strip() for cell in roster.rows[0]]
        width = header.index("Section") + 1
        points = [row for row in roster.rows[1:] if row and "Points Possible" in row[0]]
        rows = [roster.rows[s.row] for s in roster.students if self.chosen(s.id)]
        first = points[0] if points else [POINTS]
        return [
            list[object]((row + [""] * width)[:width]) for row in (roster.rows[0], first, *rows)
        ]

    def _add(
        self,
        table: list[list[object]],
        assignment: Assignment,
        found: list[Score],
        roster: Roster | None,
    ) -> None:
        """Put an assignment's column to a table."""
        name = self.column or assignment.name
        place = None if roster is None else _column(roster.rows[0], name)
        table[0].append(name if roster is None or place is None else roster.rows[0][place])
        table[1].append(number(assignment.max_score))
        chosen = [score for score in found if self.chosen(score.student)]
        if roster is None:
            for row, score in zip(table[2:], chosen, strict=True):
                row.append(number(score.score) if self.tells(score) else "")
        else:
            marks = Marks(chosen)
            students = [s for s in roster.students if self.chosen(s.id)]
            for row, student in zip(table[2:], students, strict=True):
                mark, before = marks.of(student), ""
                if place is not None:
                    before = (roster.rows[student.row] + [""] * (place + 1))[place]
                row.append(number(mark.score) if mark and self.tells(mark) else before)
            self._compare(table, assignment, roster, place)
            self.note(assignment.name, "not in Canvas's list", marks.unused())
        self.note_open(assignment.name, chosen)

    def _compare(
        self, table: list[list[object]], assignment: Assignment, roster: Roster, place: int | None
    ) -> None:
        if place is None:
            self.notes.append(
                f"{assignment.name}: Canvas's list has no such column, so Canvas will offer to "
                "make a new assignment; --column gives the name that it has there"
            )
            return
        points = [row for row in roster.rows[1:] if row and "Points Possible" in row[0]]
        there = points[0][place].strip() if points and len(points[0]) > place else ""
        if there:
            table[1][-1] = there  # what an assignment is worth in Canvas is Canvas's to say
            if there.replace(",", ".") not in (
                number(assignment.max_score),
                f"{assignment.max_score:.2f}",
            ):
                self.notes.append(
                    f"{assignment.name}: worth {there} in Canvas and "
                    f"{number(assignment.max_score)} here; the marks are as they are here"
                )


def _column(header: list[str], name: str) -> int | None:
    """Find an assignment's column: by its name and Canvas's number, or by its name."""
    form = re.compile(rf"^{re.escape(name)}(?: \(\d+\))?$")
    return next((i for i, cell in enumerate(header) if form.match(cell.strip())), None)

"""nbgrader's own table, for a class of any size: one question for each assignment.

nbgrader's CsvExportPlugin asks for each student, and writes a comma in a name as it is.
"""

from pathlib import Path

from nbgrader.api import Gradebook

from .exporter import TableExportPlugin
from .scores import scores

HEADER = [
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
]


class PlainExportPlugin(TableExportPlugin):
    """`nbgrader export --exporter grader.engine.outlet.plain.PlainExportPlugin`."""

    def rows(self, gradebook: Gradebook) -> list[list[object]]:
        """Give the table that nbgrader's CsvExportPlugin gives."""
        rows: list[list[object]] = [list(HEADER)]
        for assignment in self.assignments(gradebook):
            found = [s for s in scores(gradebook, assignment) if self.chosen(s.student)]
            most = str(assignment.max_score)
            for s in found:
                rows.append(
                    [
                        *(assignment.name, str(assignment.duedate or ""), str(s.timestamp or "")),
                        *(s.student, s.last_name, s.first_name, s.email),
                        *(str(s.raw), str(s.penalty), str(s.score), most),
                    ]
                )
            self.note_open(assignment.name, found, included=True)
        return rows


def export(gradebook: Gradebook, path: Path, assignment: str) -> None:
    """Write one assignment's table; others may be in the same database."""
    plugin = PlainExportPlugin()
    plugin.to = str(path)
    plugin.assignment = [assignment]
    plugin.export(gradebook)

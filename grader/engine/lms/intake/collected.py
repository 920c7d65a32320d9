"""What became of a class's work that was collected."""

from dataclasses import dataclass, field
from datetime import datetime

from .place import Placed
from .roster_forms import Student


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one student's submission in one source.

    placed: None where it was refused.
    notes: what was done with it that a person may want to know.
    open: what a person must decide, or why it was refused.
    """

    student: str
    name: str
    placed: Placed | None
    when: datetime | None
    late: bool = False
    notes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(slots=True)
class Collected:
    """What was collected.

    notes: what belongs to no student.
    students: who is known by name.
    """

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    students: dict[str, Student] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        """Tell whether something waits for a person."""
        return any(row.open for row in self.rows)

"""What hostile submissions try: each name begins with the number of the trick it belongs to.

Every one leaves compute_cost unsolved, or wrong, and tries to be paid all the same, or to hurt
others; where it has solved it, `passes` says so. What it would leave behind is named MARK.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MARK = "hostile-mark"
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Trick:
    """One hostile submission: notebook 3 as released, with something done to it.

    what: one line on what it tries.
    cell: a code cell after that of compute_cost.
    outcome: what must become of compute_cost.
    edit: another change of the notebook.
    text: the file as it is, in place of a notebook; one letter is one byte.
    files: other files that are handed in with it.
    says: texts that the verdict, or the list of what needs a person, must hold.
    """

    what: str
    cell: str = ""
    outcome: str = "wrong"
    edit: Callable[[Notebook], None] = lambda notebook: None
    text: str = ""
    files: dict[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()


def answers(body: str) -> str:
    """A compute_cost of the student's own: further lines of its body come with their indent."""
    return f"def compute_cost(AL, Y):\n    {body}\n"

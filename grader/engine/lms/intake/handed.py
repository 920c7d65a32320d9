"""What a source says that one student handed in."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from .entry import Entry

MOST = 5  # names in one sentence


@dataclass(slots=True)
class Handed:
    """One student's submission, as it lies in a source.

    key: what the source calls the student: a number of the LMS, or a folder's name.
    files: what was handed in; paths begin inside the submission.
    name: the student's full name, where the source has it.
    also: other ids that the key may be a part of: a name that is made of several parts does not say
        where each begins. A class list knows.
    when: the time at which it was handed in, where the source says so.
    clock: the same as the source's server has it, which does not say in which timezone it is.
    late: the source itself says that it was late.
    ordered: of two files for one notebook, the one that comes later is the newer.
    notes: what a person may want to know.
    """

    key: str
    files: list[Entry] = field(default_factory=list)
    name: str = ""
    also: tuple[str, ...] = ()
    when: datetime | None = None
    clock: datetime | None = None
    late: bool = False
    ordered: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def newest(self) -> datetime | None:
        """The latest time that the source has for one of its files."""
        return max((entry.when for entry in self.files), default=None)


def same(name: str) -> str:
    """Give the form in which two names count as the same."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def left_out(strangers: list[Entry]) -> list[str]:
    """Name the files of a download that belong to no student; nothing where there is none."""
    if not strangers:
        return []
    shown = ", ".join("/".join(entry.path) for entry in strangers[:MOST])
    more = f" and {len(strangers) - MOST} more" if len(strangers) > MOST else ""
    return [f"belongs to no student, and was left out: {shown}{more}"]

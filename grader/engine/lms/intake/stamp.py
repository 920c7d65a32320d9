"""Times: what a source's times are worth, and nbgrader's timestamp.txt."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser, tz

from grader.engine.course.notebook import UnreadableNotebook, read_bytes
from grader.engine.course.timestamp import NAME, parse_timestamp
from grader.engine.errors import NoSuchZone

FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's own, with its own default timezone
AT_ONCE = timedelta(hours=1)
NO_TIME = datetime(1990, 1, 1, tzinfo=UTC)  # a zip that has no time for a file has 1980
YEAR = re.compile(r"\b[12]\d{3}\b")


class Times(StrEnum):
    """Whether the times of files are the times at which work was handed in."""

    AUTO = "auto"
    KEEP = "keep"
    IGNORE = "ignore"


def believed(times: Times, of_files: Iterable[datetime]) -> bool:
    """Tell whether the times of a source's files are those at which they were handed in.

    Moodle and Canvas write the time of the download into a zip, and who copies a folder may give
    every file the time of the copy. Then all lie close together; students do not hand in so. A
    late penalty for a late download would be the grader's fault, and nobody's.
    """
    if times is not Times.AUTO:
        return times is Times.KEEP
    known = list(of_files)
    return bool(known) and min(known) > NO_TIME and max(known) - min(known) > AT_ONCE


def zone_named(name: str) -> tzinfo:
    """Find a timezone; the machine's own where no name is given.

    Raises:
        NoSuchZone: there is none of this name.
    """
    if not name:
        return tz.tzlocal()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoSuchZone(
            f"{name!r} is no timezone. Give one such as Europe/Berlin, America/New_York or UTC."
        ) from None


def parse_time(text: str, zone: tzinfo) -> datetime | None:
    """Read a time as an LMS writes it, such as "Monday, 2 February 2015, 3:58 PM".

    Args:
        text: what was written.
        zone: the timezone of a time that names none.

    Returns:
        The time in UTC; None where it is none.
    """
    if not YEAR.search(text):  # dateutil takes any number for a day of this month
        return None
    try:
        when = parser.parse(text)
        return when.replace(tzinfo=when.tzinfo or zone).astimezone(UTC)
    except Exception:  # as in parse_timestamp: a file's name may be anybody's
        return None


def read_as(text: str, *forms: str) -> datetime | None:
    """Read a time, which names no zone, in the first form that fits; None where none does."""
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def parse_stamp(text: str) -> datetime | None:
    """Read a time as nbgrader writes it, in UTC; None where it is none."""
    when = parse_timestamp(text.encode()) if YEAR.search(text) else None
    return when.replace(tzinfo=UTC) if when else None


def write_stamp(when: datetime) -> str:
    """Give the content of timestamp.txt."""
    return when.astimezone(UTC).strftime(FORMAT)


def read_stamp(folder: Path) -> datetime | None:
    """Read a submission's timestamp.txt, in UTC; None where it has none that is a time."""
    try:
        when = parse_timestamp(read_bytes(folder / NAME, 1_000))
    except UnreadableNotebook:
        return None
    return when.replace(tzinfo=UTC) if when else None

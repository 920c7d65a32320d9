"""Times: what a source's times are worth, and nbgrader's timestamp.txt."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser, tz

from grader.errors import LayerwiseError

STAMP = "timestamp.txt"
FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's own, with its own default timezone
AT_ONCE = timedelta(hours=1)
NO_TIME = datetime(1990, 1, 1, tzinfo=UTC)  # a zip that has no time for a file has 1980
YEAR = re.compile(r"\b[12]\d{3}\b")


class NoSuchZone(LayerwiseError):
    """A name of no timezone."""


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


def parse_stamp(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Read a time as nbgrader reads its own; None where it is none.

    Args:
        text: such as "2015-02-02 15:58:23.948203 UTC", or "Monday, 2 February 2015, 3:58 PM".
        zone: the timezone of a time that names none.
    """
    if not YEAR.search(text):  # dateutil takes any number for a day of this month
        return None
    parts = text.strip().split(" ")
    named = tz.gettz(parts[2]) if len(parts) == 3 and parts[2].isalpha() else None
    try:
        when = parser.parse(" ".join(parts[:2]) if named else text)
        return when.replace(tzinfo=when.tzinfo or named or zone).astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def write_stamp(when: datetime) -> str:
    """Give the content of timestamp.txt."""
    return when.astimezone(UTC).strftime(FORMAT)


def read_stamp(folder: Path) -> datetime | None:
    """Read a submission's timestamp.txt; None where it has none that is a time."""
    try:
        return parse_stamp((folder / STAMP).read_text(encoding="utf-8", errors="replace")[:100])
    except OSError:
        return None

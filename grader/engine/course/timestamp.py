"""When a submission was handed in: nbgrader's timestamp.txt beside its notebooks."""

import re
from datetime import UTC, datetime, tzinfo

from dateutil.parser import parse
from dateutil.tz import gettz

NAME = "timestamp.txt"
# A zone's name, and no path: gettz would open whatever file of this machine it names, and wait.
ZONE = re.compile(r"(?!.*\.\.)[A-Za-z][A-Za-z0-9_+,./-]*")


def parse_timestamp(text: bytes) -> datetime | None:
    """Read a time as nbgrader does: UTC, unless it names another zone; None where it is none.

    Returns:
        The time in UTC, without a zone, as nbgrader's gradebook keeps it.
    """
    said = text[:100].decode("utf-8", "replace").strip()
    if not said:
        return None
    parts = said.split(" ")
    try:
        if len(parts) == 3:
            zone = int(parts[2]) if parts[2].lstrip("+-").isdigit() else _zone(parts[2])
            moment = parse(f"{parts[0]} {parts[1]} TZ", tzinfos={"TZ": zone})
        else:
            moment = parse(said)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except Exception:  # the text is anybody's: Decimal's own errors come, and others may
        return None
    return moment


def _zone(name: str) -> tzinfo | None:
    return gettz(name) if ZONE.fullmatch(name) else None

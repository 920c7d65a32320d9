"""Every case of the long tests, or the part of them that each day's run takes."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")
EVERY = os.environ.get("LAYERWISE_TESTS") == "all"


def of_the_day(cases: Iterable[T], parts: int = 2) -> list[T]:
    """Take every second case, or one of more parts, the others on the next days; or all of them.

    There is always one.
    """
    listed = list(cases)
    parts = 1 if EVERY else min(parts, len(listed))
    return listed[datetime.now(UTC).toordinal() % parts :: parts]

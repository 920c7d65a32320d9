"""Every case of the long tests, or the part of them that each day's run takes."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime

EVERY = os.environ.get("LAYERWISE_TESTS") == "all"


def of_the_day(cases: Iterable[str], parts: int = 2) -> list[str]:
    """Take every second case, or one of more parts, the others on the next days; or all of them."""
    today = datetime.now(UTC).toordinal() % parts
    return [case for i, case in enumerate(cases) if EVERY or i % parts == today]

"""Ask again where an LMS is busy or the line fails, a few times, and longer apart each time."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

TRIES = 4
FIRST, LONGEST = 1.0, 60.0  # seconds
TIMEOUT = 30.0  # seconds without a byte
BUSY = (429, 500, 502, 503, 504)


class Answer(Protocol):
    """What requests and httpx answer with, as far as it matters here."""

    @property
    def status_code(self) -> int:
        """HTTP's number."""

    @property
    def headers(self) -> Mapping[str, str]:
        """HTTP's headers."""

    @property
    def text(self) -> str:
        """What came."""


A = TypeVar("A", bound=Answer)


def patiently(ask: Callable[[], A], lost: tuple[type[Exception], ...], busy: tuple[int, ...]) -> A:
    """Ask until there is an answer that will not change, or patience ends.

    Args:
        ask: asks once.
        lost: what it raises where no answer came and asking again can do no harm.
        busy: the numbers of answers that mean: later.

    Returns:
        The last answer.
    """
    wait = FIRST
    for _ in range(TRIES - 1):
        asked = wait
        try:
            answer = ask()
        except lost:
            pass
        else:
            if answer.status_code not in busy and not throttled(answer):
                return answer
            after = answer.headers.get("Retry-After", "")
            asked = float(after) if after.isdecimal() else wait
        time.sleep(min(asked, LONGEST))
        wait *= 2
    return ask()


def throttled(answer: Answer) -> bool:
    """Tell whether an LMS has too much to do; Canvas says so with 403, or with 429."""
    return answer.status_code == 429 or (
        answer.status_code == 403 and "rate limit" in answer.text.lower()
    )

"""How names are put into a sentence."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Put names behind each other: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

"""What a recipe yields, and how its title counts."""

from typing import Any

# title, why, args, kwargs
Recipe = tuple[str, str, tuple[Any, ...], dict[str, Any]]


def listed(numbers: list[int]) -> str:
    """3, 2 and 1 as "3, 2, 1"."""
    return ", ".join(map(str, numbers))


def count(n: int, what: str) -> str:
    """1 unit, 2 units."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"

"""What a student wrote or printed, made safe to show."""

import re

_DECIMALS = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+|\d{7,}")


def printable(text: str) -> str:
    """Replace what a terminal or a page could take for a command: control characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def without_numbers(text: str) -> str:
    """Blank decimal numbers: what a function says of a hidden case may hold the case's inputs."""
    return _DECIMALS.sub("…", text)

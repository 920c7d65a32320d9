"""What a student wrote or printed, made safe to show."""

import re

COLOUR = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\))")
REPLACED = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Leave out colours, and replace what else a terminal or a page could take for a command."""
    if text.isprintable():
        return text
    lines = COLOUR.sub("", text).replace("\r\n", "\n")
    return "".join(c if c.isprintable() or c in "\n\t" else REPLACED for c in lines)


def one_line(text: str) -> str:
    """Make a text printable that stands in a list or a sentence: its lines become one."""
    if text.isprintable():
        return text
    return printable(" ".join(COLOUR.sub("", text).split()))

"""What a student wrote or printed, made safe to show."""


def printable(text: str) -> str:
    """Replace what a terminal or a page could take for a command: control characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else REPLACED for c in text)


def one_line(text: str) -> str:
    """Make a text printable that stands in a list or a sentence, such as a name."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else REPLACED for c in text)


REPLACED = "\N{REPLACEMENT CHARACTER}"

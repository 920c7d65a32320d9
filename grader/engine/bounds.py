"""What a page may cost whoever makes it: HTML and Markdown that take too long are shown as text.

A parser of HTML takes a time that grows with the square of how deep its tags are nested, one of
Markdown with the square of a text's length: a cell that shows a million letters would take hours.
"""

import html
import re

DEEPEST = 2_000  # tags that may stand in one another: a hundredth of a second
PASSES = 12  # a table of pandas' takes five
LONGEST = 20_000  # letters of a text in Markdown: a second at most
MOST = 300_000  # letters of all such texts of a page
SHOWN = 20_000  # letters of what is shown as text
_ATTRIBUTES = r"(\s+[\w-]+(=(\"[^\"<>]*\"|'[^'<>]*'|[\w.%#-]+))?)*\s*"
_ALONE = re.compile(rf"<(br|hr|img|col|wbr|input){_ATTRIBUTES}/?>", re.IGNORECASE)
# Nothing stands between its two tags but text: a parser has closed it, whatever is around it.
_CLOSED = re.compile(rf"<(\w+){_ATTRIBUTES}>[^<]*</\1\s*>", re.IGNORECASE)


def is_too_deep(text: str) -> bool:
    """Tell whether tags may be nested too deep; what is closed at once is nested in nothing."""
    if text.count("<") <= DEEPEST:
        return False
    text = _ALONE.sub("", text)
    for _ in range(PASSES):
        left = text.count("<")
        if left <= DEEPEST:
            return False
        text = _CLOSED.sub("", text)
        if text.count("<") == left:
            break
    return True


def as_text(text: str) -> str:
    """Show what is too much to be rendered."""
    more = "\n…" if len(text) > SHOWN else ""
    return f"<pre>{html.escape(text[:SHOWN])}{more}</pre>"

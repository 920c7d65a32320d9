"""Colour the code of a feedback page: as nbconvert does, and each line of a class only once."""

import functools
import html
import re
from collections.abc import Iterable

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

# What is remembered from one submission to the next: so many lines of so many letters, most have
# forty, and heads of functions. Long ones of a student's own would stay for all of a class.
LINES, LINE = 5_000, 400
HEADS, HEAD = 200, 4_000
# A highlighter takes up to ten microseconds for a letter that is chosen to be dear.
MAX_COLOURED = 8_000  # letters of one cell
_LONG_BLANK = re.compile(r"\s{200,}")
MAX_ALL_COLOURED = 25_000  # letters of one submission; an honest one has 15,000 of its own
# nbconvert's own words around the code; its filter makes a new lexer and formatter for each cell.
_FORMATTER = HtmlFormatter(cssclass=" highlight hl-python")
_LEXER = PythonLexer()
_OPENING, _CLOSING = '<div class=" highlight hl-python"><pre><span></span>', "</pre></div>\n"


def colours_of(sources: Iterable[str]) -> dict[str, str]:
    """Colour the code of one submission, as far as it may; what is too much stays plain."""
    found: dict[str, str] = {}
    left = MAX_ALL_COLOURED
    for source in sources:
        if source not in found:
            left -= len(source)
            found[source] = coloured(source) if left >= 0 else plain(source)
    return found


def without_long_blanks(source: str) -> str:
    """Give code without long runs of blanks: a highlighter's time grows with their square."""
    return _LONG_BLANK.sub("\n\n", source)


def plain(source: str) -> str:
    """Give a cell's code as HTML without colours."""
    return f"{_OPENING}{html.escape(source)}\n{_CLOSING}"


def coloured(source: str) -> str:
    """Give a cell's code as HTML, equal to what nbconvert's filter gives.

    Signature and docstring are everybody's, and most lines of a body are somebody else's too. A
    line of Python has the same colours wherever it stands, as long as no text goes beyond its end.
    """
    if len(source) > MAX_COLOURED:
        return plain(source)
    head, body = _halves(source)
    if not body.strip() or any(sign in body for sign in ('"""', "'''", "\\")):
        return f"{_OPENING}{_coloured(source)}\n{_CLOSING}"
    parts = [(_head if len(head) <= HEAD else _coloured)(head)] if head else []
    for line in body.split("\n"):
        known = _line if len(line) <= LINE else _coloured
        parts.append(known(line) if line.strip() else "")
    inside = "\n".join(parts).strip("\n")
    return f"{_OPENING}{inside}\n{_CLOSING}"


def _halves(source: str) -> tuple[str, str]:
    """Part a function after its docstring; the first half is empty where there is none."""
    head, quotes, rest = source.partition('"""')
    docstring, closing, body = rest.partition('"""\n')
    if not (quotes and closing) or head.endswith("\n"):
        return "", source
    return f'{head}"""{docstring}"""', body


def _coloured(source: str) -> str:
    page = str(highlight(source or " ", _LEXER, _FORMATTER))
    return page[len(_OPENING) : page.rindex(_CLOSING)].rstrip("\n")


_line = functools.lru_cache(LINES)(_coloured)
_head = functools.lru_cache(HEADS)(_coloured)

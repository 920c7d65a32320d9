"""Markdown's formulas as MathML: a browser draws it without a script and without a network.

What the converter does not know stays as it was written, between its dollars.
Nothing here is clean yet: a formula's text is a stranger's. See safe.py.
"""

import html
import re
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer

LONGEST, MOST = 2_000, 500  # characters, and formulas of a cell: who writes more has them as text
WRITTEN = re.compile(r"\s*(?:\$\$(.*)\$\$|\\{1,2}\[(.*?)\\{1,2}\])\s*", re.DOTALL)
# What a formula is made of, but for what moves it over the text beside it.
TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub"),
    *("msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle"),
    *("mphantom", "mfenced", "menclose", "mmultiscripts", "mprescripts"),
}
LOOKS = {
    *("display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "separator"),
    *("form", "accent", "accentunder", "columnalign", "rowspacing", "columnspacing", "width"),
    *("linethickness", "minsize", "maxsize", "columnlines", "rowlines", "notation", "lspace"),
    *("rspace", "movablelimits", "largeop", "symmetric"),
}
# A word, or a length of less than a hundred; backwards less than one.
LOOK = re.compile(r"[a-z -]{1,30}|(\d{0,2}(\.\d+)?|-0?\.\d+)(em|ex|pt|px|mu|%)?( \S{1,8})?")


def mathml(source: str, block: bool) -> str:
    """Give a formula as MathML; nothing where it cannot be had."""
    if len(source) > LONGEST:
        return ""
    try:
        return str(convert(source, display="block" if block else "inline"))
    except Exception:  # whoever writes a formula may write anything
        return ""


class Renderer(IPythonRenderer):
    """nbconvert's, with formulas that are drawn."""

    def __init__(self, **settings: Any) -> None:
        """Take nbconvert's settings."""
        super().__init__(**settings)
        self._left = MOST

    def inline_math(self, body: str) -> str:
        """Between single dollars."""
        return self._drawn(body, False) or super().inline_math(body)

    def block_math(self, body: str) -> str:
        """Between double dollars."""
        return self._drawn(body, True) or super().block_math(body)

    def multiline_math(self, text: str) -> str:
        """A block, with what stands around it."""
        found = WRITTEN.fullmatch(text)
        body = next(filter(None, found.groups()), "") if found else text
        return self._drawn(body, True) or super().multiline_math(text)

    def latex_environment(self, name: str, body: str) -> str:
        """An environment of LaTeX's outside of dollars."""
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return self._drawn(whole, True) or super().latex_environment(name, body)

    def _drawn(self, body: str, block: bool) -> str:
        self._left -= 1
        return mathml(html.unescape(body), block) if self._left >= 0 else ""

"""A hook of MkDocs: links of notebooks lead to pages, and formulas become MathML.

Browsers draw that without a script and without a network.
"""

import re
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from latex2mathml.converter import convert

FORMULA = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|\\\((?P<c>.+?)\\\)|\$(?P<d>[^$\n]+?)\$", re.DOTALL
)
LESSON = re.compile(r"(?<![/:])\.(?:md|ipynb)(?=$|#)")
AS_WRITTEN = ("code", "pre", "script", "style", "math", "textarea")


def on_page_content(html: str, **_: Any) -> str:
    """Put MathML in the place of every formula of a page."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=LESSON):  # of a notebook, which MkDocs does not look into
        link["href"] = LESSON.sub(".html", link["href"])
    for text in soup.find_all(string=FORMULA):
        if text.find_parent(AS_WRITTEN) is None:
            text.replace_with(BeautifulSoup(_drawn(text), "html.parser"))
    return str(soup)


def _drawn(text: NavigableString) -> str:
    parts, end = [], 0
    for found in FORMULA.finditer(text):
        parts.append(_escaped(text[end : found.start()]))
        if inline := found["c"] or found["d"]:
            parts.append(convert(inline, display="inline"))
        else:
            parts.append(_displayed(found["a"] or found["b"]))
        end = found.end()
    return "".join([*parts, _escaped(text[end:])])


def _displayed(formula: str) -> str:
    """Each of some formulas that stand side by side, so that they can wrap where it is narrow."""
    beside = [formula] if "\\begin" in formula else re.split(r"\\q?quad", formula)
    drawn = "".join(convert(one, display="block") for one in beside)
    return f'<span class="formula">{drawn}</span>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")

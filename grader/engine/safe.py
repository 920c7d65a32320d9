"""What a page may show of what others wrote: HTML that runs nothing, and loads nothing.

`autograded/` keeps a submission's text as it was written; it is cleaned where it becomes a page.
nbconvert takes these as filters by name, in nbgrader_config.py:

    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {
        "markdown2html": "grader.engine.safe.markdown2html",
        "clean_html": "grader.engine.safe.clean",
    }

Then formgrader is as careful as our feedback pages.
"""

import re
from collections.abc import Mapping
from typing import Any

import nh3
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from . import formulas
from .bounds import LONGEST, MOST, as_text, is_too_deep

SETTINGS = {
    "sanitize_html": True,
    "filters": {
        "markdown2html": "grader.engine.safe.markdown2html",
        "clean_html": "grader.engine.safe.clean",
    },
}
READ = "layerwise_letters"  # of Markdown on this page
TAGS = nh3.ALLOWED_TAGS | {"tfoot", "picture", "big", "font"} | formulas.TAGS
# How pandas, pygments and nbconvert say how something looks; none of it runs.
EVERYWHERE = {"class", "title", "align", "dir", "lang", "colspan", "rowspan", "border", "style"}
ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": EVERYWHERE,
    "details": {"open"},
    "font": {"color"},
    **dict.fromkeys(formulas.TAGS, formulas.LOOKS),
}
LOOKS = {
    *("color", "background-color", "font-weight", "font-style", "font-size", "font-family"),
    *("text-align", "text-decoration", "vertical-align", "white-space", "width", "height"),
    *("max-width", "border", "border-collapse", "padding", "margin"),
}
# The page's own style says where things stand by their classes; a text is given those of texts.
TEXTS = re.compile(
    r"dataframe|highlight\w*|[a-z]{1,2}\d?|err|alert(-\w+)*|ansi[\w-]*|language-[\w+#.-]+"
    r"|tex2jax_ignore|mathjax_ignore|table(-\w+)*|text-\w+|small|lead|well|label(-\w+)*|badge"
    r"|img-(responsive|rounded|thumbnail|circle)|admonition\w*"
)
# Below the page's own folder: elsewhere on its server an address may do something.
BESIDE = re.compile(
    r"(\./)?((?!\.{1,2}(/|$))([^\x00-\x20/\\%?#:]|%(?!2[ef]|5c)[0-9a-f]{2}| )+(/|$))+",
    re.IGNORECASE,
)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
SCHEMES = {"http", "https", "mailto", "data"}
# MathJax makes links, names and looks of these, and loads what \\require asks for.
BY_MATHJAX = re.compile(r"\\(?=(?:href|require|cssId|class|style|data|unicode)\b)", re.IGNORECASE)
NOT_BY_MATHJAX = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>)", re.DOTALL)


def clean(text: object) -> str:
    """Take out of HTML what would run, load or look like the page around it."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    if is_too_deep(text):
        return as_text(text)
    cleaned = nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        filter_style_properties=LOOKS,
        url_schemes=SCHEMES,
    )
    parts = NOT_BY_MATHJAX.split(cleaned)
    return "".join(part if place % 2 else clean_formula(part) for place, part in enumerate(parts))


def clean_formula(text: str) -> str:
    """Leave of a formula's commands those that MathJax draws."""
    return BY_MATHJAX.sub(r"\\backslash ", text)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Let a picture be one that the page holds, or that lies beside it; a formula stay in place."""
    if name == "src":
        beside = value == value.strip() and BESIDE.fullmatch(value)
        return value if beside or PICTURE.fullmatch(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if TEXTS.fullmatch(word)) or None
    if name == "style" and not _stays_in_place(value):
        return None
    if tag in formulas.TAGS:
        return value if formulas.LOOK.fullmatch(value) else None
    if name in ("href", "cite") and value.strip().lower().startswith("data:"):
        return None
    return value


def _stays_in_place(style: str) -> bool:
    """Tell whether no margin is below nothing, or a sum that may be: that lays text over text."""
    if "\\" in style or "/*" in style:
        return False
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        if name.strip().startswith("margin") and ("-" in value or "(" in value):
            return False
    return True


@pass_context
def markdown2html(context: Context | Mapping[str, Any], source: str) -> str:
    """Render Markdown as nbconvert does, formulas and pasted pictures included, and clean it."""
    # nbconvert's own, and the same for all of a page.
    resources = context.get("resources")
    page: dict[str, Any] = resources if isinstance(resources, dict) else {}
    page[READ] = page.get(READ, 0) + len(source)
    if len(source) > LONGEST or page[READ] > MOST:
        return as_text(source)
    cell = context.get("cell") or {}
    renderer = formulas.Renderer(
        escape=False,
        attachments=cell.get("attachments") or {},
        exclude_anchor_links=True,  # their class, which hides them, is no text's
    )
    return clean(MarkdownWithMath(renderer=renderer).render(source))

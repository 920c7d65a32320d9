"""What a worker says that a cell has shown, made into outputs of a notebook.

A worker is not believed: its outputs are bounded data of the few forms that Jupyter has. What
would run in the browser of whoever opens the notebook is taken out, or shown as text.
"""

import functools
import html
import re
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.v4 import new_output

MAX_OUTPUTS = 500
PLAIN = ("text/plain", "text/latex")
CLEANED = ("text/html", "text/markdown")
PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def believed(outputs: Any) -> list[NotebookNode]:
    """Take the outputs out of a worker's reply. What has no right form is left out."""
    if not isinstance(outputs, list):
        return []
    # What comes last may be the error, which must not be lost.
    return [made for one in outputs[-MAX_OUTPUTS:] if (made := _output(one)) is not None]


def _output(one: Any) -> NotebookNode | None:
    if not isinstance(one, dict):
        return None
    kind = one.get("output_type")
    if kind == "stream":
        name = "stderr" if one.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_text(one.get("text")))
    if kind == "error":
        lines = one.get("traceback")
        traceback = [_text(line) for line in lines] if isinstance(lines, list) else []
        name, said = _text(one.get("ename")), _text(one.get("evalue"))
        return new_output("error", ename=name, evalue=said, traceback=traceback)
    if kind in ("display_data", "execute_result") and isinstance(one.get("data"), dict):
        data = {name: part for name in _NAMES if (part := _part(name, one["data"].get(name)))}
        if kind == "display_data":
            return new_output(kind, data=data)
        count = one.get("execution_count")
        return new_output(
            kind, data=data, execution_count=count if isinstance(count, int) else None
        )
    return None


_NAMES = (*PLAIN, *CLEANED, *PICTURES)


def _part(name: str, value: Any) -> str:
    text = _text(value)
    if name in PICTURES:
        return text if BASE64.fullmatch(text) else ""
    return clean(text) if name in CLEANED else text


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


@functools.cache
def _cleaner() -> SanitizeHTML:
    # A table as pandas writes it, a picture, and text.
    tags = "table thead tbody tr th td caption div span p br hr b i em strong code pre sub sup"
    more = "ul ol li a h1 h2 h3 h4 h5 h6 blockquote img details summary"
    attributes = {"*": ["class", "title", "colspan", "rowspan", "border"], "a": ["href"]}
    return SanitizeHTML(tags=[*tags.split(), *more.split()], attributes=attributes, strip=True)


def clean(text: str) -> str:
    """Take out of HTML, or of Markdown, what would run or load something."""
    if "<" not in text and "&" not in text and ":" not in text:
        return text
    return str(_cleaner().sanitize_html_tags(text))


def clean_markdown(source: str) -> str:
    """Leave a Markdown text as it is where nothing in it would run; clean it where it would."""
    without_autolinks = re.sub(r"<(https?://[^\s<>]*)>", r"\1", source)
    cleaned = clean(without_autolinks)
    harmless = html.unescape(cleaned) == html.unescape(without_autolinks)
    links = re.search(r"(?i)(javascript|vbscript|data)\s*:", html.unescape(source))
    if harmless and not links:
        return source
    return cleaned if not links else re.sub(r"(?i)(javascript|vbscript|data)\s*:", r"\1 :", cleaned)

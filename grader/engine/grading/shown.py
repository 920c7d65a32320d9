"""What a worker says that a cell has shown, made into outputs of a notebook.

A worker is not believed: its outputs are bounded data of the few forms that Jupyter has. What
would run in the browser of whoever opens the notebook is taken out; Markdown is cleaned as what a
student wrote is, where it becomes a page.
"""

import re
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.engine.safe import clean, clean_formula

MAX_OUTPUTS = 500
TEXTS = ("text/plain", "text/latex", "text/html", "text/markdown")
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
        return new_output("stream", name=name, text=plain_text(one.get("text")))
    if kind == "error":
        lines = one.get("traceback")
        traceback = [plain_text(line) for line in lines] if isinstance(lines, list) else []
        name, said = plain_text(one.get("ename")), plain_text(one.get("evalue"))
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


_NAMES = (*TEXTS, *PICTURES)


def _part(name: str, value: Any) -> str:
    text = plain_text(value)
    if name in PICTURES:
        return text if BASE64.fullmatch(text) else ""
    if name == "text/html":
        return clean(text)
    return clean_formula(text) if name == "text/latex" else text


def plain_text(value: Any) -> str:
    """Give a text that any file can hold; nothing for what is none."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""

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
# Of all cells of a notebook: as much as a notebook may have bytes, and tables for every cell.
MAX_LETTERS = 20 * 2**20
MAX_TAGS = 1_000_000
LEAST = 400  # letters that are kept of a value or an error when there is no more room
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


class Room:
    """What the cells of a notebook may still show, all together."""

    def __init__(self, letters: int = MAX_LETTERS, tags: int = MAX_TAGS) -> None:
        self._letters, self._tags = letters, tags

    def text(self, value: Any, least: int = 0) -> str:
        """Take a text, or its beginning."""
        text = plain_text(value)
        kept = text if len(text) <= self._letters else text[:least]
        self._letters -= min(self._letters, len(kept))
        return kept

    def page(self, text: str) -> str:
        """Take HTML, or nothing."""
        self._tags -= text.count("<")
        return clean(text) if self._tags >= 0 else ""


def believed(outputs: Any, room: Room | None = None) -> list[NotebookNode]:
    """Take the outputs out of a worker's reply. What has no right form is left out."""
    if not isinstance(outputs, list):
        return []
    room = room or Room()
    # What comes last may be the error, which must not be lost.
    return [made for one in outputs[-MAX_OUTPUTS:] if (made := _output(one, room)) is not None]


def _output(one: Any, room: Room) -> NotebookNode | None:
    if not isinstance(one, dict):
        return None
    kind = one.get("output_type")
    if kind == "stream":
        name = "stderr" if one.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=room.text(one.get("text"), LEAST))
    if kind == "error":
        lines = one.get("traceback")
        traceback = [room.text(line) for line in lines] if isinstance(lines, list) else []
        name, said = room.text(one.get("ename"), LEAST), room.text(one.get("evalue"), LEAST)
        return new_output("error", ename=name, evalue=said, traceback=traceback)
    if kind in ("display_data", "execute_result") and isinstance(one.get("data"), dict):
        found = one["data"]
        data = {name: part for name in _NAMES if (part := _part(name, found.get(name), room))}
        if kind == "display_data":
            return new_output(kind, data=data)
        count = one.get("execution_count")
        return new_output(
            kind, data=data, execution_count=count if isinstance(count, int) else None
        )
    return None


_NAMES = (*TEXTS, *PICTURES)


def _part(name: str, value: Any, room: Room) -> str:
    text = room.text(value, LEAST if name == "text/plain" else 0)
    if name in PICTURES:
        return text if BASE64.fullmatch(text) else ""
    if name == "text/html":
        return room.page(text)
    return clean_formula(text) if name == "text/latex" else text


def plain_text(value: Any) -> str:
    """Give a text that any file can hold; nothing for what is none."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""

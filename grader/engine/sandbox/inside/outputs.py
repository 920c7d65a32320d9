"""Inside the sandbox: what a cell shows, as Jupyter's messages have it, and no more than has room.

An error, and a word on the error stream, decide marks: nbgrader counts a test cell with either as
failed. They are kept however much else a cell has shown.
"""

import io
from base64 import b64encode
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

MAX_SHOWN = 400  # outputs of one cell
MAX_CHARS = 1_500_000  # of all that one cell shows; a frame's JSON holds 4 MB
MAX_STREAM = 200_000  # characters of one stream's run
MAX_ERROR = 20_000
TOO_MUCH = "... Output truncated ...\n"

Output = dict[str, Any]


class Outputs:
    """The outputs of one cell, in order."""

    def __init__(self) -> None:
        self.all: list[Output] = []
        self._room = MAX_CHARS
        self._shown = 0
        self._stale = False

    def write(self, name: str, text: str) -> None:
        """Add text to a stream, "stdout" or "stderr"; runs of the same stream are one output."""
        if not text:
            return
        last = self.all[-1] if self.all and not self._stale else {}
        if last.get("name") != name:
            if not self._has_room(0) and name != "stderr":
                return
            last = {"output_type": "stream", "name": name, "text": ""}
            self._add(last)
        room = max(0, min(MAX_STREAM - len(last["text"]), self._room))
        if len(text) > room and not last["text"].endswith(TOO_MUCH):
            last["text"] += text[:room] + TOO_MUCH
        elif room:
            last["text"] += text[:room]
        self._room -= min(len(text), room)

    def show(self, kind: str, data: Any, metadata: Any, count: int | None = None) -> None:
        """Add something that is displayed, or the value of a cell: "execute_result"."""
        data = {str(key): _text(value) for key, value in dict(data).items()}
        size = sum(len(str(value)) for value in data.values())
        if not self._has_room(size):
            data = {"text/plain": str(data.get("text/plain", TOO_MUCH))[:MAX_ERROR]}
            metadata, size = {}, 0
            if kind != "execute_result":
                return
        self._room -= size
        output = {"output_type": kind, "data": data, "metadata": dict(metadata or {})}
        self._add({**output, "execution_count": count} if count is not None else output)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add the error that a cell ended with."""
        lines, room = [], MAX_ERROR
        for line in traceback:
            lines.append(line[:room])
            room -= len(lines[-1])
            if room <= 0:
                break
        said = {"ename": name[:200], "evalue": value[:MAX_ERROR], "traceback": lines}
        self._add({"output_type": "error", **said})

    def timeout(self) -> None:
        """Add what nbgrader says of a cell whose time was used up."""
        self.error("CellTimeoutError", "", ["CellTimeoutError: the cell's time was used up"])

    def clear(self, wait: bool) -> None:
        """Forget what was shown, as clear_output asks: now, or before the next output."""
        self._stale = wait
        if not wait:
            self.all.clear()

    def _add(self, output: Output) -> None:
        if self._stale:
            self.clear(wait=False)
        self.all.append(output)

    def _has_room(self, size: int) -> bool:
        self._shown += 1
        return self._shown <= MAX_SHOWN and size <= self._room


def said_by(error: Any) -> str:
    """What an error says; nothing where it fails to."""
    try:
        return str(error)
    except Exception:
        return ""


def _text(value: Any) -> Any:
    return b64encode(value).decode() if isinstance(value, bytes) else value


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr: what is written becomes an output of the running cell."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        """Add text to the cell's outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """It is for writing."""
        return True


class ShownValue(DisplayHook):
    """Takes the value of a cell's last expression."""

    outputs: Outputs
    source = ""  # of the running cell

    def quiet(self) -> bool:
        """Tell whether the cell ends with a semicolon, which asks for no value to be shown."""
        return bool(self.semicolon_at_end_of_expression(self.source))

    def write_output_prompt(self) -> None:
        """Show no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Add the value, in all its forms."""
        self.outputs.show("execute_result", format_dict, md_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nothing is left to do."""


class Shown(DisplayPublisher):
    """Takes what `display` shows, pictures among it."""

    outputs: Outputs

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        """Add it."""
        self.outputs.show("display_data", data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.outputs.clear(wait)

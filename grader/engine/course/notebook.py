"""Read a submitted notebook. Nothing in it is executed, and nothing in it is believed."""

import json
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.notebook import definitions

# Ten times what the longest notebook of the course has: pages must be quick to make and to read.
MAX_CELLS = 500
MAX_SOURCE = 300_000
# What of JSON takes more memory than it has bytes: an empty list is two bytes, a text three.
MAX_BRACKETS = 300_000
MAX_QUOTES = 2_000_000
MAX_COMMAS = 2_000_000  # outside of texts each stands between two values
MAX_DIGITS = 100
HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # may be half of a letter alone


class UnreadableNotebook(Exception):
    """A submitted file that is no notebook of nbformat 4; the message says what it is."""


class MissingNotebook(UnreadableNotebook):
    """There is no such file."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: all that the grader looks at."""

    kind: str
    source: str
    grade_id: str
    setup: bool


def renamed(cells: Iterable[Cell], name: Callable[[str], str]) -> list[Cell]:
    """Give cells other names."""
    return [replace(cell, grade_id=name(cell.grade_id)) for cell in cells]


def recognised(cells: list[Cell], functions: Iterable[str]) -> list[Cell]:
    """Give solution cells their names back where the program that saved them has lost these.

    Whoever copies cells into a new notebook loses nbgrader's metadata, and VS Code of 2020 threw
    it away. The last cell that defines a function is then its answer, as it is for Python.
    """
    found = list(cells)
    lost = {*functions} - {cell.grade_id for cell in cells}
    for place, cell in enumerate(cells):
        if cell.kind == "code" and not cell.grade_id:
            defined = lost.intersection(definitions(cell.source))
            if len(defined) == 1:
                found[place] = replace(cell, grade_id=defined.pop())
    named = {cell.grade_id: place for place, cell in enumerate(found)}
    return [
        cell if named[cell.grade_id] == place else old
        for place, (cell, old) in enumerate(zip(found, cells, strict=True))
    ]


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of bounded size; a symbolic link is refused, not followed.

    Raises:
        MissingNotebook: there is no such file.
        UnreadableNotebook: it is no regular file, too large, or cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | os.O_NONBLOCK)
    except FileNotFoundError:
        raise MissingNotebook("the file is missing") from None
    except OSError as error:
        if path.is_symlink():
            raise UnreadableNotebook("it is a symbolic link, not a file") from None
        raise UnreadableNotebook(f"it cannot be opened: {error.strerror}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableNotebook("it is not a regular file")
        if status.st_size > limit:
            size, most = status.st_size / 2**20, limit / 2**20
            raise UnreadableNotebook(f"it is {size:.0f} MB large; {most:.0f} MB is the limit")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(limit)
    except OSError as error:
        raise UnreadableNotebook(f"it cannot be read: {error.strerror}") from None
    finally:
        os.close(descriptor)


def parse_json(data: bytes) -> dict[str, Any]:
    """Read the JSON of a notebook, of any nbformat.

    Raises:
        UnreadableNotebook: it is not JSON, not UTF-8, or no notebook.
    """
    parts = data.count(b"{") + data.count(b"[") > MAX_BRACKETS or data.count(b'"') > MAX_QUOTES
    if parts or data.count(b",") > MAX_COMMAS:
        raise UnreadableNotebook("its JSON has more parts than any notebook has")
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_int=_whole)
        if HALF.search(data):
            content = _whole_letters(content)
    except UnicodeDecodeError:
        raise UnreadableNotebook("it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(f"it is not JSON: {error}") from None
    except MemoryError:
        raise UnreadableNotebook("it takes more memory to read than a notebook's may") from None
    except (ValueError, RecursionError):
        raise UnreadableNotebook(
            "its JSON is nested too deeply, or holds a number too long"
        ) from None
    if not isinstance(content, dict) or "nbformat" not in content:
        raise UnreadableNotebook("it is JSON, but not a notebook")
    return content


def _whole_letters(content: Any) -> Any:
    """Replace lone surrogates, wherever they stand.

    They are legal JSON, but cannot be encoded, printed or compiled: no file could hold them.
    """
    return json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))


def _whole(digits: str) -> int:
    """Read an integer; a long one takes a time that grows with the square of its digits."""
    if len(digits) > MAX_DIGITS:
        raise ValueError("a number too long")
    return int(digits)


def parse_notebook(data: bytes) -> list[Cell]:
    """Take the cells out of a notebook's bytes.

    Raises:
        UnreadableNotebook: it is not JSON, not UTF-8, not nbformat 4, or malformed.
    """
    content = parse_json(data)
    if content["nbformat"] != 4:
        raise UnreadableNotebook(
            f"it is of nbformat {str(content['nbformat'])[:20]!r}; open it in JupyterLab and save "
            "it, which makes it nbformat 4"
        )
    cells = content.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise UnreadableNotebook(f"it has no list of at most {MAX_CELLS} cells")
    found = [_cell(cell, i) for i, cell in enumerate(cells)]
    if sum(len(cell.source) for cell in found) > MAX_SOURCE:
        raise UnreadableNotebook(f"its cells hold more than {MAX_SOURCE} characters")
    return found


def _cell(cell: Any, position: int) -> Cell:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise UnreadableNotebook(f"cell {position + 1} is not a cell")
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise UnreadableNotebook(f"the source of cell {position + 1} is not text")
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    nbgrader, tags = metadata.get("nbgrader"), metadata.get("tags")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return Cell(
        kind=cell["cell_type"],
        source=source,
        grade_id=grade_id if isinstance(grade_id, str) else "",
        setup=isinstance(tags, list) and "setup" in tags,
    )

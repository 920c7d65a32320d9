"""A saved notebook, read and written as the file that it is. It is never run here."""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import NotReleased, NotWritable

Cell = dict[str, Any]
IDS_SINCE = 5  # nbformat 4.5; before that, a cell with an id is none (Colab writes 4.0)
ENCODING = "utf-8-sig"  # an editor on Windows may put a mark before the text
_DEFINITION = re.compile(r"^def (\w+)\(", re.MULTILINE)


def read(notebook: str) -> dict[str, Any]:
    """Read a notebook beside the running one.

    Raises:
        NotReleased: it is not there, or no notebook.
    """
    path = Path(f"{notebook}.ipynb")
    try:
        content = json.loads(path.read_text(encoding=ENCODING))
        if isinstance(content, dict) and isinstance(content.get("cells"), list):
            return content
        raise ValueError("it holds no cells")
    except (OSError, ValueError, RecursionError) as error:
        raise NotReleased(f"{unreadable(path)} ({error})") from None


def unreadable(path: Path) -> str:
    """Say of a notebook that cannot be read what to do: JupyterLab keeps an older one of each."""
    older = path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint.ipynb"
    way = f"copy {older} over it, which is an older one, or " if older.is_file() else ""
    return f"{path} cannot be read as a notebook: {way}unpack it again from the course"


def write(notebook: str, content: dict[str, Any]) -> None:
    """Write it, in whole or not at all.

    Raises:
        NotWritable: it cannot be.
    """
    if content.get("nbformat_minor", 0) < IDS_SINCE:
        content["cells"] = [_without_id(cell) for cell in content["cells"]]
    target, scratch = Path(f"{notebook}.ipynb"), Path(f"{notebook}.partial")
    said = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    with writing(target):
        scratch.write_text(said, encoding="utf-8")
        scratch.replace(target)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in a sentence where a file cannot be written.

    Raises:
        NotWritable: it cannot.
    """
    try:
        yield
    except OSError as error:
        raise NotWritable(
            f"{path} cannot be written here ({error.strerror}). Copy the folder of the course to "
            "a place of your own, and go on there."
        ) from None


def _without_id(cell: Cell) -> Cell:
    return {name: value for name, value in cell.items() if name != "id"}


def grade_id(cell: Cell) -> str:
    """nbgrader's name of a cell; empty where it has none."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(about.get("grade_id", "")) if isinstance(about, dict) else ""


def text(cell: Cell) -> str:
    """What stands in a cell."""
    return "".join(cell.get("source", ""))


def definitions(source: str) -> list[str]:
    """Name the functions that a cell defines, in their order."""
    return _DEFINITION.findall(source)

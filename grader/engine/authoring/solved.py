"""The solved notebooks: the source notebooks without their markers, run from top to bottom."""

import os
import re
import shutil
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from grader.engine.errors import AuthorError
from grader.engine.text import printable

from .folder import Folder
from .lessons import METADATA

_MARKERS = re.compile(r"\n    ### (BEGIN|END) SOLUTION")
_TIMES = re.compile(r"\d+:\d\d<[\d:?]+, +[\d.?]+(?:it/s|s/it)(?:, )?")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def build_solved(folder: Folder, to: Path, progress: Callable[[str], None]) -> None:
    """Solve and run the notebooks in a folder of their own, in order: a later one may need others.

    Raises:
        AuthorError: a cell raised or warned; the text names the notebook and the cell.
    """
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder.source, to)
    for name in folder.notebooks():
        progress(f"running {name}")
        notebook = nbformat.read(to / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = _MARKERS.sub("", cell.source)
        nbformat.write(notebook, to / f"{name}.ipynb")
        _run(notebook, name, to)
        nbformat.write(notebook, to / f"{name}.ipynb")
    (to / ".progress.json").unlink(missing_ok=True)


def _run(notebook: NotebookNode, name: str, folder: Path) -> None:
    client = NotebookClient(
        notebook,
        timeout=600,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=40"],  # no warning of how the kernel is connected
        resources={"metadata": {"path": str(folder)}},
    )
    # One thread sums in one order on every machine; two are slower where others work too.
    client.execute(env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    notebook.metadata = NotebookNode(METADATA)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        # A progress bar is a widget with an id of its own for every run, and a time in it.
        cell.outputs = [o for o in cell.outputs if _WIDGET not in o.get("data", {})]
        cell.outputs = [_settled(list(some)) for _, some in groupby(cell.outputs, _stream)]
        for output in cell.outputs:
            output.get("metadata", {}).pop("transient", None)
            if output.output_type == "error" or output.get("name") == "stderr":
                said = "\n".join(filter(None, map(_text_of, cell.outputs)))
                raise AuthorError(
                    f"{name}.ipynb, solved, does not run cleanly. Cell {cell.id}:\n{said}\n"
                    "A solved notebook has the bodies of the functions, what the lesson imports, "
                    "and what it gives of the reference; nothing else of the reference is there."
                )


def _stream(output: NotebookNode) -> object:
    """What neighbours have in common that are one output on a page."""
    return output.name if output.output_type == "stream" else id(output)


def _settled(outputs: list[NotebookNode]) -> NotebookNode:
    """Give what is left on a page: a bar writes over itself, and its time is another each run."""
    first = outputs[0]
    if first.output_type == "stream":
        lines = "".join(output.text for output in outputs).split("\n")
        left = (line.rstrip("\r").rpartition("\r")[2] for line in lines)
        first.text = "\n".join(_TIMES.sub("", line) for line in left)
    return first


def _text_of(output: NotebookNode) -> str:
    """What a cell's output says as text."""
    if output.output_type == "error":
        return printable("\n".join(output.traceback))
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))

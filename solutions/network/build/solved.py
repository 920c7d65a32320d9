"""The solved notebooks: the source notebooks without their markers, run from top to bottom."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from grader.course import COURSE

from .notebooks import METADATA

_MARKERS = re.compile(r"\n    ### (BEGIN|END) SOLUTION")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def build_solved(source: Path, folder: Path, progress: Callable[[str], None]) -> None:
    """Solve and run the course in a folder of its own, in order: 6_train needs the others.

    Raises:
        RuntimeError: a cell raised or warned; the text names the notebook and the cell.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COURSE:
        progress(f"running {name}")
        notebook = nbformat.read(source / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = _MARKERS.sub("", cell.source)
        nbformat.write(notebook, folder / f"{name}.ipynb")
        _run(notebook, name, folder)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / ".progress.json").unlink(missing_ok=True)


def _run(notebook: NotebookNode, name: str, folder: Path) -> None:
    client = NotebookClient(
        notebook,
        timeout=600,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
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
        for output in cell.outputs:
            output.get("metadata", {}).pop("transient", None)
            if output.output_type == "error" or output.get("name") == "stderr":
                said = output.get("text") or "\n".join(output.get("traceback", []))
                raise RuntimeError(f"{name}, cell {cell.id}, does not run cleanly:\n{said}")

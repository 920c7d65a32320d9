"""What lies beside the released notebooks: the page to start from, and what `restore()` gives back.

Neither is in nbgrader's source folder: they are nobody's work, and nothing of them is marked.
"""

import json
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.engine.course.submitted import START
from grader.rescue import RELEASED

HEAD = """# {name}: start here

{notebooks}

Work through them in this order. In each, write your code where it says so, run the cell with
Shift+Enter, and run the check below it. Save with Ctrl+S: what is looked at here is what is saved.

## Where you are

Run this cell at any time. It puts the checks to every function that you have saved."""
HAND_IN = """## Hand in

This looks at everything once more, says what is missing, and writes one zip. Hand in that file."""
RESCUE = """## When something went wrong

- `reset("{function}")` gives one stub back, as it was when you got it. Your code stays below it, as
  comments.
- `restore()` brings back checks and stubs that were deleted or changed, in all notebooks. What you
  wrote is left alone.

Save the notebook first, and afterwards choose *File > Reload Notebook from Disk* in it.

- A cell that does not come to an end: press the square (interrupt), or *Kernel > Restart Kernel*.
- `No module named 'grader'`: this notebook runs in another Python than the one in which you
  installed the course. Choose the other one in *Kernel > Change Kernel*, or start `jupyter lab`
  where you installed it. The package `grader` on PyPI is another one: leave it alone.
- `public.h5 is not in this folder`: open the notebooks where you unpacked them, with all files
  beside them."""


def write_start(folder: Path, name: str, notebooks: dict[str, tuple[str, ...]]) -> None:
    """Write both files.

    Args:
        folder: with the released notebooks.
        name: of the assignment.
        notebooks: the functions that each asks for, in order.
    """
    links = "\n".join(
        f"{number}. [{notebook}]({notebook}.ipynb)"
        for number, notebook in enumerate(notebooks, start=1)
    )
    function = next(first for functions in notebooks.values() for first in functions)
    cells = [
        new_markdown_cell(HEAD.format(name=name, notebooks=links)),
        new_code_cell("from grader import overview\n\noverview()"),
        new_markdown_cell(HAND_IN),
        new_code_cell("from grader import hand_in\n\nhand_in();"),
        new_markdown_cell(RESCUE.format(function=function)),
        new_code_cell("from grader import reset, restore\n\nrestore()"),
    ]
    for number, cell in enumerate(cells, start=1):
        cell.id = f"start-{number}"
    start = new_notebook(cells=cells)
    first_notebook = nbformat.read(folder / f"{next(iter(notebooks))}.ipynb", as_version=4)
    start.metadata = first_notebook.metadata
    nbformat.write(start, folder / f"{START}.ipynb")
    released = {
        notebook: [
            cell
            for cell in json.loads((folder / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
            if "nbgrader" in cell["metadata"]
        ]
        for notebook in notebooks
    }
    (folder / RELEASED).write_text(json.dumps(released, indent=0) + "\n", encoding="utf-8")

"""What lies beside the released notebooks: where to start, where to look for help, what to restore.

None of them is in nbgrader's source folder: they are nobody's work, and nothing of them is marked.
"""

import json
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.cases.assignment import PUBLIC
from grader.engine.course.submitted import START
from grader.errors import KIT
from grader.rescue import RELEASED

HEAD = """# {name}: start here

{notebooks}

Work through them in this order. In each, write your code where it says so, run the cell with
Shift+Enter, and run the check below it. Save with Ctrl+S: what is looked at here is what is saved.

## Where you are

Run this cell at any time. It puts the checks to every function that you have saved."""
HAND_IN = """## Hand in

Run the cell and press its button. It looks at everything once more, says what is missing, and
writes one zip. Hand in that file. Where there is no button to see, `hand_in()` does the same."""
RESCUE = """## When you are stuck, and when something went wrong

- `hint("{function}")` shows a hint for one function, and the next one when you run it again.
- `solution_notes("{function}")`, when its check passes: other ways to write it, and why.
- `reset("{function}")` gives one stub back, as it was when you got it. Your code stays below it, as
  comments.
- `restore()` brings back checks and stubs that were deleted or changed, in all notebooks. What you
  wrote is left alone.

Save the notebook first, and afterwards choose *File > Reload Notebook from Disk* in it.

- Everything else stands in [troubleshooting.md](troubleshooting.md): another kernel, a cell that
  does not come to an end, Windows and macOS, VS Code, Colab."""
PLACE = """## Is everything in its place?

If a notebook cannot find something, run this cell. It needs nothing that could be missing."""
LOOK = """import sys
from importlib import metadata, util
from pathlib import Path

print("Python", sys.version.split()[0], "at", sys.executable)
print("folder", Path.cwd())
found = util.find_spec("grader")
print("the package grader comes from", found.origin if found else "nowhere")
try:
    print("course kit", metadata.version("{kit}"))
except metadata.PackageNotFoundError:
    other = ": the package grader in it is another one" if found else ""
    print(f"The course is not installed in this Python{{other}}. See troubleshooting.md.")
missing = [name for name in {beside} if not Path(name).is_file()]
print("not in this folder:", ", ".join(missing) or "nothing is missing")"""
TROUBLE = Path(__file__).parent / "pages" / "troubleshooting.md"


def write_start(folder: Path, name: str, notebooks: dict[str, tuple[str, ...]]) -> None:
    """Write all three files."""
    links = "\n".join(
        f"{number}. [{notebook}]({notebook}.ipynb)"
        for number, notebook in enumerate(notebooks, start=1)
    )
    function = next(first for functions in notebooks.values() for first in functions)
    beside = [str(PUBLIC), *(f"{notebook}.ipynb" for notebook in notebooks)]
    cells = [
        new_markdown_cell(HEAD.format(name=name, notebooks=links)),
        new_code_cell("from grader import overview\n\noverview()"),
        new_markdown_cell(HAND_IN),
        new_code_cell("from grader import hand_in, hand_in_button\n\nhand_in_button()"),
        new_markdown_cell(RESCUE.format(function=function)),
        new_code_cell("from grader import hint, reset, restore, solution_notes"),
        new_markdown_cell(PLACE),
        new_code_cell(LOOK.format(kit=KIT, beside=beside)),
    ]
    for number, cell in enumerate(cells, start=1):
        cell.id = f"start-{number}"
    shutil.copy(TROUBLE, folder)
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

"""`reset(name)` and `restore()`: give back what came with the notebooks, and lose nothing.

A notebook is a file. JupyterLab shows it as it was opened: after a change here, "Reload Notebook
from Disk" in its File menu shows the new one.
"""

import json
from itertools import chain
from pathlib import Path
from zlib import crc32

from grader.cases.assignment import assignment_here

from .cell import step_of
from .errors import NotReleased
from .notebook import Cell, definitions, grade_id, read, text, write

RELEASED = Path("released.json")
RELOAD = "Now choose File > Reload Notebook from Disk there."


def reset(function: str) -> None:
    """Give one stub back, as it was when you got it. Your code stays, as comments below it.

    Save the notebook first: what is reset is the file.

    Args:
        function: the name of a function of the assignment.

    Raises:
        NoSuchCheck: it is none.
        NotReleased: what came with the notebooks is not here any more, or the notebook is not.
    """
    assignment = assignment_here()
    name = step_of(function, assignment)
    notebook = assignment.notebook_of(name)
    stub = next(cell for cell in _released()[notebook] if grade_id(cell) == name)
    content = read(notebook)
    place = _place(content["cells"], stub)
    if place is None:
        content["cells"].append(stub)
    else:
        old = text(content["cells"][place])
        kept_id = content["cells"][place].get("id", stub["id"])
        content["cells"][place] = {**stub, "id": kept_id}
        if old.strip() and old != text(stub):
            kept = "".join(f"# {line}".rstrip() + "\n" for line in old.split("\n"))
            content["cells"].insert(place + 1, _code(f"# Your {name} before the reset:\n{kept}"))
    write(notebook, content)
    print(f"{notebook}.ipynb: the stub of {name} is back, your code below it. {RELOAD}")


def restore() -> None:
    """Mend every notebook here: checks and stubs that were deleted or changed come back.

    What you wrote is left alone. Save the notebooks first.

    Raises:
        NotReleased: what came with the notebooks is not here any more, or cannot be read.
    """
    assignment = assignment_here()
    released = _released()
    for notebook in assignment.notebooks:
        if not Path(f"{notebook}.ipynb").is_file():
            print(f"{notebook}.ipynb is not in this folder. Unpack it again from the course.")
            continue
        try:
            content = read(notebook)
        except NotReleased as error:
            print(f"{error}.")
            continue
        mended = _mend(content["cells"], released[notebook])
        if mended:
            write(notebook, content)
            print(f"{notebook}.ipynb: {', '.join(mended)} restored. {RELOAD}")
        else:
            print(f"{notebook}.ipynb: nothing was missing.")


def _mend(cells: list[Cell], released: list[Cell]) -> list[str]:
    """Put back what is missing or changed of the released cells; name it."""
    mended = []
    after = 0
    for ours in released:
        name = grade_id(ours)
        place = _place(cells, ours)
        if place is None and any(name in definitions(text(cell)) for cell in cells):
            continue  # it is written in another cell, which its stub would undo
        if place is None:
            cells.insert(after, ours)
            mended.append(name)
            place = after
        else:
            now = cells[place]
            locked = ours["metadata"]["nbgrader"]["locked"]
            source = ours["source"] if locked else now["source"]
            metadata = now.get("metadata", {})
            right = {**now, "cell_type": ours["cell_type"], "source": source}
            right["metadata"] = {**metadata, **ours["metadata"]}
            if text(right) != text(now) or right["metadata"] != metadata:
                cells[place] = right
                mended.append(name)
        after = place + 1
    return mended


def _place(cells: list[Cell], ours: Cell) -> int | None:
    """Find a released cell by its grade_id; where a program has lost that, by what it holds."""
    name = grade_id(ours)
    nameless = [place for place, cell in enumerate(cells) if not grade_id(cell)]
    return next(
        chain(
            (place for place, cell in enumerate(cells) if grade_id(cell) == name),
            (place for place in nameless if text(cells[place]).split() == text(ours).split()),
            (place for place in reversed(nameless) if name in definitions(text(cells[place]))),
        ),
        None,
    )


def _released() -> dict[str, list[Cell]]:
    try:
        return dict(json.loads(RELEASED.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise NotReleased(
            f"{RELEASED} is not here, or cannot be read ({error}). It came with the notebooks: "
            "unpack the course again in another folder, and copy it from there."
        ) from None


def _code(source: str) -> Cell:
    lines = source.rstrip("\n").splitlines(keepends=True)
    return {
        **{"cell_type": "code", "execution_count": None, "outputs": [], "metadata": {}},
        **{"source": lines, "id": f"before-{crc32(source.encode()):x}"},
    }

"""The hostile class: golden submissions that try to be paid for nothing, or to do harm.

    python -m tests.hostile      write tests/hostile/ again, after a lesson or a trick has changed

Each is notebook 3 as released, its code alone, with one trick. expected.json names
what may pass, what must become of compute_cost, and what must be said. What a repository cannot
hold, such as a pipe, a link that leads out, or 500 MB, is made by tests/engine/test_hostile_files.
"""

import copy
import json
import shutil
from pathlib import Path

from tests.network import ASSIGNMENT
from tests.tricks import (
    Notebook,
    Trick,
    bounds,
    breaking,
    channel,
    judging,
    numbers,
    pages,
    second_chance,
    sharing,
    telling,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "hostile"
NOTEBOOK = "3_cost.ipynb"
# What becomes of compute_cost without namespaces, where that is not the same; the marks are. A
# signal to itself, which the first process of a namespace does not feel, ends the worker there.
WITHOUT_NAMESPACES = {"12_kills_everyone": "not attempted"}

_KINDS = (
    *(bounds, breaking, channel, judging, numbers),
    *(pages, second_chance, sharing, telling),
)
TRICKS: dict[str, Trick] = {
    name: trick
    for name, trick in sorted(
        (item for kind in _KINDS for item in kind.TRICKS.items()), key=lambda item: item[0]
    )
}


def released() -> Notebook:
    """Notebook 3 as students receive it: its code, without texts and outputs."""
    path = ROOT / "notebooks" / ASSIGNMENT / NOTEBOOK
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in notebook["cells"]:
        cell["outputs"] = []
    return notebook


def with_cell(notebook: Notebook, source: str) -> Notebook:
    """Add a code cell after that of compute_cost."""
    notebook = copy.deepcopy(notebook)
    place = notebook["cells"].index(judging.cell_of(notebook, "compute_cost")) + 1
    added: Notebook = {"cell_type": "code", "execution_count": None, "id": "trick", "metadata": {}}
    notebook["cells"].insert(place, {**added, "outputs": [], "source": source})
    return notebook


def notebook_text(trick: Trick) -> str:
    """The notebook of one trick."""
    if trick.text:
        return trick.text
    notebook = with_cell(released(), trick.cell) if trick.cell else released()
    trick.edit(notebook)
    return json.dumps(notebook, indent=1) + "\n"


def write_class(folder: Path, tricks: dict[str, Trick] = TRICKS) -> None:
    """Write the whole class."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, trick in tricks.items():
        home = folder / name / ASSIGNMENT
        home.mkdir(parents=True)
        (home / NOTEBOOK).write_bytes(notebook_text(trick).encode("latin-1"))
        for file, text in trick.files.items():
            (home / file).write_text(text, encoding="utf-8")
        expected = {
            "what": trick.what,
            "passes": ["compute_cost"] if trick.outcome == "passed" else [],
            "compute_cost": trick.outcome,
            "says": list(trick.says),
        }
        text = json.dumps(expected, indent=1) + "\n"
        (folder / name / "expected.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_class(FOLDER)
    print(f"wrote {len(TRICKS)} hostile submissions")

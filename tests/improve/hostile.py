"""Hostile submissions of the second assignment: the tricks of tests/tricks, at another function."""

import json
import shutil
from pathlib import Path

from tests.every import EVERY
from tests.hostile import TRICKS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK, FUNCTION = "5_classes.ipynb", "log_sum_exp"
HONEST = "honest"
# In the place of steps, what is special about this assignment: sources by their names.
NOTHING = "def {}(*args, **kwargs): return None"
POWER = """def model(X, labels, *args, **kwargs):
    z = np.zeros((1, 1))
    update_parameters_with_adam({"W1": z}, {"dW1": z}, {"dW1": z}, {"dW1": z}, 20_000_000, beta1=3)
"""
OWN = {
    "30_asks_for_a_large_power": {
        "update_parameters_with_adam": NOTHING.format("update_parameters_with_adam"),
        "model": POWER,
    },
    "30_asks_for_layers_without_end": {
        "model_forward": NOTHING.format("model_forward"),
        "predict_classes": """def predict_classes(X, parameters):
    p = {f"b{l}": np.ones((1, 1)) for l in range(1, 81)}
    p |= {f"W{l}": np.ones((30, 1) if l % 2 else (1, 30)) for l in range(1, 81)}
    while True: model_forward(np.ones((1, 20_000)), p)
""",
    },
}


def write_hostile(folder: Path) -> str:
    """Write a submission for the first trick of each kind, and an honest one; give its name.

    Each day's run takes every fifth kind.
    """
    seen: set[str] = set()
    kinds = sorted({name[:2] for name in TRICKS})[:: 1 if EVERY else 5]
    for name, trick in TRICKS.items():
        if trick.cell and trick.outcome == "wrong" and name[:2] in {*kinds} - seen:
            seen.add(name[:2])
            _write(folder / name / "improve", at_this_function(trick.cell))
    for name, steps in OWN.items():
        _write_steps(folder / name / "improve", steps)
    home = folder / HONEST / "improve"
    home.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / "improve" / "solved" / NOTEBOOK, home)
    return HONEST


def at_this_function(cell: str) -> str:
    """A trick's cell, for a function with another name and one argument."""
    mine = cell.replace("compute_cost(AL, Y)", f"{FUNCTION}(AL, Y=None)")
    return mine.replace("compute_cost", FUNCTION).replace("3_cost", "5_classes")


def _write(home: Path, cell: str) -> None:
    path = ROOT / "notebooks" / "improve" / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    ids = [one["metadata"].get("nbgrader", {}).get("grade_id") for one in cells]
    added: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "trick",
        "metadata": {},
    }
    cells.insert(ids.index(FUNCTION) + 1, {**added, "outputs": [], "source": cell})
    home.mkdir(parents=True)
    notebook["cells"] = cells
    (home / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")


def _write_steps(home: Path, steps: dict[str, str]) -> None:
    home.mkdir(parents=True)
    for path in sorted((ROOT / "notebooks" / "improve").glob("[1-9]*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            cell["source"] = steps.get(name, cell["source"])
        (home / path.name).write_text(json.dumps(notebook), encoding="utf-8")

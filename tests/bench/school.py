"""A class of any size for the benchmark: right, wrong, slow and crashing submissions, all distinct.

Every student writes an own version of every solution (a comment with the name in its body), as in
a real class, so that nothing that a grader remembers of one student's work serves another's.
"""

import itertools
import json
from pathlib import Path

from tests.network import ASSIGNMENT, FUNCTIONS
from tests.sample_class import STUDENTS, Golden, both, cell, insert, solved, write

MARK = "@STUDENT@"

# Right, and a hundred times slower: every sum is a loop.
SLOW = """
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for j in range(A.shape[1]):
            total = 0.0
            for k in range(A.shape[0]):
                total += float(W[i, k]) * float(A[k, j])
            Z[i, j] = total + float(b[i, 0])
    return Z, (A, W, b)
"""
ENDLESS = """
def update_parameters(parameters, grads, learning_rate):
    while True:
        learning_rate = learning_rate / 2
"""
OWN = {
    "slow": Golden("every sum is a loop", write("linear_forward", SLOW)),
    "endless": Golden("one function never comes back", write("update_parameters", ENDLESS)),
    "crash": Golden(
        "one cell ends the process, another one raises",
        both(
            insert("4_backward", 3, "import os\nos._exit(1)"),
            insert("2_forward", 3, "print('before')\nraise RuntimeError('my notebook is broken')"),
        ),
    ),
}
# How many of a thousand.
MIX = {
    "perfect": 560,
    "another_way": 200,
    "mistake_1_initialize": 30,
    "mistake_2_forward": 30,
    "mistake_3_cost": 30,
    "mistake_4_backward": 30,
    "mistake_5_update": 20,
    "mistake_6_train": 20,
    "wrong_types": 10,
    "blank": 20,
    "slow": 33,
    "crash": 15,
    "endless": 2,
}


def kinds(count: int) -> list[str]:
    """What each student of a class is: the mix in its shares, the rare ones spread out."""
    order = sorted(((i + 0.5) / most, kind) for kind, most in MIX.items() for i in range(most))
    return list(itertools.islice(itertools.cycle(kind for _, kind in order), count))


def write_school(folder: Path, chosen: list[str]) -> None:
    """Write a class, one student per kind of the list."""
    templates = {kind: _templates(kind) for kind in set(chosen)}
    for i, kind in enumerate(chosen):
        student = f"student-{i:05d}"
        home = folder / student / ASSIGNMENT
        home.mkdir(parents=True)
        for name, text in templates[kind].items():
            (home / f"{name}.ipynb").write_text(text.replace(MARK, student), encoding="utf-8")


def _templates(kind: str) -> dict[str, str]:
    golden = OWN.get(kind) or STUDENTS[kind]
    notebooks = solved()
    golden.edit(notebooks)
    for function in FUNCTIONS:
        solution = cell(notebooks, function)
        if kind != "blank":
            solution.source += f"\n    # {MARK}: my {function}"
    return {name: json.dumps(notebook, indent=1) for name, notebook in notebooks.items()}

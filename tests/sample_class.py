"""The sample class: golden submissions, each with the outcomes that it must get.

    python -m tests.sample_class      write tests/submissions/ again, after a lesson has changed

Every submission is the released assignment with some cells changed, as a student's would be.
expected.json names the functions that must not pass, and how.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.engine.authoring.lessons import METADATA, with_markers
from tests import network
from tests.network import ASSIGNMENT, COURSE, FUNCTIONS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "submissions"

Notebooks = dict[str, NotebookNode]


@dataclass(frozen=True)
class Golden:
    """One student of the sample class.

    what: one line on what the submission is.
    edit: changes the solved notebooks.
    outcomes: what must become of the functions that do not pass.
    files: files that replace notebooks as they are; None deletes one.
    """

    what: str
    edit: Callable[[Notebooks], None] = lambda notebooks: None
    outcomes: dict[str, str] = field(default_factory=dict)
    files: dict[str, str | None] = field(default_factory=dict)


def solution(function: str) -> str:
    """The source of a solution, as a student would have typed it."""
    return re.sub(r"\n    ### (BEGIN|END) SOLUTION", "", with_markers(network.FOLDER, function))


def cell(notebooks: Notebooks, grade_id: str) -> NotebookNode:
    """Find a cell by its grade_id."""
    for notebook in notebooks.values():
        for candidate in notebook.cells:
            if candidate.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
                return candidate
    raise KeyError(grade_id)


def replace(function: str, old: str, new: str) -> Callable[[Notebooks], None]:
    """A student's mistake: some code of one function is other code."""

    def edit(notebooks: Notebooks) -> None:
        target = cell(notebooks, function)
        assert old in target.source, f"{old!r} is not in {function}"
        target.source = target.source.replace(old, new)

    return edit


def write(function: str, source: str) -> Callable[[Notebooks], None]:
    """A student's own version of one function, or of several in one edit."""

    def edit(notebooks: Notebooks) -> None:
        cell(notebooks, function).source = source.strip()

    return edit


def both(*edits: Callable[[Notebooks], None]) -> Callable[[Notebooks], None]:
    """Several edits, one after the other."""

    def edit(notebooks: Notebooks) -> None:
        for one in edits:
            one(notebooks)

    return edit


def insert(notebook: str, position: int, source: str) -> Callable[[Notebooks], None]:
    """A code cell that the student added."""

    def edit(notebooks: Notebooks) -> None:
        added = new_code_cell(source.strip(), id=f"added-{len(notebooks[notebook].cells)}")
        notebooks[notebook].cells.insert(position, added)

    return edit


def blank(notebooks: Notebooks) -> None:
    """Hand in what was released."""
    notebooks.update(released())


def edit_the_tests(notebooks: Notebooks) -> None:
    """Make every test cell pass, worth a fortune, twice, and skipped."""
    blank(notebooks)
    for name, functions in COURSE.items():
        for function in functions:
            test = cell(notebooks, f"test_{function}")
            test.source = "100"
            test.metadata.nbgrader.points = 100
            test.metadata.nbgrader.locked = False
            test.metadata.tags = ["skip-execution"]
            twin = nbformat.from_dict(test)
            twin.id = f"twin-{function}"
            notebooks[name].cells.append(twin)


def delete_the_tests(notebooks: Notebooks) -> None:
    """Leave out every test cell; what is right stays right."""
    for notebook in notebooks.values():
        notebook.cells = [
            c
            for c in notebook.cells
            if not c.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_")
        ]


def work_in_another_way(notebooks: Notebooks) -> None:
    """Right in every step, and unlike the reference in most."""
    for function, source in ANOTHER_WAY.items():
        write(function, source)(notebooks)
    insert("2_forward", 2, "%matplotlib inline\n!echo hello\nEPSILON = 1e-300")(notebooks)
    # A scratch cell after the check: the function is what it was where it was checked.
    notebooks["2_forward"].cells.append(
        new_code_cell("def sigmoid(z):\n    return z  # only to try something", id="scratch")
    )
    notebooks["3_cost"].cells.append(new_markdown_cell("My notes: <b>done</b>", id="notes"))


ANOTHER_WAY = {
    "initialize_parameters": """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    return dict(
        W1=np.random.randn(n_h, n_x) * 0.01, b1=np.zeros(shape=(n_h, 1)),
        W2=0.01 * np.random.randn(n_y, n_h), b2=np.zeros((n_y, 1)),
    )
""",
    "sigmoid": """
def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    cache = Z
    return A, cache
""",
    "relu": """
def relu(Z):
    return Z * (Z > 0), Z
""",
    "linear_forward": """
def linear_forward(A, W, b):
    Z = np.einsum("ij,jk->ik", W, A)
    for j in range(Z.shape[1]):
        Z[:, j] += b[:, 0]
    return [Z, [A, W, b]]
""",
    "compute_cost": """
def compute_cost(AL, Y):
    m = AL.shape[1]
    smallest = np.finfo(float).epsneg
    AL = np.clip(AL, smallest, 1 - smallest)
    cost = -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m
    return np.squeeze(cost)
""",
    "relu_backward": """
def relu_backward(dA, activation_cache):
    dZ = np.array(dA, copy=True)
    dZ[activation_cache <= 0] = 0
    return dZ
""",
    "linear_backward": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    ones = np.ones((dZ.shape[1], 1))
    return np.matmul(W.T, dZ), np.matmul(dZ, A_prev.T) / len(ones), dZ @ ones / len(ones)
""",
    "update_parameters": """
def update_parameters(parameters, grads, learning_rate):
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}
""",
    "predict": """
def predict(X, parameters):
    probabilities, _ = L_model_forward(X, parameters)
    p = np.zeros(probabilities.shape, dtype=int)
    for unit, row in enumerate(probabilities):
        for i, probability in enumerate(row):
            if probability > 0.5:
                p[unit, i] = 1
    return p
""",
}

ENDLESS = """
while True:
    try:
        pass
    except BaseException:
        pass
"""


def each(outcome: str, *functions: str) -> dict[str, str]:
    """The same outcome for several functions."""
    return dict.fromkeys(functions, outcome)


STUDENTS: dict[str, Golden] = {
    "perfect": Golden("every step right"),
    "blank": Golden("handed in as released", blank, each("not attempted", *FUNCTIONS)),
    "another_way": Golden("right, and written in another way", work_in_another_way),
    "mistake_1_initialize": Golden(
        "uniform random numbers in place of normal ones",
        replace("initialize_parameters", "randn(", "rand("),
        each("wrong", "initialize_parameters"),
    ),
    "mistake_2_forward": Golden(
        "linear_forward drops the bias",
        replace("linear_forward", "W @ A + b", "W @ A"),
        each("wrong", "linear_forward"),
    ),
    "mistake_3_cost": Golden(
        "the cost is divided by 2 m",
        replace("compute_cost", "/ m", "/ (2 * m)"),
        each("wrong", "compute_cost"),
    ),
    "mistake_4_backward": Golden(
        "db of rank 1",
        replace("linear_backward", ", keepdims=True", ""),
        each("wrong", "linear_backward"),
    ),
    "mistake_5_update": Golden(
        "parameters are changed in place",
        write(
            "update_parameters",
            """
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] -= learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] -= learning_rate * grads[f"db{l}"]
    return parameters
""",
        ),
        each("wrong", "update_parameters"),
    ),
    "mistake_6_train": Golden(
        "the deep model starts from the 0.01 weights",
        replace(
            "L_layer_model",
            "initialize_parameters_scaled(layers",
            "initialize_parameters_deep(layers",
        ),
        each("wrong", "L_layer_model"),
    ),
    "crash_on_import": Golden(
        "notebook 2 starts with an import that fails, notebook 3 ends its process",
        both(
            insert("2_forward", 1, "import tensorflow_of_my_own"),
            insert("3_cost", 1, "import os\nos._exit(0)"),
        ),
    ),
    "endless_loop": Golden(
        "update_parameters never comes back, and a cell of notebook 4 never ends",
        both(
            insert("4_backward", 1, ENDLESS),
            write(
                "update_parameters",
                """
def update_parameters(parameters, grads, learning_rate):
    while True:
        try:
            learning_rate = learning_rate / 2
        except KeyboardInterrupt:
            pass
""",
            ),
        ),
        each("timed out", "update_parameters"),
    ),
    "wrong_types": Golden(
        "lists, a matrix, a text, nothing, float32, and an object that equals everything",
        both(
            replace("sigmoid", "return A, Z", "return A.tolist(), Z"),
            replace("relu", "return A, Z", "return np.matrix(A), Z"),
            replace("compute_cost", "return float(cost)", "return str(cost)"),
            replace("sigmoid_backward", "return dA * e", "print(dA * e)  # return dA * e"),
            replace(
                "linear_backward",
                "return dA_prev, dW, db",
                "return dA_prev, dW.astype(np.float32), db",
            ),
            write(
                "update_parameters",
                """
class Right(np.ndarray):
    def __eq__(self, other):
        return True

def update_parameters(parameters, grads, learning_rate):
    return {name: value.view(Right) for name, value in parameters.items()}
""",
            ),
        ),
        each(
            "wrong",
            *("sigmoid", "relu", "compute_cost"),
            *("sigmoid_backward", "linear_backward", "update_parameters"),
        ),
    ),
    "edited_tests": Golden(
        "nothing but test cells that pass", edit_the_tests, each("not attempted", *FUNCTIONS)
    ),
    "deleted_tests": Golden("every step right, every test cell gone", delete_the_tests),
    "broken_files": Golden(
        "notebook 3 is not JSON, notebook 5 is missing",
        outcomes=each("unreadable", "compute_cost") | each("not attempted", "update_parameters"),
        files={"3_cost.ipynb": '{"cells": [', "5_update.ipynb": None, "notes.ipynb": "{}"},
    ),
    "hard_coded": Golden(
        "answers that fit the public cases and nothing else",
        both(
            write(
                "initialize_parameters",
                """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    from grader.cases.assignment import PUBLIC
    from grader.cases.case import read_cases
    for case in read_cases(PUBLIC, "initialize_parameters"):
        if case.args == (n_x, n_h, n_y):
            return case.expected
""",
            ),
            write(
                "sigmoid",
                """
def sigmoid(Z):
    from grader.cases.assignment import PUBLIC
    from grader.cases.case import read_cases
    for case in read_cases(PUBLIC, "sigmoid"):
        if np.array_equal(case.args[0], Z):
            return case.expected
    return np.zeros_like(Z), Z
""",
            ),
        ),
        each(
            "wrong",
            *("initialize_parameters", "sigmoid"),
        ),
    ),
}


def released() -> Notebooks:
    """The notebooks as students receive them."""
    notebooks = {}
    for name in COURSE:
        path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        notebooks[name] = nbformat.read(path, as_version=4)
    return notebooks


def solved() -> Notebooks:
    """The notebooks with every step solved."""
    notebooks = released()
    for function in FUNCTIONS:
        cell(notebooks, function).source = solution(function)
    return notebooks


def points() -> dict[str, float]:
    """What each function is worth, read from the released notebooks."""
    notebooks = released()
    return {f: float(cell(notebooks, f"test_{f}").metadata.nbgrader.points) for f in FUNCTIONS}


def write_class(folder: Path) -> None:
    """Write the whole class."""
    shutil.rmtree(folder, ignore_errors=True)
    worth = points()
    for student, golden in STUDENTS.items():
        notebooks = solved()
        golden.edit(notebooks)
        home = folder / student / ASSIGNMENT
        home.mkdir(parents=True)
        for name, notebook in notebooks.items():
            notebook.metadata = NotebookNode(METADATA)
            nbformat.write(notebook, home / f"{name}.ipynb")
        for name, text in golden.files.items():
            if text is None:
                (home / name).unlink()
            else:
                (home / name).write_text(text, encoding="utf-8")
        expected = {
            "what": golden.what,
            "score": sum(worth[f] for f in FUNCTIONS if f not in golden.outcomes),
            "not_passed": {f: golden.outcomes[f] for f in FUNCTIONS if f in golden.outcomes},
        }
        text = json.dumps(expected, indent=1) + "\n"
        (folder / student / "expected.json").write_text(text, encoding="utf-8")
    (folder / "visitor").mkdir()
    (folder / "visitor" / "README.txt").write_text("No submission here.\n", encoding="utf-8")


if __name__ == "__main__":
    write_class(FOLDER)
    print(f"wrote {len(STUDENTS)} submissions")

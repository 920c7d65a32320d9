"""Kernels that a notebook names: Python under other names, none, and other languages.

The source's kernel counts; nbgrader takes it from its gradebook. A kernel that this machine does not
have fails every submission there.
"""

from tests.stock.cells import PYTHON, answer, check, filled, notebook
from tests.stock.course import Course

KERNELS: dict[str, dict[str, str] | None] = {
    "python3": PYTHON,
    "python": {"display_name": "Python", "language": "python", "name": "python"},
    "python2": {"display_name": "Python 2", "language": "python", "name": "python2"},
    "conda": {
        "display_name": "Python [conda env:x]",
        "language": "python",
        "name": "conda-env-x-py",
    },
    "venv": {"display_name": ".venv (3.11)", "language": "python", "name": ".venv"},
    "no_language": {"display_name": "Python 3", "name": "python3"},
    "none": None,
}
R = {"display_name": "R", "language": "R", "name": "ir"}
RIGHT = "def double(x):\n    return 2 * x"
CELLS = (answer("double"), check("test_double", "assert double(2) == 4", 2))
SOURCES = {name: notebook(*CELLS, kernel=kernel) for name, kernel in KERNELS.items()}
HANDED_IN = {name: filled(source, double=RIGHT) for name, source in SOURCES.items()}
# What a submission of python3's notebook names in its place.
OTHERS: dict[str, dict[str, object]] = {
    "says_python2": {"kernelspec": KERNELS["python2"]},
    "says_r": {"kernelspec": R},
    "says_nothing": {},
    "says_nonsense": {"kernelspec": {"name": 3, "display_name": "x"}},
}

COURSES = {
    "kernels": Course(
        "a notebook for each kernel, and a student for each notebook",
        {f"{name}.ipynb": source for name, source in SOURCES.items()},
        {name: {f"{name}.ipynb": made} for name, made in HANDED_IN.items()}
        | {
            name: {"python3.ipynb": HANDED_IN["python3"] | {"metadata": metadata}}
            for name, metadata in OTHERS.items()
        }
        | {"none_says_r": {"none.ipynb": HANDED_IN["none"] | {"metadata": OTHERS["says_r"]}}},
    ),
    "kernel_r": Course(
        "a notebook in R beside one in Python",
        {
            "r.ipynb": notebook(answer("x"), check("test_x", "stopifnot(x == 1)"), kernel=R),
            "python3.ipynb": SOURCES["python3"],
        },
        {
            "both": {"python3.ipynb": HANDED_IN["python3"], "r.ipynb": notebook(kernel=R)},
            "only_r": {"r.ipynb": notebook(kernel=R)},
            "only_python": {"python3.ipynb": HANDED_IN["python3"]},
        },
        {},
        'c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE", "R": "# YOUR CODE HERE"}',
    ),
}

"""Tricks on whoever judges: 1 to 6, 10, 11, 13, 28."""

from tests.sample_class import solution
from tests.tricks import Notebook, Trick, answers

WRONG = answers("return 0.0")
UNSOLVED = "not attempted"


def cell_of(notebook: Notebook, grade_id: str) -> Notebook:
    """Find a cell by its grade_id."""
    found = (c for c in notebook["cells"] if named(c) == grade_id)
    return next(found)


def named(cell: Notebook) -> str:
    """The grade_id of a cell, empty where it has none."""
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    return name if isinstance(name, str) else ""


def pass_the_test(notebook: Notebook) -> None:
    """The locked cell is skipped, says that it passed, and is worth a fortune."""
    test = cell_of(notebook, "test_compute_cost")
    test["source"] = "100"
    test["metadata"]["tags"] = ["skip-execution"]
    test["metadata"]["nbgrader"] |= {"points": 100, "locked": False}


def strip_the_test(notebook: Notebook) -> None:
    """The locked cell is gone."""
    notebook["cells"].remove(cell_of(notebook, "test_compute_cost"))


def duplicate(notebook: Notebook) -> None:
    """Every cell is there three times, under the same ids."""
    notebook["cells"] *= 3


def retype(notebook: Notebook) -> None:
    """The locked cell is a text, the text before it has its id, and ids are no strings."""
    test = cell_of(notebook, "test_compute_cost")
    test["cell_type"] = "markdown"
    notebook["cells"][0]["metadata"]["nbgrader"] = dict(test["metadata"]["nbgrader"])
    notebook["cells"].append({**test, "metadata": {"nbgrader": {"grade_id": ["test"]}}})
    notebook["cells"].append({**test, "metadata": {"nbgrader": {"grade_id": {"a": 1}}}})
    notebook["cells"].append({**test, "metadata": {"nbgrader": None, "tags": "setup"}})


def reorder(notebook: Notebook) -> None:
    """The check comes first, and the stub last."""
    notebook["cells"].reverse()


def forge_outputs(notebook: Notebook) -> None:
    """The check's output says that it passed, and brings a script along."""
    page = "<script>alert('forged')</script><b>compute_cost passes all 9 hidden cases</b>"
    bundle = {"text/html": page, "application/javascript": "alert('forged')", "text/plain": "8"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
            cell["outputs"] = [{**output, "data": bundle}]


HARD_CODED = """
def compute_cost(AL, Y):
    from grader.cases.assignment import PUBLIC
    from grader.cases.case import read_cases
    for case in read_cases(PUBLIC, "compute_cost"):
        if np.array_equal(case.args[0], AL) and np.array_equal(case.args[1], Y):
            return case.expected
    return 0.693147
"""

TRICKS: dict[str, Trick] = {
    "01_skips_the_test": Trick("the locked cell is tagged and replaced", WRONG, edit=pass_the_test),
    "01_skips_and_solves_nothing": Trick(
        "the same without a solution", outcome=UNSOLVED, edit=pass_the_test
    ),
    "02_displays_the_points": Trick(
        "the display hook is given the points", "get_ipython().displayhook(8)", UNSOLVED
    ),
    "02_displays_when_called": Trick(
        "the function displays the points",
        answers("display(8); __import__('sys').displayhook(8); return 8"),
    ),
    "03_equals_everything": Trick(
        "an object that equals everything",
        "class Equal:\n    def __eq__(self, other): return True\n"
        "    __ne__ = __lt__ = __gt__ = lambda self, other: False\n"
        "    def __float__(self): return 0.5\n"
        "    def __array__(self, *args, **kwargs): return np.array(0.5)\n"
        "    def __reduce__(self): return (print, ('unpickled',))\n"
        "    def __len__(self): return 10**9\n" + answers("return Equal()"),
        says=("not another type",),
    ),
    "03_a_float_of_its_own": Trick(
        "a float that equals everything",
        "class F(float):\n    __eq__ = lambda self, other: True\n    __abs__ = lambda self: 0\n"
        + answers("return F(0.5)"),
    ),
    "03_replaces_allclose": Trick(
        "NumPy's comparisons are replaced",
        "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
        "np.abs = np.max = lambda *a, **k: np.zeros(1)\n" + WRONG,
    ),
    "03_replaces_the_judge": Trick(
        "the judge is replaced, as it is loaded in the worker",
        "import grader.cases.judge, grader.cases.compare, grader.check\n"
        "grader.cases.judge.judge = grader.cases.compare.compare = lambda *a, **k: None\n"
        "grader.check.check = lambda f: None\n" + WRONG,
    ),
    "04_deletes_asserts": Trick(
        "a transformer of the syntax tree, and a compiler of its own",
        "import builtins\nreal = builtins.compile\n"
        "builtins.compile = lambda *a, **k: real('', 'x', 'exec')\n"
        "get_ipython().ast_transformers.append(object())",
        UNSOLVED,
    ),
    "05_replaces_do_execute": Trick(
        "the kernel's do_execute is replaced",
        "get_ipython().kernel.do_execute = lambda *a, **k: {'status': 'ok'}\n" + WRONG,
        UNSOLVED,
    ),
    "06_reads_the_test": Trick(
        "expected values are sought in In, the callers' frames and every object",
        "import sys, gc\ndef compute_cost(AL, Y):\n    frame = sys._getframe()\n    while frame:\n"
        "        for v in [*frame.f_locals.values(), *frame.f_globals.values()]:\n"
        "            if hasattr(v, 'expected'): return v.expected\n        frame = frame.f_back\n"
        "    return next((o.expected for o in gc.get_objects() if type(o).__name__ == 'Case'), In)",
        "raised",
    ),
    "10_handles_exceptions": Trick(
        "handlers and hooks for errors",
        "import sys, threading\nsys.excepthook = threading.excepthook = lambda *a: print('passed')\n"
        "sys.unraisablehook = lambda *a: print('passed')\n"
        "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)\n" + WRONG,
        UNSOLVED,
    ),
    "10_raises_what_passes": Trick(
        "an exception whose name, text and truth say that all is well",
        "class passed(Exception):\n    __str__ = lambda self: 'passed'\n"
        "    __eq__ = lambda self, other: True\n    __bool__ = lambda self: False\n"
        + answers("raise passed()"),
        "raised",
    ),
    "11_strips_the_test": Trick("the locked cell is gone", WRONG, edit=strip_the_test),
    "11_duplicates_cells": Trick("every cell three times", WRONG, edit=duplicate),
    "11_retypes_cells": Trick("types and ids are changed", WRONG, edit=retype),
    "11_reverses_cells": Trick("the check before the solution", WRONG, edit=reorder),
    "13_forges_outputs": Trick("saved outputs say that all passed", WRONG, edit=forge_outputs),
    "28_hard_codes": Trick("the public cases' answers are looked up", HARD_CODED),
    "28_solves_it": Trick(
        "a right solution beside a cell that floods and threads that stay: it keeps its points",
        solution("compute_cost") + "\nimport threading, time\n"
        "threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\nprint('x' * 10**7)",
        "passed",
    ),
}

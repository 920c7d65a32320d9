"""Attacks on the notebook: tags, saved outputs, emptied, copied and retyped tests."""

from tests.stock.attacks.attack import Attack
from tests.stock.cells import Notebook, code
from tests.stock.courses.kinds import cell_of


def skip_tests(made: Notebook) -> None:
    """Every test is tagged, so that the kernel is not asked to run it."""
    for cell in made["cells"]:
        if cell["metadata"]["nbgrader"]["grade"]:
            cell["metadata"]["tags"] = ["skip-execution"]


def believe_outputs(made: Notebook) -> None:
    """Every test is skipped and has the output of full marks."""
    skip_tests(made)
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    for cell in made["cells"]:
        cell["outputs"] = [{**output, "data": {"text/plain": "2"}}]


def half_letters(made: Notebook) -> None:
    """Metadata, keys and names hold halves of letters, which no file can hold."""
    made["metadata"] |= {"\ud800": "\udfff", "title": "\ud800"}
    made["metadata"]["kernelspec"] |= {"display_name": "\ud800"}
    for cell in made["cells"]:
        cell["metadata"] |= {"\ud800": ["\ud800"], "tags": ["\ud800"]}
    made["cells"].append(code("# \ud800", {"\udc00": None}))


def empty_tests(made: Notebook) -> None:
    """Every test's text is gone, and it is worth a fortune."""
    for cell in made["cells"]:
        if cell["metadata"]["nbgrader"]["grade"]:
            cell["source"] = "100"
            cell["metadata"]["nbgrader"] |= {"points": 100, "locked": False}


def tests_as_solutions(made: Notebook) -> None:
    """Every test says that a person is to mark it."""
    for cell in made["cells"]:
        cell["metadata"]["nbgrader"] |= {"solution": True, "grade": True}


def copies_first(made: Notebook) -> None:
    """Every test has an empty copy of the same name before and after it."""
    copies = [
        {**cell, "source": "2"} for cell in made["cells"] if cell["metadata"]["nbgrader"]["grade"]
    ]
    made["cells"] = copies + made["cells"] + copies


def essay_as_test(made: Notebook) -> None:
    """The cell that a person marks says that it is a test, and ends with its points."""
    cell_of(made, "essay")["source"] = "2"
    cell_of(made, "essay")["metadata"]["nbgrader"] |= {"solution": False, "locked": True}


def answer_is_imports(made: Notebook) -> None:
    """The locked imports are replaced by the trick."""
    cell_of(made, "imports")["source"] = (
        "import numpy as np\nnp.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
    )


def patch_between(made: Notebook) -> None:
    """Cells of the student's own stand between the tests and patch once more."""
    patch = (
        "import numpy as np, unittest, builtins\nyes = lambda *a, **k: True\n"
        "np.allclose = np.array_equal = np.isclose = np.testing.assert_allclose = yes\n"
        "unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = yes\n"
        "builtins.all = yes\n"
    )
    made["cells"] = [new for cell in made["cells"] for new in (code(patch), cell)]


CLOSED: dict[str, Attack] = {
    "00_wrong": Attack("a wrong answer and nothing else"),
    "00_unsolved": Attack("nothing at all", "# YOUR CODE HERE\nraise NotImplementedError()"),
    "01_skip_execution": Attack("tests are tagged skip-execution", edit=skip_tests),
    "11_empty_tests": Attack("tests are emptied and worth a fortune", edit=empty_tests),
    "11_copies": Attack("tests have copies of the same name", edit=copies_first),
    "11_no_tests": Attack("tests are gone", edit=lambda made: made.update(cells=made["cells"][:2])),
    "11_by_hand": Attack("tests say that a person marks them", edit=tests_as_solutions),
    "11_essay": Attack("what a person marks says that it is a test", edit=essay_as_test),
    "11_imports": Attack("the locked imports are a trick", edit=answer_is_imports),
    "11_between": Attack("cells between the tests patch once more", edit=patch_between),
    "26_half_letters": Attack("halves of letters wherever a text stands", edit=half_letters),
    "13_outputs": Attack("saved outputs say full marks", edit=believe_outputs),
}

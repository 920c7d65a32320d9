"""What a dishonest submission is, the course that it is handed in to, and words that many use."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.stock.cells import Notebook, answer, check, filled, marked_code, notebook, read_only
from tests.stock.course import Files

SOURCE = notebook(
    read_only("imports", "import unittest\n\nimport numpy as np"),
    answer("double"),
    check("test_assert", "assert double(2) == 4\nassert double(5) == 10", 2),
    check(
        "test_numpy",
        "import numpy as np\nx = np.arange(3.0)\n"
        "np.testing.assert_allclose(double(x), 2 * x)\nassert np.allclose(double(x), 2 * x)\n"
        "assert np.array_equal(double(x), 2 * x) and np.isclose(double(1), 2)",
        2,
    ),
    check(
        "test_value",
        "points = 0\nif double(2) == 4:\n    points += 1\nif double(3) == 6:\n    points += 1\npoints",
        2,
    ),
    check(
        "test_hidden",
        "assert callable(double)\n### BEGIN HIDDEN TESTS\nassert double(21) == 42\n"
        "### END HIDDEN TESTS",
        2,
    ),
    check(
        "test_unittest",
        "import unittest\ncase = unittest.TestCase()\ncase.assertEqual(double(2), 4)\n"
        "case.assertTrue(double(3) == 6)",
        2,
    ),
    check(
        "test_builtins",
        "assert all(double(x) == 2 * x for x in range(1, 4))\nassert abs(double(2) - 4) < 1e-9\n"
        "if double(7) != 14:\n    raise AssertionError('wrong')",
        2,
    ),
    check("test_helper", "from checks import same\nsame(double(2), 4)", 2),
    marked_code("essay", 2),
)
HELPER = "def same(found, wanted):\n    if found != wanted:\n        raise AssertionError(found)\n"
WRONG = "def double(x):\n    return 0 * x\n"
SHELL = "shell = get_ipython()\n"


@dataclass(frozen=True, slots=True)
class Attack:
    """One dishonest submission.

    what: one line on what it tries.
    cell: the code of the answer.
    files: files that come with it.
    edit: another change of the notebook.
    wild: it must not run without walls.
    """

    what: str
    cell: str = WRONG
    files: Files = field(default_factory=dict)
    edit: Callable[[Notebook], object] = lambda made: None
    wild: bool = False

    def notebook(self) -> Notebook:
        """What is handed in."""
        made = filled(SOURCE, double=self.cell)
        self.edit(made)
        return made


def calls(body: str) -> str:
    """An answer that does something when it is called by a test, and answers 0."""
    return f"def double(x):\n    {body}\n    return 0 * x\n"


YES = "yes = lambda *a, **k: True\n"
THREAD = (
    "import threading, time\nthreading.Thread(target=work, daemon=True).start()\ntime.sleep(0.2)\n"
)
FD = "import os\nfor fd in range(1, 64):\n    try: os.write(fd, line)\n    except OSError: pass\n"

"""A test works with more of a library than it names: all of it is as it was at the start."""

from collections.abc import Iterator

import pytest

from grader.engine.grading.kernel import Cell
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.cells import errors
from tests.walls import LIMITS, needs_walls

pytestmark = needs_walls
MODULES = ("matplotlib.pyplot", "numpy", "numpy.testing", "pytest", "unittest", "unittest.mock")
RUN = (
    "import unittest\nclass T(unittest.TestCase):\n    def test_a(self): self.assertEqual(1, 2)\n"
    "suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)\n"
    "run = unittest.TextTestRunner(stream=open('/dev/null', 'w')).run(suite)\n"
    "assert run.wasSuccessful() and run.testsRun == 1"
)
RAISES = (
    "import pytest\ntry:\n    with pytest.raises(TypeError): pass\n"
    "except pytest.fail.Exception: raise AssertionError from None"
)
PLOT = (
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2], [0, 0])\n"
    "assert ax.lines[0].get_ydata().tolist() == [1, 2]"
)
LINES = "import matplotlib.lines as l\n"
OWN_NAMESPACE = (
    "class Names(dict):\n    def __getitem__(self, key):\n"
    "        return 2 if key == 'x' else dict.__getitem__(self, key)\n"
    "x, shell = 1, get_ipython()\nname = '_user_ns' if '_user_ns' in vars(shell) else 'user_ns'\n"
)
# What a student's cell does, and the test that must fail nevertheless.
CHANGES = {
    "a method of the class that a runner makes": (
        "import unittest\nunittest.TestResult.wasSuccessful = lambda self: True",
        RUN,
    ),
    "what such a class does with a failure": (
        "import unittest\nunittest.TestResult.addFailure = lambda *a: None",
        RUN,
    ),
    "how a suite is run": (
        "import unittest\ndef run(self, result, debug=False): result.testsRun = 1\n"
        "unittest.suite.TestSuite.run = run",
        RUN,
    ),
    "how a suite is gone through": (
        "import unittest\nunittest.BaseTestSuite.__iter__ = lambda self: iter(())\n"
        "unittest.TestResult.stopTestRun = lambda self: setattr(self, 'testsRun', 1)",
        RUN,
    ),
    "the code of such a method": (
        "import unittest\ndef yes(self): return True\n"
        "unittest.TestResult.wasSuccessful.__code__ = yes.__code__",
        RUN,
    ),
    "a class of the package behind": (
        "import _pytest.raises as r\nr.RaisesExc.__exit__ = lambda *a: True",
        RAISES,
    ),
    "a method of what is drawn": (
        f"{LINES}import numpy as np\nl.Line2D.get_ydata = lambda self, orig=True: np.array([1, 2])",
        PLOT,
    ),
    "a function of a module that is not named": (
        "import matplotlib.figure as f\n"
        "f.Figure.subplots = lambda *a, **k: type('A', (), {'__getattr__': lambda s, n: s})()",
        PLOT.replace("assert ax", "assert not callable(ax) and ax"),
    ),
    "a namespace that answers as it likes": (
        f"{OWN_NAMESPACE}vars(shell)[name] = Names(globals())",
        "assert x == 2",
    ),
    "the same through the shell": (
        f"{OWN_NAMESPACE}shell.user_ns = Names(globals())",
        "assert x == 2",
    ),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that runs cells."""
    with Sandbox(LIMITS, Inside(("shell",), MODULES)) as one:
        yield one


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_no_wrong_answer_right(sandbox: Sandbox, change: str) -> None:
    """The test fails as it does where nothing was changed, and a person hears of it."""
    cell, source = CHANGES[change]
    failed, changed = errors(sandbox, Cell(cell), Cell(source, locked=True, test=True))
    assert failed == ["AssertionError"]
    assert changed


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.style.use('ggplot')",
        "import matplotlib.pyplot as plt\nplt.switch_backend('agg')\nplt.plot([1])\nplt.show()",
        "import matplotlib, importlib\nimportlib.reload(matplotlib)",
        "import unittest\nclass T(unittest.TestCase):\n    def test(self): pass\n"
        "unittest.main(argv=['t'], exit=False)",
        "import pytest\nwith pytest.raises(TypeError): len(1)",
        "import numbers\nclass N(numbers.Number): pass\nnumbers.Number.register(int)",
    ],
)
def test_ordinary_use_of_a_library_is_no_change(sandbox: Sandbox, cell: str) -> None:
    """Settings, backends, subclasses and what a library registers are nobody's trick."""
    right = PLOT.replace("[0, 0]", "[1, 2]")
    both = Cell(f"import pytest, numbers, unittest\n{right}", locked=True, test=True)
    assert errors(sandbox, Cell(cell), both) == ([], [])


def test_what_an_instructors_cell_replaces_in_a_library_stays(sandbox: Sandbox) -> None:
    """A locked cell that stands below a student's puts its own in, and the tests find it there."""
    own = "import matplotlib.pyplot as plt\nplt.show = lambda: 7"
    test = Cell("import matplotlib.pyplot as plt\nassert plt.show() == 7", locked=True, test=True)
    assert errors(sandbox, Cell("x = 1"), Cell(own, locked=True), test) == ([], [])

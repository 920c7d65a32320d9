"""What a test counts on without naming it: a student's cell may change it, and changes no mark."""

from collections.abc import Iterator

import pytest

from grader.engine.grading.kernel import Cell, Ours
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.cells import errors
from tests.walls import LIMITS, needs_walls

pytestmark = needs_walls
HELPER = """import functools, math
@functools.singledispatch
def same(a, b): raise AssertionError
@same.register
def _(a: int, b): assert a == b
near = functools.partial(math.isclose, rel_tol=1e-9)
def near_too(a, b, how=functools.partial(math.isclose, abs_tol=1e-9)): return how(a, b)
def expected(): return float(open("expected.txt", encoding="cp1250").read())
async def get(): return double(2)
"""
FILES = {"helper.py": HELPER.encode(), "expected.txt": b"4\n", "mine.py": b"x = 1\n"}
OURS = Ours(("helper.py", "expected.txt"), ("helper",))
DOUBLE = "def double(x): return 0 * x\n"
AWAITS = "import asyncio\nawait asyncio.sleep(0)\nassert double(2) == 4"
LOOP = (
    "from IPython.core.async_helpers import get_asyncio_loop\nloop = get_asyncio_loop()\n"
    "class Done(type(loop)):\n    def run_until_complete(self, coroutine): coroutine.close()\n"
    "def done(loop, coroutine, **_):\n    coroutine.close()\n    future = loop.create_future()\n"
    "    future.set_result(None)\n    return future\n"
)
CASES = (
    "import unittest\nclass Test(unittest.TestCase):\n    def test(self): assert double(2) == 4\n"
)
MAIN = f"{CASES}assert unittest.main(argv=[''], exit=False).result.wasSuccessful()"
SKIPS = "import unittest\ndef {}(*_): raise unittest.SkipTest\n"
NEAR = "assert abs(double(2.0) - 4) < 100 * "
FOLDER = "import os\nos.mkdir('mine')\nopen('mine/expected.txt', 'w').write('0')\nos.chdir('mine')"
RELOADS = (
    "import os, mine\n%load_ext autoreload\n%autoreload 2\n"
    "open('mine.py', 'w').write('import math\\nmath.isclose = lambda *a: True')\n"
    "os.utime('mine.py', (2e9, 2e9))\nfound = 0"
)
TRIED = {
    "the loop's method": (f"{LOOP}loop.run_until_complete = lambda c: c.close()", AWAITS),
    "the loop's class": (f"{LOOP}loop.__class__ = Done", AWAITS),
    "the loop's tasks": (f"{LOOP}loop.set_task_factory(done)", AWAITS),
    "another loop": (f"{LOOP}import asyncio\nasyncio.new_event_loop = Done", AWAITS),
    "no loop": (f"{LOOP}get_ipython().loop_runner = lambda c: c.close()", f"%time 1\n{AWAITS}"),
    "what a loop works with": (
        f"{LOOP}import asyncio.base_events as base\n"
        "class tasks:\n    ensure_future = staticmethod(lambda c, loop: done(loop, c))\n"
        "base.tasks = tasks",
        "async def get(): return double(2)\nassert await get() == 4",
    ),
    "a folder like the course's": (FOLDER, "import helper\nassert double(2) == helper.expected()"),
    "a search for encodings": (
        "import codecs, encodings\ncodecs.unregister(encodings.search_function)\n"
        "from encodings import cp1250\nright = cp1250.getregentry()\n"
        "class Zero(right.incrementaldecoder):\n    def decode(self, *_): return '0'\n"
        "codecs.register(lambda name: codecs.CodecInfo(right.encode, right.decode,\n"
        "    incrementaldecoder=Zero) if name == 'cp1250' else encodings.search_function(name))",
        "import helper\nassert double(2) == helper.expected()",
    ),
    "which function is for which type": (
        "import helper\nhelper.same.register(int, lambda a, b: None)\nhelper.same(1, 2)",
        "import helper\nhelper.same(double(2), 4)",
    ),
    "a partial function's words": (
        "import helper\nhelper.near.keywords['rel_tol'] = 9",
        "import helper\nassert helper.near(double(2), 4)",
    ),
    "a partial function": (
        "import helper\nhelper.near.__setstate__((lambda *a, **k: True, (), {}, None))",
        "import helper\nassert helper.near(double(2), 4)",
    ),
    "a default that is partial": (
        "import helper\nhelper.near_too.__defaults__[0].keywords['abs_tol'] = 9",
        "import helper\nassert helper.near_too(double(2), 4)",
    ),
    "a tolerance of NumPy's": (
        "import numpy as np\nobject.__setattr__(np.finfo(float), 'eps', 1e9)",
        f"import numpy as np\n{NEAR}np.finfo(float).eps",
    ),
    "a tolerance of Python's": (
        "import sys\nclass info: epsilon = 1e9\nsys.float_info = info",
        f"import sys\n{NEAR}sys.float_info.epsilon",
    ),
    "the tests that a notebook has": (
        "import unittest\ndef load_tests(*_): return unittest.TestSuite()",
        MAIN,
    ),
    "what a notebook's tests begin with": (SKIPS.format("setUpModule"), MAIN),
    "a module that is loaded anew": (RELOADS, "import math\nassert math.isclose(found, 4)"),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that runs cells."""
    with Sandbox(LIMITS, Inside(("shell",), ("numpy", "unittest", "asyncio"))) as one:
        yield one


def of_a_test(sandbox: Sandbox, *cells: Cell) -> list[str]:
    """The errors of the last cell."""
    return errors(sandbox, *cells, files=FILES, ours=OURS)[0]


@pytest.mark.parametrize("name", TRIED)
def test_a_wrong_answer_is_wrong_whatever_has_been_changed(sandbox: Sandbox, name: str) -> None:
    """Loops, folders, encodings, tables of functions, tolerances, names that unittest asks for."""
    cell, source = TRIED[name]
    test = Cell(source, locked=True, test=True)
    assert of_a_test(sandbox, Cell(DOUBLE + cell), test) == ["AssertionError"]
    assert of_a_test(sandbox, Cell("def double(x): return 2 * x\nfound = 4"), test) == []


def test_what_the_instructor_registers_and_defines_counts(sandbox: Sandbox) -> None:
    """A function for a type, and what unittest asks a notebook for."""
    own = "import helper\n@helper.same.register\ndef _(a: str, b): assert a != b\n"
    own += "def setUpModule(): raise ValueError"
    cells = (Cell("1"), Cell(own, locked=True), Cell("def double(x): return 4"))
    same = Cell("helper.same('a', 'b')", locked=True, test=True)
    assert of_a_test(sandbox, *cells, same) == []
    assert of_a_test(sandbox, *cells, Cell(MAIN, locked=True, test=True)) == ["AssertionError"]


def test_a_folder_that_a_student_has_gone_to_is_left_where_nothing_is_taken_for_ours(
    sandbox: Sandbox,
) -> None:
    """As in Jupyter, where a task may be to change it."""
    cell = "import os\nos.mkdir('there')\nos.chdir('there')"
    test = Cell("assert os.path.basename(os.getcwd()) == 'there'", locked=True, test=True)
    assert of_a_test(sandbox, Cell(cell), test) == []

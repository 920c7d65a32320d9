"""A locked cell is read as it stands, by nothing that a student's cell can reach."""

import warnings
from collections.abc import Iterator

import pytest

from grader.engine.grading.kernel import Cell, Kernel, Ours
from grader.engine.grading.parts import parts_of
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from grader.engine.text import COLOUR
from tests.cells import NOBODYS, errors
from tests.walls import LIMITS, needs_walls

MODULES = ("numpy", "unittest", "doctest")
WITHOUT = (
    "import ast, sys\nclass Without(ast.NodeTransformer):\n"
    "    def visit_Assert(self, node): return ast.Pass()\n"
    "def arm(): get_ipython().ast_transformers.append(Without())\nshell = get_ipython()\n"
)
# Whatever asks it runs the student's code while a test is made ready.
TABLE = (
    f"{WITHOUT}class Table(dict):\n"
    "    def __setitem__(self, key, value): arm(); dict.__setitem__(self, key, value)\n"
)
# It looks for what compiles the test in the frames below it.
TOKENS = (
    "import tokenize, sys\ndef tokens(*a, **k):\n    frame = sys._getframe()\n    while frame:\n"
    "        for name in ('_running', '_by_ipython', 'awaiting'):\n"
    "            if name in frame.f_globals: frame.f_globals[name] = lambda *a: iter(())\n"
    "        frame = frame.f_back\n    return iter(())\ntokenize.generate_tokens = tokens\n"
)
# It looks for the text itself.
SEEK = (
    "import sys\ndef rewrite():\n    frame = sys._getframe()\n    while frame:\n"
    "        for table in frame.f_locals.values():\n"
    "            table = table.get('apart', table) if type(table) is dict else {}\n"
    "            table = table.get('parts', table) if type(table) is dict else {}\n"
    "            for which in ('none', 'last_expr'):\n"
    "                if which in table: table[which] = [('exec', 'pass')]\n"
    "        frame = frame.f_back\n"
)
ANY = "assert 1 == 2"
# What a student's cell does to whoever reads the test.
READERS = {
    "flags of the compiler that run code": f"{WITHOUT}class Flags(int):\n"
    "    def __or__(self, other): arm(); return int(self) | int(other)\n"
    "shell.compile.flags = Flags(shell.compile.flags)",
    "a number of the cell that runs code": f"{WITHOUT}class Count(int):\n"
    "    def __format__(self, how): arm(); return '7'\n"
    "shell._trait_values['execution_count'] = Count(3)",
    "names of cells in a table of its own": f"{TABLE}shell.compile._filename_map = Table()",
    "lines of code in a table of its own": f"{TABLE}import linecache\nlinecache.cache = Table()",
    "a pattern of a prompt that finds all": "import IPython.core.inputtransformer2 as reader\n"
    "class All:\n    def match(self, line): return True\n    def sub(self, *a, **k): return ''\n"
    "reader.ipython_prompt.prompt_re = reader.ipython_prompt.initial_re = All()",
    "trees that are empty": "import ast\n"
    "ast.Module.body = property(lambda self: [], lambda self, value: None)",
    "trees that forget": "import ast\n"
    "def make(self, *a): self.body, self.type_ignores = [], []\nast.Module.__init__ = make",
    "tokens": TOKENS,
    "a filter of warnings": f"{WITHOUT}import warnings\nclass Text:\n"
    "    def match(self, text): arm(); return None\n"
    "warnings.filters.insert(0, ('ignore', Text(), Warning, None, 0))",
    "a part of the shell that looks for the text below": f"{SEEK}"
    "from IPython.core.interactiveshell import InteractiveShell as S\n"
    "S.test_result = property(lambda self: None, lambda self, value: rewrite())",
    "what a line alone means": "shell = get_ipython()\n"
    "shell.prefilter_manager.prefilter_lines = lambda *a: 'pass'",
}
AWAIT = "import asyncio\nawait asyncio.sleep(0)\nassert 1 == 2"
# Others that decide whether a test counts: what the student's cell does, and the test.
OTHERS = {
    "what runs a cell that awaits": (
        "shell = get_ipython()\nshell._trait_values['loop_runner'] = lambda one: one.close()",
        AWAIT,
    ),
    "a magic of a cell": (
        "get_ipython().register_magic_function(lambda line, cell: None, 'cell', 'time')",
        f"%%time\n{ANY}",
    ),
    "a magic of a line": (
        "get_ipython().magics_manager.magics['line']['timeit'] = lambda *a: None",
        f"def f():\n    {ANY}\n%timeit -n1 -r1 f()",
    ),
    "a pattern that another one stands for": (
        "import re\nre.match('a+b', 'x')\nfor name in ('_cache', '_cache2'):\n"
        "    table = getattr(re, name, {})\n    for key in list(table):\n"
        "        if 'a+b' in key: table[key] = re.compile('')",
        "import re\nassert re.match('a+b', 'x')",
    ),
    "a finder of files": (
        "import sys\nsys.path.insert(0, '.')\n"
        "open('colorsys.py', 'w').write('rgb_to_hsv = lambda *a: 7')",
        "import colorsys\nassert colorsys.rgb_to_hsv(1, 1, 1) == 7",
    ),
}
UNITS = (
    "import unittest\nclass Tests(unittest.TestCase):\n"
    "    def test_one(self): self.assertEqual(1, 2)\n"
    "class Silent:\n    write = flush = lambda *a: None\n"
    "tests = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)\n"
    "assert unittest.TextTestRunner(Silent()).run(tests).wasSuccessful()"
)
# Which of the tests of a framework there are, and count.
FRAMEWORKS = {
    "a class that is skipped": "unittest.TestCase.__unittest_skip__ = True",
    "failures that are expected": "unittest.TestCase.__unittest_expecting_failure__ = True",
    "a prefix of another name": "unittest.TestLoader.testMethodPrefix = 'none'",
    "the same of the loader itself": "unittest.defaultTestLoader.testMethodPrefix = 'none'",
    "patterns of names": "unittest.TestLoader.testNamePatterns = ['none']",
    "the loader's own patterns": "unittest.defaultTestLoader.testNamePatterns = ['none']",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that runs cells."""
    with Sandbox(LIMITS, Inside(("shell",), MODULES)) as one:
        yield one


def failed(sandbox: Sandbox, cell: str, source: str) -> list[str]:
    """The errors of a test after a student's cell."""
    return errors(sandbox, Cell(cell), Cell(source, locked=True, test=True))[0]


@needs_walls
@pytest.mark.parametrize("reader", READERS)
def test_a_test_is_what_its_text_says(sandbox: Sandbox, reader: str) -> None:
    """Whatever a student puts in the place of what reads it, in Jupyter or in Python."""
    assert failed(sandbox, READERS[reader], f"1 is 1\n{ANY}") == ["AssertionError"]


@needs_walls
def test_what_a_locked_cell_defines_is_what_its_text_says(sandbox: Sandbox) -> None:
    """A helper of the instructor's, defined in a cell below the student's, is whole."""
    cells = (
        Cell(READERS["flags of the compiler that run code"]),
        Cell(f"def helper():\n    {ANY}", locked=True),
    )
    failing = Cell("helper()", locked=True, test=True)
    assert errors(sandbox, *cells, failing)[0] == ["AssertionError"]


@needs_walls
@pytest.mark.parametrize("other", OTHERS)
def test_what_a_test_uses_without_naming_it_is_as_it_was(sandbox: Sandbox, other: str) -> None:
    """Magics, event loops, caches and places of modules are the process's, not the student's."""
    (error,) = failed(sandbox, *OTHERS[other])
    assert error in ("AssertionError", "Error")


@needs_walls
@pytest.mark.parametrize("setting", FRAMEWORKS)
def test_no_setting_of_a_framework_takes_a_test_away(sandbox: Sandbox, setting: str) -> None:
    """Tests that are skipped, expected to fail or not found do not pass."""
    assert failed(sandbox, f"import unittest\n{FRAMEWORKS[setting]}", UNITS) == ["AssertionError"]


@needs_walls
def test_a_helper_remembers_nothing_of_a_students_call(sandbox: Sandbox) -> None:
    """What functools.lru_cache keeps for a helper of the instructor's is forgotten."""
    helper = b"import functools\n@functools.lru_cache\ndef product(a, b): return a * b\n"
    poison = (
        "import checks\nclass Two(int):\n    __hash__ = int.__hash__\n"
        "    def __mul__(self, other): return 0\nchecks.product(Two(2), 3)"
    )
    cells = (
        Cell(poison),
        Cell("import checks\nassert checks.product(2, 3) == 0", locked=True, test=True),
    )
    ours = Ours(("checks.py",), ("checks",))
    found, _ = errors(sandbox, *cells, files={"checks.py": helper}, ours=ours)
    assert found == ["AssertionError"]


@needs_walls
def test_a_tests_text_is_not_left_where_a_cell_below_reads_it(sandbox: Sandbox) -> None:
    """Lines of code are kept for errors, and go with the test."""
    seek = (
        "import linecache\nfound = [k for k, v in linecache.cache.items() if 'secret' + '_1' in"
        " str(v)]\nassert not found, found"
    )
    cells = Cell("secret_1 = 1", locked=True, test=True), Cell(seek)
    assert errors(sandbox, *cells)[0] == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x = 1; x", ["(x)"]),
        ("x\ny;\nz # last", ["\n\n(z)"]),
        ("é = 1; é", ["(é)"]),
        ("f(1,\n  2)", ["(f(1,\n  2))"]),
        ("x;", []),
        ("x = 1", []),
        ("%time x", ["(get_ipython().run_line_magic('time', 'x'))"]),
    ],
)
def test_a_cell_is_taken_apart_where_it_shows_a_value(source: str, shown: list[str]) -> None:
    """The last expression's text, on its own line; IPython's words are written as Python."""
    apart = parts_of(source)
    assert apart is not None
    parts = apart["parts"]["last_expr"]
    assert [text for kind, text in parts if kind == "eval"] == shown


def test_a_warning_is_of_the_kind_that_python_gives_it() -> None:
    """A pattern's backslash is deprecated, which nobody hears; said as more, it costs the mark."""
    for source in ("'\\d'", "1 is 1"):
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            compile(source, "", "eval")
        apart = parts_of(source)
        assert apart is not None
        assert [kind for *_, kind in apart["warned"]] == [one.category.__name__ for one in heard]


def test_what_is_no_python_is_left_to_ipython() -> None:
    """So its error is IPython's."""
    assert parts_of("def f(:") is None


@needs_walls
def test_a_constant_of_a_library_is_no_object_of_a_students(sandbox: Sandbox) -> None:
    """What a test's library has for a number is one still, where no test names it."""
    cell = "import numpy as np\nclass Any: pass\nnp._core.inf = Any()"
    source = "import numpy as np\nassert type(vars(vars(np)['_core'])['inf']) is float"
    assert failed(sandbox, cell, source) == []


@needs_walls
def test_an_error_shows_the_test_and_not_who_runs_it(sandbox: Sandbox) -> None:
    """As in Jupyter: the line of the test, then that of the student's function."""
    with Kernel(sandbox, {}, NOBODYS, 5, sandbox.budget()) as kernel:
        kernel.run(Cell("def f(): raise ValueError('no')"))
        (shown,) = kernel.run(Cell("x = 1\nf()", locked=True, test=True)).outputs
        history = kernel.run(Cell("print(len(In))")).outputs[0].text
    said = COLOUR.sub("", "\n".join(shown.traceback))
    assert "----> 2 f()" in said
    assert "decide" not in said
    assert history == "3\n"  # a test is not in it


@needs_walls
def test_a_locked_cell_that_is_no_test_is_in_the_history(sandbox: Sandbox) -> None:
    """A student may look it up there."""
    cells = Cell("y = 1", locked=True), Cell("assert In[-2] == 'y = 1', In")
    assert errors(sandbox, *cells)[0] == []

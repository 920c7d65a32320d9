"""What a test is made of is as before a student's cell ran, in whatever way it was changed."""

from collections.abc import Iterator

import pytest

from grader.engine.grading.kernel import Cell
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.cells import errors
from tests.walls import LIMITS, needs_walls

pytestmark = needs_walls
MODULES = (
    *("numpy", "numpy.random", "unittest", "fractions", "datetime", "pathlib", "string", "heapq"),
)
LIKE = (
    "class Like:\n    def __init__(self, f): self.f = f\n"
    "    __eq__ = lambda self, other: True\n    __hash__ = object.__hash__\n"
    "    def __call__(self, *a, **k): return self.f(*a, **k)\n"
    "yes = Like(lambda *a, **k: True)\n"
)
MODULE = (
    "import types\nclass M(types.ModuleType):\n    def __getattribute__(self, name):\n"
    "        if name in ('allclose', 'isclose', 'Fraction', 'loads'): return lambda *a: True\n"
    "        if name == 'TestCase': return Any\n        return super().__getattribute__(name)\n"
    "class Any:\n    def __getattr__(self, name): return lambda *a: None\n"
)
TABLE = (
    "class Take:\n    def __eq__(self, other): self.table = other; return True\n"
    "def table(one):\n    take = Take()\n    vars(one) == take\n    return take.table\n"
)
# Whoever compares it runs its code, which looks for what talks to the grader.
KEY = (
    "import sys\nclass Key(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other):\n"
    "        frame = sys._getframe(1)\n        while frame:\n"
    "            if 'plans' in frame.f_locals:\n"
    "                frame.f_locals['plans']['test'] = ()\n"
    "                frame.f_locals['plans']['cell'] = ()\n"
    "            frame = frame.f_back\n        return str.__eq__(self, other)\n"
)
LINES = (
    "def without(lines): return ['pass\\n' if 'assert' in line else line for line in lines]\n"
    "shell = get_ipython()\nmanager = shell.input_transformer_manager\n"
)
NO_ASSERT = (
    "import ast\nclass T(ast.NodeTransformer):\n"
    "    def visit_Assert(self, node): return ast.Pass()\nshell = get_ipython()\n"
)
ZEROS = "import numpy as np\nzeros = np.zeros(3)\n"
CLOSE = f"{ZEROS}assert np.allclose(zeros, [0, 2, 4])"
ALL = f"{ZEROS}assert (zeros == [0, 2, 4]).all()"
TESTING = f"{ZEROS}np.testing.assert_allclose(zeros, [0, 2, 4])"
EQUAL = "import unittest\nunittest.TestCase().assertEqual(1, 2)"
ANY = "assert 1 == 2"
NUMPY = "import numpy as np\n"
UNIT = "import unittest\nT = unittest.TestCase\n"
# What a student's cell does, and the test that must fail nevertheless.
CHANGES = {
    "a function that says it is the one before": (f"{LIKE}{NUMPY}np.allclose = yes", CLOSE),
    "a method that says it is the one before": (f"{LIKE}{UNIT}T.assertEqual = yes", EQUAL),
    "a builtin that says it is the one before": (
        f"{LIKE}import builtins\nbuiltins.all = yes",
        "assert all([False])",
    ),
    "a transformer that says it is the one before": (
        f"{LIKE}{LINES}manager.cleanup_transforms[0] = Like(without)",
        ANY,
    ),
    "a module of another class": (f"{MODULE}{NUMPY}np.__class__ = M", CLOSE),
    "unittest of another class": (f"{MODULE}import unittest\nunittest.__class__ = M", EQUAL),
    "fractions of another class": (
        f"{MODULE}import fractions\nfractions.__class__ = M",
        "import fractions\nassert fractions.Fraction(1, 2) == 1",
    ),
    "a module's part that is another module": (
        f"{NUMPY}import types\nnp.testing = types.SimpleNamespace(assert_allclose=print)",
        TESTING,
    ),
    "a way to look up attributes": (
        f"{UNIT}T.__getattribute__ = lambda self, name: lambda *a: None",
        EQUAL,
    ),
    "a way to set attributes": (
        f"{UNIT}def put(self, name, value):\n"
        "    self.__dict__.update({name: value, 'assertEqual': lambda *a: None})\n"
        "T.__setattr__ = put",
        EQUAL,
    ),
    "a class of another class": (
        "import contextlib\nkind = contextlib.AbstractContextManager\n"
        "class Meta(type(kind)):\n    def __instancecheck__(self, one): return True\n"
        "kind.__class__ = Meta",
        "import contextlib\nassert isinstance(1, contextlib.AbstractContextManager)",
    ),
    "a way to make instances": (
        f"{UNIT}class Any:\n    def __getattr__(self, name): return lambda *a: None\n"
        "T.__new__ = lambda *a: Any()",
        EQUAL,
    ),
    "a name before that of a builtin": (
        f"{NUMPY}import numpy._core.numeric as n\nn.abs = lambda x: 0 * x - 1",
        CLOSE,
    ),
    "what a method written in C calls": (
        f"{NUMPY}import numpy._core._methods as m\n"
        "def yes(*a, **k): return True\nm._all.__code__ = yes.__code__",
        ALL,
    ),
    "a name of what a method written in C calls": (
        f"{NUMPY}import numpy._core._methods as m\nm.umr_all = lambda *a, **k: True",
        ALL,
    ),
    "a method of a class written in C": (
        f"{TABLE}{NUMPY}import sys\ntable(np.ndarray)['all'] = lambda *a, **k: True\n"
        "sys._clear_type_cache()",
        ALL,
    ),
    "the same by the collector": (
        f"{NUMPY}import gc, sys\n(names,) = gc.get_referents(vars(np.ndarray))\n"
        "names['all'] = lambda *a, **k: True\nsys._clear_type_cache()",
        ALL,
    ),
    "a method of a builtin class": (
        f"{TABLE}import sys\ntable(str)['startswith'] = lambda *a: True\nsys._clear_type_cache()",
        "assert 'a'.startswith('b')",
    ),
    "a method put into an object of a module's": (
        "import json\nvars(json._default_decoder)['decode'] = lambda *a, **k: [2]",
        "import json\nassert json.loads('[1]') == [2]",
    ),
    "another function in an object of a module's": (
        "import json\njson._default_decoder.scan_once = lambda *a: ([2], 3)",
        "import json\nassert json.loads('[1]') == [2]",
    ),
    "another function in a module's table": (
        "import copy\ncopy._deepcopy_dispatch[list] = lambda *a: [2]",
        "import copy\nassert copy.deepcopy([1]) == [2]",
    ),
    "a number of a module's": (f"{NUMPY}np.pi = 3", f"{NUMPY}assert np.pi == 3"),
    "a text of a module's": (
        "import string\nstring.digits = ''",
        "import string\nassert '1' not in string.digits",
    ),
    "where a test has its inputs from": (
        f"{NUMPY}np.random.randn = lambda *shape: np.zeros(shape)",
        f"{NUMPY}assert (np.random.randn(3) == 0).all()",
    ),
    "the same, under another name": (
        f"{NUMPY}np.random.randn = lambda *shape: np.zeros(shape)",
        "from numpy.random import randn as draw\nassert (draw(3) == 0).all()",
    ),
    "the same, named by a cell before": (
        f"{NUMPY}def draw(): return np.random.randn(3)\nnp.random.randn = lambda n: np.zeros(n)",
        "assert np.random.randn.__name__ == '<lambda>'",
    ),
    "a class of a module's": (
        "import datetime\ndatetime.date = lambda *a: 1",
        "import datetime\nassert datetime.date(2000, 1, 1) == datetime.date(2001, 1, 1)",
    ),
    "a method of such a class": (
        "import pathlib\npathlib.Path.exists = lambda self: True",
        "import pathlib\nassert pathlib.Path('/nowhere').exists()",
    ),
    "a method of such a class's base": (
        "import pathlib\npathlib.PurePath.name = 'right'",
        "from pathlib import Path\nassert Path('wrong').name == 'right'",
    ),
    "a method of such a class that is written in C": (
        f"{TABLE}import datetime, sys\ntable(datetime.date)['weekday'] = lambda self: 9\n"
        "sys._clear_type_cache()",
        "import datetime\nassert datetime.date(2000, 1, 1).weekday() == 9",
    ),
    "another module in the place of one": (
        "import string, sys, types\nsys.modules['string'] = types.SimpleNamespace(digits='')",
        "import string\nassert not string.digits",
    ),
    "what a function has by name": (
        "import heapq\nheapq.merge.__kwdefaults__['reverse'] = True",
        "import heapq\nassert list(heapq.merge([2, 1], [1])) == [2, 1, 1]",
    ),
    "a key of the builtins that is a text of another kind": (
        f"{KEY}import builtins\ntable, right = vars(builtins), all\ndel table['all']\n"
        "table[Key('all')] = right",
        ANY,
    ),
    "a key of NumPy's names that is a text of another kind": (
        f"{KEY}{NUMPY}table, right = vars(np), np.allclose\ndel table['allclose']\n"
        "table[Key('allclose')] = right",
        CLOSE,
    ),
    "transformers of texts that are another list": (
        f"{LINES}manager.cleanup_transforms = [without]",
        ANY,
    ),
    "transformers of lines that are another list": (
        f"{LINES}manager.line_transforms = [without]",
        ANY,
    ),
    "transformers of trees that are another list": (
        f"{NO_ASSERT}shell.ast_transformers = [T()]",
        ANY,
    ),
    "the same below its trait": (
        f"{NO_ASSERT}shell._trait_values['ast_transformers'] = [T()]",
        ANY,
    ),
    "callbacks that are another table": (
        "shell, value = get_ipython(), 1\ndef before(info=None):\n"
        "    if 'assert' in getattr(info, 'raw_cell', ''): globals()['value'] = 2\n"
        "shell.events.callbacks = {name: [before] for name in shell.events.callbacks}",
        "assert value == 2",
    ),
    "another manager of transformers": (
        f"{LINES}class Manager(type(manager)):\n    def transform_cell(self, cell):\n"
        "        return ''.join(without(cell.splitlines(True)))\n"
        "other = Manager()\nother.__dict__.update(vars(manager))\n"
        "shell._trait_values['input_transformer_manager'] = other",
        ANY,
    ),
    "finders of modules that are another list": (
        "import sys, types, importlib.util as u\nclass Finder:\n"
        "    def find_spec(self, name, *a):\n"
        "        if name == 'fractions': return u.spec_from_loader(name, self)\n"
        "    def create_module(self, spec): return None\n"
        "    def exec_module(self, module): module.Fraction = lambda *a: 1\n"
        "sys.meta_path = [Finder(), *sys.meta_path]\nsys.modules.pop('fractions', None)",
        "import fractions\nassert fractions.Fraction(1, 2) == 1",
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
    cell, test = CHANGES[change]
    failed, changed = errors(sandbox, Cell(cell), Cell(test, locked=True, test=True))
    assert failed == ["AssertionError"]
    assert changed


def test_a_key_that_runs_code_is_not_compared_in_our_own_classes(sandbox: Sandbox) -> None:
    """What runs the tests is as it was, whatever the keys of its tables are."""
    cell = (
        f"{KEY}import gc\n(table,) = gc.get_referents(vars(type(get_ipython())))\n"
        "right = table.pop('take')\ntable[Key('take')] = right\nsys._clear_type_cache()"
    )
    failed, _ = errors(sandbox, Cell(cell), Cell(ANY, locked=True, test=True))
    assert failed == ["AssertionError"]


@pytest.mark.parametrize("test", [CLOSE, ALL, TESTING, EQUAL])
def test_where_nothing_was_changed_nobody_is_named(sandbox: Sandbox, test: str) -> None:
    """The same tests fail by themselves, and nothing is put back."""
    assert errors(sandbox, Cell("x = 1"), Cell(test, locked=True, test=True)) == (
        ["AssertionError"],
        [],
    )


def test_what_an_instructors_cell_replaces_stays_replaced(sandbox: Sandbox) -> None:
    """A locked cell that is no test may put its own in, and the tests below find it there."""
    own = Cell(f"{NUMPY}np.random.randn = lambda *shape: np.ones(shape)", locked=True, fresh=True)
    test = Cell("assert np.random.randn(3).all() and np.pi > 3", locked=True, test=True)
    assert errors(sandbox, own, test) == ([], [])


def test_what_an_instructors_function_replaces_stays_replaced(sandbox: Sandbox) -> None:
    """Whichever cell calls it: nobody undoes what it has done, or is named for it."""
    own = "def freeze(): np.random.rand = lambda *shape: 0.5"
    cells = (
        Cell(f"{NUMPY}{own}", locked=True, fresh=True),
        Cell("x = np.random.rand()"),
        Cell("freeze()", locked=True),
        Cell("assert np.random.rand() == 0.5 and x != 0.5", locked=True, test=True),
    )
    assert errors(sandbox, *cells) == ([], [])


def test_names_that_numpy_has_taken_out_may_be_put_back(sandbox: Sandbox) -> None:
    """Old code has np.int and np.float: that is no trick, and it works while it is tested."""
    old = (
        "import json, numpy as np\nnp.int, np.object, np.float = int, object, np.float64\n"
        "json.str = str\ndef f(x): return np.float(np.int(x))"
    )
    test = Cell("assert f(2.5) == 2", locked=True, test=True)
    assert errors(sandbox, Cell(old), test) == ([], [])

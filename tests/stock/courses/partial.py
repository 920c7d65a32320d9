"""What a test cell's last value, its output and its end are worth: a cell for each case."""

from collections.abc import Mapping

from tests.stock.cells import Notebook, answer, check, filled, notebook
from tests.stock.course import Course

# Each is worth 2 points, and shows or ends with something.
VALUES: dict[str, str] = {
    "int": "1",
    "int_full": "2",
    "float": "1.5",
    "numpy_float64": "import numpy as np\nnp.float64(0.5)",
    "numpy_float32": "import numpy as np\nnp.float32(0.5)",
    "numpy_int64": "import numpy as np\nnp.int64(1)",
    "numpy_as_float": "import numpy as np\nfloat(np.float64(0.5))",
    "numpy_scalar_array": "import numpy as np\nnp.array(1.0)",
    "numpy_array": "import numpy as np\nnp.array([1.0])",
    "zero": "0",
    "zero_float": "0.0",
    "minus_zero": "-0.0",
    "negative": "-1",
    "tiny": "1e-300",
    "string": "'1'",
    "none": "None",
    "true": "True",
    "nan": "float('nan')",
    "minus_inf": "float('-inf')",
    "complex": "1 + 0j",
    "fraction": "from fractions import Fraction\nFraction(1, 2)",
    "decimal": "from decimal import Decimal\nDecimal('1')",
    "list": "[1]",
    "tuple": "1, 1",
    "dict": "{'a': 1}",
    "printed": "print(1)",
    "printed_and_value": "print('some words')\n1",
    "displayed": "display(1)",
    "displayed_and_value": "display(2)\n1",
    "value_in_the_middle": "1\nx = 2",
    "value_in_a_loop": "for i in range(3):\n    i",
    "semicolon": "1;",
    "semicolon_and_comment": "1;  # quiet",
    "value_and_comment": "1  # points",
    "assignment": "points = 1",
    "walrus": "(points := 1)",
    "expression": "sum([0.5, 0.5, 0.25])",
    "conditional": "1 if double(2) == 4 else 0",
    "repr_is_a_number": "class R:\n    def __repr__(self): return '1'\nR()",
    "repr_with_underscore": "class R:\n    def __repr__(self): return '0_1'\nR()",
    "repr_with_spaces": "class R:\n    def __repr__(self): return ' 1 '\nR()",
    "repr_of_lines": "class R:\n    def __repr__(self): return '1\\n2'\nR()",
    "repr_raises": "class R:\n    def __repr__(self): raise ValueError('no')\nR()",
    "html_and_repr": (
        "class R:\n    def _repr_html_(self): return '<b>2</b>'\n"
        "    def __repr__(self): return '1'\nR()"
    ),
    "html_object": "from IPython.display import HTML\nHTML('1')",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
    "data_frame_like": "type('D', (), {'_repr_html_': lambda self: '1'})()",
    "long_list": "list(range(2000))",
    "underscore": "1\n_",
    "last_value_underscore": "_ = 1\n_",
    "function": "double",
    "class": "int",
    "ellipsis": "...",
    "unicode_digit": "class R:\n    def __repr__(self): return '١'\nR()",
}
OUTPUTS: dict[str, str] = {
    "passes": "assert double(2) == 4",
    "prints": "print('well done')\nassert double(2) == 4",
    "assert_fails": "assert double(2) == 5",
    "raises": "raise ValueError('no')",
    "stderr": "import sys\nprint('careful', file=sys.stderr)",
    "stderr_before_value": "import sys\nprint('careful', file=sys.stderr)\n1",
    "stderr_empty": "import sys\nwritten = sys.stderr.write('')",
    "stderr_caught": (
        "import contextlib, io, sys\nwith contextlib.redirect_stderr(io.StringIO()):\n"
        "    print('careful', file=sys.stderr)"
    ),
    "warns": "import warnings\nwarnings.warn('careful')",
    "warns_filtered": "import warnings\nwarnings.simplefilter('ignore')\nwarnings.warn('careful')",
    "warns_again": "import warnings\nwarnings.simplefilter('default')\nwarnings.warn('careful')",
    "numpy_warns": "import numpy as np\nnp.log(np.zeros(1)).sum() < 0 or None",
    "logs": "import logging\nlogging.warning('careful')",
    "deprecated": "import warnings\nwarnings.warn('old', DeprecationWarning)",
    "system_exit": "import sys\nsys.exit()",
    "system_exit_0": "raise SystemExit(0)",
    "keyboard_interrupt": "raise KeyboardInterrupt",
    "generator_exit": "raise GeneratorExit",
    "base_exception": "raise BaseException('no')",
    "own_exception": "class E(Exception): pass\nraise E('no')",
    "group": "raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])",
    "chained": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('b') from e",
    "syntax_error": "assert double(2) == = 4",
    "indentation_error": "if True:\nassert True",
    "name_error": "assert missing == 1",
    "value_then_raise": "display(2)\nassert False",
    "input": "input('your name? ')",
    "getpass": "import getpass\ngetpass.getpass()",
    "await": "import asyncio\nawait asyncio.sleep(0)\nassert double(2) == 4",
    "await_value": "async def points():\n    return 1\nawait points()",
    "time_cell": "%%time\nassert double(2) == 4",
    "time_line": "%time double(1)",
    "timeit": "%timeit -n1 -r1 double(2)",
    "capture": "%%capture out\nimport sys\nprint('careful', file=sys.stderr)\nassert double(2) == 4",
    "capture_fails": "%%capture out\nassert double(2) == 5",
    "matplotlib": "%matplotlib inline\nassert double(2) == 4",
    "unknown_magic": "%no_such_magic",
    "unknown_cell_magic": "%%no_such_magic\n1",
    "help": "?double",
    "help_fails": "double?\nassert double(2) == 5",
    "who": "%who",
    "run_line": "%run -i checks.py",
    "shell": "!echo hello",
    "shell_output": "found = !echo hello\nassert found == ['hello']",
    "bash": "%%bash\necho hello",
    "unittest": (
        "import unittest\nclass T(unittest.TestCase):\n"
        "    def test(self): self.assertEqual(double(2), 4)\n"
        "unittest.main(argv=[''], exit=False)"
    ),
    "testcase_asserts": "import unittest\nunittest.TestCase().assertEqual(double(2), 4)",
    "numpy_testing": "import numpy as np\nnp.testing.assert_allclose(double(2), 4)",
    "numpy_testing_fails": "import numpy as np\nnp.testing.assert_allclose(double(2), 5)",
    "raises_expected": "try:\n    double()\nexcept TypeError:\n    pass\nelse:\n    raise AssertionError",
    "docstring": '"""Check double."""\nassert double(2) == 4',
    "only_docstring": '"""Check double."""',
    "empty": "",
    "comment": "# nothing",
    "recursion": "def f(): return f()\nf()",
    "clears_output": "from IPython.display import clear_output\nprint('x')\nclear_output()",
    "clears_stderr": (
        "import sys\nfrom IPython.display import clear_output\n"
        "print('careful', file=sys.stderr)\nclear_output()"
    ),
    "updates_display": "h = display(1, display_id=True)\nh.update(2)",
    "history": "assert In[-1].startswith('assert In') and _ih is In",
    "environment": "import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'",
    "main": "assert __name__ == '__main__'",
    "ipython": "assert get_ipython().__class__.__name__.endswith('InteractiveShell')",
    "no_file": "assert '__file__' not in globals()",
    "set_by_the_test": "shared = 3",
    "used_by_the_next": "assert shared == 3",
    "future": "from __future__ import annotations\ndef f(x: missing): pass",
    "match": "match double(2):\n    case 4: pass\n    case _: assert False",
    "random": "import random\nrandom.seed(1)\nassert random.random() == 0.13436424411240122",
    "numpy_random": "import numpy as np\nnp.random.seed(1)\nassert np.random.rand() == 0.417022004702574",
    "threads": "import threading\nt = threading.Thread(target=print, args=('x',))\nt.start()\nt.join()",
    "thread_raises": "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()",
    "multiline_string": 'x = """a\nb\n"""\nassert x == "a\\nb\\n"',
    "tabs": "if True:\n\tassert double(2) == 4",
    "windows_lines": "assert double(2) == 4\r\nassert double(3) == 6\r\n",
    "form_feed": "assert double(2) == 4\n\x0cassert double(3) == 6",
    "unicode": "größe = double(2)\nassert größe == 4, '≠ 4 😀'",
    "future_of_a_test_before": "def f(x: missing): pass\nassert double(2) == 4",
    "bar_of_tqdm": (
        "from tqdm.auto import tqdm\nfor x in tqdm(range(3)):\n    assert double(x) == 2 * x"
    ),
    "ipython_as_a_kernel": (
        "assert 'IPKernelApp' in get_ipython().config and double(2) == 4\n"
        "from ipykernel.zmqshell import ZMQInteractiveShell\n"
        "assert isinstance(get_ipython(), ZMQInteractiveShell)"
    ),
    "autosave": "%autosave 60\nassert double(2) == 4",
    "page_magics": "%clear\n%less checks.py\nassert double(2) == 4",
    "store": "%store -d nothing_stored",
    "stores": "x = 3\n%store x\nassert double(2) == 4",
    "forbids_modules": "import sys\nsys.modules['colorsys'] = sys.modules['numpy'] = None",
    "forbidden_module": (
        "try:\n    import numpy\nexcept ImportError:\n    assert double(2) == 4\n"
        "else:\n    raise AssertionError"
    ),
    "own_transformer": (
        "import ast\nclass Two(ast.NodeTransformer):\n    def visit_Constant(self, node):\n"
        "        return ast.Constant(2) if node.value == 98 else node\n"
        "get_ipython().ast_transformers.append(Two())"
    ),
    "transformed": "assert double(98) == 4",
    "no_transformer": "get_ipython().ast_transformers.clear()\nassert double(98) == 4",
    "not_transformed": "assert double(98) == 196",
    "own_event": (
        "ran = []\ndef after(*_): ran.append(1)\n"
        "get_ipython().events.register('post_run_cell', after)"
    ),
    "event_came": "assert ran and double(2) == 4",
    "event_ends": "get_ipython().events.unregister('post_run_cell', after)\nassert double(2) == 4",
}
# One cell of these fails a whole submission in nbgrader, so each has a notebook and a student.
FATAL: dict[str, str] = {
    "too_much": "3",
    "infinite": "float('inf')",
    "much_too_much": "10 ** 400",
    "repr_of_nothing": "class R:\n    def __repr__(self): return ''\nR()",
    "no_plain_text": "type('R', (), {'_repr_mimebundle_': lambda self, **k: {'text/html': '1'}})()",
}
SOLUTION = "def double(x):\n    return 2 * x"


def _source(cells: Mapping[str, str]) -> Notebook:
    return notebook(answer("double"), *(check(name, text, 2) for name, text in cells.items()))


def _course(what: str, notebooks: Mapping[str, Mapping[str, str]]) -> Course:
    source = {f"{name}.ipynb": _source(cells) for name, cells in notebooks.items()}
    students = {
        student: {name: filled(made, double=solution) for name, made in source.items()}
        for student, solution in (("right", SOLUTION), ("wrong", "def double(x):\n    return 0"))
    }
    files = {"checks.py": "assert double(2) == 4\n"}
    return Course(what, {**source, **files}, students)


FATAL_NOTEBOOKS = {
    name: {name: text, "other": "assert double(2) == 4"} for name, text in FATAL.items()
}
FATAL_SOURCES = {f"{name}.ipynb": _source(cells) for name, cells in FATAL_NOTEBOOKS.items()}

COURSES = {
    "partial": _course("points by a cell's value", {"values": VALUES}),
    "outputs": _course("points by what a cell prints, and how it ends", {"outputs": OUTPUTS}),
    "fatal": Course(
        "values that nbgrader refuses; each student hands in the notebook of one",
        FATAL_SOURCES,
        {
            name: {f"{name}.ipynb": filled(FATAL_SOURCES[f"{name}.ipynb"], double=SOLUTION)}
            for name in FATAL
        },
    ),
}

"""An ordinary test cell: what it shows is for the eye; its outcome is decided out of reach."""

from collections.abc import Iterator

import pytest
from nbformat.v4 import new_output

from grader.engine.grading.kernel import Cell, Kernel, Ours, decided
from grader.engine.sandbox.inside.decision import FAILED
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.server import Inside
from grader.engine.sandbox.start import Sandbox
from tests.walls import LIMITS, needs_walls

VALUE = new_output("execute_result", data={"text/plain": "2"}, execution_count=1)


def test_the_verdict_counts_and_not_what_is_shown() -> None:
    """A failed test has an error, whatever was shown; a value that was shown is none."""
    assert [one.output_type for one in decided([VALUE], FAILED)] == ["error"]
    assert decided([VALUE], "") == []
    assert [one.data["text/plain"] for one in decided([VALUE], "1")] == ["1"]
    assert decided([VALUE], "value") == [VALUE]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that runs cells."""
    with Sandbox(LIMITS, Inside(("shell",), ("numpy", "unittest"))) as one:
        yield one


def outcome(sandbox: Sandbox, *cells: Cell) -> tuple[list[str], list[str]]:
    """Run cells; give what the last has for outputs, and what was put back."""
    with Kernel(sandbox, {}, Ours((), ()), 5, sandbox.budget()) as kernel:
        ran = [kernel.run(cell) for cell in cells][-1]
    return [
        one.get("ename") or str(one.get("data", {}).get("text/plain")) for one in ran.outputs
    ], (ran.changed)


def test(source: str) -> Cell:
    """A test cell of the instructor's."""
    return Cell(source, locked=True, test=True)


test.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("assert x == 1", []),
        ("assert x == 2", ["AssertionError"]),
        ("x + 1", ["2"]),
        ("x + 0.5", ["1.5"]),
        ("x + 1;", []),
        ("import asyncio\nawait asyncio.sleep(0)\nx", ["1"]),
        ("'two'", ["'two'"]),
        ("raise SystemExit", ["SystemExit"]),
        ("1 +", ["SyntaxError"]),
    ],
)
def test_a_test_has_the_outputs_that_jupyter_gives_it(
    sandbox: Sandbox, source: str, shown: list[str]
) -> None:
    """Errors, values, a semicolon, top-level await."""
    assert outcome(sandbox, Cell("x = 1"), test(source))[0] == shown


@pytest.mark.parametrize(
    ("which", "source", "shown"),
    [
        ("'all'", "x\nx + 1\nassert x == 1", ["1"]),
        ("'all'", "print\nx + 1;", []),
        ("'all'", "None\ny = 3\nx + 1\n7", ["2"]),
        ("'all'", "x\nassert x == 2", ["AssertionError"]),
        ("'all'", "import asyncio\nx\nawait asyncio.sleep(0, 5)", ["1"]),
        ("'last'", "x\nx + 1", ["2"]),
        ("'last_expr'", "x\nassert x == 1", []),
        ("'none'", "x", []),
        ("'last_expr_or_assign'", "score = x / 2", ["0.5"]),
        ("'last_expr_or_assign'", "a, score = x, 5", []),
    ],
)
@pytest.mark.parametrize(
    "way",
    [
        "from IPython.core.interactiveshell import InteractiveShell as S\n"
        "S.ast_node_interactivity = {}",
        "1\n%config InteractiveShell.ast_node_interactivity = {}",
        "get_ipython().ast_node_interactivity = {}",
    ],
)
def test_where_the_instructor_has_more_values_shown_the_first_is_the_mark(
    sandbox: Sandbox, which: str, source: str, shown: list[str], way: str
) -> None:
    """As nbgrader reads it; a test that fails after that has failed all the same."""
    cells = (Cell("x = 1"), Cell(way.format(which), locked=True), test(source))
    assert outcome(sandbox, *cells)[0] == shown


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("name", ["numpy", "random", "scipy.stats"])
def test_the_instructor_may_take_a_module_away(sandbox: Sandbox, name: str, fresh: bool) -> None:
    """None in `sys.modules` forbids it: nobody puts it back, and no student is named for it."""
    taken = Cell(f"import sys\nsys.modules['{name}'] = None\nx = 1", locked=True, fresh=fresh)
    source = f"try: import {name}\nexcept ImportError: x += 1\nx"
    assert outcome(sandbox, taken, Cell("x += 1"), test(source)) == (["3"], [])
    theirs = Cell(f"import sys\nsys.modules['{name}'] = None")
    assert name == "scipy.stats" or outcome(sandbox, theirs, test(f"import {name}"))[1]


def test_a_future_that_a_test_imports_lasts(sandbox: Sandbox) -> None:
    """In its own parts and in later cells, as in Jupyter."""
    cells = (test("from __future__ import annotations"), Cell("def f(x: no): pass"))
    assert outcome(sandbox, *cells, test("def g(x: no): pass\n1"))[0] == ["1"]
    parts = "from __future__ import annotations\n1\ndef f(x: no): pass"
    every = Cell("get_ipython().ast_node_interactivity = 'all'", locked=True)
    assert outcome(sandbox, every, test(parts))[0] == ["1"]


def test_who_means_to_have_cells_transformed_says_so(sandbox: Sandbox) -> None:
    """A transformer that a locked cell names stays; one of a student's function does not."""
    put = "import ast\nclass No(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        "
    put += "return ast.Pass()\ndef f(): get_ipython().{}.append(No())\n"
    own = Cell(put.format("ast_transformers") + "f()", locked=True)
    assert outcome(sandbox, own, Cell("1"), test("assert False")) == ([], [])
    theirs = (Cell(put.format("ast_transformers")), Cell("get_ipython()\nf()", locked=True))
    assert outcome(sandbox, *theirs, test("assert False"))[0] == ["AssertionError"]


def test_a_figure_is_a_picture_that_is_kept(sandbox: Sandbox) -> None:
    """Of SVG and PDF nothing is: whoever marks by hand sees a PNG."""
    draw = "import matplotlib.pyplot as plt\nplt.plot([1]).clear()"
    for format in ("svg", "pdf"):
        set_it = f"%config InlineBackend.figure_format = '{format}'\n"
        with Kernel(sandbox, {}, Ours((), ()), 5, sandbox.budget()) as kernel:
            shown = kernel.run(Cell(set_it + draw)).outputs
        assert "image/png" in shown[-1].data


@pytest.mark.parametrize("stream", ["io.StringIO()", "Tee()"])
def test_what_a_helper_of_the_instructors_records_goes_on(sandbox: Sandbox, stream: str) -> None:
    """It is known by what it leaves, and not by a name in the cell that calls it."""
    helper = f"""import io, sys
class Tee:
    def __init__(self): self.said = io.StringIO()
    def write(self, text): return self.said.write(text)
    def flush(self): pass
    def getvalue(self): return self.said.getvalue()
def record():
    sys.stdout = {stream}
    return sys.stdout
"""
    files, ours = {"helper.py": helper.encode()}, Ours(("helper.py",), ("helper",))
    source = "import helper\nsaid = helper.record()"
    looks = test("assert said.getvalue() == 'hi\\n'")
    cells = (Cell(source, locked=True), Cell("print('hi')"), looks)
    with Kernel(sandbox, files, ours, 5, sandbox.budget()) as kernel:
        assert [kernel.run(cell) for cell in cells][-1].outputs == []


def test_a_stream_of_a_students_own_does_not_go_on(sandbox: Sandbox) -> None:
    """It would run in the middle of every later test that prints."""
    own = """import sys, io
class Own(io.StringIO):
    def write(self, text): globals()['x'] = 2
def f(): sys.stdout = Own()"""
    calls = test("f()")
    assert outcome(sandbox, Cell(own), calls, test("x = 1\nprint()\nassert x == 1"))[0] == ["None"]


def test_a_student_does_not_say_which_values_are_shown(sandbox: Sandbox) -> None:
    """A test that calls a function first would have its mark from there."""
    own = "def f():\n    return 5\nget_ipython().ast_node_interactivity = 'all'"
    assert outcome(sandbox, Cell(own), test("f()\nassert f() == 5\n1"))[0] == ["1"]


def test_what_the_instructor_patches_stays_patched(sandbox: Sandbox) -> None:
    """A locked cell records what is printed; the student's cell prints; the test looks."""
    record = "import builtins\nsaid = []\nbuiltins.print = said.append"
    cells = (Cell(record, locked=True), Cell("print('hello')"), test("assert said == ['hello']"))
    assert outcome(sandbox, *cells) == ([], [])


def test_what_a_student_patches_does_not(sandbox: Sandbox) -> None:
    """It is put back, and a person hears of it."""
    patch = "import builtins\nbuiltins.abs = lambda x: 0"
    assert outcome(sandbox, Cell(patch), test("assert abs(-1) == 1")) == ([], ["builtins.abs"])


@needs_walls
@pytest.mark.parametrize("ring", ["signal.setitimer(0, 1)", "signal.alarm(1)"])
def test_a_timer_can_be_set_and_does_not_ring(ring: str) -> None:
    """A function could have one ring between a test's call and its comparison.

    What waits for it waits until the grader ends the cell.
    """
    limits = Limits(idle_seconds=1)
    with Sandbox(limits, Inside(("shell",), ())) as sandbox:
        shown, _ = outcome(sandbox, Cell("import signal"), Cell(f"{ring}\nsignal.pause()"))
    assert shown[-1] == "CellTimeoutError"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os; os.fork()", "c.SubmissionLimits.processes in nbgrader_config.py"),
        ("import subprocess; subprocess.run(['true'])", "no other program"),
        ("import multiprocessing as mp\nwith mp.Pool(2): pass", "one process"),
        ("import multiprocessing as mp; mp.Queue()", "one process"),
        ("import multiprocessing as mp; mp.Lock()", "c.SubmissionLimits.processes"),
        ("from multiprocessing import shared_memory as m; m.SharedMemory('n', True, 9)", "share"),
        ("from concurrent.futures import ProcessPoolExecutor as P; P().submit(int)", "one process"),
        ("import socket; socket.socket()", "no network"),
        ("import urllib.request as u; u.urlopen('http://127.0.0.1')", "no network"),
    ],
)
def test_what_has_no_place_in_the_sandbox_says_so(sandbox: Sandbox, source: str, said: str) -> None:
    """Whoever reads the error learns that it is about the place, and not about the code."""
    with Kernel(sandbox, {}, Ours((), ()), 5, sandbox.budget()) as kernel:
        (error,) = kernel.run(Cell(source)).outputs
    assert said in error.evalue


def test_threads_have_their_place(sandbox: Sandbox) -> None:
    """A pool of threads needs no process."""
    source = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool: x = list(pool.map(abs, [-1, -2]))"
    )
    assert outcome(sandbox, Cell(source), test("assert x == [1, 2]"))[0] == []


def test_exit_ends_nothing(sandbox: Sandbox) -> None:
    """The cells that follow are run, and count."""
    assert outcome(sandbox, Cell("x = 1\nexit()"), test("assert x == 1"))[0] == []


REDIRECT = "import io, sys\nreal = sys.stdout\nsys.stdout = buffer = io.StringIO()"
LOOK = "sys.stdout = real\nassert buffer.getvalue() == 'hello\\n'"


def test_where_a_locked_cell_sends_what_is_printed_it_goes(sandbox: Sandbox) -> None:
    """As in a kernel: the stream stays for the cells that follow."""
    assert outcome(sandbox, Cell(REDIRECT, locked=True), Cell("print('hello')"), test(LOOK)) == (
        [],
        [],
    )


def test_what_a_student_prints_into_is_no_test_s(sandbox: Sandbox) -> None:
    """Who forgot to end a redirection is not named; what a test shows is shown."""
    shows = test("assert not isinstance(sys.stdout, io.StringIO)")
    assert outcome(sandbox, Cell(REDIRECT), shows) == ([], [])


DOCTEST = 'import doctest\ndef f():\n    """\n    >>> f()\n    2\n    """\n    return {}\n'


@pytest.mark.parametrize(("value", "failed"), [(2, 0), (3, 1)])
def test_doctests_run_in_a_test_and_in_an_answer(sandbox: Sandbox, value: int, failed: int) -> None:
    """They end with no tracer, where there was none: nobody is refused, nobody named."""
    cell = Cell(DOCTEST.format(value) + "doctest.testmod()")
    looks = test(f"x = doctest.testmod()\nassert x == ({failed}, 1)")
    shown, changed = outcome(sandbox, cell, looks)
    assert "AssertionError" not in shown and "RuntimeError" not in shown and changed == []


def test_a_tracer_is_refused_still(sandbox: Sandbox) -> None:
    """Only nothing in the place of nothing is let through."""
    cell = Cell("import sys\ntry:\n    sys.settrace(print)\nexcept RuntimeError:\n    x = 1")
    assert outcome(sandbox, cell) == ([], ["how frames are traced"])


def test_a_name_of_a_students_choice_is_told_in_letters(sandbox: Sandbox) -> None:
    """A report, a file and a terminal can hold it: no half character, no command, one line."""
    name = "x\\ud800\\x1b[2J\\n\\u202e"
    patch = (
        "import unittest\nf = unittest.TestCase.assertEqual\ndef yes(*a, **k): pass\n"
        f"f.__name__ = '{name}'\nf.__code__ = yes.__code__"
    )
    _, changed = outcome(sandbox, Cell(patch), test("assert 1"))
    assert len(changed) == 1 and changed[0].startswith("the code of x")
    assert changed[0].isprintable() and changed[0].encode()


def test_what_a_library_puts_in_for_itself_is_put_back_and_nobody_is_named(
    sandbox: Sandbox,
) -> None:
    """How warnings look and how values are shown; what tests are made of is another thing."""
    library = "import warnings, textwrap\nwarnings.formatwarning = textwrap.dedent"
    shown = (
        "text = get_ipython().display_formatter.formatters['text/plain']\n"
        "text.for_type(int, textwrap.dedent)"
    )
    judge = "import math\nmath.floor = textwrap.dedent"
    right = test("assert warnings.formatwarning is not textwrap.dedent")
    assert outcome(sandbox, Cell(library), Cell(shown), right) == ([], [])
    assert outcome(sandbox, Cell(library), Cell(judge), right) == ([], ["math.floor"])

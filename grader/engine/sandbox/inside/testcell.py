"""Inside the sandbox: a test cell, from what is put back before it to what is shown of it.

Whether it has passed is decided between `ready` and `after`: see dialogue.py. IPython does the
rest, as it does for any other cell.
"""

import __future__

import ast
import asyncio
import builtins
import contextlib
import inspect
import linecache
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from time import monotonic
from types import CodeType
from typing import Any

from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult

from . import hooks
from .decision import Code
from .guarded import JUDGES
from .handed import Ours
from .identity import plain
from .lasting import meant_by, tree_of
from .outputs import Output, Outputs, said_by

# Seconds after which another thread may have its turn: at other times, and while a test runs.
SWITCH, TEST_SWITCH = 0.001, 1.0
SETTLED = 0.03  # seconds after which no thread waits for a turn that it asked for before a test
FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
# What `from __future__ import` in a cell says of those below.
FUTURE = __future__.annotations.compiler_flag
LOOP = asyncio.SelectorEventLoop
BEFORE = "pre_run_cell"  # with this event autoreload runs a module of a student's anew
QUIET: list[Any] = [("ignore", None, Warning, None, 0)]


class Interrupts:
    """SIGINT, by which the grader interrupts a cell whose time is used up.

    Outside of a cell it does nothing: one that comes late finds no one.
    """

    def __init__(self) -> None:
        self.rang = self._inside = False

    def begin(self) -> None:
        """From now on, a cell is there to be interrupted."""
        self._inside = True
        signal.signal(signal.SIGINT, self._ring)

    def __enter__(self) -> "Interrupts":
        """Begin with a cell."""
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        """The cell has come to its end."""
        self._inside = False

    def _ring(self, *_: object) -> None:
        if self._inside:
            self.rang = True
            raise KeyboardInterrupt


def before(
    kept: hooks.Kept, ours: Ours | None, body: dict[str, Any], codes: int
) -> tuple[list[str], frozenset[str] | None, tuple[str, int] | None]:
    """Put files and hooks back, and see to it that no thread has its turn before a short test ends.

    Args:
        kept, ours: what is put back.
        body: the cell that is to run.
        codes: whether the code of some function has been set.

    Returns:
        The names of what was put back; the names of what the cell changes for good, None where
        that is all; how to compile it, None where transformers of the instructor's do that.
    """
    changed = ours.put_back() if ours is not None else []
    changed += kept.builtins_of_the_notebook()
    sys.setswitchinterval(TEST_SWITCH)
    if kept.beside():
        end = monotonic() + SETTLED
        while monotonic() < end:
            pass
    tree = tree_of(body["source"])
    changed += kept.put_back(tree)
    changed += kept.put_back_libraries(bool(codes))
    if kept.shell.events.callbacks[BEFORE]:
        kept.shell.events.trigger(BEFORE, ExecutionInfo("", False, False, True, None))
        changed += kept.put_back(tree)
        changed += kept.put_back_libraries(bool(codes))
    changed += kept.forgotten.unasked(kept.shell.user_ns)
    meant = None if body.get("fresh") else frozenset(meant_by(body["source"], tree))
    return changed, meant, None if kept.transforms() else _compiling(kept.shell, body)


def _compiling(shell: Any, body: dict[str, Any]) -> tuple[str, int]:
    """Say which values the cell shows, and give the flags to compile it.

    Nobody hears a warning meanwhile: filters may ask whom they like.
    """
    body["filters"], warnings.filters = warnings.filters, QUIET
    then = vars(shell.compile).get("flags")
    flags = (then if type(then) is int else 0) | body["future"]
    shell.compile.flags = flags  # what a cell imports of the future is so in later cells too
    return shell.ast_node_interactivity, FLAGS | flags & FUTURE


def ready(
    shell: Any, body: dict[str, Any], compiled: bool, awaits: Callable[..., Any]
) -> tuple[Any, Any]:
    """Make a locked cell ready to run.

    Returns:
        What decide is given at first, and nothing; or nothing, and the error of the cell's text.
        It has no codes where the cell is compiled already.
    """
    source = body["source"]
    warnings.filters = body.pop("filters", warnings.filters)
    shell.take(Outputs(), source)
    interrupts = shell.interrupts = Interrupts()
    shell.test_result = None
    try:
        codes = () if compiled else tuple(_by_ipython(shell, source, awaits))
    except Exception:
        return None, sys.exc_info()
    if compiled and type(linecache.cache) is dict:  # for errors, and for whoever asks for a source
        text = body["text"]
        linecache.cache[body["name"]] = len(text), None, text.splitlines(True), body["name"]
    info = ExecutionInfo(source, False, False, True, None, transformed_cell=source)
    shell.test_result = ExecutionResult(info)
    shell.events.trigger("pre_execute")
    return (interrupts.begin, codes, shell.user_ns), None


def _by_ipython(shell: Any, source: str, awaits: Callable[..., Any]) -> Iterator[Code]:
    """Compile a cell that is no Python, or that transformers of the instructor's change."""
    # A test's text is not left in the history, for what runs after it or below it to read.
    cell = shell.transform_cell(source)
    name = shell.compile.cache(cell, shell.execution_count, raw_code=source)
    tree = shell.transform_ast(shell.compile.ast_parse(cell, filename=name))
    which = "none" if shell.displayhook.quiet() else shell.ast_node_interactivity
    with shell.compile.extra_flags(FLAGS):
        for part in _parts(tree, which):
            kind = "eval" if isinstance(part, ast.Expression) else "exec"
            code = shell.compile(part, name, kind)
            coroutine = code.co_flags & inspect.CO_COROUTINE
            yield (awaits if coroutine else exec if kind == "exec" else eval), code


def _parts(tree: ast.Module, which: str) -> Iterator[ast.Module | ast.Expression]:
    """Take a cell apart where a value is shown: IPython's ast_node_interactivity says which are."""
    if which == "last_expr_or_assign" and (name := assigned_last(tree)):
        shown = ast.Expr(ast.Name(name, ast.Load()))
        tree.body.append(ast.fix_missing_locations(shown))
    statements: list[ast.stmt] = []
    for statement in tree.body:
        counts = which == "all" or (which != "none" and statement is tree.body[-1])
        if not (counts and isinstance(statement, ast.Expr)):
            statements.append(statement)
            continue
        yield ast.Module(statements, tree.type_ignores)
        yield ast.Expression(statement.value)
        statements = []
    yield ast.Module(statements, tree.type_ignores)


def assigned_last(tree: ast.Module) -> str:
    """Name what the last statement assigns to; nothing where it is no single name."""
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Assign):
        targets = last.targets
    elif isinstance(last, (ast.AugAssign, ast.AnnAssign)):
        targets = [last.target]
    else:
        return ""
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def awaiting(loop: Any, code: CodeType, names: dict[str, Any]) -> Any:
    """Run a part of a cell that awaits, in the loop that IPython has for all cells.

    What has been hung on the loop might say that all is done.
    """
    object.__setattr__(loop, "__class__", LOOP)
    own = plain(vars(loop))
    for key in [key for key in own if hasattr(LOOP, key)]:
        del own[key]
    own["_task_factory"] = None
    return LOOP.run_until_complete(loop, eval(code, names))


def after(
    kept: hooks.Kept, body: dict[str, Any], builtins_changed: list[str]
) -> tuple[list[str], str | None]:
    """Put back what has changed while a locked cell ran, but for what the cell itself changes.

    Returns:
        The names of what was put back; why a test that passed has not.
    """
    tree, everything = tree_of(body["source"]), bool(body.get("fresh"))
    names = meant_by(body["source"], tree)
    if kept.captures():
        names.add("stdout")
    changed = [] if everything else kept.put_back(tree, names)
    if everything:
        kept.keep(names)
    elif names:
        kept.accept(names)
    kept.forgotten.accept(body["source"], kept.shell.user_ns)
    sys.setswitchinterval(SWITCH)
    replaced = [
        name
        for name in builtins_changed + changed
        if name.startswith(JUDGES) and name.rpartition(".")[2] not in names
    ]
    said = f"While this test ran, {', '.join(replaced)} was replaced." if replaced else None
    return changed, said


def shown(
    shell: Any, body: dict[str, Any], verdict: str, shelf: list[Any], disturbed: str | None
) -> tuple[list[Output], bool]:
    """Show what a test ended with, as IPython does; give all outputs, and if it was interrupted."""
    outputs, interrupts = shell.outputs, shell.interrupts
    late = interrupts.rang
    with interrupts, contextlib.suppress(KeyboardInterrupt):
        with contextlib.suppress(Exception):
            shell.compile._filename_map[body["name"]] = shell.execution_count
            for said, line, kind in body["warned"]:
                warnings.warn_explicit(said, getattr(builtins, kind), body["name"], line)
        # A function that is called may show something; it is no value of the cell.
        outputs.all[:] = [one for one in outputs.all if one["output_type"] != "execute_result"]
        if disturbed is not None:
            outputs.all.clear()
            outputs.error("RuntimeError", disturbed, [f"RuntimeError: {disturbed}"])
        elif verdict == "failed" and shelf:
            kind, value, trace = shelf[0]
            error = kind, value, getattr(trace, "tb_next", None) or trace  # not who ran it
            with contextlib.suppress(Exception):
                quiet = isinstance(error[1], SystemExit)
                shell.showtraceback(error, exception_only=quiet, running_compiled_code=not quiet)
            names = {one.get("ename") for one in outputs.all}
            if not late and type(error[1]).__name__ not in names:
                outputs.error(type(error[1]).__name__, said_by(error[1]), [])
        elif shelf and shelf[0] is not None:
            with contextlib.suppress(Exception):
                shell.displayhook(shelf[0])
        if shell.test_result is not None:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", shell.test_result)
        with contextlib.suppress(Exception):
            linecache.cache.pop(body["name"], None)  # no cell below reads it there
            if not body["test"]:
                shell.history_manager.store_inputs(shell.execution_count, body["source"])
                shell.execution_count += 1
    if late:
        outputs.timeout()
    return outputs.all, late

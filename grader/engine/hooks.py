"""Inside the sandbox: what decides how a test runs, put back as it was before the test runs.

A student's cell can replace nearly everything in its own process: the shell's transformers, the
way errors are shown, `numpy.allclose`. This undoes the replacements that are known to turn a
failing test into a passing one, and names them. It is a fence, not a wall: a test in the same
process as the code that it tests can be reached in ways that no list ends.
"""

import gc
import sys
import threading
from collections.abc import Iterator
from typing import Any

# Whose functions tests are made of, and those of this process that run them.
MODULES = (
    *("builtins", "math", "cmath", "operator", "functools", "itertools", "random", "re", "json"),
    *("unittest", "unittest.case", "unittest.mock", "hashlib", "ast", "codeop", "inspect"),
    *("warnings", "traceback", "linecache", "types", "copy", "contextlib", "signal", "struct"),
    *("numpy", "numpy.linalg", "numpy.testing", "numpy.testing._private.utils"),
    *("numpy.ma", "pandas", "pandas.testing", "pandas._testing", "pandas._testing.asserters"),
    *("IPython.core.interactiveshell", "IPython.core.compilerop", "IPython.core.displayhook"),
    *("IPython.core.formatters", "IPython.core.inputtransformer2", "IPython.core.events"),
    *("IPython.core.async_helpers", "IPython.core.displaypub", "IPython.display"),
    *("matplotlib_inline.backend_inline", "traitlets.traitlets"),
    *("grader.engine.shell", "grader.engine.hooks"),
    *("grader.engine.outputs", "grader.engine.protocol"),
)
CLASSES_OF = (
    *("unittest.case", "IPython.core.interactiveshell", "IPython.core.compilerop"),
    *("IPython.core.displayhook", "IPython.core.formatters", "IPython.core.inputtransformer2"),
    *("IPython.core.events", "IPython.core.displaypub"),
    *("grader.engine.shell", "grader.engine.outputs", "grader.engine.protocol"),
)
_MISSING = object()


class Kept:
    """How things stood when this was made, or when `keep` was called last."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self.keep()

    def keep(self) -> None:
        """Take things as they stand for right: nothing but the instructor's cells has run."""
        self._names = {name: dict(space) for name, space in _spaces(self._shell)}
        self._lists = [
            (name, some, [one for one in some if not _shows_figures(one)])
            for name, some in _lists(self._shell)
        ]
        self._tables = [(name, some, dict(some)) for name, some in _tables(self._shell)]
        self._modules = {name: sys.modules[name] for name in MODULES if name in sys.modules}
        self._threads = set(threading.enumerate())

    def put_back(self) -> list[str]:
        """Undo what has changed since, and name it."""
        changed = []
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                changed.append(f"sys.modules[{name!r}]")
        spaces = dict(_spaces(self._shell))
        for name, then in self._names.items():
            for key in _changed(then, spaces[name]):
                _put(self._shell, name, key, then[key])
                changed.append(f"{name}.{key}")
        for name in _own_methods(self._shell, set(self._names["the shell"])):
            del vars(self._shell)[name]
            changed.append(f"the shell.{name}")
        for name, some, then_list in self._lists:
            if [one for one in some if not _shows_figures(one)] != then_list:
                some[:] = then_list + [one for one in some if _shows_figures(one)]
                changed.append(name)
        # IPython moves an entry from one table to another when it first needs it.
        right = {id(writer) for _, _, then in self._tables for writer in then.values()}
        for name, table, then_table in self._tables:
            for key in [key for key, writer in table.items() if id(writer) not in right]:
                del table[key]
                if key in then_table:
                    table[key] = then_table[key]
                changed.append(name)
        changed += self._outside_python()
        return sorted(set(changed))[:20]

    def _outside_python(self) -> Iterator[str]:
        if sys.gettrace() is not None:
            sys.settrace(None)
            yield "sys.settrace"
        if sys.getprofile() is not None:
            sys.setprofile(None)
            yield "sys.setprofile"
        if set(threading.enumerate()) - self._threads:
            yield "threads that go on beside the tests"


def _spaces(shell: Any) -> Iterator[tuple[str, Any]]:
    """Every namespace whose functions are looked at."""
    for name in MODULES:
        if name in sys.modules:
            yield name, vars(sys.modules[name])
    for name in CLASSES_OF:
        for key, value in list(vars(sys.modules[name]).items()) if name in sys.modules else ():
            if isinstance(value, type) and value.__module__ == name:
                yield f"{name}.{key}", vars(value)
    yield "sys", {"displayhook": sys.displayhook, "excepthook": sys.excepthook}
    yield "the shell", {**vars(shell), **vars(shell)["_trait_values"]}


def _changed(then: Any, now: Any) -> Iterator[str]:
    """Name what was a function or a class and is not the same any more."""
    for key, value in then.items():
        other = now.get(key, _MISSING)
        if other is not value and (callable(value) or _is_setting(key)) and other != value:
            yield key


def _is_setting(key: str) -> bool:
    return key in ("custom_exceptions", "_showtraceback", "compile", "InteractiveTB", "events")


def _put(shell: Any, name: str, key: str, value: Any) -> None:
    if name == "sys":
        setattr(sys, key, value)
    elif name == "the shell":
        setattr(shell, key, value)
    elif name in sys.modules:
        setattr(sys.modules[name], key, value)
    else:
        module, _, owner = name.rpartition(".")
        setattr(getattr(sys.modules[module], owner), key, value)


def _shows_figures(function: object) -> bool:
    """Tell whether it is what pyplot and `%matplotlib inline` have run after every cell."""
    return any(
        function is getattr(sys.modules.get(module), name, _MISSING)
        for module, name in (
            ("matplotlib_inline.backend_inline", "flush_figures"),
            ("matplotlib.pyplot", "_draw_all_if_interactive"),
        )
    )


def _own_methods(shell: Any, known: set[str]) -> list[str]:
    """Name what stands in the shell itself and hides a method of its class."""
    return [key for key in vars(shell) if key not in known and callable(vars(shell)[key])]


def _lists(shell: Any) -> Iterator[tuple[str, list[Any]]]:
    """Every list of functions that run before, during or after a cell."""
    manager = shell.input_transformer_manager
    yield "ast_transformers", shell.ast_transformers
    yield "input_transformers_post", shell.input_transformers_post
    for name in ("cleanup_transforms", "line_transforms", "token_transformers"):
        yield f"input_transformer_manager.{name}", getattr(manager, name)
    for name, some in shell.events.callbacks.items():
        yield f"events of {name}", some
    yield "sys.meta_path", sys.meta_path
    yield "sys.path_hooks", sys.path_hooks
    yield "gc.callbacks", gc.callbacks


def _tables(shell: Any) -> Iterator[tuple[str, dict[Any, Any]]]:
    """How values are written: the value of a test cell may be its mark."""
    text = shell.display_formatter.formatters["text/plain"]
    yield "the text formatter's types", text.type_printers
    yield "the text formatter's singletons", text.singleton_printers
    yield "the text formatter's names", text.deferred_printers

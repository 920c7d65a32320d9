"""An assignment's reference, which answers for a student's helper that is wrong.

It runs in the process that judges, on plain data. Neither its source nor its code goes into a
worker: there a stand-in asks for its values. See docs/grading.md, "The second chance".
"""

import ast
import functools
import importlib
import inspect
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

PACKAGE = "solutions"


class References:
    """The functions of an assignment's reference. It is imported when it is first asked."""

    def __init__(self, home: Path, functions: tuple[str, ...]) -> None:
        """Take the reference of these functions."""
        self._home, self._names = home, functions
        self._helpers: dict[str, frozenset[str]] = {}

    @functools.cached_property
    def _functions(self) -> dict[str, Callable[..., Any]]:
        module = _imported(self._home)
        return {name: getattr(module, name) for name in self._names}

    def prepare(self) -> None:
        """Read all that is needed of the folder, which may be gone afterwards."""
        for name in self._names:
            self.helpers_of(name)

    def helpers_of(self, function: str) -> frozenset[str]:
        """The earlier functions that this one calls, directly or through another one."""
        if function not in self._helpers:
            tree = _tree_of(self._functions[function])
            named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            called = named & {*self._names[: self._names.index(function)]}
            found = frozenset(called).union(*(self.helpers_of(name) for name in called))
            self._helpers[function] = found
        return self._helpers[function]

    def value_of(self, function: str, args: Any, kwargs: Any) -> Any:
        """Give what the reference gives for plain data; it may raise whatever it raises."""
        with np.errstate(all="ignore"):
            return self._functions[function](*args, **kwargs)

    def parameters_of(self, function: str) -> tuple[inspect.Parameter, ...]:
        """The parameters of a reference, in their order."""
        return tuple(inspect.signature(self._functions[function]).parameters.values())


def _tree_of(function: Callable[..., Any]) -> ast.Module:
    """Parse a function; one without a text of its own is known to call nothing."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ast.Module([], [])


def _imported(home: Path) -> ModuleType:
    """Import solutions.<assignment> from this folder, whatever else has that name here."""
    others = {name: sys.modules.pop(name) for name in _loaded()}
    try:
        # Made here, not found: a package of that name on the path would come before it.
        sys.modules[PACKAGE] = package = ModuleType(PACKAGE)
        package.__path__ = [str(home.parent)]
        importlib.invalidate_caches()
        return importlib.import_module(f"{PACKAGE}.{home.name}")
    finally:
        for name in _loaded():
            del sys.modules[name]
        sys.modules.update(others)


def _loaded() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == PACKAGE]

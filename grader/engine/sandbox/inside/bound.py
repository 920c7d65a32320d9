"""Inside the sandbox: what functions of the instructor's are bound to beforehand.

`functools.partial` keeps arguments, `functools.singledispatch` which function is for which type.
Both keep them in tables that are nobody's names, and that anybody can change.
"""

import functools
import gc
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from .identity import GRAVES, are_same

Table = dict[Any, Any]


class Bound:
    """The partial and dispatching functions of some modules, as they were when they were added."""

    def __init__(self) -> None:
        self._partials: list[tuple[str, Any, Any, Any, Table]] = []
        self._dispatching: list[tuple[str, Any, Table, Table]] = []

    def add(self, name: str, module: ModuleType) -> None:
        """Keep those of a module, and those that are defaults of its functions."""
        for key, value in list(vars(module).items()):
            defaults = (value.__defaults__ or ()) if type(value) is FunctionType else ()
            for one in (value, *defaults):
                if type(one) is functools.partial:
                    kept = one.func, one.args, dict(one.keywords)
                    self._partials.append((f"{name}.{key}", one, *kept))
            if type(value) is FunctionType and "_clear_cache" in vars(value):
                (table,) = gc.get_referents(vars(value)["registry"])
                forget = vars(value)["_clear_cache"]
                self._dispatching.append((f"{name}.{key}", forget, table, dict(table)))

    def put_back(self, registers: bool) -> Iterator[str]:
        """Undo what has changed in them, and name it.

        Args:
            registers: the instructor's cells give functions for types themselves.
        """
        for name, one, function, args, words in self._partials:
            same = one.func is function and one.args is args
            if not (same and _holds(one.keywords, words)):
                GRAVES.append((one.func, one.args, one.keywords))
                one.__setstate__((function, args, dict(words), None))
                yield name
        for name, forget, table, then in self._dispatching:
            if not registers and not _holds(table, then):
                GRAVES.append([*table.items()])
                table.clear()
                table.update(then)
                yield name
            forget()


def _holds(table: Table, then: Table) -> bool:
    return are_same([*table], [*then]) and are_same([*table.values()], [*then.values()])

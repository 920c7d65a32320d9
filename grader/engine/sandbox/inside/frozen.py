"""Inside the sandbox: classes that are written in C, which nobody can change, and some can.

Python refuses to set an attribute of theirs. Their tables of methods can be had all the same, from
the collector or from a comparison, and what is put in there is called.
"""

import builtins
import gc
import sys
from collections.abc import Iterator
from operator import is_
from typing import Any

# Where to look for them.
FROM = ("builtins", "numpy", "decimal", "numpy._core._multiarray_umath")
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made by Python code, or as good as
_MISSING = object()


class Frozen:
    """The methods of such classes as they were when this was made."""

    def __init__(self) -> None:
        found = [vars(builtins)] + [vars(sys.modules[n]) for n in FROM if n in sys.modules]
        self._methods = {
            one: dict(vars(one))
            for space in found
            for one in list(space.values())
            if isinstance(one, type) and not one.__flags__ & HEAP_TYPE
        }

    def put_back(self) -> Iterator[str]:
        """Undo what has changed in them, and name it."""
        changed = False
        for one, then in self._methods.items():
            table = vars(one)
            for key in _differing(then, table):
                changed = True
                _put(table, key, then.get(key, _MISSING))
                yield f"{one.__module__}.{one.__name__}.{key}"
        if changed:
            _forget_lookups()


def _differing(then: dict[str, Any], now: Any) -> list[str]:
    # Nearly always nothing has changed, and to look so costs least.
    if len(then) == len(now) and all(map(is_, then.values(), map(now.get, then))):
        return []
    gone = [key for key, value in then.items() if now.get(key, _MISSING) is not value]
    return gone + [key for key in now if key not in then]


def _put(table: Any, key: str, value: Any) -> None:
    """Put a method into the dictionary below what Python shows of it."""
    for below in gc.get_referents(table):
        if type(below) is dict and value is not _MISSING:
            below[key] = value
        elif type(below) is dict:
            below.pop(key, None)


def _forget_lookups() -> None:
    """Have the interpreter look up methods anew."""
    clear = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if clear is not None:
        clear()

"""Inside the sandbox: classes that are written in C, which nobody can change, and some can.

Python refuses to set an attribute of theirs. Their tables of methods can be had all the same, from
the collector or from a comparison, and what is put in there is called.
"""

import builtins
import gc
import sys
from collections.abc import Iterator
from typing import Any

from .identity import is_module, plain

# Where to look for them.
FROM = ("builtins", "numpy", "decimal", "numpy._core._multiarray_umath")
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made by Python code, or as good as
MISSING = object()


def frozen_classes() -> Iterator[tuple[str, type]]:
    """Every such class that tests are made of, without naming it."""
    spaces = [vars(builtins)] + [vars(sys.modules[name]) for name in filter(is_module, FROM)]
    for space in spaces:
        for one in list(space.values()):
            if isinstance(one, type) and not one.__flags__ & HEAP_TYPE:
                yield f"{one.__module__}.{one.__name__}", one


def put(one: type, key: str, value: Any) -> None:
    """Set what a class has by this name, or take it away where the value is MISSING."""
    try:
        if value is MISSING:
            type.__delattr__(one, key)
        else:
            type.__setattr__(one, key, value)
    except TypeError:
        _put_below(one, key, value)


def make_plain(one: type) -> None:
    """Take out of a class what stands under no plain text."""
    for below in gc.get_referents(vars(one)):
        plain(below)
    _forget_lookups()


def _put_below(one: type, key: str, value: Any) -> None:
    """Put a method into the dictionary below what Python shows of it."""
    for below in gc.get_referents(vars(one)):
        if value is MISSING:
            below.pop(key, None)
        else:
            below[key] = value
    _forget_lookups()


def _forget_lookups() -> None:
    # The interpreter looks up methods anew.
    clear = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if clear is not None:
        clear()

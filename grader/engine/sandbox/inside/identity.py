"""Inside the sandbox: whether a thing is still the same, whatever it says of itself.

An object of a student's may say that it is equal to all others. So nobody asks it: what counts is
that it is the same object, or a method of the same object.
"""

import gc
import sys
from collections.abc import Iterable
from itertools import repeat
from operator import is_
from types import BuiltinMethodType, MethodType, MethodWrapperType, ModuleType
from typing import Any

# What was taken out stays: an object of a student's may run code when it goes.
GRAVES: list[Any] = []


class Referents:
    """What some objects refer to, and of which types they are.

    It is all in a row: that is the cheapest way to see that nothing has changed.
    """

    def __init__(self, some: list[Any]) -> None:
        self.some, self._then, self._types = some, gc.get_referents(*some), [*map(type, some)]

    def are_the_same(self) -> bool:
        """Tell whether all is what it was when this was made."""
        now = gc.get_referents(*self.some)
        return (
            len(now) == len(self._then)
            and all(map(is_, now, self._then))
            and all(map(is_, map(type, self.some), self._types))
        )


def is_module(name: str) -> bool:
    """Tell whether a module is there: None in its place says that it is not to be imported."""
    return issubclass(type(sys.modules.get(name)), ModuleType)


def decides(value: Any) -> bool:
    """Tell whether a value in a namespace is called, or decides what a name there gives."""
    return callable(value) or hasattr(type(value), "__get__")


def are_plain(keys: Iterable[Any]) -> bool:
    """Tell whether all keys are texts, and not of a kind that runs code when it is compared."""
    return all(map(is_, map(type, keys), repeat(str)))


def plain(table: dict[Any, Any]) -> dict[Any, Any]:
    """Take the other keys out of a table, and give it."""
    if not are_plain(table):
        GRAVES.append([*table.items()])
        stay = [(key, value) for key, value in table.items() if type(key) is str]
        table.clear()
        table.update(stay)
    return table


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two are one; methods are made anew at every look."""
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is MethodType:
        return one.__func__ is other.__func__ and one.__self__ is other.__self__
    if kind is tuple:
        return are_same(one, other)
    # Written in C, these compare themselves by the objects that they belong to.
    return kind in (BuiltinMethodType, MethodWrapperType) and bool(one == other)


def are_same(some: Any, others: Any) -> bool:
    """Tell whether two lists or tuples hold the same, in the same order."""
    return len(some) == len(others) and all(map(is_same, some, others))


def is_in(one: Any, some: Any) -> bool:
    """Tell whether one of them is the same."""
    return any(is_same(one, other) for other in some)

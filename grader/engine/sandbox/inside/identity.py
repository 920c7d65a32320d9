"""Inside the sandbox: whether a thing is still the same, whatever it says of itself.

An object of a student's may say that it is equal to all others. So nobody asks it: what counts is
that it is the same object, or a method of the same object.
"""

from types import BuiltinMethodType, MethodType, MethodWrapperType
from typing import Any


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

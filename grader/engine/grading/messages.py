"""Errors of Python and NumPy, told again in words that the judge knows.

A message is recognised by its form. Where it has slots, what stands there is told only if it is
one of the few values that the case itself suggests: a size or a shape of its arrays, a key that
its dictionaries could have. Anything else becomes "…".
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.cases.case import Case

AN_EXCEPTION = "an exception"
BLANK = "…"
MAX_SIZES, MAX_SHAPES, MAX_LAYER = 6, 6, 9
# Types of which a learner should hear: the others are "…".
TYPES = ("tuple", "NoneType", "list")
OPERATORS = ("+", "-", "*", "/", "@", "+=", "-=", "*=", "/=")
PLAIN = (
    *("ValueError", "TypeError", "NameError", "UnboundLocalError", "KeyError", "IndexError"),
    *("AttributeError", "ZeroDivisionError", "AssertionError", "NotImplementedError"),
    *("RecursionError", "OverflowError", "FloatingPointError", "ArithmeticError", "RuntimeError"),
    *("MemoryError", "ImportError", "ModuleNotFoundError", "SyntaxError", "StopIteration"),
    *("SystemExit", "Exception", "LinAlgError", "AxisError", "UFuncTypeError"),
)
# NumPy's own names, of which a learner need not hear.
ALIASES = {
    "_ArrayMemoryError": "MemoryError",
    "_UFuncOutputCastingTypeError": "UFuncTypeError",
    "_UFuncNoLoopError": "UFuncTypeError",
    "_UFuncBinaryResolutionError": "UFuncTypeError",
}
# <size>, <shape>, <type>, <operator> and <key> are told where they are known, <any> never is.
MESSAGES = (
    "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
    "signature (n?,k),(k,m?)->(n?,m?) (size <size> is different from <size>)",
    "ValueError: matmul: Input operand <any> does not have enough dimensions (has 0, gufunc core "
    "with signature (n?,k),(k,m?)->(n?,m?) requires 1)",
    "ValueError: operands could not be broadcast together with shapes <shape> <shape>",
    "ValueError: operands could not be broadcast together with shapes <shape> <shape> <any>",
    "ValueError: non-broadcastable output operand with shape <shape> doesn't match the broadcast "
    "shape <shape>",
    "ValueError: could not broadcast input array from shape <shape> into shape <shape>",
    "ValueError: shapes <shape> and <shape> not aligned: <any> (dim <any>) != <any> (dim <any>)",
    "ValueError: cannot reshape array of size <any> into shape <shape>",
    "ValueError: axes don't match array",
    "AxisError: axis <any> is out of bounds for array of dimension <any>",
    "IndexError: index <any> is out of bounds for axis <any> with size <size>",
    "IndexError: too many indices for array: array is <any>-dimensional, but <any> were indexed",
    "IndexError: only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer "
    "or boolean arrays are valid indices",
    "IndexError: list index out of range",
    "IndexError: tuple index out of range",
    "ValueError: setting an array element with a sequence.",
    "ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() "
    "or a.all()",
    "TypeError: only length-1 arrays can be converted to Python scalars",
    "TypeError: only size-1 arrays can be converted to Python scalars",
    "TypeError: only 0-dimensional arrays can be converted to Python scalars",
    "UFuncTypeError: Cannot cast ufunc '<any>' output from dtype('<any>') to dtype('<any>') with "
    "casting rule 'same_kind'",
    "ValueError: zero-size array to reduction operation <any> which has no identity",
    "UnboundLocalError: cannot access local variable '<any>' where it is not associated with a "
    "value",
    "UnboundLocalError: local variable '<any>' referenced before assignment",
    "NameError: name '<any>' is not defined",
    "TypeError: '<type>' object is not subscriptable",
    "TypeError: '<type>' object is not callable",
    "TypeError: '<type>' object is not iterable",
    "TypeError: '<type>' object does not support item assignment",
    "AttributeError: '<type>' object has no attribute '<any>'",
    "AttributeError: module '<any>' has no attribute '<any>'",
    "TypeError: '<type>' object cannot be interpreted as an integer",
    "TypeError: unsupported operand type(s) for <operator>: '<type>' and '<type>'",
    "TypeError: bad operand type for <any>: '<type>'",
    "TypeError: '<any>' not supported between instances of '<type>' and '<type>'",
    "TypeError: cannot unpack non-iterable <type> object",
    "ValueError: not enough values to unpack (expected <any>, got <any>)",
    "ValueError: too many values to unpack (expected <any>)",
    "TypeError: <any>() missing <any> required positional argument: <any>",
    "TypeError: <any>() missing <any> required positional arguments: <any>",
    "TypeError: <any>() takes <any> positional arguments but <any> given",
    "TypeError: <any>() takes <any> positional argument but <any> given",
    "TypeError: <any>() got an unexpected keyword argument '<any>'",
    "TypeError: <any>() got multiple values for argument '<any>'",
    "TypeError: list indices must be integers or slices, not <type>",
    "TypeError: tuple indices must be integers or slices, not <type>",
    "TypeError: object of type '<type>' has no len()",
    "TypeError: unhashable type: '<type>'",
    "ZeroDivisionError: division by zero",
    "ZeroDivisionError: float division by zero",
    "ValueError: math domain error",
    "OverflowError: math range error",
    "RecursionError: maximum recursion depth exceeded",
    "RecursionError: maximum recursion depth exceeded in comparison",
    "KeyError: '<key>'",
)
MAX_MESSAGE = 300  # characters; Python's and NumPy's own are shorter
_SLOT = re.compile(r"<(size|shape|type|operator|key|any)>")
# What may stand in a slot, as narrow as can be: a form is not to be tried in many ways.
_WITHIN = {
    "size": r"(\d{1,9})",
    "shape": r"(\([\d, ]{0,60}\))",
    "type": r"([\w.]{1,60})",
    "operator": r"([^']{1,20})",
    "key": r"([^']{1,60})",
    "any": r"(.{1,120}?)",
}


def _form(message: str) -> re.Pattern[str]:
    parts = _SLOT.split(message)
    inner = [_WITHIN[part] if i % 2 else re.escape(part) for i, part in enumerate(parts)]
    return re.compile("".join(inner), re.DOTALL)


_FORMS = tuple((message, _form(message)) for message in MESSAGES)


@dataclass(frozen=True, slots=True)
class Slots:
    """The values that a message about one case may hold.

    sizes: of the case's arrays.
    shapes: that a learner's mistake may give one of them.
    known: shapes that the case's arrays have, or have when they are transposed.
    keys: of its dictionaries, and of their neighbours.
    """

    sizes: tuple[int, ...]
    shapes: frozenset[tuple[int, ...]]
    known: frozenset[tuple[int, ...]]
    keys: frozenset[str]

    @classmethod
    def of(cls, case: Case) -> "Slots":
        """Find them: they follow from the case alone."""
        arrays = list(_arrays([case.args, case.kwargs, case.expected]))
        sizes = dict.fromkeys(size for array in arrays for size in array.shape)
        few = (1, *[size for size in sizes if size != 1])[:MAX_SIZES]
        shapes = {(), *((a,) for a in few), *itertools.product(few, few)}
        own = [*dict.fromkeys(array.shape for array in arrays if array.ndim)][:MAX_SHAPES]
        known = frozenset(own) | {shape[::-1] for shape in own}
        letters = {
            found[1]
            for key in _keys([case.args, case.kwargs, case.expected])
            if (found := re.fullmatch(r"([A-Za-z]{1,4})[0-9]+", key))
        }
        numbers = range(MAX_LAYER + 1)
        keys = frozenset(f"{letter}{number}" for letter in letters for number in numbers)
        return cls(few, frozenset(shapes), known, keys)

    def values(self, slot: str) -> frozenset[str]:
        """Give what may stand in a slot, besides "…"."""
        return frozenset(
            {
                "size": map(str, self.sizes),
                "shape": (_spelled(shape) for shape in self.known),
                "type": TYPES,
                "operator": OPERATORS,
                "key": self.keys,
                "any": (),
            }[slot]
        )


def retold(error: str, slots: Slots, undefined: str = "") -> str:
    """Give an error such as "ValueError: what it said" as far as it may be told.

    Args:
        error: as the worker gave it.
        slots: of the case.
        undefined: the one name that the line uses and nothing defines, found by the judge.
    """
    kind, _, said = error.partition(": ")
    kind = ALIASES.get(kind, kind)
    if kind not in PLAIN:
        return AN_EXCEPTION
    if kind == "NameError" and undefined:
        return f"NameError: name '{undefined}' is not defined"
    whole = f"{kind}: {said.rstrip(' ')}"  # NumPy's own messages end with a blank
    for message, form in _FORMS if len(whole) <= MAX_MESSAGE else ():
        if found := form.fullmatch(whole):
            return _filled_in(message, found.groups(), slots)
    return kind


def _filled_in(message: str, values: Iterable[str], slots: Slots) -> str:
    coming = iter(values)
    return _SLOT.sub(lambda slot: _filled(slot[1], next(coming), slots), message)


def _filled(slot: str, value: str, slots: Slots) -> str:
    if slot == "shape":
        value = value.replace(", ", ",")
    return value if value in slots.values(slot) else BLANK


def _spelled(shape: tuple[int, ...]) -> str:
    """Spell a shape as NumPy's messages do."""
    return f"({','.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _keys(item)

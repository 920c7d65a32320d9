"""Plain data: what a function of the course may take and give, as JSON and arrays of numbers.

One form serves the files of expected values and the channel to a worker that runs a
student's code. It can hold None, bool, int, float, str, list, tuple, dict with strings or whole
numbers as keys, NumPy scalars and arrays of bool, int or float: nothing that could run, and nothing
that could lie about its size. A list, a tuple or a dictionary of a class of its own, and a deque,
are carried as what they hold. Whatever else a student's function gives is named, not carried: see
`Other`.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

MAX_DEPTH = 8
MAX_ITEMS = 5_000  # values in one answer, counted over all its lists and dictionaries
MAX_TEXT = 1_000  # characters of one string
MAX_RANK = 8
MAX_NUMBERS = 1_000_000  # numbers in all the arrays of one answer
OF_DTYPE = "an array of dtype "
KINDS = "biuf"  # NumPy's letters for bool, signed, unsigned and floating numbers

Json = Any

_ROWS: tuple[Any, ...] = (list, tuple, deque)
_SCALARS = frozenset(np.sctypeDict.values())
_INTEGERS = frozenset(
    kind for kind in _SCALARS if issubclass(kind, np.integer) and np.dtype(kind).kind in KINDS
)  # NumPy counts a timedelta64 among them
_name_of = type.__dict__["__name__"].__get__  # a class may have a __name__ of its own making


@dataclass(frozen=True, slots=True)
class Other:
    """Stands for a value that is not plain data; `what` says what it was."""

    what: str


class NotPlain(ValueError):
    """A packed value is damaged or goes beyond the bounds of this module."""


def pack(value: object) -> tuple[Json, list[np.ndarray]]:
    """Take a value apart into JSON and a list of C-ordered arrays.

    Never raises for a strange value: what is not plain, or too large, becomes an `Other`.
    """
    arrays: list[np.ndarray] = []
    room = [MAX_ITEMS, MAX_NUMBERS]
    return _pack(value, arrays, room, MAX_DEPTH), arrays


def pack_answer(value: object, inputs: object) -> tuple[Json, list[np.ndarray]]:
    """Take apart what a function gave, and its inputs as they are now, in this order.

    The inputs come first where room is given out: a value that is too large changes none of them.
    """
    arrays: list[np.ndarray] = []
    room = [MAX_ITEMS - 1, MAX_NUMBERS]
    _pack(inputs, [], room, MAX_DEPTH - 1)
    packed = _pack(value, arrays, room, MAX_DEPTH - 1)
    given = _pack(inputs, arrays, [MAX_ITEMS - 2, MAX_NUMBERS], MAX_DEPTH - 1)
    return {"list": [packed, given]}, arrays


def _pack(value: object, arrays: list[np.ndarray], room: list[int], depth: int) -> Json:
    room[0] -= 1
    if room[0] < 0 or depth == 0:
        return {"other": "more values, or deeper nesting, than any answer of the course"}
    # A subclass may behave in any way that its author likes: of numbers and texts there are exact
    # types only, and what holds others is asked for them as the list, tuple or dict that it is.
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind in (int, float, str, np.str_):  # np.str_ is what an array of words gives
        return _pack_scalar(value)
    if row := next((base for base in _ROWS if issubclass(kind, base)), None):
        items = []
        for item in row.__iter__(cast("Any", value)):
            items.append(_pack(item, arrays, room, depth - 1))
            if room[0] < 0:
                break
        return {"tuple" if row is tuple else "list": items}
    if issubclass(kind, dict):
        pairs = []
        for key, item in dict.items(cast("dict[Any, Any]", value)):
            plain = _plain_key(key)
            if not _is_key(plain):
                return {
                    "other": f"a dictionary with a key of type {_name_of(type(key))}"[:MAX_TEXT]
                }
            pairs.append([plain, _pack(item, arrays, room, depth - 1)])
            if room[0] < 0:
                break
        return {"dict": pairs}
    if kind is np.ndarray or kind in _SCALARS:
        return _pack_array(np.asarray(value), kind is np.ndarray, arrays, room)
    return {"other": f"a value of type {_name_of(kind)}"[:MAX_TEXT]}


def _plain_key(key: object) -> object:
    """Give the word or the whole number that a key of NumPy's is equal to: np.unique gives such."""
    kind = type(key)
    if kind is np.str_:
        return str(key)
    return int(cast("Any", key)) if kind in _INTEGERS else key


def _is_key(key: object) -> bool:
    if type(key) is int:
        return abs(key) < 2**63
    return type(key) is str and len(key) <= MAX_TEXT


def _pack_scalar(value: Any) -> Json:
    if type(value) is int:
        small = abs(value) < 2**63
        return {"int": value} if small else {"other": "an integer of more than 63 bits"}
    if type(value) is float:
        return {"float": value.hex()}
    short = len(value) <= MAX_TEXT
    return {"str": str(value)} if short else {"other": f"a text of over {MAX_TEXT} characters"}


def _pack_array(array: np.ndarray, whole: bool, arrays: list[np.ndarray], room: list[int]) -> Json:
    """Note an array; `whole` is False for a NumPy scalar."""
    if array.dtype == np.longdouble and not whole:
        array = array.astype(float)  # one number is one number, however many digits it has
    if array.dtype.kind not in KINDS or array.dtype.itemsize > 8:
        return {"other": f"{OF_DTYPE}{array.dtype}"[:MAX_TEXT]}
    room[1] -= array.size
    if array.ndim > MAX_RANK or room[1] < 0:
        return {"other": f"an array of shape {array.shape}"}
    dtype = array.dtype.newbyteorder("<")
    arrays.append(np.array(array, dtype=dtype, order="C"))
    return {"array" if whole else "scalar": len(arrays) - 1}


def unpack(packed: Json, arrays: list[np.ndarray]) -> Any:
    """Put a packed value together again.

    Each array is named once, in its turn, as `pack` names it: so a value stands for no more
    numbers than have come with it.

    Raises:
        NotPlain: the JSON is not of the form that `pack` makes.
    """
    if sum(array.size for array in arrays) > MAX_NUMBERS:
        raise NotPlain("more numbers than pack would take")
    room = [MAX_ITEMS + 1]
    coming = iter(enumerate(arrays))
    value = _unpack(packed, coming, room, MAX_DEPTH + 1)
    if next(coming, None) is not None:
        raise NotPlain("an array that is named nowhere")
    return value


def _unpack(
    packed: Json, coming: Iterator[tuple[int, np.ndarray]], room: list[int], depth: int
) -> Any:
    room[0] -= 1
    if room[0] < 0 or depth == 0:
        raise NotPlain("more values, or deeper nesting, than pack would make")
    if packed is None or isinstance(packed, bool):
        return packed
    if not isinstance(packed, dict) or len(packed) != 1:
        raise NotPlain("not a packed value")
    ((kind, body),) = packed.items()
    if kind == "int" and type(body) is int and abs(body) < 2**63:
        return body
    if kind == "float" and isinstance(body, str) and len(body) < 40:
        try:
            return float.fromhex(body)
        except (ValueError, OverflowError):
            raise NotPlain("not a number") from None
    if kind == "str" and isinstance(body, str) and len(body) <= MAX_TEXT:
        return body
    if kind == "other" and isinstance(body, str):
        return Other(body[:MAX_TEXT])
    if kind in ("list", "tuple") and isinstance(body, list):
        items = [_unpack(item, coming, room, depth - 1) for item in body]
        return items if kind == "list" else tuple(items)
    if kind == "dict" and isinstance(body, list):
        result = {}
        for pair in body:
            if not (isinstance(pair, list) and len(pair) == 2 and _is_key(pair[0])):
                raise NotPlain("not a key and its value")
            result[pair[0]] = _unpack(pair[1], coming, room, depth - 1)
        return result
    if kind in ("array", "scalar") and type(body) is int:
        place, array = next(coming, (-1, None))
        if body == place and array is not None:
            return array if kind == "array" else array[()]
        raise NotPlain("an array that is named twice, or out of its turn")
    raise NotPlain(f"not a packed value: {str(kind)[:40]!r}")


def describe(value: object) -> str:
    """Name a value's type, and for an array its shape and dtype."""
    if isinstance(value, Other):
        return value.what
    if type(value) is np.ndarray:
        return f"array, shape {value.shape}, {value.dtype}"
    if isinstance(value, np.generic):
        return f"NumPy scalar, {value.dtype}"
    if value is None:
        return "None"
    if isinstance(value, dict):
        keys = ", ".join(map(repr, list(value)[:12]))
        return f"dict with keys {keys}{', …' if len(value) > 12 else ''}" if value else "empty dict"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float {value}"
    return type(value).__name__

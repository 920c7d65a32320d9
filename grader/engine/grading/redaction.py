"""What may be told of an answer to a hidden case.

A function has seen the case's numbers, and whatever it says could hold them: masked, spelled out,
as a type's name or as a dictionary's keys. So its words are shown only where they are one of few:
a message that Python or NumPy gives, a name or a line that the student had written before.
"""

import builtins
import functools
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.plain import Other
from grader.course import FUNCTIONS
from grader.engine.course.notebook import Cell

_NUMBER = r"-?\d{1,4}"
_SHAPE = rf"\((?:{_NUMBER}(?:, ?{_NUMBER}){{0,3}})?,?\)"
_NAME = r"[A-Za-z_][A-Za-z_0-9]*"
_FUNCTION = rf"({_NAME}(\.<locals>)?\.)*({_NAME}|<lambda>)"
_GUFUNC = re.escape("(n?,k),(k,m?)->(n?,m?)")
# N is a number of few digits, S a shape, Q a name, F a function; the rest is as it is said.
_MESSAGES = (
    r"matmul: Input operand N has a mismatch in its core dimension N, with gufunc signature "
    r"GUFUNC \(size N is different from N\)",
    r"matmul: Input operand N does not have enough dimensions \(has N, gufunc core with "
    r"signature GUFUNC requires N\)",
    r"operands could not be broadcast together with shapes S S ?(S ?)?",
    r"non-broadcastable output operand with shape S doesn't match the broadcast shape S",
    r"could not broadcast input array from shape S into shape S",
    r"shapes S and S not aligned: N \(dim N\) != N \(dim N\)",
    r"cannot reshape array of size N into shape S",
    r"axes don't match array",
    r"axis N is out of bounds for array of dimension N",
    r"index N is out of bounds for axis N with size N",
    r"too many indices for array: array is N-dimensional, but N were indexed",
    r"setting an array element with a sequence\.",
    r"The truth value of an array with more than one element is ambiguous\. "
    r"Use a\.any\(\) or a\.all\(\)",
    r"only (length-1|size-1|0-dimensional) arrays can be converted to Python scalars",
    r"Cannot cast ufunc 'Q' output from dtype\('Q'\) to dtype\('Q'\) with casting rule 'same_kind'",
    r"zero-size array to reduction operation Q which has no identity",
    r"name 'Q' is not defined",
    r"cannot access local variable 'Q' where it is not associated with a value",
    r"local variable 'Q' referenced before assignment",
    r"'Q' object is not (subscriptable|callable|iterable|an iterator)",
    r"'Q' object does not support item (assignment|deletion)",
    r"'Q' object has no attribute 'Q'",
    r"module 'Q(\.Q)?' has no attribute 'Q'",
    r"'Q' object cannot be interpreted as an integer",
    r"unsupported operand type\(s\) for [-+*/@%&|^<>=]{1,3}( or pow\(\))?: 'Q' and 'Q'",
    r"bad operand type for (unary [-+~]|abs\(\)): 'Q'",
    r"'[<>=!]{1,2}' not supported between instances of 'Q' and 'Q'",
    r"cannot unpack non-iterable Q object",
    r"not enough values to unpack \(expected N, got N\)",
    r"too many values to unpack \(expected N\)",
    r"F\(\) missing N required positional arguments?: 'Q'((, 'Q')*,? and 'Q')?",
    r"F\(\) takes (from N to )?N positional arguments? but N (was|were) given",
    r"F\(\) got an unexpected keyword argument 'Q'",
    r"F\(\) got multiple values for argument 'Q'",
    r"(list|tuple|string)( assignment)? index out of range",
    r"(list|tuple) indices must be integers or slices, not Q",
    r"only integers, slices \(`:`\), ellipsis \(`\.\.\.`\), numpy\.newaxis \(`None`\) and integer "
    r"or boolean arrays are valid indices",
    r"(float )?division by zero",
    r"math (domain|range) error",
    r"object of type 'Q' has no len\(\)",
    r"unhashable type: 'Q'",
    r"No module named 'Q'",
    r"maximum recursion depth exceeded( in comparison| while calling a Python object)?",
    r"'Q'",  # a key that is missing
)
_SLOTS = {"GUFUNC": _GUFUNC, "N": _NUMBER, "S": _SHAPE, "Q": f"({_NAME})", "F": _FUNCTION}
_KNOWN = re.compile(
    "|".join(
        re.sub(r"\bGUFUNC\b|\b[FNSQ]\b", lambda slot: _SLOTS[slot.group()], message)
        for message in _MESSAGES
    )
)
_WORDS = set(re.findall(_NAME, " ".join((*_MESSAGES, _GUFUNC))))
_COURSE_KEY = re.compile(r"(dA|dW|db|dZ|W|b|Z|A|AL|X|Y)[0-9]{0,2}")
_COURSE = f"({'|'.join(FUNCTIONS)})"
_OTHER = re.compile(rf"(a value|a dictionary with a key) of type ({_NAME})")
_DTYPE = re.compile(r"an array of dtype (object|complex64|complex128|float128|<U[0-9]{1,2})")
_EXCEPTIONS = {
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
} | {
    "_ArrayMemoryError",
    "LinAlgError",
    "AxisError",
    "UFuncTypeError",
    "_UFuncOutputCastingTypeError",
}
_NAMES = (
    _WORDS | set(dir(builtins)) | set(dir(np)) | {"NoneType", "function", "generator", "module"}
)
_MAX_RANK, _MAX_SIDE = 4, 10_000


class Told:
    """What one submission's verdicts may say: what it said before it saw a hidden case."""

    def __init__(self, notebooks: Iterable[list[Cell]]) -> None:
        cells = (cell for notebook in notebooks for cell in notebook)
        self._source = "\n".join(cell.source for cell in cells if cell.kind == "code")

    @functools.cached_property
    def _names(self) -> set[str]:
        return set(re.findall(_NAME, self._source))

    def answer(self, answer: Answer) -> Answer:
        """Give an answer without words, names, keys and shapes of the function's own making."""
        return replace(
            answer,
            value=self.value(answer.value),
            error=None if answer.error is None else self.error(answer.error),
            line=self.line(answer.line),
        )

    def error(self, error: str) -> str:
        """Give "ValueError: what it said" as far as it may be told."""
        kind, _, said = error.partition(": ")
        if kind not in _EXCEPTIONS and kind not in self._names:
            kind = "an exception"
        if said and not self._may_say(said):
            said = "(its words are kept back: they might hold a hidden number)"
        return f"{kind}: {said}" if said else kind

    def _may_say(self, said: str) -> bool:
        if len(said) > 300:
            return False
        if said in self._source:
            return True
        names = re.findall(_NAME, said)
        return _KNOWN.fullmatch(said) is not None and all(map(self._is_known, names))

    def line(self, line: str) -> str:
        """Give the line that raised, or nothing where the submission has no such line."""
        place, _, text = line.partition(": ")
        known = re.fullmatch(rf"(in {_COURSE}, )?line [0-9]{{1,4}}", place)
        return line if known and text and len(text) <= 300 and text in self._source else ""

    def value(self, value: Any) -> Any:
        """Give a value without words, keys and shapes of the function's own making."""
        if isinstance(value, Other):
            return Other(self._other(value.what))
        if isinstance(value, list | tuple):
            return type(value)(self.value(item) for item in value)
        if isinstance(value, dict):
            return {
                key if self._is_known(key) else f"(another key, {i + 1})": self.value(item)
                for i, (key, item) in enumerate(value.items())
            }
        if isinstance(value, np.ndarray) and (
            value.ndim > _MAX_RANK or max(value.shape, default=0) > _MAX_SIDE
        ):
            return Other("an array of an impossible shape")
        return value

    def _is_known(self, name: str) -> bool:
        return name in _NAMES or _COURSE_KEY.fullmatch(name) is not None or name in self._names

    def _other(self, what: str) -> str:
        if found := _OTHER.fullmatch(what):
            return what if self._is_known(found.group(2)) else f"{found.group(1)} of another type"
        return what if _DTYPE.fullmatch(what) else "a value that is no plain data"

"""The judge's side of a stand-in: what a worker asks, within bounds, the reference answers.

Nothing here outlives the judging of one step: see fair.py.
"""

import builtins
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.cases.plain import NotPlain, Other, pack, unpack
from grader.engine.course.references import References
from grader.engine.sandbox.inside.protocol import Content, encode

from .allowance import Allowance, bounded_memory

MAX_QUESTIONS = 3_000  # of one step; the longest honest training asks fifteen hundred
MAX_NUMBERS = 50_000  # in the arguments of one question
MAX_ALL_NUMBERS = 5_000_000  # in all that is asked and answered for one step
VALUE_BYTES = 24 * 2**20  # that one question may take in memory, and so in time
MAX_WHOLE = 100_000  # what is larger has 64 bits, whatever is done to it
MAX_SAID = 300
REFUSED = "TypeError", "a stand-in takes plain numbers, and not too many of them"
USED_UP = "RuntimeError", "more questions than any right step has for its helpers"


@dataclass(slots=True)
class StandIns:
    """Answers for the named functions, and for no other.

    functions: the helpers of the step that is being judged.
    references: answer for them.
    allowance: of the submission; the reference's time is the judge's.
    """

    functions: frozenset[str]
    references: References
    allowance: Allowance
    _questions: int = 0
    _numbers: int = 0

    def answer(self, asked: dict[str, Any], arrays: list[np.ndarray]) -> Content:
        """Give the frame that answers a question.

        Raises:
            Spent: the submission has used up its share of the judge's time.
        """
        self.allowance.check()
        self._questions += 1
        self._numbers += sum(array.size for array in arrays)
        if self._questions > MAX_QUESTIONS or self._numbers > MAX_ALL_NUMBERS:
            return _error(*USED_UP)
        function = asked.get("ask")
        if not isinstance(function, str) or function not in self.functions:
            return _error(*REFUSED)
        try:
            args, kwargs = _arguments(asked.get("inputs"), arrays)
        except NotPlain:
            return _error(*REFUSED)
        try:
            # Memory bounds the time of arrays, and not that of a whole number to a large power.
            with bounded_memory(VALUE_BYTES), self.allowance.interrupting():
                value, values = pack(self.references.value_of(function, args, kwargs))
        except Exception as error:  # as the reference would have raised in the student's notebook
            kind = type(error).__name__ if hasattr(builtins, type(error).__name__) else "ValueError"
            return _error(kind, str(error)[:MAX_SAID])
        self._numbers += sum(array.size for array in values)
        return encode({"value": value}, values)


def _error(kind: str, says: str) -> Content:
    return encode({"error": kind, "says": says}, [])


def _arguments(packed: Any, arrays: list[np.ndarray]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Read arguments that are plain data, and nothing else.

    Raises:
        NotPlain: they are not.
    """
    if sum(array.size for array in arrays) > MAX_NUMBERS:
        raise NotPlain("too many numbers")
    try:
        args, kwargs = unpack(packed, arrays)
    except (TypeError, ValueError):
        raise NotPlain("no arguments") from None
    if not isinstance(args, list | tuple) or not isinstance(kwargs, dict):
        raise NotPlain("no arguments")
    if _strange([args, kwargs]):
        raise NotPlain("an argument that is no plain data")
    return tuple(map(_of_64_bits, args)), {name: _of_64_bits(one) for name, one in kwargs.items()}


def _of_64_bits(value: Any) -> Any:
    """Have NumPy's whole numbers in place of large ones of Python's, which grow without end."""
    if isinstance(value, dict):
        return {key: _of_64_bits(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_of_64_bits, value))
    return np.int64(value) if type(value) is int and abs(value) > MAX_WHOLE else value


def _strange(value: Any) -> bool:
    if isinstance(value, dict | list | tuple):
        return any(map(_strange, value.values() if isinstance(value, dict) else value))
    return isinstance(value, Other)

"""Call a student's function once, and keep what there is to know about the call."""

import builtins
import contextlib
import copy
import io
import re
import traceback
import warnings
from collections.abc import Callable, Container
from dataclasses import dataclass
from types import CoroutineType, FunctionType
from typing import Any

import numpy as np

CELL = re.compile(r"[0-9A-Za-z_]+\.ipynb, (code )?cell [0-9]+")  # how a cell's code is named
ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}
MAX_PRINTED = 2_000  # characters that are kept of what a call prints


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call gave.

    value: what came back; None where the call raised.
    inputs: the arguments as they were after the call: [args, kwargs].
    error: None, or the exception as "ValueError: what it said".
    kinds: the built-in errors that the exception is one of: a KeyError is a LookupError too.
    line: where the exception came from, as "line 3: Z = W.T @ A", or, where another function of
        the course was called and raised, "in mean, line 2: ..."; empty where not known.
    at: the same as the name of a notebook's cell and a line in it, where it is one.
    printed: what the call printed or warned of.
    spared: there was no call: the signature shows all that the case asks for.
    """

    value: Any
    inputs: Any
    error: str | None = None
    line: str = ""
    at: tuple[str, int] | None = None
    printed: str = ""
    spared: bool = False
    kinds: tuple[str, ...] = ()

    @property
    def inside(self) -> str:
        """The other function of the course from which the exception came; empty where none is."""
        found = re.match(r"in (\w+)", self.line)
        return found[1] if found else ""

    @property
    def lacks(self) -> str:
        """The name that a NameError misses; empty where it is another error, or none."""
        found = re.match(r"NameError: name '(\w+)'", self.error or "")
        return found[1] if found else ""


CUT = " … (the rest is cut off)"


class Kept(io.TextIOBase):
    """A text stream that keeps the first characters and drops the rest; closing it does nothing.

    Where something was dropped, the text ends with a sign of it.
    """

    def __init__(self, limit: int) -> None:
        self.text, self._limit = "", limit

    def write(self, text: str) -> int:
        """Keep what there is room for."""
        if len(self.text) < self._limit:
            whole = self.text + text[: self._limit]
            fits = len(self.text) + len(text) <= self._limit
            self.text = whole if fits else whole[: self._limit - len(CUT)] + CUT
        return len(text)

    def close(self) -> None:
        """Stay open: what comes later is kept too."""


def call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    others: Container[str] = (),
) -> Answer:
    """Call a function on copies of the arguments; an exception becomes part of the answer.

    Args:
        function: the student's.
        args, kwargs: the arguments.
        others: the functions of the assignment: an error that comes from inside one says so.
    """
    args, kwargs = copy.deepcopy((args, kwargs))
    printed = Kept(MAX_PRINTED)
    value, error, line, at = None, None, "", None
    kinds: tuple[str, ...] = ()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        warnings.catch_warnings(record=True) as warned,
        # NumPy's own defaults, whatever a notebook has set.
        np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
    ):
        warnings.simplefilter("always")
        try:
            value = function(*args, **kwargs)
            if type(value) is CoroutineType:
                value.close()  # it says nothing of not having been awaited
        except (Exception, SystemExit) as raised:
            error, line = said_by(raised), _line_of(raised, function, others)
            at, kinds = _cell_of(raised), kinds_of(raised)
    for warning in warned[:3]:
        printed.write(f"{warning.category.__name__}: {warning.message}\n")
    return Answer(value, [args, kwargs], error, line, at, printed.text, kinds=kinds)


def shows(function: Callable[..., Any], defaults: dict[str, float]) -> bool:
    """Tell whether a function has these defaults; never for none at all.

    They are read where a call would take them from. What a function says of itself, in
    __signature__ or by way of what it wraps, is not asked.
    """
    if type(function) is not FunctionType or not defaults:
        return False
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = function.__defaults__ or ()
    shown = dict(zip(names[len(names) - len(given) :], given, strict=True))
    shown |= function.__kwdefaults__ or {}
    found = {name: shown.get(name) for name in defaults}
    plain = all(type(value) in (int, float) for value in found.values())
    return plain and found == defaults


def kinds_of(raised: BaseException) -> tuple[str, ...]:
    """Name the built-in errors that an exception is one of."""
    return tuple(name for name, kind in ERRORS.items() if issubclass(type(raised), kind))


def said_by(raised: BaseException) -> str:
    """Name an exception and what it says, even where saying it raises."""
    try:
        said = str(raised)
    except Exception:
        said = "(its text cannot be shown)"
    return f"{type(raised).__name__}: {said}" if said else type(raised).__name__


def _line_of(raised: BaseException, function: Callable[..., Any], others: Container[str]) -> str:
    """Find the innermost line of the student's own, past the frames of libraries."""
    for frame in reversed(traceback.extract_tb(raised.__traceback__)):
        if "site-packages" not in frame.filename and frame.line and frame.filename != __file__:
            other = frame.name in others and frame.name != getattr(function, "__name__", "")
            return f"{f'in {frame.name}, ' if other else ''}line {frame.lineno}: {frame.line}"
    return ""


def _cell_of(raised: BaseException) -> tuple[str, int] | None:
    """Find the innermost line of a cell, where the code was run as cells."""
    for frame in reversed(traceback.extract_tb(raised.__traceback__)):
        if CELL.fullmatch(frame.filename) and frame.lineno is not None:
            return frame.filename, frame.lineno
    return None

"""The cell around a check: what was handed to it, what was stopped, what has not been run."""

import ast
import difflib
import inspect
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.cases.assignment import Assignment

from .errors import Interrupted, NoSuchCheck
from .magics import without_magics

MAX_SHOWN = 60  # characters of what was handed over by mistake
HERE = str(Path(__file__).resolve().parent)


def name_of(function: Any, assignment: Assignment) -> str:
    """Name the step that a function is.

    Raises:
        NoSuchCheck: it is none; the message says what came, and what to write.
    """
    name, steps = getattr(function, "__name__", None), assignment.functions
    if callable(function) and isinstance(name, str) and name in steps:
        return name
    if callable(function) and (called := _called_here(function, steps)):
        return called
    wants = f"check takes one of your functions, as in check({steps[0]})"
    shown = repr(function)
    shown = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
    if isinstance(function, str) and function in steps:
        raise NoSuchCheck(f"check takes the function itself: check({function}), without quotes.")
    if not callable(function):
        raise NoSuchCheck(
            f"{wants}, not {shown}. Write the function's name alone, without brackets behind it: "
            "with them it is called, and check is handed what it gives."
        )
    near = _nearest(name, steps)
    meant = f" Did you mean {near}? Its name must stay as it was." if near else ""
    raise NoSuchCheck(f"{wants}, not {shown}.{meant}")


def step_of(function: object, assignment: Assignment) -> str:
    """Name the step that is meant by a name, or by the function itself.

    Raises:
        NoSuchCheck: there is none; the message lists them.
    """
    name = getattr(function, "__name__", function)
    if name in assignment.functions:
        return str(name)
    if callable(function) and (called := _called_here(function, assignment.functions)):
        return called
    near = _nearest(name, assignment.functions)
    meant = f" Did you mean {near!r}?" if near else ""
    raise NoSuchCheck(
        f"there is no function {name!r} here.{meant} There are: {', '.join(assignment.functions)}."
    )


def _nearest(name: object, steps: Sequence[str]) -> str:
    """Give the step whose name is most like another one; empty where none is."""
    return next(iter(difflib.get_close_matches(str(name), steps, n=1, cutoff=0.5)), "")


def _called_here(function: Any, steps: Sequence[str]) -> str:
    """Give the step's name that stands for a function in the cell; empty where none does.

    A lambda, a partial, an object that is called, what a decorator gives: its own name is another
    one, or it has none. The autograder goes by the notebook's name for it as well.
    """
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename.startswith(HERE):
        frame = frame.f_back
    names = {} if frame is None else frame.f_globals
    return next((step for step in steps if names.get(step) is function), "")


def interrupted(name: str, stopped: KeyboardInterrupt) -> Interrupted:
    """Say where a function was when it was stopped."""
    frames = traceback.extract_tb(stopped.__traceback__)
    own = [one for one in frames if not one.filename.startswith(HERE) and one.line]
    own = [one for one in own if "site-packages" not in one.filename] or own
    where = f", at line {own[-1].lineno}: {own[-1].line}" if own else ""
    return Interrupted(
        f"{name} had not come back when you stopped it{where}. Does the loop there ever end? What "
        "its condition asks must change in every turn."
    )


def ran_before(name: str) -> str:
    """Say that the last cell that defines a function did not run; empty where it did.

    Then the function is the one of before. IPython keeps what was run, and what could not be.
    """
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return ""
    shell = get_ipython()
    ran = getattr(shell, "user_ns", {}).get("In", []) if shell is not None else []
    raw = [cell for cell in ran if isinstance(cell, str) and f"def {name}(" in cell]
    if not raw:
        return ""
    try:
        ast.parse(without_magics(raw[-1]))
    except SyntaxError as error:
        return (
            f"The cell of {name} did not run: Python cannot read its line {error.lineno} "
            f"({error.msg}). What was checked is the function as it was before."
        )
    except ValueError:
        return ""
    return ""

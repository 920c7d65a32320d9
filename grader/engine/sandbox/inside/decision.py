"""Inside the sandbox: whether a test cell has passed.

That is whether `exec` came back, and the value of its last expression counts where it is a plain
number. What a cell shows is for the eye.
"""

import sys
from collections.abc import Callable
from typing import Any

Code = tuple[Callable[..., Any], Any]
FAILED = "failed"


def decide(
    begin: Callable[[], None],
    codes: tuple[Code, ...],
    names: dict[str, Any],
    shelf: list[Any],
    kinds: tuple[type, ...],
    kind_of: Callable[[Any], type],
    written: Callable[[Any], str],
) -> str:
    """Run a test cell; give FAILED, "" for passed, "value", or the number that it shows.

    Args:
        begin: makes it possible to interrupt what follows.
        codes: its parts, and what runs each. Statements have no value; of the expressions that are
            shown, most often the last alone, the first with a value counts, as in nbgrader.
        names: the notebook's.
        shelf: takes the value, or the error, to be shown.
        kinds, kind_of, written: of plain numbers. They are given, and not looked up: the code that
            runs can replace what is looked up.
    """
    try:
        begin()
        value = None
        for run, code in codes:
            found = run(code, names)
            if value is None:
                value = found
    except:  # noqa: E722, a name would be looked up
        shelf.append(sys.exc_info())
        return "failed"
    shelf.append(value)
    if value is None:
        return ""
    for kind in kinds:
        if kind_of(value) is kind:
            return written(value)
    return "value"

"""Calls that may tell a slip from the solution where tests are cells, and what is answered.

The arguments are those of the tests and others like them: what a test passes is what the function
is for.
"""

import ast
import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from nbformat import NotebookNode

CALLS = 80
LETTERS = 300  # of an answer that are compared
RAISED = "raises "
MARK = "=> "
# Where no test calls the function with plain values.
ANYTHING: tuple[Any, ...] = (0, 1, -1, 2, 3, 10, 0.5, -0.5, [], [1, 2, 3], [3, -1, 0.5], "", "text")


def calls_of(function: str, source: str, tests: Sequence[str]) -> list[str]:
    """Write calls of a function: those of the tests, and the same with other values."""
    given = list(_given(function, tests)) or [
        [one] * len(_arguments(function, source)) for one in ANYTHING
    ]
    random = np.random.RandomState(0)
    varied = [[_other(v, random) for v in given[i % len(given)]] for i in range(CALLS)]
    calls = [f"{function}({', '.join(map(as_python, one))})" for one in [*given, *varied]]
    return list(dict.fromkeys(calls))[:CALLS]


def _given(function: str, tests: Sequence[str]) -> Iterator[list[Any]]:
    """Read the arguments that tests write down as plain values or as np.array of them."""
    for test in tests:
        try:
            tree = ast.parse(test)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or node.keywords:
                continue
            if ast.unparse(node.func) == function:
                with contextlib.suppress(ValueError, TypeError, SyntaxError):
                    yield [_value(one) for one in node.args]


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("np.array", "numpy.array"):
        return np.array(ast.literal_eval(node.args[0]))
    return ast.literal_eval(node)


def _arguments(function: str, source: str) -> list[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return [one.arg for one in node.args.args]
    return []


def _other(value: Any, random: np.random.RandomState) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value + random.randint(-5, 6))
    if isinstance(value, float):
        return float(np.round(value + random.randn() * (1 + abs(value)), 2))
    if isinstance(value, str):
        letters = [*value, *"ab "]
        return "".join(letters[i] for i in random.randint(0, len(letters), len(value) + 1))
    if isinstance(value, np.ndarray):
        return np.round(value + random.randn(*value.shape) * 3, 2)
    if isinstance(value, list | tuple):
        made = [_other(one, random) for one in value]
        random.shuffle(made)
        return type(value)(made[: max(1, len(made) - random.randint(0, 2))] if made else made)
    if isinstance(value, dict):
        return {key: _other(one, random) for key, one in value.items()}
    return value


def as_python(value: Any) -> str:
    """Write a value as Python, on one line; an array as np.array of its numbers."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {as_python(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_python, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(as_python, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r})"
    return repr(value)


def probe(calls: Sequence[str]) -> str:
    """Write the cell that makes all calls, and prints a line for each."""
    lines = []
    for call in calls:
        lines += [
            "try:",
            f"    print({MARK!r} + ascii({call})[:{LETTERS}])",
            "except Exception as error:",
            f"    print({MARK + RAISED!r} + type(error).__name__)",
        ]
    return "\n".join(lines)


def answers_in(outputs: Sequence[NotebookNode]) -> list[str]:
    """Read the lines that a probe has printed; what the function itself prints is left out."""
    text = "".join(one.text for one in outputs if one.output_type == "stream")
    return [line.removeprefix(MARK) for line in text.splitlines() if line.startswith(MARK)]


def difference(
    calls: Sequence[str], right: Sequence[str], again: Sequence[str], wrong: Sequence[str]
) -> str:
    """Write the line of a test for a call that is answered otherwise; empty where there is none.

    Args:
        calls: as `calls_of` gives them.
        right, again: what the solution answers, twice: what differs is left to chance.
        wrong: what the slip answers; nothing more where a call did not come back.
    """
    told = []
    for call, one, two, other in zip(
        calls, right, again, [*wrong, *[""] * len(calls)], strict=False
    ):
        if one == two != other and " at 0x" not in one:
            told.append((one.startswith(RAISED), call, one))
    if not told:
        return ""
    _, call, answer = min(told, key=lambda found: (found[0], len(found[1])))
    if answer.startswith(RAISED):
        return f"{call}  # {answer}"
    if answer.startswith("array("):
        return f"np.testing.assert_allclose({call}, np.{answer})"
    return f"assert {call} == {answer}"

"""The reference's own functions, which answer for a student's helper that is wrong.

They run in the process that judges, on plain data. Neither their source nor their code goes into
a worker: there a stand-in asks for their values. See docs/grading.md, "The second chance".
"""

import ast
import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from grader.course import ASSIGNMENT, FUNCTIONS

from .nbgrader_course import ROOT

MODULES = ("initialize", "forward", "cost", "backward", "update", "model")
IMPORTS = "import numpy as np\nfrom tqdm.auto import tqdm\n"


@functools.cache
def _sources(root: Path = ROOT) -> dict[str, str]:
    """The source of every function of the course."""
    found = {}
    for module in MODULES:
        text = (root / "solutions" / ASSIGNMENT / f"{module}.py").read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS:
                found[node.name] = ast.get_source_segment(text, node) or ""
    return found


@functools.cache
def helpers_of(function: str) -> frozenset[str]:
    """The earlier functions that this one calls, directly or through another one."""
    tree = ast.parse(_sources()[function])
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    called = named & {*FUNCTIONS[: FUNCTIONS.index(function)]}
    return frozenset(called).union(*(helpers_of(name) for name in called))


@functools.cache
def _functions() -> dict[str, Callable[..., Any]]:
    namespace: dict[str, Any] = {}
    program = "\n\n".join([IMPORTS, *_sources().values()])
    exec(compile(program, "<reference>", "exec"), namespace)
    return {name: namespace[name] for name in FUNCTIONS}


def value_of(function: str, args: Any, kwargs: Any) -> Any:
    """Give what the reference gives for plain data; it may raise whatever it raises."""
    with np.errstate(all="ignore"):
        return _functions()[function](*args, **kwargs)


@functools.cache
def parameters_of(function: str) -> tuple[inspect.Parameter, ...]:
    """The parameters of a reference, in their order."""
    return tuple(inspect.signature(_functions()[function]).parameters.values())

"""The reference's own functions as text: what stands in for a student's helper that is wrong.

They are read, not imported. They go into a worker of their own, and nothing that this worker says
reaches a student but whether a step passes: see fair.py.
"""

import ast
import functools
import warnings
from pathlib import Path

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


def source_of(functions: tuple[str, ...]) -> str:
    """A program that defines these functions, and what they call; nothing else of the course."""
    needed = set(functions).union(*(helpers_of(name) for name in functions))
    return "\n\n".join([IMPORTS, *(_sources()[name] for name in FUNCTIONS if name in needed)])


@functools.cache
def helpers_of(function: str) -> frozenset[str]:
    """The earlier functions that this one calls, directly or through another one."""
    called = names_in(_sources()[function]) - {function}
    return called.union(*(helpers_of(name) for name in called))


def names_in(source: str) -> frozenset[str]:
    """The functions of the course that a source names; none where it is not Python."""
    try:
        with warnings.catch_warnings():
            # A parser warns of a student's backslash, letter by letter, on the grader's terminal.
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in FUNCTIONS
    )

"""What a function reads that is neither its own nor an argument."""

import ast
import builtins
from collections.abc import Container

import numpy as np

from .code import nodes_of, written
from .words import listed

DATA = (np.ndarray, dict, list)
CALLERS = {
    *("map", "filter", "reduce", "functools.reduce", "partial", "functools.partial"),
    *("np.vectorize", "np.frompyfunc", "np.apply_along_axis"),
}
NUMPYS = {"np", "numpy", *dir(np)}  # from numpy import pi
MAX_NAMES = 8  # that are listed in a sentence
OUTSIDE = "from outside the function: whatever was put there last, if anything, is used."


def from_outside(tree: ast.FunctionDef, others: Container[str]) -> list[str]:
    """Name the values that a function takes from the notebook: no modules, and nothing called."""
    nodes = nodes_of(tree)
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)} | NUMPYS
    for node in nodes:
        own |= _bound(node) | _no_data(node)
    found = dict.fromkeys(
        node.id
        for node in names
        if node.id not in own
        and node.id not in others
        and not hasattr(builtins, node.id)
        # A CONSTANT that a lesson gives; a name of one or two letters is data.
        and not (node.id.isupper() and len(node.id) > 2)
    )
    if not 0 < len(found) <= MAX_NAMES:
        return []
    return [f"{listed(list(found))} {'comes' if len(found) == 1 else 'come'} {OUTSIDE}"]


def _bound(node: ast.AST) -> set[str]:
    """What gives a name a value and is no name: an argument, an import, except ... as, case."""
    if isinstance(node, ast.alias):
        return {node.asname or node.name.partition(".")[0]}
    fields = (getattr(node, field, None) for field in ("arg", "name", "rest"))
    return {one for one in fields if isinstance(one, str)}


def _no_data(node: ast.AST) -> set[str]:
    """The names of functions, classes and modules: what is called, raised, written as a hint."""
    hints = (getattr(node, field, None) for field in ("annotation", "returns"))
    parts: list[ast.AST | None] = []
    for hint in hints:
        parts += ast.walk(hint) if hint is not None else ()
    parts += getattr(node, "decorator_list", ())
    if isinstance(node, ast.Call):
        parts += [node.func, *(node.args[:1] if written(node.func) in CALLERS else ())]
        parts += [one.value for one in node.keywords if one.arg == "key"]
    elif isinstance(node, ast.Raise | ast.ExceptHandler):
        parts += [getattr(node, "exc", None), getattr(node, "type", None)]
    elif isinstance(node, ast.Dict):  # a table of functions, one of which is chosen
        parts += node.values
    elif isinstance(node, ast.arguments):  # a default is looked up once, and kept
        parts += [*node.defaults, *node.kw_defaults]
    elif isinstance(node, ast.Attribute) and not any(hasattr(kind, node.attr) for kind in DATA):
        parts += [node.value]
    return {one.id for one in parts if isinstance(one, ast.Name)}

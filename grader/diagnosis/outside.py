"""What a function reads that is neither its own nor an argument."""

import ast
import builtins
from collections.abc import Container

import numpy as np

from .code import nodes_of, written
from .words import listed

DATA = (np.ndarray, dict, list)
CALLERS = {"map", "filter", "np.vectorize", "np.frompyfunc", "np.apply_along_axis"}
OUTSIDE = "from outside the function, and is whatever was put there last."


def from_outside(tree: ast.FunctionDef, others: Container[str]) -> list[str]:
    """Name the values that a function takes from the notebook: no modules, and nothing called."""
    nodes = nodes_of(tree)
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    own |= {
        one.asname or one.name
        for node in nodes
        for one in getattr(node, "names", ())
        if isinstance(one, ast.alias)
    }
    own |= {getattr(node.func, "id", "") for node in nodes if isinstance(node, ast.Call)}
    own |= {  # what np.vectorize, and map, are given is called too
        getattr(node.args[0], "id", "")
        for node in nodes
        if isinstance(node, ast.Call) and node.args and written(node.func) in CALLERS
    }
    own |= {
        getattr(node.value, "id", "")
        for node in nodes
        if isinstance(node, ast.Attribute) and not any(hasattr(kind, node.attr) for kind in DATA)
    }
    annotated = {getattr(node, "annotation", None) for node in nodes} | {tree.returns}
    hints = {one for hint in annotated if hint is not None for one in ast.walk(hint)}
    found = dict.fromkeys(
        node.id
        for node in names
        if node.id not in own
        and node.id not in others
        and node not in hints
        and node.id != "np"
        and not hasattr(builtins, node.id)
    )
    if not found:
        return []
    comes = "comes" if len(found) == 1 else "come, each of them,"
    return [f"{listed(list(found))} {comes} {OUTSIDE}"]

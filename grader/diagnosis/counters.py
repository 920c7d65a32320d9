"""Facts about what the counters of a wrong function's loops count, and where they stand."""

import ast
import re
from collections.abc import Iterator

from .code import line_of, nodes_of, written

_SIZE = re.compile(r"(\w+)\.shape\[([01])\]")
AXES = ("rows", "columns")


def counter_facts(tree: ast.AST) -> Iterator[str]:
    """Say where x[i, j] has a counter of rows in the place of columns, or not the one of its own.

    Nothing is said of an array one of whose counters stands where it belongs.
    """
    for array, axis, counter, loop in _counters(tree):
        asked = [
            (node, node.slice.elts)
            for node in ast.walk(loop)
            if isinstance(node, ast.Subscript)
            and written(node.value) == array
            and isinstance(node.slice, ast.Tuple)
            and len(node.slice.elts) == 2
            and not any(isinstance(one, ast.Slice) for one in node.slice.elts)
        ]
        if any(_read_in(places[axis], counter) for _, places in asked):
            continue
        for node, places in asked[:1]:
            if _read_in(places[1 - axis], counter):
                yield (
                    f"{line_of(node)}: {counter} runs over the {AXES[axis]} of {array}, and "
                    f"stands in the place of the {AXES[1 - axis]}."
                )
            else:
                yield (
                    f"{line_of(node)}: {counter} runs over the {AXES[axis]} of {array}, and is "
                    "not among what stands in the brackets."
                )


def _read_in(node: ast.AST, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node))


def _counters(tree: ast.AST) -> Iterator[tuple[str, int, str, ast.For]]:
    """Each loop over the size of an array: the array, the axis, what counts, and the loop."""
    sizes = {
        node.targets[0].id: written(node.value)
        for node in nodes_of(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in nodes_of(tree):
        if not (isinstance(node, ast.For) and isinstance(node.target, ast.Name)):
            continue
        over = written(node.iter).removeprefix("range(").removesuffix(")").removeprefix("0, ")
        if found := _SIZE.fullmatch(sizes.get(over, over)):
            yield found[1], int(found[2]), node.target.id, node

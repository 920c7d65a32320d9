"""What a function takes for an example: a column, as the course has it, or a row."""

import ast
import re
from collections.abc import Iterator, Set

from grader.cases.case import Traits

from .code import line_of, nodes_of, written
from .loops import set_in
from .traps import calls


def layout_facts(tree: ast.FunctionDef, traits: Traits, arrays: Set[str]) -> Iterator[str]:
    """Say where code counts, sums or multiplies as if each row were an example.

    Args:
        tree: the function's code.
        traits: of the function; nothing is said where no argument has examples.
        arrays: the arguments that are matrices.
    """
    if not traits.examples:
        return
    counted = list(_counted_rows(tree, arrays))
    turned = list(_product(tree, traits.examples, arrays))
    signs = [*counted, *turned, *_over_rows(tree)]
    if (counted and len(signs) > len(counted)) or any(".T" in written(one) for one in turned):
        yield (
            f"This is written for one example per row ({line_of(signs[0])}); here each column is "
            "an example: rows and columns change places in every product, sum and shape."
        )
        return
    for node in counted[:1]:  # not the array that was counted: its columns may be no examples
        yield (
            f"{line_of(node)} counts rows; each column is an example, and "
            f"{traits.examples}.shape[1] is their number."
        )


def _counted_rows(tree: ast.FunctionDef, arrays: Set[str]) -> Iterator[ast.AST]:
    """m = x.shape[0], or len(x), where m is what something is divided by; or x.shape[0] itself."""
    divisors = {
        written(node.right)
        for node in nodes_of(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    } | {"m"}
    anew = set().union(*map(_turned, nodes_of(tree)))
    for node in nodes_of(tree):
        if isinstance(node, ast.Assign) and set_in(*node.targets) & divisors:
            found = _rows_of(node.value, arrays)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            found = _rows_of(node.right, arrays)
        else:
            continue
        if found and found not in anew:
            yield node


def _turned(node: ast.AST) -> set[str]:
    """The names of arrays that get other rows: Y = Y.T, Y = Y.reshape(-1, 1)."""
    if isinstance(node, ast.Assign) and re.search(
        r"\.T\b|\b(?:reshape|transpose)\b", written(node)
    ):
        return set_in(*node.targets)
    return set()


def _rows_of(node: ast.expr, arrays: Set[str]) -> str:
    """The array whose rows are counted; empty where none are."""
    if isinstance(node, ast.Call) and written(node.func) == "len" and node.args:
        found = written(node.args[0])
        return found if found in arrays else ""
    if isinstance(node, ast.Subscript) and written(node.slice) == "0":
        name, _, attribute = written(node.value).rpartition(".")
        return name if attribute == "shape" and name.isidentifier() else ""
    return ""


def _over_rows(tree: ast.FunctionDef) -> Iterator[ast.AST]:
    """np.mean(x, axis=0), or np.sum(x, axis=0) / m: without a division it may go over units."""
    for node in nodes_of(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            parts = [node.left]
        elif isinstance(node, ast.BinOp) and "/" in written(node.left):
            parts = [node.right]
        if _along_rows(node, "mean") or any(_along_rows(part, "sum") for part in parts):
            yield node


def _along_rows(node: ast.AST, method: str) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    place = 1 if written(node.func.value) == "np" else 0
    axis = [one.value for one in node.keywords if one.arg == "axis"]
    given = [written(one) for one in (*axis, *node.args[place : place + 1])]
    return node.func.attr == method and given == ["0"]


def _product(tree: ast.FunctionDef, examples: str, arrays: Set[str]) -> Iterator[ast.AST]:
    """x @ w, np.dot(x, w) or x.dot(w): the examples on the left, another argument on the right."""
    for node in nodes_of(tree):
        sides: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            sides = [node.left, node.right]
        elif isinstance(node, ast.Call) and calls(node, "dot", "matmul"):
            assert isinstance(node.func, ast.Attribute)
            sides = [node.func.value, *node.args] if len(node.args) == 1 else node.args
        names = [written(one) for one in sides[:2]]
        right = names[-1].removesuffix(".T") if len(names) == 2 else ""
        if right in arrays - {examples} and names[0] == examples:
            yield node

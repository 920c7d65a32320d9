"""Facts about what is left over in the code of a wrong function: never used, or never filled in."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from grader.cases.case import Traits

from .code import line_of, nodes_of
from .loops import parts_made


def left_open(tree: ast.FunctionDef) -> Iterator[str]:
    """x = None, and no other value: a line of a template that nobody has filled in."""
    stored = Counter(
        node.id
        for node in nodes_of(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)):
            continue
        target = node.targets[0]
        again = isinstance(target, ast.Name) and stored[target.id] > 1
        if node.value.value is None and not again:
            yield f"{line_of(node)} is still to be filled in: None stands where a value belongs."


def never_used(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """A name that is made and never read; an argument without a default that is never read."""
    yield from _filled_in_vain(tree)
    loaded = {
        node.id
        for node in nodes_of(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    changed = {
        node.target.id
        for node in nodes_of(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    for name, made_in in parts_made(tree, others):
        if name not in {*loaded, *changed, "_"}:
            yield f"{name} is made in {line_of(made_in)}, and never used."
    for node in nodes_of(tree):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, made = node.targets[0], isinstance(node.value, ast.Call | ast.BinOp | ast.UnaryOp)
        if made and isinstance(target, ast.Name) and target.id not in {*loaded, *changed, "_"}:
            yield f"{target.id} is made in {line_of(node)}, and never used."
    needed = len(tree.args.args) - len(tree.args.defaults)
    asked = others[tree.name].used if tree.name in others else None
    for one in tree.args.args[:needed]:
        if one.arg not in loaded and (asked is None or one.arg in asked):
            yield f"The argument {one.arg} is not used."


def _filled_in_vain(tree: ast.FunctionDef) -> Iterator[str]:
    """xs.append(x) in every turn, and no line that reads xs."""
    names = [node for node in nodes_of(tree) if isinstance(node, ast.Name)]
    read = Counter(node.id for node in names if isinstance(node.ctx, ast.Load))
    filled = Counter(
        node.value.func.value.id
        for node in nodes_of(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "append"
        and isinstance(node.value.func.value, ast.Name)
    )
    for name, times in filled.items():
        if read[name] == times:
            yield f"{name} is filled with append, and then neither read nor handed back."

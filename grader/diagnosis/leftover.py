"""Facts about what is left over in the code of a wrong function: never used, or never filled in."""

import ast
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

from grader.cases.case import Traits

from .code import line_of, nodes_of, written
from .loops import parts_made, set_in


def left_open(tree: ast.FunctionDef) -> Iterator[str]:
    """x = None, and no other value: a line of a template that nobody has filled in."""
    lines = [node for node in nodes_of(tree) if isinstance(node, ast.Assign)]
    open_ = [node for node in lines if _is_none(node.value)]
    inside = {id(one) for node in open_ for target in node.targets for one in nodes_of(target)}
    # x = np.squeeze(x) puts nothing into x that was not there.
    inside |= {
        id(target)
        for node in lines
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in names_in(node.value)
    }
    filled = {
        node.id
        for node in nodes_of(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inside
    }
    for node in open_:
        if not set_in(*node.targets) & filled:
            yield f"{line_of(node)} is still to be filled in: None stands where a value belongs."


def names_in(node: ast.AST) -> set[str]:
    """Give every name in some code."""
    return {one.id for one in nodes_of(node) if isinstance(one, ast.Name)}


def _is_none(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return bool(value.elts) and all(map(_is_none, value.elts))
    return isinstance(value, ast.Constant) and value.value is None


def same_twice(tree: ast.FunctionDef) -> Iterator[str]:
    """x = f(a) and y = f(a), one below the other: a line that was copied, and half changed."""
    for block in nodes_of(tree):
        body = getattr(block, "body", None)
        for one, other in itertools.pairwise(body if isinstance(body, list) else []):
            if not (isinstance(one, ast.Assign) and isinstance(other, ast.Assign)):
                continue
            if not isinstance(one.value, ast.BinOp) or ast.dump(one.value) != ast.dump(other.value):
                continue
            if ast.dump(one.targets[0]) != ast.dump(other.targets[0]):
                first, second = written(one.targets[0]), line_of(other)
                yield f"{second} gives it the very same as {first}, one line above."


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
    known = {part for one in others.values() for part in one.arguments}
    known |= {part for part in others[tree.name].returns} if tree.name in others else set()
    for name, made_in in parts_made(tree, others):
        bare = name.rstrip("0123456789_")
        # What no step works with may be left: the last part of three, say.
        asked_for = any(one.startswith(bare) or bare.startswith(one) for one in known)
        if len(bare) < 2 or not asked_for:
            continue
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
    for one, default in zip(tree.args.args[needed:], tree.args.defaults, strict=False):
        said = isinstance(default, ast.Constant) and isinstance(default.value, bool)
        if one.arg not in loaded and one.arg in (asked or ()) and not said:
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

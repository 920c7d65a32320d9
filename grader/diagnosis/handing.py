"""Facts about what a wrong function hands to the assignment's other functions, and gets of them.

No name of an assignment is known here: what the others take and give is read from their cases.
"""

import ast
import itertools
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from grader.cases.case import Traits

from .code import line_of, nodes_of, written
from .leftover import names_in
from .loops import LOOPS
from .numbered import KEY


def exchanged(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """Arguments of a call that are named like another argument of the function that is called.

    Or like what came out of one tuple with that which is asked for.
    """
    together = [
        {one.id for one in node.elts if isinstance(one, ast.Name)}
        for node in nodes_of(tree)
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store)
    ]
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        wanted = others[node.func.id].arguments if node.func.id in others else ()
        plain = not any(isinstance(one, ast.Starred) for one in node.args)
        given = [one.id if isinstance(one, ast.Name) else "" for one in node.args] if plain else []
        pairs = [pair for pair in zip(given, wanted, strict=False) if pair[0] != pair[1]]
        few = len(node.args) + len(node.keywords) < _needed(node.func.id, others)
        few = few and plain and all(one.arg for one in node.keywords)
        mixed = any(
            name in wanted[: len(given)] or {name, right} in together for name, right in pairs
        )
        if few or mixed:
            yield f"{line_of(node)}: {node.func.id} takes {', '.join(wanted)}, in this order."


def taken_in_another_order(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """z, a = f(x), where f gives a and then z."""
    for node in nodes_of(tree):
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Call) and _named_in(value.func, others):
            assert isinstance(node, ast.Assign)
            given, target = others[value.func.id].returns, node.targets[0]
            names = [written(one) for one in getattr(target, "elts", ())]
            if len(names) == len(given) > 1 and any(
                name in given and name != right for name, right in zip(names, given, strict=True)
            ):
                yield f"{line_of(node)}: {value.func.id} gives {', '.join(given)}, in this order."


def handed_twice(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """f(x, xs["w"], xs["w"]): a line that was copied, and half changed."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and _named_in(node.func, others):
            given = [written(one) for one in node.args if not isinstance(one, ast.Constant)]
            for one in dict.fromkeys(one for one in given if given.count(one) > 1):
                wanted = ", ".join(others[node.func.id].arguments)
                yield f"`{one[:80]}` is handed over twice: {node.func.id} takes {wanted}."


def the_function_itself(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """f(x, mean), where f(x, "mean") is meant."""
    made = {
        one.id
        for one in nodes_of(tree)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and _named_in(node.func, others):
            for one in [*node.args, *(word.value for word in node.keywords)]:
                if _named_in(one, others) and one.id not in made:
                    yield f"{line_of(node)}: {one.id} without quotes is the function itself."


def _needed(name: str, others: Mapping[str, Traits]) -> int:
    """How many arguments a function of the assignment cannot do without."""
    return sum("=" not in one for one in others[name].signature) if name in others else 0


def handed_changed(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """f(x, rate * 0.9) in a loop, or f(x.T), where both functions have the argument."""
    own = {one.arg for one in tree.args.args}
    loops = [loop for loop in nodes_of(tree) if isinstance(loop, LOOPS)]
    looped = {id(node) for node in itertools.chain.from_iterable(map(ast.walk, loops))}
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and _named_in(node.func, others):
            own_order = itertools.takewhile(lambda a: not isinstance(a, ast.Starred), node.args)
            wanted = zip(others[node.func.id].arguments, own_order, strict=False)
            for name, given in [*wanted, *((one.arg, one.value) for one in node.keywords)]:
                other = isinstance(given, ast.BinOp) and id(node) in looped
                other |= isinstance(given, ast.Attribute) and given.attr == "T"
                if isinstance(given, ast.UnaryOp) and isinstance(given.op, ast.USub):
                    yield f"{node.func.id} gets {line_of(given)}: look at the minus before it."
                if name in own and other and name in names_in(given):
                    yield f"{node.func.id} gets {line_of(given)} for {name}, and not {name} itself."


def not_unpacked(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """What gives several things goes under one name, and is used as one thing."""
    apart = _taken_apart(tree)
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        target, called = node.targets[0], node.value.func
        if isinstance(target, ast.Name) and isinstance(called, ast.Name) and called.id in others:
            given = others[called.id].returns
            if len(given) > 1 and target.id not in apart:
                yield (
                    f"{line_of(node)}: {called.id} gives {len(given)} things at once "
                    f"({', '.join(given)}), and {target.id} is all of them."
                )
    for node in nodes_of(tree):
        for one in _used_whole(node):
            called = one.func if isinstance(one, ast.Call) else one
            given = others[called.id].returns if _named_in(called, others) else ()
            if isinstance(one, ast.Call) and len(given) > 1:
                yield (
                    f"{line_of(one)} gives {len(given)} things at once ({', '.join(given)}), and "
                    f"`{written(node)[:80]}` takes it for one."
                )


def _used_whole(node: ast.AST) -> list[ast.expr]:
    """What a sum or a product, or the tuple on the right of an assignment, is made of."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        return node.value.elts if isinstance(node.value, ast.Tuple) else []
    return []


def _taken_apart(tree: ast.AST) -> set[str]:
    """Give the names that are indexed, unpacked or handed back somewhere."""
    found = set()
    for node in nodes_of(tree):
        inner: ast.AST | None = None
        if isinstance(node, ast.Subscript | ast.Starred | ast.Return) or (
            isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
        ):
            inner = node.value
        if isinstance(inner, ast.Name):
            found.add(inner.id)
    return found


def _named_in(node: ast.AST, others: Mapping[str, Traits]) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id in others


def letters_exchanged(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """f(x, xs["b1"], xs["W1"]), where f takes W before b."""
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        wanted = others[node.func.id].arguments if node.func.id in others else ()
        plain = not any(isinstance(one, ast.Starred) for one in node.args)
        given = [letters_of(one) for one in node.args] if plain else []
        for letters, name in zip(given, wanted, strict=False):
            if letters and letters != name and letters in wanted[: len(given)]:
                yield f"{line_of(node)}: {node.func.id} takes {', '.join(wanted)}, in this order."
                break


def letters_of(node: ast.expr) -> str:
    """The letters of the key that something is asked for: W of xs["W1"], and of xs[f"W{l}"]."""
    if not isinstance(node, ast.Subscript):
        return ""
    first = next((one for one in ast.walk(node.slice) if isinstance(one, ast.Constant)), None)
    text = first.value if first is not None and isinstance(first.value, str) else ""
    found = KEY.fullmatch(f"{text.rstrip('0123456789%di')}1") if text else None
    return found[1] if found else ""

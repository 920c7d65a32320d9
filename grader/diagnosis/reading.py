"""Facts that stand in the code of a wrong function: what is never used, always true, or exchanged.

Each is true of the code as it stands, whoever wrote it; it is said only of a function that is
wrong, as a place to look. No name of an assignment is known here: what the other functions take and
give is read from their cases.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Set
from typing import TypeGuard

from grader.cases.case import Traits

from .code import line_of, nodes_of, written
from .layout import layout_facts
from .leftover import left_open, names_in, never_used, same_twice
from .loops import LOOPS, loop_facts, set_in
from .numbered import KEY
from .traps import (
    always_one_text,
    always_true,
    calls,
    closed_early,
    compared_in_vain,
    kept_default,
    no_power,
    nothing_kept,
    one_answer,
    one_tuple,
    paired_by_place,
    put_into_itself,
    shadowed,
    spread,
    whole_division,
)

MOST = 2  # of these facts are said: a person looks at one line first


def code_facts(
    tree: ast.FunctionDef | None,
    others: Mapping[str, Traits],
    words: Set[str] = frozenset(),
    arrays: Set[str] = frozenset(),
) -> list[str]:
    """Say what strikes the eye in a function's code, the most telling first.

    Args:
        tree: the function's code; where it is not at hand, nothing is said.
        others: what is special about the other functions of the assignment.
        words: the texts that the function is called with.
        arrays: the arguments that are matrices.
    """
    if tree is None:
        return []
    each = itertools.chain(
        layout_facts(tree, others.get(tree.name, Traits()), arrays),
        always_true(tree),
        compared_in_vain(tree),
        _exchanged(tree, others),
        _not_unpacked(tree, others),
        left_open(tree),
        one_tuple(tree),
        nothing_kept(tree),
        put_into_itself(tree),
        spread(tree),
        one_answer(tree),
        paired_by_place(tree),
        _handed_changed(tree, others),
        _two_ifs(tree),
        _returned_early(tree),
        same_twice(tree),
        kept_default(tree),
        no_power(tree),
        whole_division(tree),
        _other_word(tree, words),
        shadowed(tree),
        always_one_text(tree),
        _overwritten(tree),
        loop_facts(tree),
        _written_out(tree),
        never_used(tree, others),
        _reshaped(tree),
        closed_early(tree),
        _clipped(tree),
    )
    found: dict[str, None] = {}
    for fact in each:  # what is not said is not looked for either
        found[fact] = None
        if len(found) == MOST:
            break
    return list(found)


def _exchanged(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
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
        given = [one.id if isinstance(one, ast.Name) else "" for one in node.args]
        pairs = [pair for pair in zip(given, wanted, strict=False) if pair[0] != pair[1]]
        few = len(node.args) + len(node.keywords) < _needed(node.func.id, others)
        plain = not any(isinstance(one, ast.Starred) for one in node.args)
        few = few and plain and all(one.arg for one in node.keywords)
        mixed = any(
            name in wanted[: len(given)] or {name, right} in together for name, right in pairs
        )
        if few or mixed:
            yield f"{line_of(node)}: {node.func.id} takes {', '.join(wanted)}, in this order."


def _handed_changed(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """f(x, rate * 0.9), where both functions have the argument rate."""
    own = {one.arg for one in tree.args.args}
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and _named_in(node.func, others):
            wanted = zip(others[node.func.id].arguments, node.args, strict=False)
            for name, given in [*wanted, *((one.arg, one.value) for one in node.keywords)]:
                if name in own and isinstance(given, ast.BinOp) and name in names_in(given):
                    yield f"{node.func.id} gets {line_of(given)} for {name}, and not {name} itself."


def _needed(name: str, others: Mapping[str, Traits]) -> int:
    """How many arguments a function of the assignment cannot do without."""
    return sum("=" not in one for one in others[name].signature) if name in others else 0


def _not_unpacked(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
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


def _named_in(node: ast.AST, others: Mapping[str, Traits]) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id in others


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


def _two_ifs(tree: ast.AST) -> Iterator[str]:
    """if x == 1, if x == 2, else: the else belongs to the second alone."""
    for node in nodes_of(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for one, other in itertools.pairwise(body):
            if not (isinstance(one, ast.If) and isinstance(other, ast.If)):
                continue
            if one.orelse or not other.orelse or isinstance(one.body[-1], ast.Return | ast.Raise):
                continue
            if isinstance(other.orelse[0], ast.If):
                continue
            if _asked(one) and _asked(one) == _asked(other):
                yield (
                    f"The else belongs to `if {written(other.test)}` alone: after the other if "
                    "it is reached as well. Should the second be an elif?"
                )


def _asked(node: ast.If) -> str:
    test = node.test
    return written(test.left) if isinstance(test, ast.Compare) else ""


def _returned_early(tree: ast.AST) -> Iterator[str]:
    """A return that stands in a loop, under no condition."""
    for node in nodes_of(tree):
        if isinstance(node, LOOPS) and any(isinstance(one, ast.Return) for one in node.body):
            yield "A return stands inside the loop: the loop is over after its first turn."


def _written_out(tree: ast.FunctionDef) -> Iterator[str]:
    """parameters["W1"], parameters["W2"], where there may be a W3."""
    arguments = {one.arg for one in tree.args.args}
    keys: dict[str, set[str]] = {}
    for node in nodes_of(tree):
        for whole, key in _asked_for(node):
            found = KEY.fullmatch(written(key).strip("'"))
            if found and written(whole) in arguments:
                keys.setdefault(found[1], set()).add(found[2])
    for letters, numbers in keys.items():
        if len(numbers) > 1:
            listed = ", ".join(letters + one for one in sorted(numbers))
            yield (
                f"The keys {listed} are written out one by one: a dictionary may hold more of "
                "them, or fewer. A loop goes over those that are there."
            )
            return


def _asked_for(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each thing that is asked for an entry, with the key: xs[key], xs.get(key)."""
    if isinstance(node, ast.Subscript):
        yield node.value, node.slice
    elif isinstance(node, ast.Call) and calls(node, "get") and node.args:
        assert isinstance(node.func, ast.Attribute)
        yield node.func.value, node.args[0]


def _overwritten(tree: ast.FunctionDef) -> Iterator[str]:
    """An argument that gets another value before it is read."""
    left = {one.arg for one in tree.args.args}
    for node in tree.body:
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        left -= {one.id for one in names if not isinstance(one.ctx, ast.Store)}
        if isinstance(node, ast.Assign):
            for name in sorted(set_in(*node.targets) & left & {one.id for one in names}):
                if isinstance(node.targets[0], ast.Name):
                    made = line_of(node)
                    yield f"The argument {name} is overwritten in {made} before it is used."
        left -= {one.id for one in names}


def _other_word(tree: ast.AST, words: Set[str]) -> Iterator[str]:
    """x == "Mean", where the word that comes is "mean"."""
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
            continue
        for one in (node.left, *node.comparators):
            word = one.value if isinstance(one, ast.Constant) else None
            if isinstance(word, str) and word not in words:
                for meant in sorted(words):
                    if meant.lower() == word.strip().lower():
                        made = line_of(node)
                        yield f'{made}: the word that comes is "{meant}", letter by letter.'


def _clipped(tree: ast.AST) -> Iterator[str]:
    for node in nodes_of(tree):
        limits = node.args[-2:] if isinstance(node, ast.Call) and calls(node, "clip") else []
        # A guard beside 0 and 1 is as it should be.
        if any(re.fullmatch(r"-?[1-9][\d.]*", written(one)) for one in limits):
            yield f"{line_of(node)} changes every number that lies beyond its limits."


def _reshaped(tree: ast.AST) -> Iterator[str]:
    """reshape in a product, where a transpose is wanted."""
    for node in nodes_of(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            parts = [node.left, node.right]
        elif calls(node, "dot", "matmul"):
            assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            parts = [node.func.value, *node.args]
        for part in parts:
            if calls(part, "reshape"):
                yield (
                    f"{line_of(part)}: reshape fills the new shape row by row; it does not turn "
                    "rows into columns, as .T does."
                )

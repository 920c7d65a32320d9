"""Facts that stand in the code of a wrong function: what is never used, always true, or exchanged.

Each is true of the code as it stands, whoever wrote it; it is said only of a function that is
wrong, as a place to look. No name of an assignment is known here: what the other functions take and
give is read from their cases.
"""

import ast
import builtins
import itertools
import re
from collections.abc import Iterator, Mapping, Set

from grader.cases.case import Traits

from .code import nodes_of, written
from .loops import LOOPS, loop_facts, parts_made, set_in

MOST = 2  # of these facts are said: a person looks at one line first


def code_facts(
    tree: ast.FunctionDef | None,
    others: Mapping[str, Traits],
    words: Set[str] = frozenset(),
) -> list[str]:
    """Say what strikes the eye in a function's code, the most telling first.

    Args:
        tree: the function's code; where it is not at hand, nothing is said.
        others: what is special about the other functions of the assignment.
        words: the texts that the function is called with.
    """
    if tree is None:
        return []
    each = itertools.chain(
        _always_true(tree),
        _compared_in_vain(tree),
        _exchanged(tree, others),
        _not_unpacked(tree, others),
        _two_ifs(tree),
        _returned_early(tree),
        _kept_default(tree),
        _no_power(tree),
        _whole_division(tree),
        _other_word(tree, words),
        _shadowed(tree),
        _always_one_text(tree),
        _overwritten(tree),
        loop_facts(tree),
        _unused(tree, others),
        _reshaped(tree),
        _closed_early(tree),
        _clipped(tree),
    )
    found: dict[str, None] = {}
    for fact in each:  # what is not said is not looked for either
        found[fact] = None
        if len(found) == MOST:
            break
    return list(found)


def _line(node: ast.AST) -> str:
    lines = written(node)[:80].splitlines() or ["a long expression"]
    return f"`{lines[0]}`"


def _always_true(tree: ast.AST) -> Iterator[str]:
    """x == "a" or "b"."""
    for node in nodes_of(tree):
        words = node.values if isinstance(node, ast.BoolOp) else []
        if any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in words):
            yield (
                f"{_line(node)}: a text alone counts as true, so that half of this is always true. "
                "Each side must be a whole comparison."
            )


def _compared_in_vain(tree: ast.AST) -> Iterator[str]:
    """A comparison that stands alone in its line."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            yield f"{_line(node)} compares, and nothing is done with the answer: = assigns."


def _exchanged(tree: ast.AST, others: Mapping[str, Traits]) -> Iterator[str]:
    """Arguments of a call that are named like another argument of the function that is called."""
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        wanted = others[node.func.id].arguments if node.func.id in others else ()
        given = [one.id if isinstance(one, ast.Name) else "" for one in node.args]
        pairs = zip(given, wanted, strict=False)
        if any(name in wanted[: len(given)] and name != right for name, right in pairs):
            yield f"{_line(node)}: {node.func.id} takes {', '.join(wanted)}, in this order."


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
                    f"{_line(node)}: {called.id} gives {len(given)} things at once "
                    f"({', '.join(given)}), and {target.id} is all of them."
                )


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


def _kept_default(tree: ast.FunctionDef) -> Iterator[str]:
    for default in tree.args.defaults:
        if isinstance(default, ast.List | ast.Dict):
            yield (
                f"The default {_line(default)} is made once, and kept from call to call: what is "
                "put into it stays there."
            )


def _no_power(tree: ast.AST) -> Iterator[str]:
    for node in nodes_of(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            yield f"{_line(node)}: ^ is no power in Python; ** is."


def _whole_division(tree: ast.AST) -> Iterator[str]:
    """1 // m, -1 // m, or np.sum(x) // m; not where things are counted, as in n // size."""
    for node in nodes_of(tree):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv)):
            continue
        of = node.left.operand if isinstance(node.left, ast.UnaryOp) else node.left
        counts = isinstance(of, ast.Name | ast.Attribute | ast.Subscript) or (
            isinstance(of, ast.Call) and isinstance(of.func, ast.Name)
        )
        if isinstance(node.right, ast.Name | ast.Subscript) and not counts:
            yield f"{_line(node)}: // gives a whole number, and drops what is behind the point."


def _overwritten(tree: ast.FunctionDef) -> Iterator[str]:
    """An argument that gets another value before it is read."""
    left = {one.arg for one in tree.args.args}
    for node in tree.body:
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        left -= {one.id for one in names if not isinstance(one.ctx, ast.Store)}
        if isinstance(node, ast.Assign):
            for name in sorted(set_in(*node.targets) & left & {one.id for one in names}):
                if isinstance(node.targets[0], ast.Name):
                    yield f"The argument {name} is overwritten in {_line(node)} before it is used."
        left -= {one.id for one in names}


def _shadowed(tree: ast.FunctionDef) -> Iterator[str]:
    """np = 3, or max = 0 where max(a, b) is called as well."""
    called = {
        inner.id
        for one in nodes_of(tree)
        if isinstance(one, ast.Call)
        and isinstance(inner := getattr(one.func, "value", one.func), ast.Name)
    }
    for node in nodes_of(tree):
        for name in sorted(set_in(*node.targets) & called) if isinstance(node, ast.Assign) else ():
            if name == "np" or hasattr(builtins, name):
                yield f"{_line(node)} gives {name} another meaning, for the whole function."


def _always_one_text(tree: ast.AST) -> Iterator[str]:
    """f"W{1}", where f"W{l}" is meant."""
    for node in nodes_of(tree):
        inner = node.value if isinstance(node, ast.FormattedValue) else None
        if isinstance(inner, ast.Constant) and isinstance(inner.value, int):
            yield f"{{{inner.value}}} in a text is the number {inner.value}, and no name."


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
                        yield f'{_line(node)}: the word that comes is "{meant}", letter by letter.'


def _closed_early(tree: ast.AST) -> Iterator[str]:
    """np.log(1) - x, where np.log(1 - x) is meant."""
    for node in nodes_of(tree):
        one = node.left if isinstance(node, ast.BinOp) else None
        if one is not None and _calls(one, "log", "exp", "sqrt", "log2", "log10"):
            assert isinstance(one, ast.Call)
            if len(one.args) == 1 and isinstance(one.args[0], ast.Constant):
                yield f"{_line(node)}: {_line(one)} is one fixed number: its bracket closes early."


def _clipped(tree: ast.AST) -> Iterator[str]:
    for node in nodes_of(tree):
        limits = node.args[-2:] if isinstance(node, ast.Call) and _calls(node, "clip") else []
        # A guard beside 0 and 1 is as it should be.
        if any(re.fullmatch(r"-?[1-9][\d.]*", written(one)) for one in limits):
            yield f"{_line(node)} changes every number that lies beyond its limits."


def _unused(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """A name that is made and never read; an argument without a default that is never read."""
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
            yield f"{name} is made in {_line(made_in)}, and never used."
    for node in nodes_of(tree):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, made = node.targets[0], isinstance(node.value, ast.Call | ast.BinOp | ast.UnaryOp)
        if made and isinstance(target, ast.Name) and target.id not in {*loaded, *changed, "_"}:
            yield f"{target.id} is made in {_line(node)}, and never used."
    needed = len(tree.args.args) - len(tree.args.defaults)
    asked = others[tree.name].used if tree.name in others else None
    for one in tree.args.args[:needed]:
        if one.arg not in loaded and (asked is None or one.arg in asked):
            yield f"The argument {one.arg} is not used."


def _reshaped(tree: ast.AST) -> Iterator[str]:
    """reshape in a product, where a transpose is wanted."""
    for node in nodes_of(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            parts = [node.left, node.right]
        elif _calls(node, "dot", "matmul"):
            assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            parts = [node.func.value, *node.args]
        for part in parts:
            if _calls(part, "reshape"):
                yield (
                    f"{_line(part)}: reshape fills the new shape row by row; it does not turn rows "
                    "into columns, as .T does."
                )


def _calls(node: ast.AST, *methods: str) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in methods

"""Facts that stand in the code of a wrong function: what is never used, always true, or exchanged.

Each is true of the code as it stands, whoever wrote it; it is said only of a function that is
wrong, as a place to look. No name of an assignment is known here: what the other functions take and
give is read from their cases.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Set

from grader.cases.case import Traits

from .code import line_of, nodes_of, written
from .counters import counter_facts
from .habits import habit_facts
from .handing import (
    exchanged,
    handed_changed,
    handed_twice,
    letters_exchanged,
    not_unpacked,
    taken_in_another_order,
    the_function_itself,
)
from .layout import layout_facts
from .leftover import left_open, never_used, same_twice
from .loops import LOOPS, loop_facts, set_in
from .numbered import KEY
from .traps import (
    always_one_text,
    always_true,
    calls,
    closed_early,
    compared_in_vain,
    cut_off,
    kept_default,
    log_of_more,
    no_power,
    nothing_kept,
    one_answer,
    one_thing_often,
    one_tuple,
    other_signs,
    paired_by_place,
    put_into_itself,
    shadowed,
    spread,
    whole_division,
)

LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)
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
        exchanged(tree, others),
        letters_exchanged(tree, others),
        taken_in_another_order(tree, others),
        handed_twice(tree, others),
        the_function_itself(tree, others),
        not_unpacked(tree, others),
        left_open(tree),
        one_tuple(tree),
        nothing_kept(tree),
        put_into_itself(tree),
        one_thing_often(tree),
        other_signs(tree),
        spread(tree),
        one_answer(tree),
        paired_by_place(tree),
        handed_changed(tree, others),
        _two_ifs(tree),
        _returned_early(tree),
        same_twice(tree),
        kept_default(tree),
        no_power(tree),
        whole_division(tree),
        cut_off(tree),
        log_of_more(tree),
        _other_word(tree, words),
        shadowed(tree),
        always_one_text(tree),
        _overwritten(tree),
        counter_facts(tree),
        loop_facts(tree),
        _written_out(tree),
        never_used(tree, others),
        _reshaped(tree),
        closed_early(tree),
        _clipped(tree),
        habit_facts(tree, others),
    )
    found: dict[str, None] = {}
    for fact in each:  # what is not said is not looked for either
        found[fact] = None
        if len(found) == MOST:
            break
    return list(found)


def _two_ifs(tree: ast.AST) -> Iterator[str]:
    """if x == 1, if x == 2, else: the else belongs to the second alone."""
    for node in nodes_of(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for one, other in itertools.pairwise(body):
            if not (isinstance(one, ast.If) and isinstance(other, ast.If)):
                continue
            if one.orelse or not other.orelse or isinstance(one.body[-1], LEAVES):
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

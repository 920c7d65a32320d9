"""Facts about habits of other courses and other code, where they stand in a wrong function.

Each is true of the code as it stands. They are said last, for right code has some of them too.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping

from grader.cases.case import Traits

from .code import called, line_of, nodes_of, written
from .leftover import names_in
from .loops import LOOPS, set_in
from .streams import DRAWN, SEEDS, another_stream
from .traps import calls

# What gives an array its form, or keeps it from a limit, and leaves its numbers as they were.
KEEPS = re.compile(
    r"\b(clip|where|maximum|minimum|copy|deepcopy|asarray|array|astype|reshape|squeeze|float|dict|"
    r"atleast_2d|list|int|str|lower|strip)\("
)


def habit_facts(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """Say what strikes the eye in a function's code, and is more often right than other facts."""
    yield from _seeded_in_a_loop(tree)
    yield from another_stream(tree)
    yield from _drawn_otherwise(tree)
    yield from _old_value_gone(tree)
    yield from _made_before(tree, others)
    yield from _by_place(tree)
    yield from _left_behind(tree)
    yield from _replaced(tree, others)
    yield from _part_of_the_examples(tree, others)
    if any(one.numbered for one in others.values()):
        yield from _turns(tree)
    yield from _left_early(tree, others)


def _seeded_in_a_loop(tree: ast.FunctionDef) -> Iterator[str]:
    """np.random.seed(seed) in a loop, or in a function that is called for each layer."""
    for node in nodes_of(tree):
        again = isinstance(node, LOOPS) or (isinstance(node, ast.FunctionDef) and node is not tree)
        for one in nodes_of(node) if again else ():
            if isinstance(one, ast.Call) and called(one) in SEEDS:
                yield (
                    f"{line_of(one)} starts the stream of numbers again and again: to go on with "
                    "one stream, start it once, before the first number is drawn."
                )
                return


def _drawn_otherwise(tree: ast.FunctionDef) -> Iterator[str]:
    """rng.uniform(-1, 1, shape), where randn is asked for; normal(0.1, 1), whose middle is 0.1.

    Who is given no seed has nothing to draw at all; and what the docstring asks for is no habit.
    """
    arguments = {one.arg for one in tree.args.args}
    starts = (_handed_to(node, SEEDS) & arguments for node in nodes_of(tree))
    seeded = "seed" in arguments or any(starts)
    normal = "normal" in (ast.get_docstring(tree) or "normal").lower()
    for node in nodes_of(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        how = node.func.attr
        if not seeded and how in {*DRAWN, "randn", "permutation", "shuffle", "standard_normal"}:
            yield (
                f"{line_of(node)} draws random numbers: the same arguments must always give the "
                "same answer."
            )
        elif how in DRAWN and normal:
            yield (
                f"{line_of(node)} {DRAWN[how]}; randn draws from the normal distribution: which "
                "of them does the docstring ask for?"
            )
        elif how == "normal" and normal and node.args and written(node.args[0]) not in ("0", "0.0"):
            yield f"{line_of(node)}: the first argument of normal is the mean of what it draws."


def _handed_to(node: ast.AST, names: Collection[str]) -> set[str]:
    """The names that are handed to a function that is called so; nothing where it is another."""
    if isinstance(node, ast.Call) and called(node) in names:
        return names_in(node)
    return set()


def _old_value_gone(tree: ast.FunctionDef) -> Iterator[str]:
    """w = w - rate * g, and w is read again, further down in the same turn."""
    arguments = {one.arg for one in tree.args.args}
    for loop in nodes_of(tree):
        body = loop.body if isinstance(loop, LOOPS) else []
        for i, node in enumerate(body):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
                target, step = node.targets[0], node.value.right
                stepped = isinstance(node.value.op, ast.Sub)
                stepped = stepped and written(node.value.left) == written(target)
            elif isinstance(node, ast.AugAssign):
                target, step, stepped = node.target, node.value, isinstance(node.op, ast.Sub)
            else:
                continue
            stepped = stepped and bool(names_in(step) & arguments)  # the rate is one of them
            for later in body[i + 1 :] if stepped else ():
                value = later.value if isinstance(later, ast.Assign) else None
                parts = list(nodes_of(value)) if value is not None else []
                if written(target) in {written(one) for one in parts if isinstance(one, ast.expr)}:
                    yield (
                        f"{line_of(later)} reads {written(target)} when it has its new value "
                        "already: first all the gradients, then all the steps."
                    )
                    return


def _made_before(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """y = f(p), and then a loop that sets p anew and reads y: y is that of the first p."""
    for i, loop in enumerate(tree.body):
        if not isinstance(loop, LOOPS):
            continue
        anew = set_in(loop)
        read = {one.id for one in nodes_of(loop) if isinstance(one, ast.Name)}
        for node in tree.body[:i]:
            value = node.value if isinstance(node, ast.Assign) else None
            if isinstance(value, ast.Call) and written(value.func) in others:
                handed = {one.id for one in value.args if isinstance(one, ast.Name)}
                if handed & anew and set_in(node) & read and not set_in(node) & anew:
                    yield (
                        f"{line_of(node)} stands before the loop, which sets "
                        f"{sorted(handed & anew)[0]} anew: in every turn it is what it was first."
                    )


def _by_place(tree: ast.FunctionDef) -> Iterator[str]:
    """keys = list(xs.keys()), and keys[i]: nobody promises what stands where in a dictionary."""
    arguments = {one.arg for one in tree.args.args}
    for node in nodes_of(tree):
        made = node.value if isinstance(node, ast.Assign) else None
        if not (isinstance(made, ast.Call) and called(made) == "list" and made.args):
            continue
        given = re.fullmatch(r"(\w+)\.(?:keys|values|items)\(\)", written(made.args[0]))
        if given and given[1] in arguments:
            yield (
                f"{line_of(node)}: by their places the entries of a dictionary are told apart only "
                "where they come in one order; their keys tell in any."
            )


def _left_behind(tree: ast.FunctionDef) -> Iterator[str]:
    """a = x, a = f(a) in a loop, and behind the loop g(x): what the loop made is left behind."""
    for i, node in enumerate(tree.body):
        if not isinstance(node, ast.For):
            continue
        before = {
            target.id: value.id
            for one in tree.body[:i]
            if isinstance(one, ast.Assign)
            for target, value in _pairs(one.targets[0], one.value)
            if isinstance(target, ast.Name) and isinstance(value, ast.Name)
        }
        for name, start in before.items():
            if name not in set_in(node):
                continue
            for later in tree.body[i + 1 :]:
                inside = list(nodes_of(later))
                if any(isinstance(one, ast.Name) and _reads(one, name) for one in inside):
                    break
                again = [one for one in inside if isinstance(one, ast.Call)]
                again = [one for one in again if start in map(written, one.args)]
                if again:
                    yield (
                        f"{line_of(again[0])} takes {start}; the {name} that the loop has made is "
                        "not used."
                    )
                    break


def _reads(node: ast.Name, name: str) -> bool:
    return node.id == name and isinstance(node.ctx, ast.Load)


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """What gets which value: a, b = x, y is two of them."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]


def _replaced(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """x = x / 255, where x is an argument: what is worked with is something else.

    What a loop goes on by, as `while n: n //= 10` does, is meant to change; and so is what moves on
    from turn to turn, as `total += x` does, or is handed back.
    """
    arguments = {one.arg for one in tree.args.args} - _moved_on(tree)
    loops = [node for node in nodes_of(tree) if isinstance(node, LOOPS)]
    arguments -= {
        name for node in loops if isinstance(node, ast.While) for name in names_in(node.test)
    }
    for node in nodes_of(tree):
        if isinstance(node, ast.AugAssign) and written(node.target) in arguments:
            name = written(node.target)
            yield f"{line_of(node)} changes the argument {name}: what follows works with another."
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id in arguments:
            assert isinstance(node, ast.Assign)
            value = written(node.value)
            kept = KEEPS.search(value) or re.search(r"\.T\b", value)
            names = names_in(node.value)
            reckoned = isinstance(node.value, ast.BinOp)
            if reckoned and target.id in names and not kept and not names & {*others}:
                yield (
                    f"`{written(node)[:80]}` changes the argument {target.id} first: what follows "
                    f"works with another {target.id}."
                )


def _moved_on(tree: ast.FunctionDef) -> set[str]:
    """The names that gather something in a loop, or are themselves put into the answer."""
    found: set[str] = set()
    for node in nodes_of(tree):
        if isinstance(node, LOOPS):
            own = set_in(node)
            for one in nodes_of(node):
                if isinstance(one, ast.AugAssign) and isinstance(one.op, ast.Add | ast.Sub):
                    found |= set_in(one.target) if names_in(one.value) & own else set()
        handed: list[ast.AST | None] = []
        if isinstance(node, ast.Return):
            handed = [node.value]
        elif isinstance(node, ast.Call) and calls(node, "append"):
            handed = [*node.args]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            handed = [node.value]
        for value in handed:
            parts = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
            found |= {one.id for one in parts if isinstance(one, ast.Name)}
    return found


def _part_of_the_examples(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """X[:, j:j + 1] in a loop of loops, or X[:, batch]: a step for each example, or each batch."""
    examples = others[tree.name].examples if tree.name in others else ""
    for node in nodes_of(tree):
        # Who asks one of them for one example after the other takes no step.
        if not (isinstance(node, LOOPS) and examples and len(names_in(node) & {*others}) > 1):
            continue
        for one in nodes_of(node):
            if isinstance(one, ast.Subscript) and written(one.value) == examples:
                yield (
                    f"{line_of(one)}: each step is taken with a part of the examples, and not with "
                    "all of them at once."
                )
                return


def _turns(tree: ast.FunctionDef) -> Iterator[str]:
    """range(1, n), range(L, 1, -1), range(2, L): which turn there is none of."""
    arguments = {one.arg for one in tree.args.args}
    for node in nodes_of(tree):
        over = node.iter if isinstance(node, ast.For) else None
        fixed = over.elts if isinstance(over, ast.List | ast.Tuple) else []
        if over is not None and fixed and all(isinstance(one, ast.Constant) for one in fixed):
            yield f"A loop over {written(over)[:60]} has these turns whatever the arguments hold."
        if not (isinstance(node, ast.Call) and called(node) == "range" and node.args):
            continue
        given = [written(one) for one in node.args]
        if len(given) == 3 and given[2] == "-1" and given[1] == "1":
            yield f"{line_of(node)} ends with 2: what comes last in a range is left out."
        elif len(given) == 2 and given[0] == "2":
            yield f"{line_of(node)} begins with 2: there is no turn for 1."
        elif len(given) == 2 and given[0] == "1" and given[1] in arguments:
            yield f"{line_of(node)} begins with 1, and has one turn less than {given[1]}."
        elif given and all(one.isdecimal() for one in given):
            yield f"{line_of(node)} has the same turns whatever the arguments hold."
        elif " // " in given[-1] and given[-1].partition(" // ")[0] in arguments:
            yield f"{line_of(node)}: // drops what is left over, and there are that few turns."
        elif len(given) == 2 and re.fullmatch(r"[01]", given[0]) and given[1].endswith(" - 2"):
            yield f"{line_of(node)} ends early: what comes last in a range is left out already."


def _left_early(tree: ast.FunctionDef, others: Mapping[str, Traits]) -> Iterator[str]:
    """if cost < 0.1: break, in a loop of steps; whoever searches may end when it is found."""
    for loop in nodes_of(tree):
        if not (isinstance(loop, LOOPS) and names_in(loop) & {*others}):
            continue
        for node in nodes_of(loop):
            if isinstance(node, ast.If) and any(isinstance(one, ast.Break) for one in node.body):
                yield f"`if {written(node.test)[:60]}` ends the loop before its last turn."

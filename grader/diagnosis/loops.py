"""Facts that stand in the loops of a wrong function: what each turn loses, repeats or leaves out.

Each is true of the code as it stands. None is said of a loop that may be meant as it is: a name
that a turn sets is spoken of only where the code behind the loop reads it.
"""

import ast
import itertools
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from .code import line_of, nodes_of, written

LOOPS = (ast.For, ast.While)


def loop_facts(tree: ast.AST) -> Iterator[str]:
    """Say what strikes the eye in a function's loops."""
    yield from _stale(tree)
    for node in nodes_of(tree):
        found = getattr(node, "body", None)
        body: list[ast.stmt] = found if isinstance(found, list) else []
        for i, loop in enumerate(body):
            if isinstance(loop, LOOPS):
                behind = _read(body[i + 1 :])
                yield from _made_anew(loop, behind)
                yield from _last_turn_only(loop, behind)
                yield from _behind(loop, body[i + 1 :])
    yield from _same_range(tree)
    yield from _one_too_few(tree)
    yield from _same_for_each(tree)
    yield from _same_each_turn(tree)


def _read(body: Sequence[ast.AST]) -> set[str]:
    """Give the names that some code reads."""
    return {
        one.id
        for node in body
        for one in nodes_of(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }


def _set_alone(loop: ast.For | ast.While) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name that every turn sets, under no condition, with its value."""
    for node in loop.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _parts_alone(loop: ast.For | ast.While) -> Iterator[tuple[str, ast.expr]]:
    """The same of what a call's answer is taken apart into."""
    for node in loop.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            for one in node.targets[0].elts:
                if isinstance(one, ast.Name) and isinstance(node.value, ast.Call):
                    yield one.id, node.value


def _made_anew(loop: ast.For | ast.While, behind: set[str]) -> Iterator[str]:
    """xs = [] in the loop that fills it, or an array of zeros, entry by entry."""
    filled = _changed_in_place(loop)
    for name, value in _set_alone(loop):
        empty = isinstance(value, ast.List | ast.Dict) and not ast.unparse(value).strip("[]{}")
        empty |= written(value).startswith(("np.zeros", "np.ones", "np.empty")) and name in filled
        if empty and name in behind:
            yield (
                f"{name} is made anew in every turn of the loop: what the turn before put there "
                "is lost."
            )


def _last_turn_only(loop: ast.For | ast.While, behind: set[str]) -> Iterator[str]:
    """total = x in a loop where no turn reads total, and what comes after it does."""
    used = _read(loop.body)
    for name, value in [*_set_alone(loop), *_parts_alone(loop)]:
        if name in behind and name not in used and not isinstance(value, ast.Constant | ast.Name):
            yield (
                f"Every turn of the loop sets {name} anew, and none reads it: behind the loop only "
                "the last turn's is left."
            )


def _behind(loop: ast.For | ast.While, behind: Sequence[ast.stmt]) -> Iterator[str]:
    """xs[l] = x below a loop over l, at whose depth it does not stand."""
    if not (isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)):
        return
    counter = loop.target.id
    for node in behind:
        if isinstance(node, ast.For | ast.While | ast.Assign) and counter in set_in(node):
            return
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Subscript) and counter in _read([target.slice]):
            yield (
                f"`{written(node)[:80]}` stands behind the loop over {counter}: it is done once, "
                f"with the last {counter}."
            )


def _same_range(tree: ast.AST) -> Iterator[str]:
    """Two loops, one in the other, that count along the same axis."""
    for outer in nodes_of(tree):
        if not isinstance(outer, ast.For):
            continue
        for inner in nodes_of(outer):
            if inner is outer or not isinstance(inner, ast.For):
                continue
            over = written(inner.iter)
            if over == written(outer.iter) and ".shape[" in over:
                yield f"Both loops run over `{over}`: rows and columns have a size each."


def _one_too_few(tree: ast.AST) -> Iterator[str]:
    """range(m - 1), where m is the size of an array; range(1, m), too."""
    sizes = {
        node.targets[0].id
        for node in nodes_of(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and ".shape[" in written(node.value)
    }
    for node in nodes_of(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if not (isinstance(called, ast.Name) and called.id == "range"):
            continue
        assert isinstance(node, ast.Call)
        if not node.args:
            continue
        last, first = node.args[min(1, len(node.args) - 1)], node.args[0]
        size = last.left if isinstance(last, ast.BinOp) and isinstance(last.op, ast.Sub) else last
        if not (written(size) in sizes or ".shape[" in written(size)):
            continue
        if size is not last and written(last).endswith(" - 1"):
            yield f"`{written(node)}` leaves out the last: range(n) ends with n - 1 by itself."
        if len(node.args) == 2 and written(first) == "1":
            yield f"`{written(node)}` leaves out the first, which has the number 0."


def _same_for_each(tree: ast.AST) -> Iterator[str]:
    """A[i, j] = f(Z[i, 0]): what is put into each place of j does not depend on j."""
    for loop in nodes_of(tree):
        if not (isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)):
            continue
        made = {name for name, _ in _set_alone(loop)}
        for node in loop.body:
            if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)):
                continue
            counter, read = loop.target.id, _read([node.value])
            indexed = any(isinstance(one, ast.Subscript) for one in nodes_of(node.value))
            if (
                counter in _read([node.targets[0].slice])
                and indexed
                and not read & {*made, counter}
            ):
                called = any(isinstance(one, ast.Call) for one in nodes_of(node.value))
                if not called or "np." in written(node.value):
                    yield (
                        f"`{written(node)[:80]}`: what is on the right does not depend on "
                        f"{counter}, so that all of its turns put the same there."
                    )


def _stale(tree: ast.AST) -> Iterator[str]:
    """A name that is set before a loop, used in it, and never set in it, beside one that is."""
    for node in nodes_of(tree):
        found = getattr(node, "body", None)
        body = found if isinstance(found, list) else []
        for i, loop in enumerate(body):
            if not isinstance(loop, ast.For):
                continue
            before = {
                name
                for one in body[:i]
                if isinstance(one, ast.Assign)
                for name in set_in(*one.targets)
            }
            inside = [one for one in nodes_of(loop) if isinstance(one, ast.Name)]
            read = {one.id for one in inside if isinstance(one.ctx, ast.Load)}
            made = {one.id for one in inside if isinstance(one.ctx, ast.Store)}
            made |= _changed_in_place(loop)
            counters = {one.id for one in nodes_of(loop.target) if isinstance(one, ast.Name)}
            for name in sorted(_stored_only(loop) & made - counters):
                old = [
                    one
                    for one in sorted(before & read - made)
                    if len(name) > 1 and name[:2] == one[:2] and name != one
                ]
                if old:
                    yield (
                        f"Each turn of the loop makes {name}, and only puts it away; what the next "
                        f"turn works with is {old[0]}, which stays what it was before the loop."
                    )
            for name in sorted(made - read - counters):
                old = [
                    one
                    for one in sorted(before & read - made)
                    if name[:1] == one[:1] and name != one
                ]
                if old:
                    yield (
                        f"Each turn of the loop sets {name}, and none uses it; {old[0]} stays what "
                        "it was before the loop."
                    )


def _stored_only(loop: ast.AST) -> set[str]:
    """Give the names that a loop reads only to put them into something that it does not read."""
    nodes = list(nodes_of(loop))
    put, into = Counter[str](), {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            target = node.targets[0]
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                put[node.value.id] += 1
                into[node.value.id] = target.value.id
    loaded = Counter(
        one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    )
    kept = indexed(nodes, ast.Load)
    return {name for name in put if loaded[name] == put[name] and into[name] not in kept}


def indexed(nodes: Sequence[ast.AST], how: type[ast.expr_context]) -> set[str]:
    """Give the names of which some nodes read, or set, an entry: xs of xs[0]."""
    entries = [one for one in nodes if isinstance(one, ast.Subscript) and isinstance(one.ctx, how)]
    return {one.value.id for one in entries if isinstance(one.value, ast.Name)}


def _same_each_turn(tree: ast.AST) -> Iterator[str]:
    """xs[0] in a loop over l: an entry is read whose number does not depend on the turn."""
    loops = [node for node in nodes_of(tree) if isinstance(node, ast.For)]
    changing = {name for loop in loops for name in set_in(loop) | _changed_in_place(loop)}
    for loop in loops:
        inside = list(nodes_of(loop))
        chained = {
            id(one.value) for one in inside if isinstance(one, ast.Subscript | ast.Attribute)
        }
        # What each entry is held against: path[i] == path[0].
        chained |= {
            id(one) for node in inside if isinstance(node, ast.Compare) for one in nodes_of(node)
        }
        own = {one.arg for one in inside if isinstance(one, ast.arg)}  # those of a lambda
        for node in itertools.chain.from_iterable(map(nodes_of, loop.body)):
            if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)):
                continue
            if any(isinstance(one, ast.Slice) for one in nodes_of(node.slice)):
                continue  # all of a row or a column is no entry
            whole = isinstance(node.value, ast.Name) and node.value.id not in changing
            if whole and id(node) not in chained and not _read([node.slice]) & (changing | own):
                yield f"{line_of(node)} is the same in every turn of the loop."


def _changed_in_place(loop: ast.AST) -> set[str]:
    """Give the names whose entries a loop sets, or one of whose methods it calls: xs.append(x)."""
    found = set()
    for node in nodes_of(loop):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            node = node.value.func
        elif not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)):
            continue
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name):
            found.add(node.value.id)
    return found


def set_in(*nodes: ast.AST) -> set[str]:
    """Give the names that get a value in some code; not those whose entries do."""
    return {
        one.id
        for node in nodes
        for one in nodes_of(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


def parts_made(tree: ast.AST, others: Container[str]) -> Iterator[tuple[str, ast.Assign]]:
    """Yield what the other functions' answers are taken apart into, within a loop.

    Not of the last of several calls of one function: a chain of them may end with more than is
    needed.
    """
    for loop in nodes_of(tree):
        called: dict[str, list[ast.Assign]] = {}
        for node in loop.body if isinstance(loop, LOOPS) else []:
            value = node.value if isinstance(node, ast.Assign) else None
            if isinstance(value, ast.Call) and written(value.func) in others:
                assert isinstance(node, ast.Assign)
                called.setdefault(written(value.func), []).append(node)
        for made in called.values():
            for node in made[:-1] if len(made) > 1 else made:
                for one in node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else []:
                    if isinstance(one, ast.Name):
                        yield one.id, node

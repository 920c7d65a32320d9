"""Where the wrong parts of an answer are made: the line of the code.

What a function of the assignment gives is taken to be right: then what it was handed is not.
"""

import ast
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from grader.cases.case import Traits

from .code import nodes_of, written
from .facts import BARE, NUMBERS
from .handing import letters_of
from .leftover import names_in
from .loops import LOOPS, set_in
from .words import listed

MOST = 2  # lines that are named: more than that is the whole function
DEEP = 3  # calls that are gone back through
# What only gives a name's value another form.
FORMS = {"float", "int", "list", "tuple", "dict", "np.array", "np.asarray", "np.squeeze"}
LONG = 110  # characters of a line


def made_in(
    tree: ast.FunctionDef, wrong: Sequence[str], returns: Sequence[str], others: Container[str]
) -> str:
    """Say where the wrong parts are made, as the rest of a sentence; empty where it is not plain.

    Args:
        tree: the function's code.
        wrong: names of the parts: of the answer, or the letters of a dictionary's keys. Where all
            are wrong, it is said only if there is one line that all of them come from.
        returns: names of the parts of the answer.
        others: the functions of the assignment.
    """
    alone = {*wrong} == {*returns}
    found: dict[str, ast.AST] = {}
    for part in wrong:
        for value in _returned(tree, part, returns):
            for line in _lines(tree, value, others, DEEP if alone else 0):
                found[written(line)] = line
    summed = all(isinstance(line, ast.AugAssign) for line in found.values())
    if not 0 < len(found) <= (1 if alone and not summed else MOST) or any(
        len(one) > LONG for one in found
    ):
        return ""
    if any(_tells_nothing(line, others if alone else ()) for line in found.values()):
        return ""
    return f"made in {listed([f'`{one}`' for one in found])}"


def _tells_nothing(line: ast.AST, others: Container[str]) -> bool:
    """Whether a line only puts things together, or only hands them to another step."""
    value = getattr(line, "value", line)
    called = written(value.func) if isinstance(value, ast.Call) else ""
    several = isinstance(value, ast.Tuple) and (value is not line or bool(others))
    empty = isinstance(value, ast.List | ast.Dict | ast.Constant | ast.Name) or several
    empty = empty and not (isinstance(line, ast.AugAssign) and isinstance(value, ast.Name))
    return (empty and not _sets_an_entry(line)) or called in others


def _sets_an_entry(line: ast.AST) -> bool:
    return isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Subscript)


def _returned(tree: ast.FunctionDef, part: str, returns: Sequence[str]) -> Iterator[ast.AST]:
    """What the function hands back for a part; a statement where an entry is set in one."""
    handed = [one.value for one in nodes_of(tree) if isinstance(one, ast.Return) and one.value]
    if len(handed) != 1:
        return
    value, place = handed[0], returns.index(part) if part in returns else 0
    if len(returns) > 1 and isinstance(value, ast.Call):  # what another step hands back, is it
        yield value
        return
    if len(returns) > 1:
        if not (isinstance(value, ast.Tuple) and len(value.elts) == len(returns)):
            return
        value = value.elts[place]
    if part in returns:
        yield value
        return
    table = written(value)
    if isinstance(value, ast.Name):
        for node in nodes_of(tree):
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            target = node.target if isinstance(node, ast.AugAssign) else target
            mine = isinstance(target, ast.Subscript) and written(target.value) == table
            if target is not None and mine and letters_of(target) == part:
                yield node
        values = [one.value for one in _set(tree, table) if isinstance(one, ast.Assign)]
        value = values[-1] if values else value
    if isinstance(value, ast.Dict):
        for key, inner in zip(value.keys, value.values, strict=True):
            word = key.value if isinstance(key, ast.Constant) else ""
            if isinstance(word, str) and word.rstrip("0123456789") == part:
                yield inner


def _lines(
    tree: ast.FunctionDef, value: ast.AST, others: Container[str], deep: int
) -> Iterator[ast.AST]:
    """The lines that make a value: of a name the last that sets it, in each branch."""
    value = _formed(value)
    if isinstance(value, ast.Assign | ast.AugAssign):
        named = value.value.id if isinstance(value.value, ast.Name) else ""
        if named and not any(isinstance(one, ast.Tuple) for one in _targets_of(tree, named)):
            yield from _lines(tree, value.value, others, deep)
        else:
            yield from _of_call(tree, value, value.value, others, deep)
    elif not isinstance(value, ast.Name):
        summed = [one for one in _added_to(tree) if written(one.target) in names_in(value)]
        for line in summed:
            yield from _with_start(tree, line)
        if not summed:
            yield from _of_call(tree, value, value, others, deep)
    elif value.id not in {one.arg for one in tree.args.args} or _set(tree, value.id):
        for node in _last_of(tree, value.id):
            given = node.args[0] if isinstance(node, ast.Call) else getattr(node, "value", node)
            if isinstance(given, ast.Name) and given.id != value.id and _set(tree, given.id):
                yield from _lines(tree, given, others, deep)
            else:
                yield from _of_call(tree, node, given, others, deep)


def _formed(value: ast.AST) -> ast.AST:
    """What float(x), or np.array(x), is made of, where that is a name."""
    if isinstance(value, ast.Call) and written(value.func) in FORMS and value.args:
        return value.args[0] if isinstance(value.args[0], ast.Name) else value
    return value


def _with_start(tree: ast.AST, line: ast.AugAssign) -> Iterator[ast.AST]:
    """A line that adds to something, and where that begins at something else than 0 or nothing."""
    for one in _set(tree, line.target.id) if isinstance(line.target, ast.Name) else ():
        if isinstance(one, ast.Assign) and not _is_start(one.value):
            yield one
    yield line


def _is_start(value: ast.expr) -> bool:
    """Whether a value is where a sum, or a chain, begins: 0, an array of zeros, a name."""
    plain = ast.Constant | ast.Name | ast.Tuple | ast.List | ast.Dict
    return isinstance(value, plain) or written(value).startswith("np.zeros")


def _targets_of(tree: ast.AST, name: str) -> Iterator[ast.expr]:
    """What stands on the left where a name is set: the name, or several."""
    for node in _set(tree, name):
        yield from node.targets if isinstance(node, ast.Assign) else ()


def _added_to(tree: ast.AST) -> list[ast.AugAssign]:
    """The lines of loops that add to something: total += x."""
    loops = [one for one in nodes_of(tree) if isinstance(one, LOOPS)]
    found = {id(one): one for loop in loops for one in ast.walk(loop)}
    return [one for one in found.values() if isinstance(one, ast.AugAssign)]


def _of_call(
    tree: ast.FunctionDef, line: ast.AST, value: ast.AST, others: Container[str], deep: int
) -> Iterator[ast.AST]:
    """The line itself; or where it is a call of another step, those that make what is handed."""
    if isinstance(value, ast.Call) and written(value.func) in others and deep:
        own = {one.arg for one in tree.args.args}
        for given in value.args:
            if isinstance(given, ast.BinOp | ast.Call | ast.IfExp):
                yield given
            elif isinstance(given, ast.Name) and given.id not in own:
                made = [one for one in _last_of(tree, given.id) if _reckons(one)]
                for one in made:
                    yield from _lines(tree, one, others, deep - 1)
                if made:
                    return
    yield line


def _reckons(node: ast.AST) -> bool:
    """Whether a line makes something, and does not only take an argument apart."""
    value = getattr(node, "value", None)
    return not isinstance(value, ast.Name | ast.Subscript | ast.Attribute | ast.Constant)


def _set(tree: ast.AST, name: str) -> list[ast.Assign | ast.AugAssign]:
    """The statements that give a name a value, in the order of the code."""
    found = [
        node
        for node in nodes_of(tree)
        if isinstance(node, ast.Assign | ast.AugAssign) and name in _targets(node)
    ]
    return sorted(found, key=lambda node: node.lineno)


def _targets(node: ast.Assign | ast.AugAssign) -> set[str]:
    """The names that get a value, or an entry of which does."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    entries = {
        inner.id
        for one in targets
        if isinstance(one, ast.Subscript)
        for inner in ast.walk(one.value)
        if isinstance(inner, ast.Name)
    }
    return set_in(*targets) | entries


def _last_of(tree: ast.AST, name: str) -> list[ast.AST]:
    """The lines that set a name last: one, or those of branches; or what fills a list."""
    filled = [
        node
        for node in nodes_of(tree)
        if isinstance(node, ast.Call) and written(node.func) == f"{name}.append" and node.args
    ]
    if filled:
        return [*filled]
    some = _set(tree, name)
    branches = [
        one for node in nodes_of(tree) if isinstance(node, ast.If) for one in ast.walk(node)
    ]
    inside = [one for one in some if any(one is other for other in branches)]
    last = inside if some[-1:] and some[-1] in inside else some[-1:]
    # x = x * 2 has the x of the lines before in it.
    grown = any(isinstance(one, ast.AugAssign) or name in names_in(one.value) for one in last)
    made = [one for one in some if isinstance(one, ast.AugAssign) or not _is_start(one.value)]
    return [*made] if grown else [*last]


def with_lines(
    facts: Sequence[str], tree: ast.FunctionDef, traits: Traits, others: Mapping[str, Traits]
) -> Iterator[str]:
    """The same facts; behind those that name wrong parts stands where these are made."""
    for fact in facts:
        if found := re.fullmatch(r"Right: .*\. Not right: (.*)\.", fact):
            wrong = re.split(r", | and ", found[1])
            made = made_in(tree, wrong, traits.returns, others)
            yield f"{fact[:-1]}, {made}." if made else fact
        elif fact in (NUMBERS, BARE) and (
            made := made_in(tree, traits.returns, traits.returns, others)
        ):
            yield f"{fact} They are {made}."
        else:
            yield fact

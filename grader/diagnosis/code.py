"""Look into a function's own code: its syntax tree, and patterns that occur in it.

A pattern is a line of Python in which _ stands for anything, _name for any one name, and *_ for any
further arguments. One that begins with "not " must not occur:

    _ -= _                    something is taken off in place
    mean(_, values)           mean is called with values as its second argument
    _name = mean(*_)          what mean gives is not taken apart
    not 'left'                the word does not occur

A mistake that speaks of code has such patterns, and is named only where one of them occurs.
"""

import ast
import copy
import functools
import inspect
import linecache
import textwrap
import tokenize
import warnings
from collections.abc import Callable, Iterable
from typing import Any

ANY, A_NAME, NOT = "_", "_name", "not "
MAX_CODE = 20_000  # characters of a function that is looked into
# Nodes that are written out where each one of its syntax tree is, with all that is in it: each
# question walks the tree, and may write any part of it.
MAX_WRITTEN = 20_000
_UNIMPORTANT = ("ctx", "type_comment", "kind")


def tree_of(function: Callable[..., Any]) -> ast.FunctionDef | None:
    """Parse a function's source, where there is one; None else."""
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    # Not inspect.getsource, which looks through every module for a file that is a notebook's cell.
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    try:
        return definition(textwrap.dedent("".join(inspect.getblock(lines))), code.co_name)
    except (IndexError, SyntaxError, tokenize.TokenError):
        return None


def definition(source: str, name: str) -> ast.FunctionDef | None:
    """Find the last function of a name in a source; None where there is none, or no Python."""
    if len(source) > MAX_CODE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a learner's backslash
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[-1] if found and _written_out(found[-1]) <= MAX_WRITTEN else None


def _written_out(tree: ast.AST) -> int:
    """Count the nodes of all subtrees: each node as often as it lies deep."""
    level: list[ast.AST] = [tree]
    depth = count = 0
    while level and count <= MAX_WRITTEN:
        depth += 1
        count += depth * len(level)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return count


@functools.lru_cache(512)
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Give all nodes of a syntax tree, as ast.walk does. It is asked a hundred times for each."""
    return tuple(ast.walk(tree))


def occurs(patterns: Iterable[str], tree: ast.AST | None) -> bool:
    """Whether one of some patterns occurs in some code; the pattern _ does everywhere."""
    for pattern in patterns:
        if pattern == ANY:
            return True
        if tree is not None:
            wanted = _parsed(pattern.removeprefix(NOT))
            if any(_fits(wanted, node) for node in nodes_of(tree)) != pattern.startswith(NOT):
                return True
    return False


def is_pattern(pattern: str) -> bool:
    """Whether a pattern can be looked for."""
    try:
        _parsed(pattern.removeprefix(NOT))
    except (SyntaxError, ValueError):
        return False
    return True


@functools.lru_cache(1_000)
def _parsed(pattern: str) -> ast.AST:
    (node,) = ast.parse(pattern).body
    return node.value if isinstance(node, ast.Expr) else node


def _fits(pattern: Any, node: Any) -> bool:
    if isinstance(pattern, ast.Name) and pattern.id == ANY:
        return isinstance(node, ast.expr)
    if isinstance(pattern, ast.Name) and pattern.id == A_NAME:
        return isinstance(node, ast.Name)
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, list):
        if pattern and _is_rest(pattern[-1]):
            pattern, node = pattern[:-1], node[: len(pattern) - 1]
        return len(pattern) == len(node) and all(map(_fits, pattern, node))
    if not isinstance(pattern, ast.AST):
        return bool(pattern == node)
    names = [name for name in pattern._fields if name not in _UNIMPORTANT]
    if isinstance(pattern, ast.Call) and not pattern.keywords:
        names.remove("keywords")  # what a call is given by name is not asked about
    return all(_fits(getattr(pattern, name), getattr(node, name)) for name in names)


def _is_rest(node: Any) -> bool:
    """Whether this is *_."""
    inner = node.value if isinstance(node, ast.Starred) else None
    return isinstance(inner, ast.Name) and inner.id == ANY


def anonymous(tree: ast.FunctionDef) -> str:
    """Write a function without its comments and its docstring, which may name somebody."""
    bare = copy.copy(tree)
    bare.body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    return written(bare) if bare.body else ""


def written(node: ast.AST) -> str:
    """Write code as text; empty where it is deeper, or has more digits, than Python can write."""
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError, MemoryError):
        return ""


def line_of(node: ast.AST) -> str:
    """Write the first line of some code, cut, as it is quoted in a sentence."""
    lines = written(node)[:80].splitlines()
    return f"`{lines[0]}`" if lines else "a long expression"


def called(node: ast.Call) -> str:
    """The last name of what is called: sort of np.sort(x), and of xs.sort(); else empty."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def is_empty(tree: ast.FunctionDef) -> bool:
    """Whether a function does nothing yet: its docstring, pass, ..., a bare return, the stub."""
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Return) and _is_nothing(node.value))
        or raises_not_implemented(node)
        for node in tree.body
    )


def raises_not_implemented(node: ast.stmt) -> bool:
    """Whether a statement is the stub's own."""
    return isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node)


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)

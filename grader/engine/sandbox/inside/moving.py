"""Inside the sandbox: which names an instructor's text may change as it runs.

A constant that no text of the instructor's changes is put back where a student has changed it. So
whatever might be a change counts as one: a log, a counter or a register is left as it is.
"""

import ast
import builtins
from collections.abc import Iterator
from typing import NamedTuple

ALL = "*"  # in place of names: the text reaches all of them
_DYNAMIC = {"globals", "vars", "setattr", "delattr", "exec", "eval", "__dict__"}
# What these are given they only read.
_READERS = frozenset(
    name for name in vars(builtins) if name not in {*_DYNAMIC, "next", "iter", "super", "map"}
)
_READING = frozenset(("items", "keys", "values", "get", "index", "count", "copy", "join", "format"))
_READING_TOO = frozenset(("shape", "dtype", "size", "T", "astype", "mean", "sum", "min", "max"))
_WRITERS = frozenset(("shuffle", "put", "copyto", "place", "putmask", "fill_diagonal", "at"))
_PLACES = (
    *(ast.Compare, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.comprehension, ast.For, ast.If),
    *(ast.Assert, ast.FormattedValue, ast.Slice, ast.While),
)


class Moving(NamedTuple):
    """Names that texts may set anew, and those of which they do not only read the contents."""

    names: set[str]
    contents: set[str]

    def read(self, tree: ast.Module) -> None:
        """Add what another text may change."""
        modules = _modules_of(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Global | ast.Nonlocal):
                self.names.update(node.names)
            elif isinstance(node, ast.ImportFrom):
                self.contents.update(one.name for one in node.names if one.asname)
            elif isinstance(node, ast.Call):
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                self.names.update(w.rpartition(".")[2] for w in words if isinstance(w, str))
            for child, reads in _names_below(node, modules):
                name = child.id if isinstance(child, ast.Name) else child.attr
                if name in _DYNAMIC:
                    self.names.add(ALL)
                elif not isinstance(child.ctx, ast.Load):
                    # A name alone is a local one, or stands behind `global`.
                    self.names.update([name] if isinstance(child, ast.Attribute) else ())
                elif not reads:
                    self.contents.add(name)


def _modules_of(tree: ast.Module) -> set[str]:
    """Name the modules that a text imports, as it calls them."""
    return {
        (one.asname or one.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for one in node.names
    }


def _names_below(
    node: ast.AST, modules: set[str]
) -> Iterator[tuple[ast.Name | ast.Attribute, bool]]:
    """Give the names that stand just below, and whether they are only read there."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name | ast.Attribute):
            yield child, _only_reads(node, child, modules)


def _only_reads(node: ast.AST, child: ast.AST, modules: set[str]) -> bool:
    match node:
        case ast.Attribute():
            return node.attr in _READING or node.attr in _READING_TOO
        case ast.Subscript():
            return child is node.slice or isinstance(node.ctx, ast.Load)
        case ast.Call(func=ast.Name(id=name)):
            return child is node.func or name in _READERS
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
            return child is node.func or (name in modules and attr not in _WRITERS)
        case ast.Call():
            return child is node.func
    return isinstance(node, _PLACES)

"""What an assignment's own cells import: a sandbox loads it before there is any work."""

import ast
import warnings
from collections.abc import Iterable


def imported(sources: Iterable[str], tried: bool = True) -> set[str]:
    """Name the modules that some cells import; what is no Python imports nothing.

    Args:
        sources: of the cells.
        tried: count what stands in a try, too: it may be missing.
    """
    found: set[str] = set()
    for source in sources:
        tree = _tree_of(source)
        if not tried:
            tree.body = [node for node in tree.body if not isinstance(node, ast.Try)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return found


def reached(sources: Iterable[str]) -> set[str]:
    """Name what some cells reach as a part of what they import: numpy.random, of `np.random`.

    Libraries load such modules late. What is none does not harm.
    """
    found: set[str] = set()
    names: dict[str, str] = {}
    trees = [_tree_of(source) for source in sources]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=part) if name in names:
                found.add(f"{names[name]}.{part}")
    return found


def _tree_of(source: str) -> ast.Module:
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return ast.Module([], [])

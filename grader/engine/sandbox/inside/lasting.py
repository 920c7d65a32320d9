"""Inside the sandbox: what a cell of the instructor's changes for good, and what it counts on."""

import ast
from collections.abc import Iterator

# A module, or nothing where the first name is the notebook's own; and the names that follow.
Chain = tuple[str, tuple[str, ...]]


# Lists of functions that run around cells: a text that means to change one names it.
AROUND = frozenset(("ast_transformers", "input_transformers", "events.register"))


def meant_by(source: str, tree: ast.Module | None) -> set[str]:
    """Name what a cell of the instructor's may change for good."""
    names = assigned(tree) if tree is not None else set()
    names.update(word for word in AROUND if word in source)
    if "get_ipython" in source or source.lstrip().startswith("%"):
        names.add("get_ipython")
    if "ast_node_interactivity" in source:  # set by name, by %config, by a call
        names.add("ast_node_interactivity")
    if "stdout" in source or "stderr" in source:  # redirect_stdout among them
        names.add("stdout")
    return names


def tree_of(source: str) -> ast.Module | None:
    """Parse a cell without its lines of magic; give nothing where it is no Python."""
    lines = [line for line in source.split("\n") if not line.lstrip().startswith(("%", "!"))]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return None


def assigned(tree: ast.Module) -> set[str]:
    """Name what a cell of the instructor's sets: `x.name = …`, patch("x.name"), modules["name"]."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        match node:
            case ast.Subscript(ast.Attribute(attr="modules"), ast.Constant(str(name))):
                found.add(name.rpartition(".")[2])
        if isinstance(node, ast.Call):
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            found |= {str(word).rpartition(".")[2] for word in words if isinstance(word, str)}
    return found


def defines(tree: ast.Module) -> bool:
    """Tell whether a cell defines what another may call."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
    return any(isinstance(node, kinds) for node in ast.walk(tree))


def named(tree: ast.Module) -> set[Chain]:
    """Give what a text names: `np.random.randn`, and what it imports."""
    imported = dict(_imported(tree))
    found = set(imported.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith):
            found.add(("asyncio", ()))  # who awaits counts on all of it
        words: list[str] = []
        part: ast.AST = node
        while isinstance(part, ast.Attribute):
            words.append(part.attr)
            part = part.value
        if isinstance(part, ast.Name):
            module, names = imported.get(part.id, ("", (part.id,)))
            found.add((module, (*names, *reversed(words))))
    return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, Chain]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield one.asname or one.name, (one.name, ())
                if not one.asname:
                    first = one.name.partition(".")[0]
                    yield first, (first, ())
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for one in node.names:
                yield one.asname or one.name, (node.module, (one.name,))

"""Inside the sandbox: what a cell of the instructor's changes for good."""

import ast


def assigned(source: str) -> set[str]:
    """Name the attributes that a cell of the instructor's sets: `x.name = …`, patch("x.name")."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        if isinstance(node, ast.Call):
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            found |= {str(word).rpartition(".")[2] for word in words if isinstance(word, str)}
    return found

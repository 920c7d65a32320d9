"""Inside the sandbox: the value of a test cell, which may be its mark.

IPython shows whatever anybody sends to its display hook while a cell runs, a function of the
student's included. Of a test cell only the value of its own last expression counts: it is caught
in a name that nobody knows beforehand, and shown when the cell has come to its end.
"""

import ast
import secrets
from typing import Any


class LastValue(ast.NodeTransformer):
    """Catches the value of the first cell that it meets. One of IPython's ast_transformers."""

    def __init__(self) -> None:
        self.name = f"_value_{secrets.token_hex(8)}"
        self.caught = self._met = False

    def visit(self, node: ast.AST) -> ast.AST:
        """Turn the last expression of a cell into an assignment."""
        if self._met or not isinstance(node, ast.Module):
            return node
        self._met = True
        if node.body and isinstance(last := node.body[-1], ast.Expr):
            target = ast.copy_location(ast.Name(self.name, ast.Store()), last)
            node.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
            self.caught = True
        return node

    def take(self, names: dict[str, Any]) -> Any:
        """Take the value out of the cell's names; None where there is none."""
        value = names.pop(self.name, None)
        return value if self.caught else None


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

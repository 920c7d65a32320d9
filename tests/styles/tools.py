"""What rewritings of code are made of."""

import ast
import copy
import textwrap
from collections.abc import Callable
from typing import Any

Rewriting = Callable[[ast.FunctionDef], list[ast.stmt]]


def fill(template: str, **parts: ast.expr) -> ast.expr:
    """Make an expression of a template, in which names stand for other expressions."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return copy.deepcopy(parts[node.id]) if node.id in parts else node

    made: ast.expr = Fill().visit(ast.parse(template, mode="eval").body)
    return made


def each(kind: type[ast.AST], change: Callable[[Any], Any]) -> Rewriting:
    """Change every node of a kind, from the inside out; None leaves it as it is."""

    class Each(ast.NodeTransformer):
        def visit_FormattedValue(self, node: ast.FormattedValue) -> Any:
            node.value = self.visit(node.value)  # and not its format, which is an f-string too
            return node

        def generic_visit(self, node: ast.AST) -> Any:
            super().generic_visit(node)
            return (change(node) or node) if isinstance(node, kind) else node

    return lambda function: [Each().visit(function)]


def calls(template: str, *of: str) -> Rewriting:
    """Put a template for every call that is written as one of these.

    Of "np.dot(a, b)" the names of the arguments stand in the template.
    """
    wanted = [ast.parse(one, mode="eval").body for one in of]

    def change(node: ast.Call) -> ast.expr | None:
        for one in wanted:
            assert isinstance(one, ast.Call)
            said = {k.arg: ast.unparse(k.value) for k in node.keywords}
            asked = {k.arg: ast.unparse(k.value) for k in one.keywords}
            same = ast.unparse(node.func) == ast.unparse(one.func) and said == asked
            if same and len(node.args) == len(one.args):
                names = [ast.unparse(a) for a in one.args]
                return fill(template, **dict(zip(names, node.args, strict=True)))
        return None

    return each(ast.Call, change)


def then(*rewritings: Rewriting) -> Rewriting:
    """One after the other."""

    def all_of_them(function: ast.FunctionDef) -> list[ast.stmt]:
        body: list[ast.stmt] = [function]
        for one in rewritings:
            *before, last = body
            assert isinstance(last, ast.FunctionDef)
            body = [*before, *one(last)]
        return body

    return all_of_them


def returned(template: str) -> Rewriting:
    """Put a template in the place of every return; VALUE is what came back."""

    class Returns(ast.NodeTransformer):
        def visit_Return(self, node: ast.Return) -> Any:
            value = node.value

            class Fill(ast.NodeTransformer):
                def visit_Name(self, one: ast.Name) -> Any:
                    return copy.deepcopy(value) if one.id == "VALUE" else one

            made = ast.parse(f"def f():\n{textwrap.indent(template, ' ')}").body[0]
            assert isinstance(made, ast.FunctionDef)
            return [Fill().visit(one) for one in made.body]

    return lambda function: [Returns().visit(function)]

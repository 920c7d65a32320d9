"""Other ways to reckon the same, but for rounding."""

import ast

from .tools import Rewriting, calls, each, fill, then

RECKONED: dict[str, Rewriting] = {}


# Products of matrices.
AT = each(
    ast.BinOp,
    lambda n: fill("np.dot(a, b)", a=n.left, b=n.right) if isinstance(n.op, ast.MatMult) else None,
)
for product in (
    "np.dot(a, b)",
    "np.matmul(a, b)",
    "a @ b",
    "a.dot(b)",
    "np.einsum('ij,jk->ik', a, b)",
    "np.inner(a, b.T)",
    "np.tensordot(a, b, axes=1)",
    "(b.T @ a.T).T",
    "np.linalg.multi_dot([a, b])",
    "np.sum(a[:, :, None] * b[None], axis=1)",
    "np.array([[(row * column).sum() for column in b.T] for row in a])",
    "sum(np.outer(a[:, k], b[k]) for k in range(a.shape[1]))",
):
    RECKONED[product] = then(AT, calls(product, "np.dot(a, b)"))

# NumPy's functions, and others that do the same.
for new in (
    "a.sum(axis=1, keepdims=True)",
    "np.sum(a, 1)[:, None]",
    "a.sum(1).reshape(-1, 1)",
    "np.add.reduce(a, axis=1, keepdims=True)",
    "a @ np.ones((a.shape[1], 1))",
    "np.einsum('ij->i', a)[:, np.newaxis]",
    "np.mean(a, axis=1, keepdims=True) * a.shape[1]",
    "np.array([[sum(row)] for row in a])",
    "np.expand_dims(np.sum(a, axis=1), -1)",
):
    RECKONED[new] = calls(new, "np.sum(a, axis=1, keepdims=True)")
for new in (
    "a.sum()",
    "np.add.reduce(a, axis=None)",
    "np.einsum('ij->', a)",
    "sum(map(sum, a))",
    "__import__('math').fsum(np.ravel(a))",
    "np.sum(np.sum(a, axis=1))",
):
    RECKONED[new] = calls(new, "np.sum(a)")
for new in (
    "np.where(b > a, b, a)",
    "np.fmax(b, a)",
    "b.clip(a)",
    "np.clip(b, a, None)",
    "(abs(b) + b) / 2 + a",
    "np.maximum.reduce([b, np.zeros_like(b)])",
    "np.heaviside(b, 0) * b",
    "np.where(b <= 0, a, b)",
):
    RECKONED[new] = calls(new, "np.maximum(a, b)")
for new in (
    "np.zeros(shape=a)",
    "np.full(a, 0.0)",
    "np.zeros(a, dtype=np.float64)",
    "np.zeros(np.prod(a)).reshape(a)",
    "np.array([[0.0] * a[1]] * a[0])",
    "np.ones(a) * 0",
    "np.zeros(list(a), float)",
    "np.zeros_like(np.empty(a))",
    "np.empty(a) * 0 if 0 else np.zeros(a)",
):
    RECKONED[new] = calls(new, "np.zeros(a)")
RECKONED["np.select"] = calls("np.select([a], [b], c)", "np.where(a, b, c)")
RECKONED["np.where of not"] = calls("np.where(np.logical_not(a), c, b)", "np.where(a, b, c)")
for new in (
    "standard_normal((a, b))",
    "normal(0.0, 1.0, (a, b))",
    "normal(size=(a, b))",
    "randn(a * b).reshape(a, b)",
    "standard_normal(size=[a, b])",
):
    RECKONED[new] = then(
        calls(f"random.{new}", "random.randn(a, b)"),
        calls(f"np.random.{new}", "np.random.randn(a, b)"),
    )
RECKONED["mtrand"] = calls("np.random.mtrand.RandomState(seed=a)", "np.random.RandomState(a)")
RECKONED["a root by power"] = calls("a ** 0.5", "np.sqrt(a)")
RECKONED["math.sqrt"] = calls("__import__('math').sqrt(a)", "np.sqrt(a)")
RECKONED["np.float_power"] = calls("np.float_power(a, 0.5)", "np.sqrt(a)")
RECKONED["e to the power"] = calls("np.e ** a", "np.exp(a)")
RECKONED["expm1"] = calls("np.expm1(a) + 1", "np.exp(a)")
RECKONED["a.reshape"] = calls("a.item()", "float(a)")

# Arithmetic by name.
SIGNS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}
WORDS = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv"}


def arithmetic(table: dict[type[ast.operator], str], module: str) -> Rewriting:
    """Name every operation on numbers; texts, places and ranges are left alone."""

    class Named(ast.NodeTransformer):
        def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
            return node

        def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
            return node

        def visit_Call(self, node: ast.Call) -> ast.AST:
            return node if ast.unparse(node.func) in ("range", "str") else self.generic_visit(node)

        def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
            self.generic_visit(node)
            word = table.get(type(node.op))
            if word is None or "str(" in ast.unparse(node):
                return node
            return fill(f"{module}.{word}(a, b)", a=node.left, b=node.right)

    return lambda function: [*ast.parse("import operator").body, Named().visit(function)]


RECKONED["np.add and its kin"] = arithmetic(SIGNS, "np")
RECKONED["the operator module"] = arithmetic(WORDS, "operator")

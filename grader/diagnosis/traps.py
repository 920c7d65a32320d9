"""Facts about traps of the language that stand in the code of a wrong function."""

import ast
import builtins
import re
from collections.abc import Iterator

from .code import called, line_of, nodes_of, written
from .loops import LOOPS, indexed, set_in

IN_PLACE = ("append", "extend", "sort", "reverse", "insert")
# Methods that leave what they are called of as it was.
MAKES = (
    *("lower", "upper", "title", "capitalize", "strip", "lstrip", "rstrip", "replace", "split"),
    *("astype", "reshape", "transpose", "flatten", "ravel", "copy", "join"),
)
MAKES_ONE = ("sort", "append", "concatenate", "clip", "round", "abs", "maximum", "where", "dot")


def always_true(tree: ast.AST) -> Iterator[str]:
    """x == "a" or "b"."""
    for node in nodes_of(tree):
        words = node.values if isinstance(node, ast.BoolOp) else []
        if any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in words):
            yield (
                f"{line_of(node)}: a text alone counts as true, so that half of this is always "
                "true. Each side must be a whole comparison."
            )


def compared_in_vain(tree: ast.AST) -> Iterator[str]:
    """A comparison that stands alone in its line."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            yield f"{line_of(node)} compares, and nothing is done with the answer: = assigns."


def kept_default(tree: ast.FunctionDef) -> Iterator[str]:
    """def f(x, xs=[])."""
    for default in tree.args.defaults:
        if isinstance(default, ast.List | ast.Dict):
            yield (
                f"The default {line_of(default)} is made once, and kept from call to call: what is "
                "put into it stays there."
            )


def one_tuple(tree: ast.AST) -> Iterator[str]:
    """x = y, with the comma."""
    for node in nodes_of(tree):
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Tuple) and len(value.elts) == 1:
            yield f"{line_of(node)}: the comma behind it makes a tuple of one thing."


def nothing_kept(tree: ast.AST) -> Iterator[str]:
    """xs = xs.append(x), or f(xs.sort()); and x.lower(), whose answer nobody takes."""
    alone = {id(node.value) for node in nodes_of(tree) if isinstance(node, ast.Expr)}
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and id(node) not in alone:
            name = written(node.func) if calls(node, *IN_PLACE) else "np."
            if not name.startswith(("np.", "numpy.")):  # np.append gives a new array
                yield f"{line_of(node)}: {name} works in place and gives None."
        elif isinstance(node, ast.Expr):
            one = node.value
            made = isinstance(one, ast.BinOp) or calls(one, *MAKES)
            made |= isinstance(one, ast.Call) and called(one) in (
                "sorted",
                "reversed",
                "round",
            )
            if made or (calls(one, *MAKES_ONE) and written(one).startswith("np.")):
                yield f"{line_of(node)} makes something new, and it is not kept: = gives it a name."


def one_thing_often(tree: ast.AST) -> Iterator[str]:
    """xs.append(row) in a loop that changes row[0], and makes no new row."""
    for loop in nodes_of(tree):
        if not isinstance(loop, LOOPS):
            continue
        inside = nodes_of(loop)
        changed = indexed(inside, ast.Store)
        for node in inside:
            given = node.args[:1] if isinstance(node, ast.Call) and calls(node, "append") else []
            for one in given:
                if isinstance(one, ast.Name) and one.id in changed - set_in(loop):
                    yield (
                        f"{line_of(node)} puts in one and the same {one.id} each time, which later "
                        "turns change: a copy of it stays as it is."
                    )


def other_signs(tree: ast.AST) -> Iterator[str]:
    """x =+ y, where x += y is meant; x is y; x ** 1 / 2; [[0]] * n."""
    for node in nodes_of(tree):
        value = node.value if isinstance(node, ast.Assign) else None
        # x =+ y has its blank behind the sign, x = +y before it.
        signed = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.UAdd) and value
        if signed and signed.operand.col_offset > signed.col_offset + 1:
            yield f"{line_of(node)}: =+ sets a value; += adds to the one that is there."
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
            sides = (node.left, node.comparators[0])
            # A class, or a thing that stands for nothing, is asked for so.
            if not any(
                isinstance(one, ast.Constant | ast.Call) or _one_alone(one) for one in sides
            ):
                yield f"{line_of(node)}: is asks for one and the same thing; == compares values."
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            inner = node.left.elts if isinstance(node.left, ast.List) else []
            if any(isinstance(one, ast.List | ast.Dict) for one in inner):
                yield f"{line_of(node)} is one and the same inner list, many times."
        power = node.left if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) else None
        if isinstance(power, ast.BinOp) and isinstance(power.op, ast.Pow):
            assert isinstance(node, ast.BinOp)
            if written(power.right) == "1" and isinstance(node.right, ast.Constant):
                yield f"{line_of(node)}: ** comes before /; an exponent of a half is ** 0.5."


def _one_alone(node: ast.expr) -> bool:
    """Whether a name is a class's or a constant's: float, np.ndarray, MISSING, self.root."""
    last = written(node).rpartition(".")[2]
    return isinstance(node, ast.Attribute) or not last.islower() or hasattr(builtins, last)


def put_into_itself(tree: ast.AST) -> Iterator[str]:
    """xs.append(xs)."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and calls(node, "append") and node.args:
            assert isinstance(node.func, ast.Attribute)
            if written(node.func.value) == written(node.args[0]):
                yield f"{line_of(node)} puts a list into itself."


def no_power(tree: ast.AST) -> Iterator[str]:
    """x ^ 2."""
    for node in nodes_of(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            yield f"{line_of(node)}: ^ is no power in Python; ** is."


def whole_division(tree: ast.AST) -> Iterator[str]:
    """1 // m, -1 // m, or np.sum(x) // m; not where things are counted, as in n // size."""
    for node in nodes_of(tree):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv)):
            continue
        of = node.left.operand if isinstance(node.left, ast.UnaryOp) else node.left
        counts = isinstance(of, ast.Name | ast.Attribute | ast.Subscript) or (
            isinstance(of, ast.Call) and isinstance(of.func, ast.Name)
        )
        if isinstance(node.right, ast.Name | ast.Subscript) and not counts:
            yield f"{line_of(node)}: // gives a whole number, and drops what is behind the point."


def log_of_more(tree: ast.AST) -> Iterator[str]:
    """np.log1p(x), where np.log(x) is meant; np.log1p(-x) is log(1 - x)."""
    for node in nodes_of(tree):
        given = node.args if isinstance(node, ast.Call) and calls(node, "log1p") else []
        if given and not isinstance(given[0], ast.UnaryOp):
            yield f"{line_of(node)}: log1p(x) is the logarithm of 1 + x."


def cut_off(tree: ast.AST) -> Iterator[str]:
    """int(x / m), or int(np.sum(x)); not where things are counted, as in int((x > 0).sum())."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and called(node) == "int" and node.args:
            inside = list(nodes_of(node.args[0]))
            counted = re.search(r"\blen\(|\.shape\b|\.size\b", written(node))
            asked = any(isinstance(one, ast.Compare) for one in inside)
            divided = any(isinstance(one, ast.Div) for one in inside) and not counted
            if divided or (not asked and any(calls(one, "sum", "mean") for one in inside)):
                yield f"{line_of(node)}: int drops what is behind the point."


def shadowed(tree: ast.FunctionDef) -> Iterator[str]:
    """np = 3, or max = 0 where max(a, b) is called as well."""
    in_use = {
        inner.id
        for one in nodes_of(tree)
        if isinstance(one, ast.Call)
        and isinstance(inner := getattr(one.func, "value", one.func), ast.Name)
    }
    for node in nodes_of(tree):
        for name in sorted(set_in(*node.targets) & in_use) if isinstance(node, ast.Assign) else ():
            if name == "np" or hasattr(builtins, name):
                yield f"{line_of(node)} gives {name} another meaning, for the whole function."


def always_one_text(tree: ast.AST) -> Iterator[str]:
    """f"W{1}", where f"W{l}" is meant."""
    for node in nodes_of(tree):
        inner = node.value if isinstance(node, ast.FormattedValue) else None
        if isinstance(inner, ast.Constant) and isinstance(inner.value, int):
            yield f"{{{inner.value}}} in a text is the number {inner.value}, and no name."


def closed_early(tree: ast.AST) -> Iterator[str]:
    """np.log(1) - x, where np.log(1 - x) is meant."""
    for node in nodes_of(tree):
        one = node.left if isinstance(node, ast.BinOp) else None
        while isinstance(one, ast.BinOp):  # as in x + y * log(1) - z
            one = one.right
        if one is not None and calls(one, "log", "exp", "sqrt", "log2", "log10"):
            assert isinstance(one, ast.Call)
            if len(one.args) == 1 and isinstance(one.args[0], ast.Constant):
                fixed = line_of(one)
                yield f"{line_of(node)}: {fixed} is one fixed number: its bracket closes early."


def one_answer(tree: ast.AST) -> Iterator[str]:
    """x.all() > 0."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Compare) and calls(node.left, "all", "any"):
            yield (
                f"{line_of(node)}: {line_of(node.left)} is one True or False already; the "
                "comparison goes inside its brackets."
            )


def spread(tree: ast.AST) -> Iterator[str]:
    """xs.extend(x), or xs += x, where x is one thing of several parts."""
    for node in nodes_of(tree):
        given = node.args if isinstance(node, ast.Call) and calls(node, "extend") else []
        if given and isinstance(given[0], ast.Name | ast.Tuple):
            parts = written(given[0])
            yield f"{line_of(node)} puts in the parts of {parts} one by one: append puts in all."


def paired_by_place(tree: ast.AST) -> Iterator[str]:
    """zip(xs, ys.values())."""
    for node in nodes_of(tree):
        pairs = node.args if isinstance(node, ast.Call) and called(node) == "zip" else []
        if any(calls(one, "values", "items", "keys") for one in pairs):
            yield (
                f"{line_of(node)} pairs what stands in the same place, and not under the same "
                "key: dictionaries may have different orders, and different keys."
            )


def calls(node: ast.AST, *methods: str) -> bool:
    """Whether some code calls one of some methods: np.log(x), x.dot(y)."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in methods

"""Mutants: a function with one small slip in it, of which there are very many.

The general operators are mutmut's: a number, a comparison, an operator, a word, an argument. Beside
them stand the slips that are made with arrays: an axis, keepdims, a transpose, * for @, a sum for a
mean, one too many or too few, the first or the last left out, a copy that is none, half of the
digits, another variable.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

SWAPS = {
    "sum": "mean",
    "mean": "sum",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros": "ones",
    "ones": "zeros",
    "dot": "multiply",
    "multiply": "dot",
    "log": "log10",
    "exp": "exp2",
    "randn": "rand",
    "sqrt": "square",
}
# What a function shows while it runs is no part of its answer.
SHOWS = ("print", "tqdm", "set_postfix", "display")
WORDS_OF_AN_ERROR = "only the words of an error are other ones"
ON_THE_SCREEN = "only what is shown while it runs is another thing"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One slip.

    form: which form of the function it was made in: "reference", or another plain one.
    line: of the form, from 1. before, after: the line that differs.
    source: the whole function.
    reason: why it does the same as the original, where that is plain from the place; else empty.
    """

    function: str
    form: str
    line: int
    before: str
    after: str
    source: str
    reason: str = ""


def mutants_of(function: str, form: str, source: str) -> Iterator[Mutant]:
    """Make every mutant of a function's source; each text once."""
    module = cst.parse_module(source.strip() + "\n")
    found = _Places(_operators())
    module.visit(found)
    seen = {module.code}
    for old, new, reason in found.slips:
        changed = module.deep_replace(old, new)
        assert isinstance(changed, cst.Module)
        code = changed.code
        if code not in seen and _compiles(code):
            seen.add(code)
            lines = enumerate(zip(module.code.splitlines(), code.splitlines(), strict=False), 1)
            line, (before, after) = next((i, both) for i, both in lines if both[0] != both[1])
            before, after = before.strip(), after.strip()
            if before.startswith("raise ") and before.split("(")[0] == after.split("(")[0]:
                reason = WORDS_OF_AN_ERROR
            yield Mutant(function, form, line, before, after, code, reason)


def _compiles(code: str) -> bool:
    try:
        compile(code, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


Operator = tuple[type[Any], Callable[[Any], Iterable[cst.CSTNode]]]


def _operators() -> Sequence[Operator]:
    """mutmut's operators, and ours."""
    from mutmut.mutation.mutators import mutation_operators

    return (
        *mutation_operators,
        (cst.Call, _keywords),
        (cst.Call, _copies),
        (cst.Call, _ranges),
        (cst.Attribute, _attributes),
        (cst.BinaryOperation, _products),
        (cst.UnaryOperation, lambda node: [node.expression]),
        (cst.Subscript, _neighbours),
        (cst.Subscript, _shorter_slices),
        (cst.For, _shorter_loops),
        (cst.CompFor, _shorter_loops),
        (cst.Assign, _digits),
    )


class _Places(cst.CSTVisitor):
    """Goes through a function, and notes every slip, with a reason where it changes no answer."""

    def __init__(self, operators: Sequence[Operator]) -> None:
        super().__init__()
        self.slips: list[tuple[cst.CSTNode, cst.CSTNode, str]] = []
        self._operators, self._above = operators, list[cst.CSTNode]()
        self._names: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Note what can slip here; leave out docstrings and annotations."""
        if isinstance(node, cst.Annotation | cst.Decorator) or _is_docstring(node):
            return False
        if isinstance(node, cst.FunctionDef):
            self._names = _bound(node)
        self._above.append(node)
        for kind, operator in self._operators:
            if isinstance(node, kind):
                self.slips += [(node, new, self._reason()) for new in operator(node)]
        if isinstance(node, cst.Arg) and isinstance(node.value, cst.Name):
            self._stale(node.value)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Come back up."""
        if self._above and self._above[-1] is original_node:
            self._above.pop()

    def _stale(self, name: cst.Name) -> None:
        """Another variable of the function in the place of this one."""
        others = [one for one in self._names if one != name.value]
        if name.value in self._names:
            self.slips += [(name, cst.Name(one), self._reason()) for one in others[:4]]

    def _reason(self) -> str:
        for node in self._above:
            if isinstance(node, cst.Call) and _called(node) in SHOWS:
                arguments = [one for one in self._above if isinstance(one, cst.Arg)]
                if arguments and arguments[0] is not node.args[0]:
                    return ON_THE_SCREEN
                if arguments and _called(node) != "tqdm":
                    return ON_THE_SCREEN
        return ""


def _is_docstring(node: cst.CSTNode) -> bool:
    if not isinstance(node, cst.SimpleStatementLine) or not isinstance(node.body[0], cst.Expr):
        return False
    return isinstance(node.body[0].value, cst.SimpleString | cst.ConcatenatedString)


def _bound(function: cst.FunctionDef) -> list[str]:
    """The arguments of a function, and the names that it sets."""
    names = [one.name.value for one in function.params.params]

    class Targets(cst.CSTVisitor):
        def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
            elements = node.target.elements if isinstance(node.target, cst.Tuple) else [node]
            for one in elements:
                value = one.value if isinstance(one, cst.Element) else node.target
                if isinstance(value, cst.Name):
                    names.append(value.value)

    function.body.visit(Targets())
    return list(dict.fromkeys(names))


def _called(node: cst.Call) -> str:
    called = node.func
    return called.attr.value if isinstance(called, cst.Attribute) else getattr(called, "value", "")


def _keywords(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Another axis, or none; no keepdims."""
    for i, one in enumerate(node.args):
        name = one.keyword.value if one.keyword else ""
        if name in ("axis", "keepdims"):
            yield node.with_changes(args=[*node.args[:i], *node.args[i + 1 :]])
        if name == "axis" and isinstance(one.value, cst.Integer):
            other = one.with_changes(value=cst.Integer("0" if one.value.value == "1" else "1"))
            yield node.with_changes(args=[*node.args[:i], other, *node.args[i + 1 :]])


def _copies(node: cst.Call) -> Iterator[cst.CSTNode]:
    """What makes a copy, left out: np.array(x), x.copy(), np.abs(x)."""
    if _called(node) == "copy" and isinstance(node.func, cst.Attribute):
        yield node.func.value
    if _called(node) in ("array", "abs", "asarray", "clip", "squeeze") and node.args:
        yield node.args[0].value


def _ranges(node: cst.Call) -> Iterator[cst.CSTNode]:
    """One turn more, one turn less."""
    if _called(node) == "range":
        for i, one in enumerate(node.args):
            for sign in (cst.Add(), cst.Subtract()):
                value = _with(one.value, sign)
                yield node.with_changes(
                    args=[*node.args[:i], one.with_changes(value=value), *node.args[i + 1 :]]
                )


def _with(value: cst.BaseExpression, sign: cst.BaseBinaryOp) -> cst.BinaryOperation:
    inner = value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.BinaryOperation(inner, sign, cst.Integer("1"))


def _attributes(node: cst.Attribute) -> Iterator[cst.CSTNode]:
    """No transpose; another function of NumPy's."""
    if node.attr.value == "T":
        yield node.value
    elif node.attr.value in SWAPS:
        yield node.with_changes(attr=cst.Name(SWAPS[node.attr.value]))


def _products(node: cst.BinaryOperation) -> Iterator[cst.CSTNode]:
    """* for @ and the other way; factors turned, or exchanged; one side alone."""
    whole = {"lpar": [cst.LeftParen()], "rpar": [cst.RightParen()]}
    if isinstance(node.operator, cst.MatrixMultiply):
        yield node.with_changes(operator=cst.Multiply())
        for side in ("left", "right"):
            inner = getattr(node, side).with_changes(**whole)
            yield node.with_changes(**{side: cst.Attribute(inner, cst.Name("T"))})
    elif isinstance(node.operator, cst.Multiply):
        yield node.with_changes(operator=cst.MatrixMultiply())
    if not isinstance(node.operator, cst.Add | cst.Multiply):
        yield node.with_changes(left=node.right, right=node.left)
    yield from (node.left, node.right)


def _neighbours(node: cst.Subscript) -> Iterator[cst.CSTNode]:
    """The entry before, and the one after."""
    if len(node.slice) == 1 and isinstance(inner := node.slice[0].slice, cst.Index):
        if isinstance(inner.value, cst.BaseString):
            return
        for sign in (cst.Add(), cst.Subtract()):
            index = inner.with_changes(value=_with(inner.value, sign))
            yield node.with_changes(slice=[cst.SubscriptElement(index)])


def _shorter_slices(node: cst.Subscript) -> Iterator[cst.CSTNode]:
    """x[1:-1] for x[1:], x[:n - 1] for x[:n]: the last is never looked at."""
    inner = node.slice[0].slice if len(node.slice) == 1 else None
    if isinstance(inner, cst.Slice) and inner.step is None:
        if inner.upper is None and inner.lower is not None:
            shorter = inner.with_changes(upper=cst.parse_expression("-1"))
        elif inner.upper is not None and inner.lower is None:
            shorter = inner.with_changes(upper=_with(inner.upper, cst.Subtract()))
        else:
            return
        yield node.with_changes(slice=[cst.SubscriptElement(shorter)])


def _shorter_loops(node: cst.For | cst.CompFor) -> Iterator[cst.CSTNode]:
    """for x in xs[:-1], and in xs[1:]: the last, or the first, is left out."""
    if isinstance(node.iter, cst.Name):
        for part in ("[:-1]", "[1:]"):
            yield node.with_changes(iter=cst.parse_expression(node.iter.value + part))


def _digits(node: cst.Assign) -> Iterator[cst.CSTNode]:
    """Half of the digits, or none behind the point."""
    if isinstance(node.value, cst.Call | cst.BinaryOperation):
        inner = node.value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        for dtype in ("np.float32", "int"):
            method = cst.Attribute(inner, cst.Name("astype"))
            yield node.with_changes(value=cst.Call(method, [cst.Arg(cst.parse_expression(dtype))]))

"""Other ways to say the same: names, keys, statements, literals."""

import ast
import copy
from collections.abc import Callable

from tests.network import ARGUMENTS, FUNCTIONS

from .tools import Rewriting, each, fill, returned

SAID: dict[str, Rewriting] = {}


# Keys.
def joined(make: Callable[[list[ast.expr]], ast.expr]) -> Rewriting:
    """Write f-strings in another way."""

    def change(node: ast.JoinedStr) -> ast.expr | None:
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
        plain = all(
            one.conversion == -1 and one.format_spec is None
            for one in node.values
            if isinstance(one, ast.FormattedValue)
        )
        return make(parts) if plain else None

    return each(ast.JoinedStr, change)


def added(parts: list[ast.expr]) -> ast.expr:
    """Text + str(number)."""
    texts = [p if isinstance(p, ast.Constant) else fill("str(p)", p=p) for p in parts]
    whole = texts[0]
    for one in texts[1:]:
        whole = ast.BinOp(whole, ast.Add(), one)
    return whole


def formatted(template: str) -> Callable[[list[ast.expr]], ast.expr]:
    """A template with a place for each part."""
    return lambda parts: fill(
        template.replace(
            "TEXT", repr("{}" * len(parts) if "format" in template else "%s" * len(parts))
        ).replace("PARTS", ", ".join(f"p{i}" for i in range(len(parts)))),
        **{f"p{i}": one for i, one in enumerate(parts)},
    )


SAID["keys: + str"] = joined(added)
SAID["keys: format"] = joined(formatted("TEXT.format(PARTS)"))
SAID["keys: %"] = joined(formatted("TEXT % (PARTS,)"))
SAID["keys: join"] = joined(formatted("''.join(map(str, [PARTS]))"))


def text_and_number(node: ast.BinOp) -> ast.expr | None:
    """ "W" + str(l) as an f-string."""
    right = node.right
    if not isinstance(node.left, ast.Constant) or not isinstance(right, ast.Call):
        return None
    if ast.unparse(right.func) == "str":
        return ast.JoinedStr([node.left, ast.FormattedValue(right.args[0], -1, None)])
    return None


SAID["keys: f-strings"] = each(ast.BinOp, text_and_number)


# Names.
def renamed(name: Callable[[int, str], str]) -> Rewriting:
    """Give every name that is set another one."""

    def rewrite(function: ast.FunctionDef) -> list[ast.stmt]:
        own = {one.arg for one in function.args.args}
        stored = [
            one.id
            for one in ast.walk(function)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id not in own
        ]
        table = {old: name(i, old) for i, old in enumerate(dict.fromkeys(stored))}
        for one in ast.walk(function):
            if isinstance(one, ast.Name):
                one.id = table.get(one.id, one.id)
        return [function]

    return rewrite


HIDES = (
    *[
        "type",
        "input",
        "id",
        "dir",
        "vars",
        "hash",
        "filter",
        "format",
        "object",
        "bytes",
        "hex",
        "oct",
        "bin",
        "chr",
        "ord",
    ],
)
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
SAID["names: v0, v1"] = renamed(lambda i, old: f"v{i}")
SAID["names: long"] = renamed(lambda i, old: f"the_value_that_is_called_{old}_elsewhere")
SAID["names: camelCase"] = renamed(lambda i, old: f"my{i}{old.title()}")
SAID["names: Greek"] = renamed(lambda i, old: f"{GREEK[i % 24]}{i // 24 or ''}")
SAID["names: _"] = renamed(lambda i, old: f"_{old}")
SAID["names: of builtins"] = renamed(lambda i, old: HIDES[i] if i < len(HIDES) else old)


# Statements.
def annotated(node: ast.Assign) -> ast.stmt | None:
    """A hint with every name."""
    if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return ast.AnnAssign(node.targets[0], ast.Constant("whatever"), node.value, simple=1)
    return None


def turned(node: ast.Compare) -> ast.expr | None:
    """b < a for a > b."""
    other = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE, ast.Eq: ast.Eq}
    if len(node.ops) == 1 and type(node.ops[0]) in other:
        return ast.Compare(node.comparators[0], [other[type(node.ops[0])]()], [node.left])
    return None


def other_way_round(node: ast.If) -> ast.stmt | None:
    """If not …"""
    if not node.orelse:
        return None
    return ast.If(ast.UnaryOp(ast.Not(), node.test), node.orelse, node.body)


def as_match(node: ast.If) -> ast.stmt | None:
    """match for a question about one word."""
    test = node.test
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name):
        word = test.comparators[0]
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            cases = [
                ast.match_case(ast.MatchValue(word), None, node.body),
                ast.match_case(ast.MatchAs(), None, node.orelse or [ast.Pass()]),
            ]
            return ast.Match(test.left, cases)
    return None


def as_while(node: ast.For) -> list[ast.stmt] | None:
    """An iterator by hand."""
    over = ast.parse(
        "turns = iter([])\nwhile True:\n    try:\n        x = next(turns)\n"
        "    except StopIteration:\n        break"
    ).body
    assert isinstance(over[0], ast.Assign) and isinstance(over[0].value, ast.Call)
    over[0].value.args = [node.iter]
    loop = over[1]
    assert isinstance(loop, ast.While) and isinstance(loop.body[0], ast.Try)
    step = loop.body[0].body[0]
    assert isinstance(step, ast.Assign)
    step.targets = [node.target]
    loop.body += node.body
    return over


def by_place(node: ast.Assign) -> list[ast.stmt] | None:
    """x = pair[0], y = pair[1]."""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple) or not isinstance(node.value, ast.Name):
        return None
    made: list[ast.stmt] = []
    for i, one in enumerate(target.elts):
        made.append(ast.Assign([one], fill(f"pair[{i}]", pair=node.value)))
    return made


def listed(node: ast.Assign) -> ast.stmt | None:
    """[x, y] = pair."""
    target = node.targets[0]
    return (
        ast.Assign([ast.List(target.elts)], node.value) if isinstance(target, ast.Tuple) else None
    )


def spelled_out(node: ast.AugAssign) -> ast.stmt:
    """x = x - y for x -= y: on a copy, both do."""
    read = copy.deepcopy(node.target)
    read.ctx = ast.Load()
    return ast.Assign([node.target], ast.BinOp(read, node.op, node.value))


SAID["hints everywhere"] = each(ast.Assign, annotated)
SAID["b < a"] = each(ast.Compare, turned)
SAID["if not"] = each(ast.If, other_way_round)
SAID["match"] = each(ast.If, as_match)
SAID["while and next"] = each(ast.For, as_while)
SAID["pairs by place"] = each(ast.Assign, by_place)
SAID["[x, y] = pair"] = each(ast.Assign, listed)
SAID["no -="] = each(ast.AugAssign, spelled_out)
SAID["a result"] = returned("result = VALUE\nreturn result")
SAID["a walrus"] = returned("return (result := VALUE)")
SAID["a tuple of one"] = returned("(result,) = (VALUE,)\nreturn result")
SAID["if True"] = returned("if True:\n    return VALUE")
SAID["for one turn"] = returned("for _ in range(1):\n    return VALUE")
SAID["finally"] = returned("try:\n    return VALUE\nfinally:\n    pass")
SAID["deleted afterwards"] = returned("result = [VALUE]\n(kept,) = result\ndel result\nreturn kept")


# Literals.
def by_pairs(node: ast.Dict) -> ast.expr:
    """dict(zip(…)) for a display."""
    if not node.keys:
        return fill("dict()")
    return fill(
        "dict(zip(k, v))", k=ast.List(list(filter(None, node.keys))), v=ast.List(node.values)
    )


def by_comprehension(node: ast.Dict) -> ast.expr:
    """A comprehension over pairs."""
    both = zip(filter(None, node.keys), node.values, strict=True)
    pairs: list[ast.expr] = [ast.Tuple(list(one)) for one in both]
    return fill("{name: value for name, value in pairs}", pairs=ast.List(pairs))


def constants(function: ast.FunctionDef) -> list[ast.stmt]:
    """Every number of the body is a constant above it."""
    above: list[ast.stmt] = []

    class Numbers(ast.NodeTransformer):
        def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
            return node

        def visit_Constant(self, node: ast.Constant) -> ast.expr:
            if type(node.value) not in (int, float):
                return node
            name = f"{function.name.upper()}_NUMBER_{len(above)}"
            above.append(ast.Assign([ast.Name(name, ast.Store())], node))
            return ast.Name(name, ast.Load())

    function.body = [Numbers().visit(one) for one in function.body]
    return [*above, function]


SAID["dict and zip"] = each(ast.Dict, by_pairs)
SAID["a dict comprehension"] = each(ast.Dict, by_comprehension)
SAID["list()"] = each(ast.List, lambda n: None if n.elts else fill("list()"))
SAID["lists for tuples"] = returned(
    "back = VALUE\nreturn list(back) if type(back) is tuple else back"
)
SAID["numbers have names"] = constants


def with_keywords(function: ast.FunctionDef) -> list[ast.stmt]:
    """The course's own functions are called by the names of their arguments."""

    def change(node: ast.Call) -> ast.expr | None:
        name = ast.unparse(node.func)
        if name not in FUNCTIONS or any(isinstance(one, ast.Starred) for one in node.args):
            return None
        given = [ast.keyword(k, v) for k, v in zip(ARGUMENTS[name], node.args, strict=False)]
        return ast.Call(node.func, [], [*given[::-1], *node.keywords])

    return each(ast.Call, change)(function)


SAID["keywords"] = with_keywords

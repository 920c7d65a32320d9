"""A locked cell's text as Python alone, and taken apart where it shows a value.

It is done here and not beside the student's code: there IPython's own words for it, its prompts,
its compiler, Python's trees of syntax, can be made to read another text than this.
"""

import ast
import functools
import io
import tokenize
import warnings
from typing import Any

from grader.engine.sandbox.inside.testcell import FLAGS, FUTURE, assigned_last

SHOWN = ("none", "last", "last_expr", "last_expr_or_assign", "all")  # ast_node_interactivity
SKIPPED = (tokenize.ENDMARKER, tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT)

Part = tuple[str, str]


@functools.lru_cache(maxsize=1_000)
def parts_of(source: str) -> dict[str, Any] | None:
    """Take a cell apart.

    Returns:
        "parts" by IPython's ast_node_interactivity, each with what compiles it; "text", of which
        they are parts; "future", the flags that it sets for what is compiled later; "warned", what
        Python warns of in it: the words, the line, the kind. Nothing where it is no Python, for
        IPython to say so.
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            text = _as_python(source.replace("\r\n", "\n").replace("\r", "\n"))
            tree = ast.parse(text)
            parts = {which: _parts(text, tree, which) for which in SHOWN}
            for which in reversed(SHOWN):  # the last is the whole, which warns of all
                del warned[:]
                future = 0
                for kind, part in parts[which]:
                    code = compile(part, "", kind, FLAGS | future, dont_inherit=True)
                    future |= code.co_flags & FUTURE
        except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
            return None
    if _ends_quietly(text):
        parts = dict.fromkeys(parts, parts["none"])
    said = [[str(one.message), one.lineno, one.category.__name__] for one in warned]
    return {"parts": parts, "text": text, "future": future, "warned": said}


def _as_python(source: str) -> str:
    """Have IPython write magics, `!` and `?` as what they mean; it is asked only for these."""
    try:
        compile(source, "", "exec", FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager  # takes long to load

        return str(TransformerManager().transform_cell(source))
    return source


def _parts(text: str, tree: ast.Module, which: str) -> list[Part]:
    """Give the parts in their order: statements, and the expressions that are shown."""
    last = tree.body[-1] if tree.body else None
    shown = [one for one in tree.body if isinstance(one, ast.Expr)]
    if which != "all":
        shown = [one for one in shown if one is last and which != "none"]
    parts, start, before = [], 0, ""
    for one in shown:
        begin = _place(text, one.lineno, one.col_offset)
        end = _place(text, one.end_lineno or 0, one.end_col_offset or 0)
        parts.append(("exec", before + text[start:begin]))
        parts.append(("eval", "\n" * text.count("\n", 0, begin) + f"({text[begin:end]})"))
        # Lines keep their numbers; and what follows may begin with a semicolon.
        start, before = end, "\n" * text.count("\n", 0, end) + "pass"
    parts.append(("exec", before + text[start:]))
    if which == "last_expr_or_assign" and (name := assigned_last(tree)):
        parts.append(("eval", name))
    return parts


def _place(text: str, line: int, column: int) -> int:
    """Find a place that a tree names by its line, and its column in bytes."""
    lines = text.split("\n")
    before = sum(len(one) + 1 for one in lines[: line - 1])
    return before + len(lines[line - 1].encode()[:column].decode())


def _ends_quietly(text: str) -> bool:
    """Tell whether a cell ends with a semicolon, which asks for no value to be shown."""
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(text).readline))):
        if token.type not in SKIPPED:
            return token.string == ";"
    return False

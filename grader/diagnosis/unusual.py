"""Functions of NumPy that stand in a wrong function, and mix numbers or bend them.

They are seldom meant where each number, or each example, of the answer comes from its own place.
"""

import ast
import re
from collections.abc import Iterator

from .code import line_of, nodes_of
from .traps import calls

# What they do: some look like another one.
UNUSUAL = {
    "median": "is the one in the middle, and no mean",
    "sort": "puts numbers in another order: they leave the places that they belong to",
    "prod": "multiplies all the numbers",
    "cumsum": "keeps the sum up to each place",
    "tanh": "runs from -1 to 1",
    "abs": "drops the sign",
    "absolute": "drops the sign",
    "max": "keeps one number of many, the largest",
    "min": "keeps one number of many, the smallest",
    "norm": "is the length of the whole array, one number",
    "std": "is the spread of the numbers",
    "var": "is the spread of the numbers, squared",
    "round": "cuts digits off",
    "floor": "drops what is behind the point",
    "sign": "keeps the sign alone",
    "expm1": "is exp(x) - 1",
    "logaddexp": "is log(exp(a) + exp(b)), which grows without end",
}


# What a docstring may say in the place of NumPy's word.
SAID = {
    "std": ("deviation", "spread", "normali", "standardi", "scale"),
    "var": ("spread", "normali", "standardi"),
    "max": ("large", "great", "high", "most", "last", "scale"),
    "min": ("small", "least", "low", "first", "scale"),
    "sort": ("order", "rank", "median", "quantile", "percentile"),
    "prod": ("multipl", "factorial", "power"),
    "cumsum": ("sum", "add", "so far", "walk", "running"),
    "abs": ("distance", "size", "magnitude", "without sign", "error", "large", "tolerance"),
    "absolute": ("distance", "size", "magnitude", "without sign", "error", "large"),
    "norm": ("length", "distance", "size", "unit"),
    "floor": ("whole", "down", "integer", "below"),
    "sign": ("direction",),
}


def unusual(tree: ast.FunctionDef) -> Iterator[str]:
    """np.median(x), where a mean may be meant: said where nothing else is known.

    Not of what the function's name or its docstring speaks of.
    """
    # The names of other functions, of which it speaks, ask for nothing.
    asked = re.sub(r"\w+_\w+", "", ast.get_docstring(tree) or "")
    asked = f"{tree.name} {asked}".lower()
    kept = {id(one) for node in nodes_of(tree) if calls(node, "exp") for one in ast.walk(node)}
    for node in nodes_of(tree):
        if id(node) in kept:  # a guard: exp(-abs(x)), exp(x - x.max())
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            told = any(word in asked for word in (name, *SAID.get(name, ())))
            if name in UNUSUAL and not told and calls(node, name):
                yield f"{line_of(node)}: np.{name} {UNUSUAL[name]}."

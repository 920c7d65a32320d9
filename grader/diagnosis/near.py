"""What is nearest to a misspelt name: of a variable, a function, a key, an attribute, an argument.

A name is offered only where it is there, and is nearly the one that was written.
"""

import ast
import builtins
import difflib
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from grader.cases.case import Case, Traits

from .code import nodes_of
from .numbered import KEY

MAX_NAME = 40  # letters of a name that is looked up
ALIKE = 0.7  # of the letters of both must be the same
HALF = 0.6  # of those in the words that only one of them has
# How modules are called, where that is not their name.
ALIASES = {"np": "numpy as np", "plt": "matplotlib.pyplot as plt", "pd": "pandas as pd"}
OTHERS = {"tf": "TensorFlow", "torch": "PyTorch", "jnp": "JAX", "keras": "Keras"}


def near(error: str, case: Case, tree: ast.FunctionDef, others: Mapping[str, Traits]) -> str:
    """Say what may be meant by the name that an error speaks of; empty where nothing is near.

    Args:
        error: of a call, as "NameError: what it said".
        case: which the function was called with.
        tree: the function's code.
        others: what is special about the functions of the assignment.
    """
    if found := re.match(r"NameError: name '(\w+)' is not defined", error):
        if (name := found[1]) in OTHERS:
            return (
                f"{name} is {OTHERS[name]}'s usual name; this course is written in NumPy alone, "
                "and asks for its arrays."
            )
        if name in ALIASES or name in sys.stdlib_module_names:
            return f"{name} is a module: import {ALIASES.get(name, name)} is missing."
        return _variable(name, tree, others)
    if found := re.match(r"UnboundLocalError: .*local variable '(\w+)'", error):
        if found[1] in _set_by_loops_alone(tree):
            return f"Only a loop gives {found[1]} a value, and here the loop has made no turn."
        return ""
    if found := re.match(r"KeyError: '(\w+)'", error):
        given = [*case.args, *case.kwargs.values()]
        keys = [key for one in given if isinstance(one, dict) for key in one]
        if beyond := KEY.fullmatch(found[1]):
            numbered = [one for key in keys if (one := KEY.fullmatch(str(key)))]
            numbers = [int(one[2]) for one in numbered if one[1] == beyond[1]]
            if numbers and not min(numbers) <= int(beyond[2]) <= max(numbers):
                place = "ends before" if int(beyond[2]) > max(numbers) else "begins behind"
                return (
                    f"What is counted as {beyond[1]} {place} {found[1]}: look at the range, and "
                    "at the number in the key."
                )
        longer = [key for key in keys if re.fullmatch(rf"[A-Za-z]+{found[1]}", str(key))]
        if len({*longer}) == 1:  # d in front, for one
            return _said(found[1], longer[0])
        # What is counted is not told: only a key with the learner's own number is offered.
        number = re.sub(r"\D", "", found[1])
        return _offer(found[1], [key for key in keys if re.sub(r"\D", "", str(key)) == number])
    if found := re.match(r"AttributeError: module 'numpy' has no attribute '(\w+)'", error):
        return _offer(found[1], dir(np), "np.")
    if found := re.match(
        r"AttributeError: 'numpy\.ndarray' object has no attribute '(\w+)'", error
    ):
        if callable(getattr(np, found[1], None)):
            return f"An array has no method {found[1]}: the function np.{found[1]}(...) takes it."
        return _offer(found[1], dir(np.ndarray), ".")
    found = re.match(r"TypeError: (\w+)\(\) got an unexpected keyword argument '(\w+)'", error)
    if found and (offered := _offer(found[2], _arguments(found[1], others), "", "=")):
        return offered
    found = re.match(r"TypeError: (\w+)\(\) (?:got an unexpected|takes|got multiple)", error)
    if found and found[1] in others and found[1] != tree.name:
        return f"In this course it is {found[1]}({', '.join(others[found[1]].signature)})."
    return ""


def _set_by_loops_alone(tree: ast.FunctionDef) -> set[str]:
    """The names that get a value as what loops count with, and nowhere else."""
    counted = [id(node.target) for node in nodes_of(tree) if isinstance(node, ast.For)]
    names = [one for one in nodes_of(tree) if isinstance(one, ast.Name)]
    stored = [one for one in names if isinstance(one.ctx, ast.Store)]
    return {one.id for one in stored} - {one.id for one in stored if id(one) not in counted}


def _variable(name: str, tree: ast.FunctionDef, others: Mapping[str, Traits]) -> str:
    """Offer a function for what is called, and a variable for what is not."""
    called, asked = False, False
    for node in nodes_of(tree):
        inner = getattr(node, "func", None) or getattr(node, "value", None)
        if isinstance(inner, ast.Name) and inner.id == name:
            called |= isinstance(node, ast.Call)
            # Something of another kind than an array is meant.
            asked |= isinstance(node, ast.Attribute) and not hasattr(np.ndarray, node.attr)
    if asked:
        return ""
    own = {one.lower() for one in _names(tree)}
    if tree.name in others and name in others[tree.name].returns and name.lower() not in own:
        return f"No line gives {name} a value, and it is what is to be handed back."
    if not called:
        return _offer(name, [*_names(tree), "True", "False", "None"])
    whole = [one for one in others if len(name) > 4 and one.endswith(f"_{name}")]
    return _offer(name, [*_names(tree), *others, *dir(builtins)]) or (
        _said(name, whole[0]) if len(whole) == 1 else ""
    )


def _said(one: str, other: str) -> str:
    return f"There is no {one} here, and there is {other}: is that meant?"


def _offer(name: str, there: Iterable[Any], before: str = "", behind: str = "") -> str:
    """Offer the nearest of what is there: but for capitals the same, or one whose letters are."""
    if len(name) > MAX_NAME:
        return ""
    names = [one for one in dict.fromkeys(there) if isinstance(one, str) and one != name]
    found = [one for one in names if one.lower() == name.lower()]
    if not found:
        # Letters in front make another name of one: dvalue is no slip of value, nor of another.
        if any(len(one) > 2 and re.fullmatch(rf"[^_]+{re.escape(one)}", name) for one in names):
            return ""
        short = [one for one in names if len(name) > 2 and set(name[:1] + name[-1:]) & {*one}]
        short = [one for one in short if _alike(name, one)]
        found = difflib.get_close_matches(name, short, n=1, cutoff=ALIKE)
    if not found:
        return ""
    one, other = (f"{before}{word}{behind}" for word in (name, found[0]))
    return _said(one, other)


def _alike(one: str, other: str) -> bool:
    """Whether what two names do not share, word by word, is alike too: tanh_x is no linear_x."""
    words, wanted = one.lower().split("_"), other.lower().split("_")
    left = "".join(word for word in words if word not in wanted)
    right = "".join(word for word in wanted if word not in words)
    both = difflib.SequenceMatcher(None, left, right).ratio()
    return both >= HALF and (not words[1:] or not wanted[1:] or bool(left) == bool(right))


def _names(tree: ast.FunctionDef) -> list[str]:
    """Every name that a function's code gives a value, its arguments first."""
    stored = [
        node.id
        for node in nodes_of(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return [node.arg for node in nodes_of(tree) if isinstance(node, ast.arg)] + stored


def _arguments(called: str, others: Mapping[str, Traits]) -> list[str]:
    """The arguments of a function of the assignment, or of NumPy."""
    if called in others:
        return list(others[called].arguments)
    try:
        return list(inspect.signature(getattr(np, called)).parameters)
    except (AttributeError, ValueError, TypeError):
        return []

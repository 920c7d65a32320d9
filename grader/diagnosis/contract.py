"""What a function is asked with that it does not take: differences of contract, and no mistakes.

Whoever wrote a function for another edition of a course has other arguments, another order of
them, other defaults, or gives fewer things back. Each is told in a sentence: what is asked for
here, and what to change.
"""

import ast
import difflib
import itertools
from collections.abc import Sequence, Set
from typing import Any

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.compare import compare

from .code import written
from .words import listed

IN_ORDER = "in this order"
MAX_ARGUMENTS = 40  # of a head that is looked into: each is held against each


def contract_facts(
    tree: ast.FunctionDef | None, traits: Traits, named: Set[str] = frozenset()
) -> list[str]:
    """Hold a function's head against that of the reference.

    Args:
        tree: the function's code; where it is not at hand, nothing is said.
        traits: of the function, with the arguments of the reference.
        named: the arguments that are handed over by name.
    """
    if tree is None or not traits.arguments:
        return []
    head = tree.args
    if head.vararg and head.vararg.arg in traits.arguments and not head.args:
        return [
            f"*{head.vararg.arg} makes a tuple of what comes, one by one; this course hands over "
            f"{head.vararg.arg} as one thing: take the * off."
        ]
    if head.vararg or head.kwarg:
        return []
    own = [one.arg for one in (*head.posonlyargs, *head.args, *head.kwonlyargs)]
    if len(own) > MAX_ARGUMENTS:
        return []
    if own[:1] == ["self"]:
        return [
            "self belongs to a method of a class; this course asks for a plain function: "
            f"{tree.name}({', '.join(traits.signature or traits.arguments)})."
        ]
    spelt = {_meant(name, own, traits, named): name for name in own}
    own = list(spelt)
    optional = {*own[len(own) - len(head.kwonlyargs) - len(head.defaults) :]}
    asked = f"{tree.name}({', '.join(traits.signature or traits.arguments)})"
    renamed = _renamed(own, traits, named)
    missing = [name for name in traits.arguments if name not in (*own, *renamed.values())]
    more = [n for n in own if n not in (*traits.arguments, *renamed, *optional)]
    if missing and not more:
        one = len(missing) == 1
        strange = [n for n in own if n in optional and n not in (*traits.arguments, *renamed)]
        pairs = list(zip(missing, strange, strict=False))
        alike = len(strange) == len(missing) and all(itertools.starmap(_alike, pairs))
        other = f" (yours has {listed(strange)})" if alike else ""
        return [
            f"This course asks for {asked}, and your function has no argument{'' if one else 's'} "
            f"{listed(missing)}{other}: add {'it' if one else 'them'}."
        ]
    if more and not _told_apart(own, renamed, traits):
        wanted = [name for name in own if name not in optional]
        yours = f"yours is {', '.join(map(spelt.__getitem__, wanted))}"
        if len(wanted) > len(traits.arguments):
            return [f"This course asks for {asked}; {yours}, which is more than it is called with."]
        return [f"This course asks for {asked}, {IN_ORDER}; {yours}."]
    if more:
        return [
            f"This course asks for {asked}, and your function wants {listed(more)} besides: "
            "it is called without."
        ]
    shared = [name for name in own if renamed.get(name, name) in traits.arguments]
    if [renamed.get(name, name) for name in shared] != list(traits.arguments):
        yours = f"yours is {', '.join(map(spelt.__getitem__, shared))}"
        return [f"This course asks for {asked}, {IN_ORDER}; {yours}."]
    return other_defaults(head, traits)


def _meant(name: str, own: Sequence[str], traits: Traits, named: Set[str]) -> str:
    """The argument of the course that differs in capitals alone; else the name itself."""
    by_name = {one.partition("=")[0] for one in traits.signature if "=" in one}
    free = [one for one in traits.arguments if one not in (*own, *by_name, *named)]
    meant = [one for one in free if one.lower() == name.lower()]
    alone = sum(one.lower() == name.lower() for one in own) == 1
    return meant[0] if len(meant) == 1 and alone else name


def _renamed(own: Sequence[str], traits: Traits, named: Set[str]) -> dict[str, str]:
    """Pair the names that stand in another's place: what is handed over by place asks for none."""
    by_name = {one.partition("=")[0] for one in traits.signature if "=" in one}
    return {
        one: asked
        for one, asked in zip(own, traits.arguments, strict=False)
        if one not in traits.arguments and asked not in (*own, *by_name, *named)
    }


def _told_apart(own: Sequence[str], renamed: dict[str, str], traits: Traits) -> bool:
    """Whether it is clear which arguments are too many: a name behind the renamed ones is right."""
    if len(own) <= len(traits.arguments):
        return not any(name in traits.arguments for name in own) and not renamed
    pairs = list(zip(own, traits.arguments, strict=False))
    last = max((i for i, (one, asked) in enumerate(pairs) if one == asked), default=-1)
    return not any(name in renamed for name in own[last + 1 :])


def other_defaults(head: ast.arguments, traits: Traits) -> list[str]:
    """Name the arguments whose default is another one, where both are written as constants."""
    wanted = dict(one.split("=", 1) for one in traits.signature if "=" in one)
    names = [one.arg for one in (*head.posonlyargs, *head.args)]
    given = dict(zip(names[::-1], [written(one) for one in head.defaults[::-1]], strict=False))
    for one, value in zip(head.kwonlyargs, head.kw_defaults, strict=True):
        if value is not None:
            given[one.arg] = written(value)
    said = []
    for name, default in wanted.items():
        if name not in given:
            said.append(f"The argument {name} has no default; in this course it is {default}.")
        elif not _same(given[name], default):
            said.append(f"The default of {name} is {given[name]}; in this course it is {default}.")
    return said


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() > 0.6


def _same(one: str, other: str) -> bool:
    try:
        return bool(ast.literal_eval(one) == ast.literal_eval(other))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return True  # a name, or a sum: what it is worth is not known here


def part_alone(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Say where one part of the answer came back alone, where several are asked for."""
    found = set()
    for case, answer in values:
        names = case.traits.returns
        if len(names) < 2 or not isinstance(case.expected, list | tuple):
            return []
        found.add(_part(answer.value, case.expected, names))
    if len(found) != 1 or not (name := found.pop()):
        return []
    asked = listed(list(values[0][0].traits.returns))
    return [f"Only {name} comes back, where this course asks for {asked}, in this order."]


def more_than_asked(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Say where all that is asked for comes back, and right, but more comes behind it."""
    found = set()
    for case, answer in values:
        names, got = case.traits.returns, answer.value
        wanted = case.expected if len(names) > 1 else [case.expected]
        if not isinstance(got, tuple) or not isinstance(wanted, list | tuple):
            return []
        if len(got) <= len(wanted) or any(map(compare, got, wanted)):
            return []
        found.add((names, len(wanted)))
    if len(found) != 1:
        return []
    names, asked = found.pop()  # how many came is the learner's to choose, and is not told
    right = f"{listed(list(names))} are right" if asked > 1 else "the first of them is right"
    alone = "these" if asked > 1 else "it"
    return [f"More comes back than is asked for: {right}, and this course asks for {alone} alone."]


def _part(value: Any, expected: Sequence[Any], names: tuple[str, ...]) -> str:
    """Name the part that a value is, or looks like: the only one of its kind and structure."""
    for name, right in zip(names, expected, strict=True):
        if compare(value, right) is None:
            return name
    if isinstance(value, list | tuple) and len(value) == len(names):
        return ""  # these are all the parts, right or wrong
    like = [
        name for name, right in zip(names, expected, strict=True) if _form(value) == _form(right)
    ]
    return like[0] if len(like) == 1 else ""


def _form(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return "row", len(value)
    return type(value).__name__, getattr(value, "shape", None)

"""The inputs of every case, public and hidden, and the expected answers from the reference.

Public cases are small and round; hidden ones have other seeds. Both come from the same recipes,
so that neither finds a mistake that the other cannot.
"""

import ast
import inspect
import textwrap
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.cases.call import call, said_by
from grader.cases.case import Case, Traits
from grader.cases.compare import is_numeric
from grader.cases.judge import judge
from grader.cases.plain import Other, pack, unpack
from grader.engine.errors import AuthorError
from grader.examine import ask

from .draw import Draw
from .folder import Folder
from .recipe import Recipe, traits_of
from .trouble import place_of

PUBLIC_SEED = 1
HIDDEN_SEED = 20_261


def draw_cases(folder: Folder, functions: tuple[str, ...], seed: int, public: bool) -> list[Case]:
    """Make the cases of every function, with the answers of the reference.

    Raises:
        AuthorError: a function has no case, or its own reference fails one.
    """
    cases: list[Case] = []
    for function in functions:
        # A stream of its own per function: a new case, or function, moves no other one's numbers.
        own_seed = (seed + zlib.crc32(function.encode())) % 2**32
        own = list(_cases_of(folder, function, own_seed, 1 if public else None))
        if not own:
            raise AuthorError(f"{function} has no case: its generator in cases yields none.")
        cases += own
    return cases


def _read_by(reference: Callable[..., Any], names: tuple[str, ...]) -> Collection[str]:
    """Give the names that its text reads; the arguments', where it has no text."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(reference))))
    except (OSError, TypeError, SyntaxError):
        return names
    read = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in read if isinstance(node.ctx, ast.Load)}


def _cases_of(folder: Folder, function: str, seed: int, decimals: int | None) -> Iterator[Case]:
    module = folder.cases()
    recipes = folder.recipes(function)
    if recipes is None:
        raise AuthorError(
            f"{function} is checked in a notebook and has no cases. Write a generator of that "
            f"name in {module.__file__}, or import it there."
        )
    reference = folder.function(function)
    parameters = inspect.signature(reference).parameters
    names, bare = tuple(parameters), inspect.Parameter.empty
    written = tuple(str(one.replace(annotation=bare)) for one in parameters.values())
    read = _read_by(reference, names)
    used = tuple(name for name in names if name in read)
    traits = replace(traits_of(recipes), arguments=names, signature=written, used=used)
    for name in filter(None, (traits.elementwise, traits.start, traits.examples)):
        if name not in names:
            raise AuthorError(
                f"the traits of {function} name an argument {name}; it has {', '.join(names)}."
            )
    drawing: type[Draw] = vars(module).get("Draw", Draw)
    try:
        drawn = list(recipes(drawing(seed, decimals)))
    except Exception as error:
        raise AuthorError(f"{place_of(error, folder.home)}: {said_by(error)}") from None
    titles = [recipe.title for recipe in drawn if isinstance(recipe, Recipe)]
    for recipe in drawn:
        if not isinstance(recipe, Recipe):
            raise AuthorError(f"the cases of {function} must be made by case(…), not {recipe!r}.")
        if titles.count(recipe.title) > 1:
            raise AuthorError(
                f"two cases of {function} are called “{recipe.title}”: a student could not tell "
                "them apart."
            )
        yield _case(folder, function, recipe, traits)


def _case(folder: Folder, function: str, recipe: Recipe, traits: Traits) -> Case:
    """Have the reference answer a recipe, and see to it that it passes its own case."""
    reference = folder.function(function)
    answer = call(reference, recipe.args, recipe.kwargs)
    where = f"{function}, case “{recipe.title}”"
    raised = (answer.error or "").partition(":")[0]
    if raised != recipe.raises:
        expected = f"{recipe.raises} is expected" if recipe.raises else "an answer is expected"
        said = f"raises {answer.error} ({answer.line})" if answer.error else "gives an answer"
        raise AuthorError(f"{where}: {expected}, and the reference {said}.")
    packed = pack([answer.value, recipe.args, recipe.kwargs, recipe.defaults])
    value, args, kwargs, defaults = unpack(*packed)
    leaves = _leaves([value, args, kwargs])
    if strange := next((leaf.what for leaf in leaves if isinstance(leaf, Other)), ""):
        raise AuthorError(
            f"{where}: inputs and answers are numbers, strings, True, False, None, lists, tuples, "
            f"dictionaries with texts or whole numbers as keys, and arrays; here is {strange}."
        )
    if not recipe.nan and any(is_numeric(x) and np.isnan(x).any() for x in _leaves(value)):
        raise AuthorError(
            f"{where}: the reference gives nan. Where that is what the docstring asks for, say so: "
            "case(…).with_nan()."
        )
    parts = len(value) if isinstance(value, list | tuple) else 1
    if len(traits.returns) > 1 and not recipe.raises and parts != len(traits.returns):
        raise AuthorError(
            f"{where}: {len(traits.returns)} parts are named ({', '.join(traits.returns)}), and "
            f"the reference returns {parts}."
        )
    case = Case(
        function,
        recipe.title,
        recipe.why,
        args,
        kwargs,
        value,
        traits,
        recipe.raises,
        defaults,
        recipe.slack,
    )
    if difference := judge(case, ask(reference, case)):
        raise AuthorError(f"{where}: the reference fails its own case: {difference}.")
    return case


def _leaves(value: object) -> Iterator[Any]:
    """Yield what lists, tuples and dictionaries hold in the end."""
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)
    else:
        yield value

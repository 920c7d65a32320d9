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
from inspect import signature
from itertools import zip_longest
from typing import Any

import numpy as np

from grader.cases.call import call
from grader.cases.case import Case, Traits
from grader.cases.compare import is_array, is_numeric, wrong_entries
from grader.cases.judge import judge
from grader.cases.plain import MAX_ITEMS, MAX_NUMBERS, MAX_TEXT, Other, pack, unpack
from grader.engine.errors import AuthorError
from grader.examine import ask

from .draw import Draw
from .folder import Folder
from .recipe import Named, Recipe, traits_of
from .trouble import ended_after, placed

PUBLIC_SEED = 1
HIDDEN_SEED = 20_261
TRAINING = 600.0  # seconds for a call that students are spared


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
    recipes = _recipes(folder, function)
    reference = folder.function(function)
    parameters = signature(reference).parameters
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
    drawn, again = (_drawn(folder, function, recipes, seed, decimals) for _ in range(2))
    for recipe, other in zip_longest(drawn, again):
        if recipe is None or other is None or not _same(recipe, other):
            raise AuthorError(
                f"the cases of {function} are others each time that they are drawn. Take what is "
                "random from draw alone, such as draw.normal(3) or draw.random."
            )
        yield _case(folder, function, recipe, traits)


def _recipes(folder: Folder, function: str) -> Named:
    """Find the generator of a function's cases."""
    module, recipes = folder.cases(), folder.recipes(function)
    if recipes is None:
        raise AuthorError(
            f"{function} is checked in a notebook and has no cases. Write a generator of that "
            f"name in {module.__file__}, or import it there."
        )
    found: Named = recipes
    return found


def _drawn(
    folder: Folder, function: str, recipes: Named, seed: int, decimals: int | None
) -> list[Recipe]:
    """Draw the cases of a function, none of which has an answer yet."""
    module = folder.cases()
    drawing: type[Draw] = vars(module).get("Draw", Draw)
    try:
        drawn = list(recipes(drawing(seed, decimals)))
    except Exception as error:
        here = error.__traceback__
        if isinstance(error, TypeError) and here and not here.tb_next:  # not called, or no list
            raise AuthorError(
                f"{function} in {module.__file__} is no generator of cases. Write: "
                f"def {function}(draw): and below it, for each case, yield case(…)."
            ) from None
        raise placed(error, folder.home) from None
    titles = [recipe.title for recipe in drawn if isinstance(recipe, Recipe)]
    for recipe in drawn:
        if not isinstance(recipe, Recipe):
            raise AuthorError(f"the cases of {function} must be made by case(…), not {recipe!r}.")
        if titles.count(recipe.title) > 1:
            raise AuthorError(
                f"two cases of {function} are called “{recipe.title}”: a student could not tell "
                "them apart."
            )
    return drawn


def _same(one: Recipe, other: Recipe) -> bool:
    """Whether two recipes are the same, their arrays number by number."""
    (said, arrays), (again, others) = (pack([r.title, r.args, r.kwargs]) for r in (one, other))
    bytes_of = [[(x.shape, x.dtype, x.tobytes()) for x in some] for some in (arrays, others)]
    return said == again and bytes_of[0] == bytes_of[1]


def _case(folder: Folder, function: str, recipe: Recipe, traits: Traits) -> Case:
    """Have the reference answer a recipe, and see to it that it passes its own case."""
    reference = folder.function(function)
    where = f"{function}, case “{recipe.title}”"
    seconds = TRAINING if recipe.defaults else folder.limits.call_seconds
    with ended_after(seconds, f"{where}: the reference"):
        answer = call(reference, recipe.args, recipe.kwargs)
    raised = (answer.error or "").partition(":")[0]
    if recipe.raises not in (raised, *answer.kinds):
        expected = f"{recipe.raises} is expected" if recipe.raises else "an answer is expected"
        at = f" ({answer.line})" if answer.line else f"; it is {function}{signature(reference)}"
        said = f"raises {answer.error}{at}" if answer.error else "gives an answer"
        raise AuthorError(f"{where}: {expected}, and the reference {said}.")
    packed = pack([answer.value, recipe.args, recipe.kwargs, recipe.defaults])
    value, args, kwargs, defaults = unpack(*packed)
    leaves = _leaves([value, args, kwargs])
    if strange := next((leaf.what for leaf in leaves if isinstance(leaf, Other)), ""):
        raise AuthorError(
            f"{where}: here is {strange}. Inputs and answers are real numbers, whole ones of up "
            f"to 63 bits, texts of up to {MAX_TEXT:,} characters, True, False, None, arrays of up "
            f"to {MAX_NUMBERS:,} numbers, and lists, tuples and dictionaries of up to "
            f"{MAX_ITEMS:,} of these, with texts or whole numbers as keys. Ask for something else "
            "in such a form: for a set as a sorted list, for a table as a dictionary of lists."
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
        meant = (
            "It is called twice, on copies of the same arguments. Give it a seed where it draws "
            "numbers. Where it is to change its arguments, let it change a copy and return that, "
            "or test it in a cell with assert."
        )
        raise AuthorError(f"{where}: the reference fails its own case: {difference}. {meant}")
    if traits.elementwise and not _by_element(reference, case):
        raise AuthorError(
            f"{where}: the trait elementwise={traits.elementwise!r} says that each number of the "
            "answer comes from the number in the same place alone; here one number of "
            f"{traits.elementwise} changes the answer in other places too. Leave the trait out."
        )
    return case


def _by_element(reference: Callable[..., Any], case: Case) -> bool:
    """Whether another number in one place of an argument changes no other place of the answer."""
    name, given = case.traits.elementwise, case.argument(case.traits.elementwise)
    if case.raises or not is_array(given) or given.size < 2 or given.dtype.kind == "b":
        return True
    changed = given.copy()
    changed.flat[0] += 1
    own = dict(zip(case.traits.arguments, case.args, strict=False)) | case.kwargs | {name: changed}
    answer = call(reference, (), own)
    some, others = (
        [one for one in _leaves(value) if is_array(one) and one.shape == given.shape]
        for value in (case.expected, answer.value)
    )
    pairs = zip(some, others, strict=False)
    return not any(wrong_entries(two, one).ravel()[1:].any() for one, two in pairs)


def _leaves(value: object) -> Iterator[Any]:
    """Yield what lists, tuples and dictionaries hold in the end."""
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)
    else:
        yield value

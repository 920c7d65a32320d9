"""The inputs of every case, public and hidden, and the expected answers from the reference.

Public cases are small and round; hidden ones have other seeds, other sizes, and more layers.
Both come from the same recipes below, so that neither finds a mistake that the other cannot.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.cases.case import Case, write_cases
from grader.course import FUNCTIONS
from solutions import network

from .draw import Draw
from .recipes import backward, cost, forward, initialize, train, update
from .recipes.recipe import Recipe

PUBLIC_SEED = 1
HIDDEN_SEED = 20_261

RETURNS: dict[str, tuple[str, ...]] = {
    "initialize_parameters": ("parameters",),
    "initialize_parameters_deep": ("parameters",),
    "sigmoid": ("A", "activation_cache"),
    "relu": ("A", "activation_cache"),
    "linear_forward": ("Z", "linear_cache"),
    "linear_activation_forward": ("A", "cache"),
    "L_model_forward": ("AL", "caches"),
    "compute_cost": ("cost",),
    "sigmoid_backward": ("dZ",),
    "relu_backward": ("dZ",),
    "linear_backward": ("dA_prev", "dW", "db"),
    "linear_activation_backward": ("dA_prev", "dW", "db"),
    "L_model_backward": ("grads",),
    "update_parameters": ("parameters",),
    "initialize_parameters_scaled": ("parameters",),
    "two_layer_model": ("parameters", "costs"),
    "L_layer_model": ("parameters", "costs"),
    "predict": ("predictions",),
}


# A case without any keyword is there for the defaults alone.
_TRAINING = {"learning_rate": 0.0075, "num_iterations": 2500}
DEFAULTS = {"two_layer_model": _TRAINING, "L_layer_model": _TRAINING}

RECIPES = (initialize, forward, cost, backward, update, train)


def recipe_of(function: str) -> Callable[[Draw], Iterator[Recipe]]:
    """Find the recipe of a function among the steps."""
    return next(vars(step)[function] for step in RECIPES if function in vars(step))


def draw_cases(seed: int, decimals: int | None = None) -> Iterator[Case]:
    """Make the cases of every function, with the answers of the reference."""
    for i, function in enumerate(FUNCTIONS):
        # A stream of its own per function: a new case moves no other function's numbers.
        for title, why, args, kwargs in recipe_of(function)(Draw(seed + i, decimals)):
            expected, raises = _answer(function, args, kwargs)
            yield Case(
                function=function,
                title=title,
                why=why,
                args=args,
                kwargs=kwargs,
                expected=expected,
                returns=RETURNS[function],
                any_dtype=function == "predict",
                raises=raises,
                defaults={} if kwargs else DEFAULTS.get(function, {}),
            )


def _answer(function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, str]:
    """The answer of the reference, or the name of the error that its docstring promises."""
    try:
        return getattr(network, function)(*args, **kwargs), ""
    except ValueError as error:
        return None, type(error).__name__


def build_cases(public: Path, hidden: Path, hidden_seed: int = HIDDEN_SEED) -> None:
    """Write public.h5 and hidden.h5, each into its folder."""
    write_cases(public / "public.h5", draw_cases(PUBLIC_SEED, decimals=1))
    write_cases(hidden / "hidden.h5", draw_cases(hidden_seed))

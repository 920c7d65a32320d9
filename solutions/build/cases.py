"""The inputs of every case, public and hidden, and the expected answers from the reference.

Public cases are small and round; hidden ones have other seeds, other sizes, and more layers.
Both come from the same recipes below, so that neither finds a mistake that the other cannot.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

import solutions
from grader.cases import Case, write_cases
from grader.course import FUNCTIONS

from .draw import Draw

PUBLIC_SEED = 1
HIDDEN_SEED = 20_261

# (title, why, args, kwargs)
Recipe = tuple[str, str, tuple[Any, ...], dict[str, Any]]

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


def initialize_parameters(draw: Draw) -> Iterator[Recipe]:
    n_x, n_h, n_y = draw.sizes(3)
    yield (
        "3 inputs, 2 hidden units, 1 output, the default seed",
        "W1 is drawn first and then W2, both from one stream that starts at the seed",
        (3, 2, 1),
        {},
    )
    yield (
        f"{n_x} inputs, {n_h} hidden units, {n_y} outputs, a seed of its own",
        "the sizes and the seed come from the arguments; a weight matrix has one row per unit",
        (n_x, n_h, n_y),
        {"seed": draw.seed()},
    )


def initialize_parameters_deep(draw: Draw) -> Iterator[Recipe]:
    dims, deep = draw.sizes(3), draw.sizes(5)
    yield (
        f"layers of {_listed(dims)} units, the default seed",
        "W1 is drawn first, then W2, from one stream that starts at the seed",
        (dims,),
        {},
    )
    yield (
        f"layers of {_listed(deep)} units, a seed of its own",
        "every layer needs a W and a b, the last one too, and its W has one row per unit",
        (deep,),
        {"seed": draw.seed()},
    )
    yield (
        "no hidden layer at all: 4 inputs, 1 output",
        "the number of layers comes from layer_dims",
        ([4, 1],),
        {"seed": draw.seed()},
    )


def sigmoid(draw: Draw) -> Iterator[Recipe]:
    Z = draw.normal(2, 4) * 2
    Z[0, 0] = 0.0
    yield (
        "positive and negative numbers, and a zero",
        "sigmoid(0) is one half; the cache is Z, for sigmoid_backward will need it",
        (Z,),
        {},
    )
    yield (
        "far from zero: from -700 to 700",
        "far out, the sigmoid is next to 0 or to 1, and never nan",
        (np.array([[-700.0, -40.0, 0.0, 40.0, 700.0]]),),
        {},
    )
    yield "one single number", "the shape of A is the shape of Z", (draw.normal(1, 1),), {}


def relu(draw: Draw) -> Iterator[Recipe]:
    Z = draw.normal(3, 4) * 2
    Z[1, 1] = 0.0
    yield (
        "positive and negative numbers, and a zero",
        "what is negative becomes 0; the cache is Z, for relu_backward will need it",
        (Z,),
        {},
    )
    yield "one single number", "the shape of A is the shape of Z", (-abs(draw.normal(1, 1)),), {}


def linear_forward(draw: Draw) -> Iterator[Recipe]:
    n_prev, n, m = draw.sizes(3)
    for n_prev, n, m, why in (
        (n_prev, n, m, "each unit has a row of W, each example a column of A"),
        (3, 1, 2, "the bias is added to every example"),
        (2, 4, 1, "a single example is a column too"),
    ):
        args = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
        yield f"{n_prev} inputs, {_count(n, 'unit')}, {_count(m, 'example')}", why, args, {}


def linear_activation_forward(draw: Draw) -> Iterator[Recipe]:
    for activation in ("relu", "sigmoid"):
        for n_prev, n, m in (draw.sizes(3), [2, 1, 3]):
            args = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
            yield (
                f"{activation}: {n_prev} inputs, {_count(n, 'unit')}, {_count(m, 'example')}",
                "the linear half comes first; the cache is (linear_cache, activation_cache)",
                args,
                {"activation": activation},
            )


def L_model_forward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        ([*draw.sizes(3), 1], 4, "relu in every hidden layer, sigmoid in the last, one cache each"),
        ([*draw.sizes(5), 1], 3, "the number of layers comes from parameters"),
        ([3, 1], 2, "with one layer there is only the sigmoid"),
        ([*draw.sizes(2), 3], 1, "a single example; three outputs"),
    ):
        title = f"layers of {_listed(dims)} units, {_count(m, 'example')}"
        yield title, why, (draw.normal(dims[0], m), draw.parameters(dims)), {}


def compute_cost(draw: Draw) -> Iterator[Recipe]:
    m = draw.sizes(1)[0] + 1
    AL = draw.probabilities(1, m)
    yield (
        f"{m} examples",
        "both terms count: log(AL) where Y is 1, log(1 - AL) where Y is 0; average over m",
        (AL, draw.labels(1, m)),
        {},
    )
    for label in (1.0, 0.0):
        yield (
            f"every label is {label:.0f}",
            "only one of the two terms is left",
            (draw.probabilities(1, 3), np.full((1, 3), label)),
            {},
        )
    yield "a single example", "m is 1", (draw.probabilities(1, 1), np.array([[1.0]])), {}
    AL = draw.probabilities(1, 5)
    AL[0, 1], AL[0, 3] = 1.0, 0.0
    yield (
        "two predictions are exactly 1 and 0, and right",
        "log(0) must not turn the cost into nan: 0 times minus infinity has no value",
        (AL, np.array([[1.0, 1.0, 0.0, 0.0, 0.0]])),
        {},
    )


def sigmoid_backward(draw: Draw) -> Iterator[Recipe]:
    dA, Z = draw.normal(3, 4), draw.normal(3, 4)
    Z[0, 0] = 0.0
    yield (
        "3 units, 4 examples",
        "the slope of the sigmoid is s (1 - s), and s is the sigmoid of Z; dA scales it",
        (dA, Z),
        {},
    )
    yield (
        "far from zero: from -700 to 700",
        "far out, the sigmoid is flat",
        (draw.normal(1, 5), np.array([[-700.0, -40.0, 0.0, 40.0, 700.0]])),
        {},
    )


def relu_backward(draw: Draw) -> Iterator[Recipe]:
    dA, Z = draw.normal(3, 5), draw.normal(3, 5)
    dA[0, :2], Z[0, :2] = (-1.5, -0.5), (0.7, -0.2)
    Z[1, 1] = 0.0
    yield (
        "3 units, 5 examples, one Z exactly 0",
        "the gradient passes where Z is positive, and only there, whatever the sign of dA",
        (dA, Z),
        {},
    )
    yield "a single number", "the shape of dZ is the shape of Z", (np.ones((1, 1)), -np.ones((1, 1))), {}


def linear_backward(draw: Draw) -> Iterator[Recipe]:
    for n_prev, n, m, why in (
        (*draw.sizes(3), "dW and db average over the m examples; db keeps one row per unit"),
        (2, 1, 3, "one unit: db has the shape (1, 1)"),
        (3, 2, 1, "a single example: the average is over one"),
    ):
        cache = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
        title = f"{n_prev} inputs, {_count(n, 'unit')}, {_count(m, 'example')}"
        yield title, why, (draw.normal(n, m), cache), {}


def linear_activation_backward(draw: Draw) -> Iterator[Recipe]:
    for activation in ("relu", "sigmoid"):
        for n_prev, n, m in (draw.sizes(3), [3, 1, 2]):
            linear_cache = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
            cache = (linear_cache, draw.normal(n, m))
            yield (
                f"{activation}: {n_prev} inputs, {_count(n, 'unit')}, {_count(m, 'example')}",
                "the activation comes first on the way back, with the cache that it left",
                (draw.normal(n, m), cache),
                {"activation": activation},
            )


def L_model_backward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        ([*draw.sizes(3), 1], 4, "each layer takes the dA that the layer above it gave"),
        ([*draw.sizes(4), 1], 3, "each layer has its own cache; hidden layers are relu"),
        ([3, 1], 2, "with one layer there is only the sigmoid"),
        ([*draw.sizes(2), 3], 5, "three outputs"),
    ):
        X, Y = draw.normal(dims[0], m), draw.labels(dims[-1], m)
        AL, caches = solutions.L_model_forward(X, draw.parameters(dims))
        title = f"layers of {_listed(dims)} units, {_count(m, 'example')}"
        yield title, why, (AL, Y, caches), {}
    # A weight of 100 drives the last sigmoid to exactly 1 and, as far as float64 goes, to 0.
    parameters = {"W1": np.array([[100.0, -900.0]]), "b1": np.zeros((1, 1))}
    X = np.array([[1.0, 0.5, 0.01], [0.0, 1.0, 0.002]])
    AL, caches = solutions.L_model_forward(X, parameters)
    yield (
        "two predictions are exactly 1 and 0, and right",
        "0 / 0 must not turn the gradients into nan",
        (AL, np.array([[1.0, 0.0, 1.0]]), caches),
        {},
    )


def update_parameters(draw: Draw) -> Iterator[Recipe]:
    for dims in ([*draw.sizes(2), 1], draw.sizes(4)):
        X, Y = draw.normal(dims[0], 3), draw.labels(dims[-1], 3)
        parameters = draw.parameters(dims)
        grads = solutions.L_model_backward(*_forward(X, Y, parameters))
        yield (
            f"layers of {_listed(dims)} units",
            "every W and every b takes one step against its own gradient",
            (parameters, grads),
            {"learning_rate": float(np.abs(draw.normal(1)[0]) + 0.1)},
        )


def initialize_parameters_scaled(draw: Draw) -> Iterator[Recipe]:
    for dims in (draw.sizes(3), draw.sizes(5)):
        yield (
            f"layers of {_listed(dims)} units, the default seed",
            "each W is divided by the square root of the size of the layer before",
            (dims,),
            {},
        )
    yield "a seed of its own", "the seed is an argument", ([4, 3, 1],), {"seed": draw.seed()}


def two_layer_model(draw: Draw) -> Iterator[Recipe]:
    yield from _training(draw, ([*draw.sizes(2), 1], [2, 3, 1]))


def L_layer_model(draw: Draw) -> Iterator[Recipe]:
    yield from _training(draw, ([*draw.sizes(3), 1], [*draw.sizes(2), 4, 1]))


def _training(draw: Draw, shapes: tuple[list[int], ...]) -> Iterator[Recipe]:
    settings: list[dict[str, Any]] = [
        {"learning_rate": 0.5, "num_iterations": 101},
        {"num_iterations": 2},
    ]
    why = "forward, cost, backward, update; costs has the cost at iterations 0, 100, …"
    for dims, kwargs in zip(shapes, settings, strict=True):
        X, Y = draw.normal(dims[0], 6), draw.labels(1, 6)
        title = f"layers of {_listed(dims)} units, {kwargs['num_iterations']} iterations"
        yield title, why, (X, Y, dims), kwargs


def predict(draw: Draw) -> Iterator[Recipe]:
    dims = [*draw.sizes(2), 1]
    yield (
        f"layers of {_listed(dims)} units, 8 examples",
        "1 where the probability is over one half, and 0 elsewhere",
        (draw.normal(dims[0], 8), draw.parameters(dims)),
        {},
    )
    zeros = {"W1": np.zeros((1, 2)), "b1": np.zeros((1, 1))}
    yield "a probability of exactly one half", "one half is not over one half", (np.ones((2, 3)), zeros), {}


RECIPES: dict[str, Callable[[Draw], Iterator[Recipe]]] = {
    recipe.__name__: recipe
    for recipe in (
        initialize_parameters,
        initialize_parameters_deep,
        sigmoid,
        relu,
        linear_forward,
        linear_activation_forward,
        L_model_forward,
        compute_cost,
        sigmoid_backward,
        relu_backward,
        linear_backward,
        linear_activation_backward,
        L_model_backward,
        update_parameters,
        initialize_parameters_scaled,
        two_layer_model,
        L_layer_model,
        predict,
    )
}


def draw_cases(seed: int, decimals: int | None = None) -> Iterator[Case]:
    """Make the cases of every function, with the answers of the reference."""
    for i, function in enumerate(FUNCTIONS):
        # A stream of its own per function: a new case moves no other function's numbers.
        for title, why, args, kwargs in RECIPES[function](Draw(seed + i, decimals)):
            expected = getattr(solutions, function)(*args, **kwargs)
            yield Case(
                function=function,
                title=title,
                why=why,
                args=args,
                kwargs=kwargs,
                expected=expected,
                returns=RETURNS[function],
                any_dtype=function == "predict",
            )


def build_cases(folder: Path, hidden_seed: int = HIDDEN_SEED) -> None:
    """Write public.h5 and hidden.h5."""
    write_cases(folder / "public.h5", draw_cases(PUBLIC_SEED, decimals=1))
    write_cases(folder / "hidden.h5", draw_cases(hidden_seed))


def _forward(X: np.ndarray, Y: np.ndarray, parameters: dict[str, np.ndarray]) -> tuple[Any, ...]:
    AL, caches = solutions.L_model_forward(X, parameters)
    return AL, Y, caches


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"

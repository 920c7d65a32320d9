"""Step 6: recipes of cases."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..draw import Draw
from .recipe import Recipe, listed


def initialize_parameters_scaled(draw: Draw) -> Iterator[Recipe]:
    for dims in (draw.sizes(3), draw.sizes(5)):
        yield (
            f"layers of {listed(dims)} units, the default seed",
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
        title = f"layers of {listed(dims)} units, {kwargs['num_iterations']} iterations"
        yield title, why, (X, Y, dims), kwargs


def predict(draw: Draw) -> Iterator[Recipe]:
    dims = [*draw.sizes(2), 1]
    X, _, parameters = draw.network(dims, 8)
    yield (
        f"layers of {listed(dims)} units, 8 examples",
        "1 where the probability is over one half, and 0 elsewhere",
        (X, parameters),
        {},
    )
    zeros = {"W1": np.zeros((1, 2)), "b1": np.zeros((1, 1))}
    yield (
        "a probability of exactly one half",
        "one half is not over one half",
        (np.ones((2, 3)), zeros),
        {},
    )

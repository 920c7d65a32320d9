"""Step 6: its cases."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .initialize import twelve
from .words import DEEP, count, listed

# More examples than a part of them, as some trainings take for each step, usually has.
MANY = 300


@traits(returns=("parameters",), numbered="layer")
def initialize_parameters_scaled(draw: Draw) -> Iterator[Recipe]:
    for dims in (draw.sizes(3), draw.sizes(5)):
        yield case(
            f"layers of {listed(dims)} units, the default seed",
            "each W is divided by the square root of the size of the layer before",
            dims,
        )
    yield case("a seed of its own", "the seed is an argument", [4, 3, 1], seed=draw.seed())
    yield case("twelve layers, the seed 0", DEEP, twelve(draw), 0)


@traits(returns=("parameters", "costs"), examples="X", numbered="layer")
def two_layer_model(draw: Draw) -> Iterator[Recipe]:
    yield _training(draw, [*draw.sizes(2), 1], learning_rate=0.5, num_iterations=201)
    yield _training(draw, [2, 3, 1], MANY, num_iterations=2, print_cost=True)
    yield _training(draw, [2, 2, 1], learning_rate=1e-6, num_iterations=150)
    yield _every_default(draw, [1, 1, 1])


@traits(returns=("parameters", "costs"), examples="X", numbered="layer")
def L_layer_model(draw: Draw) -> Iterator[Recipe]:
    # Many iterations of one layer, and few of many layers: each asks for what the other has not.
    yield _training(draw, [*draw.sizes(3), 1], learning_rate=0.5, num_iterations=12)
    yield _training(draw, [*draw.sizes(1), 1], learning_rate=0.5, num_iterations=201)
    yield _training(draw, [*draw.sizes(2), 4, 1], MANY, num_iterations=2, print_cost=True)
    yield _training(draw, [*[3] * 12, 1], learning_rate=0.1, num_iterations=2)
    # Who stops where the cost hardly changes makes fewer iterations than asked for.
    yield _training(draw, [2, 1], learning_rate=1e-6, num_iterations=150)
    yield _every_default(draw, [1, 1])


def _training(draw: Draw, dims: list[int], m: int = 6, **settings: Any) -> Recipe:
    X, Y = draw.normal(dims[0], m), draw.labels(1, m)
    return case(
        f"{count(len(dims) - 1, 'layer')} of {listed(dims[1:])} units, "
        f"{settings['num_iterations']} iterations, {m} examples",
        "forward, cost, backward, update; costs has the cost at iterations 0, 100, …",
        X,
        Y if settings["num_iterations"] > 2 else Y.astype(int),
        dims,
        **settings,
    )


def _every_default(draw: Draw, dims: list[int]) -> Recipe:
    """As small as a network can be: 2500 iterations are what makes it slow."""
    return case(
        f"layers of {listed(dims)} units, every default",
        "the learning rate and the number of iterations have the defaults of the docstring",
        np.abs(draw.normal(1, 2)) + 0.5,
        np.array([[1.0, 0.0]]),
        dims,
    ).for_defaults(learning_rate=0.0075, num_iterations=2500)


@traits(returns=("predictions",), examples="X", any_dtype=True)
def predict(draw: Draw) -> Iterator[Recipe]:
    dims = [*draw.sizes(2), 1]
    X, _, parameters = draw.network(dims, 8)
    yield case(
        f"layers of {listed(dims)} units, 8 examples",
        "1 where the probability is over one half, and 0 elsewhere",
        X,
        parameters,
    )
    X = np.abs(draw.normal(1, 5)) + 0.1
    X[0, 0], X[0, 1] = 0.05, 0.0
    X[0, 3] *= -0.5
    X = np.hstack([X, [[-500.0, 500.0, -200.0, 200.0, 80.0, 160.0]]])
    yield case(
        "probabilities near and far from one half, and one exactly at it",
        "the line is drawn at one half, and one half is not over it",
        X,
        {"W1": np.array([[0.01]]), "b1": np.zeros((1, 1))},
    )
    dims = [*draw.sizes(4), 1]
    X, _, parameters = draw.network(dims, 4)
    yield case(
        f"layers of {listed(dims)} units, 4 examples",
        "the function works for a network of any depth",
        X,
        parameters,
    )
    # Wide rows: whoever fills one of them only, or judges an example by its first number, is seen.
    X, _, parameters = draw.network([3, 4, 3], 5)
    yield case(
        "three outputs, the parameters in another order",
        "every output is judged, row by row",
        X,
        draw.shuffled(parameters),
    )
    X, _, parameters = draw.deep()
    yield case("twelve layers", DEEP, X, parameters)

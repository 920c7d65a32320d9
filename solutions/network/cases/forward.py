"""Step 2: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import DEEP, ORDER, SQUARE, STRANGERS, UNKNOWN, count, listed


@traits(returns=("A", "activation_cache"), elementwise="Z", examples="Z")
def sigmoid(draw: Draw) -> Iterator[Recipe]:
    Z = draw.normal(2, 4) * 2
    Z[0, :3] = 0.0, 0.4, -0.4  # on both sides of 0, and close to it
    yield case(
        "positive and negative numbers, and a zero",
        "sigmoid(0) is one half; the cache is Z, for sigmoid_backward will need it",
        Z,
    )
    yield case(
        "far from zero: from -900 to 900",
        "far out, the sigmoid is next to 0 or to 1, and never nan",
        draw.far(),
    )
    yield case("one single number", "the shape of A is the shape of Z", draw.normal(1, 1))
    yield case(
        "all far below zero",
        "however small it is, the sigmoid has a value there",
        np.hstack([-18.5 - abs(draw.normal(1, 2)) / 10, -21.5 - abs(draw.normal(1, 2)) / 10]),
    )


@traits(returns=("A", "activation_cache"), elementwise="Z", examples="Z")
def relu(draw: Draw) -> Iterator[Recipe]:
    Z = draw.normal(3, 4) * 2
    Z[0, :2] = abs(Z[0, :2]) + 1.5  # above 1, where a ceiling would show
    Z[1, 1] = 0.0
    Z[2, :3] = abs(Z[2, 0]) + 10, 0.3, 1e-4  # and well above, below, and hardly above 0
    yield case(
        "positive and negative numbers, and a zero",
        "what is negative becomes 0; the cache is Z, for relu_backward will need it",
        Z,
    )
    yield case("one single number", "the shape of A is the shape of Z", -abs(draw.normal(1, 1)))


@traits(returns=("Z", "linear_cache"), examples="A")
def linear_forward(draw: Draw) -> Iterator[Recipe]:
    for (n_prev, n, m), why in (
        (draw.sizes(3), "each unit has a row of W, each example a column of A"),
        ([3, 1, 2], "the bias is added to every example"),
        ([2, 4, 1], "a single example is a column too"),
        ([3, 3, 3], SQUARE),
    ):
        args = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
        yield case(f"{n_prev} inputs, {count(n, 'unit')}, {count(m, 'example')}", why, *args)


@traits(returns=("A", "cache"), examples="A_prev")
def linear_activation_forward(draw: Draw) -> Iterator[Recipe]:
    for activation in ("relu", "sigmoid"):
        for n_prev, n, m in (draw.sizes(3), [2, 1, 3], [3, 3, 3]):
            args = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
            yield case(
                f"{activation}: {n_prev} inputs, {count(n, 'unit')}, {count(m, 'example')}",
                "the linear half comes first; the cache is (linear_cache, activation_cache)",
                *args,
                activation=activation,
            )
    # One unit far below zero and one far above: each activation would show.
    for word in STRANGERS:
        args = (draw.normal(2, 2), draw.normal(2, 2), np.array([[-9.0], [9.0]]))
        yield case(f'an unknown activation: "{word}"', UNKNOWN, *args, word).raising(ValueError)


@traits(returns=("AL", "caches"), examples="X")
def L_model_forward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        ([*draw.sizes(3), 1], 4, "relu in every hidden layer, sigmoid in the last, one cache each"),
        ([*draw.sizes(5), 1], 3, "the number of layers comes from parameters"),
        ([3, 1], 2, "with one layer there is only the sigmoid"),
        ([*draw.sizes(2), 3], 1, "a single example; three outputs"),
        ([3, 3, 3, 3, 3], 3, SQUARE),
    ):
        title = f"layers of {listed(dims)} units, {count(m, 'example')}"
        X, _, parameters = draw.network(dims, m)
        yield case(title, why, X, parameters)
    X, _, parameters = draw.network([2, 3, 3, 1], 2)
    yield case("the parameters in another order", ORDER, X, draw.shuffled(parameters))
    X, _, parameters = draw.deep()
    yield case("twelve layers", DEEP, X, parameters)

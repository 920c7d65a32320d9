"""Step 4: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits
from solutions import network

from .draw import Draw
from .words import DEEP, SQUARE, STRANGERS, UNKNOWN, count, listed


@traits(returns=("dZ",), elementwise="activation_cache", examples="dA")
def sigmoid_backward(draw: Draw) -> Iterator[Recipe]:
    dA, Z = draw.normal(3, 4), draw.normal(3, 4)
    Z[0, 0] = 0.0
    yield case(
        "3 units, 4 examples",
        "the slope of the sigmoid is s (1 - s), and s is the sigmoid of Z; dA scales it",
        dA,
        Z,
    )
    yield case(
        "far from zero: from -900 to 900",
        "far out, the sigmoid is flat",
        draw.normal(1, 7),
        draw.far(),
    )

    yield case(
        "nearly flat: from 10 to 16",
        "where s is close to 1, all the digits of 1 - s count",
        draw.normal(1, 4),
        np.array([[10.0, 12.0, 14.0, 15.0]]) + draw.uniform(0.0, 1.0, 1, 4),
    )


@traits(returns=("dZ",), elementwise="activation_cache", examples="dA")
def relu_backward(draw: Draw) -> Iterator[Recipe]:
    dA, Z = draw.normal(3, 5), draw.normal(3, 5)
    dA[0, :2], Z[0, :2] = (-1.5, -0.5), (0.7, -0.2)
    Z[1, 1:3] = 0.0, 1e-12  # next to 0 is not 0
    Z[2] = abs(Z[2]) + np.array([0.1, 0.5, 1.1, 2.1, 3.1])  # a gate may be wide open
    yield case(
        "3 units, 5 examples, one Z exactly 0",
        "the gradient passes where Z is positive, and only there, whatever the sign of dA",
        dA,
        Z,
    )
    yield case(
        "a single number", "the shape of dZ is the shape of Z", np.ones((1, 1)), -np.ones((1, 1))
    )


@traits(returns=("dA_prev", "dW", "db"), examples="dZ")
def linear_backward(draw: Draw) -> Iterator[Recipe]:
    for (n_prev, n, m), why in (
        (draw.sizes(3), "dW and db average over the m examples; db keeps one row per unit"),
        ([2, 1, 3], "one unit: db has the shape (1, 1)"),
        ([3, 2, 1], "a single example: the average is over one"),
        ([3, 3, 3], SQUARE),
    ):
        cache = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
        title = f"{n_prev} inputs, {count(n, 'unit')}, {count(m, 'example')}"
        yield case(title, why, draw.normal(n, m), cache)


@traits(returns=("dA_prev", "dW", "db"), examples="dA")
def linear_activation_backward(draw: Draw) -> Iterator[Recipe]:
    for activation in ("relu", "sigmoid"):
        for n_prev, n, m in (draw.sizes(3), [3, 1, 2], [3, 3, 3]):
            linear_cache = (draw.normal(n_prev, m), draw.normal(n, n_prev), draw.normal(n, 1))
            Z = draw.normal(n, m)
            if n == m:
                Z[0, 0] = 0.0
            cache = (linear_cache, Z)
            yield case(
                f"{activation}: {n_prev} inputs, {count(n, 'unit')}, {count(m, 'example')}",
                "the activation comes first on the way back, with the cache that it left",
                draw.normal(n, m),
                cache,
                activation=activation,
            )
    for word in STRANGERS:
        linear_cache = (draw.normal(2, 2), draw.normal(2, 2), draw.normal(2, 1))
        Z = draw.normal(2, 2)
        Z[0] = -0.5, 0.5  # on both sides of zero: each activation would show
        args = (draw.normal(2, 2), (linear_cache, Z), word)
        yield case(f'an unknown activation: "{word}"', UNKNOWN, *args).raising(ValueError)


@traits(returns=("grads",), examples="AL", numbered="layer", extra_keys=("dA", "dZ"))
def L_model_backward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        ([*draw.sizes(3), 1], 4, "each layer takes the dA that the layer above it gave"),
        ([*draw.sizes(4), 1], 3, "each layer has its own cache; hidden layers are relu"),
        ([3, 1], 2, "with one layer there is only the sigmoid"),
        ([*draw.sizes(2), 3], 5, "three outputs, and labels that are whole numbers"),
        ([3, 3, 3, 3, 3], 3, SQUARE),
    ):
        X, Y, parameters = draw.network(dims, m)
        AL, caches = network.L_model_forward(X, parameters)
        title = f"layers of {listed(dims)} units, {count(m, 'example')}"
        yield case(title, why, AL, Y.astype(int) if dims[-1] == 3 and m == 5 else Y, caches)
    X, Y, parameters = draw.deep()
    AL, caches = network.L_model_forward(X, parameters)
    yield case("twelve layers", DEEP, AL, Y, caches)
    # A weight of 100 drives the last sigmoid to exactly 1 and, as far as float64 goes, to 0.
    sure = {"W1": np.array([[100.0, -900.0]]), "b1": np.zeros((1, 1))}
    X = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.0]])
    X[:, 2] = draw.normal(2) / 1_000
    AL, caches = network.L_model_forward(X, sure)
    yield case(
        "two predictions are exactly 1 and 0, and right",
        "0 / 0 must not turn the gradients into nan",
        AL,
        np.array([[1.0, 0.0, 1.0]]),
        caches,
    )
    # exp(-713) is a number, and 1 / exp(-713) is none. How steep it is where a wrong prediction is
    # sure, nobody can say: the product of slope and division says nothing or one, by its order.
    X = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 713.0 / 900.0, 0.0]])
    X[:, 3] = draw.normal(2) / 1_000
    AL, caches = network.L_model_forward(X, sure)
    yield case(
        "three predictions are sure, and wrong",
        "the gradients stay finite, whatever the label says",
        AL,
        np.array([[0.0, 1.0, 1.0, 0.0]]),
        caches,
    ).within(float(np.abs(sure["W1"]).max()) + 1.0)

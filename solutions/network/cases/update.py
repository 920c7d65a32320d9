"""Step 5: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits
from solutions import network

from .draw import Draw
from .words import DEEP, ORDER, listed


@traits(returns=("parameters",), start="parameters", numbered="layer", extra_keys=("dA", "dZ"))
def update_parameters(draw: Draw) -> Iterator[Recipe]:
    for dims in ([*draw.sizes(2), 1], draw.sizes(4), [3, 3, 3, 3]):
        X, Y, parameters = draw.network(dims, 3)
        AL, caches = network.L_model_forward(X, parameters)
        grads = network.L_model_backward(AL, Y, caches)
        yield case(
            f"layers of {listed(dims)} units",
            "every W and every b takes one step against its own gradient",
            parameters,
            grads,
            learning_rate=float(np.abs(draw.normal(1)[0]) + 0.1),
        )
    parameters = {"W1": draw.normal(1, 3), "b1": draw.normal(1, 1)}
    grads = {"db1": draw.normal(1, 1), "dW1": draw.normal(1, 3)}
    yield case(
        "one layer, and gradients without any dA",
        "the number of layers comes from parameters: grads may hold more, or less, than you think",
        parameters,
        grads,
        learning_rate=float(np.abs(draw.normal(1)[0]) + 0.1),
    )
    X, Y, parameters = draw.deep()
    AL, caches = network.L_model_forward(X, parameters)
    grads = network.L_model_backward(AL, Y, caches)
    rate = float(np.abs(draw.normal(1)[0]) + 0.1)
    yield case("twelve layers", DEEP, parameters, grads, rate)
    X, Y, parameters = draw.network([2, 3, 3, 1], 2)
    AL, caches = network.L_model_forward(X, parameters)
    grads = network.L_model_backward(AL, Y, caches)
    rate = float(np.abs(draw.normal(1)[0]) + 0.1)
    yield case("both dictionaries in another order", ORDER, draw.shuffled(parameters), grads, rate)

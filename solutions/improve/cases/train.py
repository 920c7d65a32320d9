"""Step 6: its cases."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.engine.authoring import Recipe, case, traits
from solutions import improve

from .draw import Draw
from .words import DEEP, ORDER, SQUARE, count, listed

EXTRA = ("dA", "dZ")


@traits(returns=("ZL", "activations"), examples="X", numbered="layer")
def model_forward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        (draw.sizes(4), 4, "relu in every hidden layer, and none in the last"),
        ([3, 2], 2, "with one layer there is no relu, and X is all that a layer was given"),
        (draw.sizes(3), 1, "a single example"),
        ([3, 3, 3, 3], 3, SQUARE),
    ):
        X, parameters = draw.network(dims, max(m, 2))
        title = f"layers of {listed(dims)} units, {count(m, 'example')}"
        yield case(title, why, X[:, :m], parameters)
    X, parameters = draw.network([3] * 13, 3)
    yield case("twelve layers, in another order", f"{DEEP}; {ORDER}", X, draw.shuffled(parameters))


@traits(returns=("grads",), examples="ZL", numbered="layer", extra_keys=EXTRA)
def model_backward(draw: Draw) -> Iterator[Recipe]:
    for dims, m, lambd, why in (
        (draw.sizes(4), 5, 0.7, "the softmax first, then a layer at a time, each with its gate"),
        ([3, 2], 3, 1.3, "with one layer there is no gate"),
        (draw.sizes(3), 1, 0.5, "a single example: the averages are over one"),
        ([3, 3, 3, 3], 3, 0.9, SQUARE),
    ):
        X, parameters = draw.network(dims, max(m, 2))
        ZL, activations = improve.model_forward(X[:, :m], parameters)
        title = f"layers of {listed(dims)} units, {count(m, 'example')}, lambd {lambd:g}"
        yield case(title, why, ZL, draw.columns(dims[-1], m), activations, parameters, lambd)
    X, parameters = draw.network([3] * 13, 3)
    ZL, activations = improve.model_forward(X, parameters)
    Y = draw.columns(3, 3)
    args = (ZL, Y, activations, draw.shuffled(parameters))
    why = f"{DEEP}; weights cost nothing, where nothing else is said"
    yield case("twelve layers, in another order, the default lambd", why, *args)


@traits(returns=("parameters", "costs"), examples="X", numbered="layer")
def model(draw: Draw) -> Iterator[Recipe]:
    yield _training(
        draw, [2, 3, 3], 7, "batches of every epoch in a new order, Adam, its t going on",
        learning_rate=0.1, mini_batch_size=3, num_epochs=4,
    )  # fmt: skip
    yield _training(
        draw, [3, 4, 3, 2], 5, "the weights cost something, and the learning rate shrinks",
        learning_rate=0.05, mini_batch_size=2, num_epochs=3, lambd=0.7, decay_rate=0.5,
    )  # fmt: skip
    yield _training(
        draw, [2, 4], 4, "no hidden layer, and one batch", learning_rate=0.2, num_epochs=2
    )
    yield _training(draw, [1, 2], 70, "20 epochs, batches of 64, a learning rate of 0.001")
    yield _training(draw, [2, 3], 3, "no epoch: the start, and no cost", num_epochs=0)


def _training(draw: Draw, dims: list[int], m: int, why: str, **settings: Any) -> Recipe:
    said = ", ".join(f"{name} {value}" for name, value in settings.items())
    title = f"layers of {listed(dims)} units, {count(m, 'example')}, {said or 'every default'}"
    X, _ = draw.network(dims, m)
    return case(title, why, X, draw.classes(dims[-1], m), dims, **settings)


@traits(returns=("predictions",), examples="X", any_dtype=True)
def predict_classes(draw: Draw) -> Iterator[Recipe]:
    for dims, m, why in (
        ([*draw.sizes(2), 4], 8, "the row of the largest number, for each column"),
        ([3, 3], 3, SQUARE),
        ([*draw.sizes(3), 3], 1, "a single example: the answer has two axes"),
    ):
        X, parameters = _told_apart(draw, dims, max(m, 4))
        title = f"layers of {listed(dims)} units, {count(m, 'example')}"
        yield case(title, why, X[:, :m], parameters)
    X, parameters = _told_apart(draw, [3] * 13, 4)
    yield case("twelve layers, in another order", f"{DEEP}; {ORDER}", X, draw.shuffled(parameters))


def _told_apart(draw: Draw, dims: list[int], m: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """A network that gives more than two answers, or two where there is no room for more."""
    while True:
        X, parameters = draw.network(dims, m)
        ZL, _ = improve.model_forward(X, parameters)
        if len(set(np.argmax(ZL, axis=0))) > min(2, dims[-1] - 1) - (len(dims) > 9):
            return X, parameters

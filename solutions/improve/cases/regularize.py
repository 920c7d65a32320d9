"""Step 2: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits
from solutions import improve

from .draw import Arrays, Draw
from .words import DEEP, SQUARE, count, listed

EXTRA = ("dA", "dZ")


@traits(returns=("cost",), examples="A3", numbered="layer")
def compute_cost_with_regularization(draw: Draw) -> Iterator[Recipe]:
    for dims, m, lambd, why in (
        ([*draw.sizes(3), 1], 5, 0.5, "the squares of all weights, and half of lambd over m"),
        ([*draw.sizes(1), 1], 1, 1.5, "a single example: both terms are divided by 1"),
        ([*draw.sizes(3), 1], 3, 0.0, "where weights cost nothing, the cross-entropy is left"),
        ([*draw.sizes(5), 1], 4, 0.25, "the number of layers comes from parameters"),
    ):
        yield case(
            f"{count(len(dims) - 1, 'layer')}, {count(m, 'example')}, lambd {lambd:g}",
            why,
            draw.uniform(0.05, 0.95, 1, m),
            draw.labels(m),
            draw.parameters(dims),
            lambd,
        )
    A3 = np.array([[1e-12, 1 - 2.0**-30, *draw.uniform(0.05, 0.95, 1, 1)[0]]])
    parameters = draw.parameters([2, 1])
    yield case(
        "surely wrong, twice",
        "a probability close to 0 or to 1 is taken as it is",
        A3,
        np.array([[1.0, 0.0, 1.0]]),
        parameters,
        0.5,
    )
    A3, Y = draw.uniform(0.05, 0.95, 1, 3), draw.labels(3).astype(int)
    parameters = draw.shuffled(draw.parameters(draw.twelve()))
    yield case("twelve layers, in another order, and whole labels", DEEP, A3, Y, parameters, 0.75)


def _classic(
    draw: Draw, dims: list[int], m: int
) -> tuple[np.ndarray, Arrays, tuple[np.ndarray, ...]]:
    """X, parameters and the cache of three layers without dropout."""
    X, parameters = draw.network(dims, m)
    D1, D2 = (np.ones((n, m)) for n in dims[1:3])
    _, cache = improve.forward_propagation_with_dropout(X, parameters, D1, D2, 1.0)
    Z1, _, A1, W1, b1, Z2, _, A2, *rest = cache
    return X, parameters, (Z1, A1, W1, b1, Z2, A2, *rest)


@traits(returns=("grads",), examples="X", numbered="layer", extra_keys=EXTRA)
def backward_propagation_with_regularization(draw: Draw) -> Iterator[Recipe]:
    for dims, m, lambd, why in (
        ([*draw.sizes(3), 1], 5, 0.7, "every dW has its own weights besides, times lambd over m"),
        ([3, 3, 3, 1], 3, 1.3, SQUARE),
        ([*draw.sizes(3), 1], 4, 0.0, "where weights cost nothing, the plain gradients are left"),
    ):
        X, _, cache = _classic(draw, dims, m)
        title = f"layers of {listed(dims)} units, {count(m, 'example')}, lambd {lambd:g}"
        Y = draw.labels(m)
        yield case(title, why, X, Y if lambd else Y.astype(int), cache, lambd)
    X, _, (Z1, A1, W1, b1, Z2, A2, *rest) = _classic(draw, [2, 3, 3, 1], 3)
    _put_on_the_edge(Z1, A1, Z2, A2)
    yield case(
        "two Z are exactly 0",
        "relu passes the gradient on where Z is positive, and only there",
        X,
        draw.labels(3),
        (Z1, A1, W1, b1, Z2, A2, *rest),
        0.4,
    )


def _put_on_the_edge(Z1: np.ndarray, A1: np.ndarray, Z2: np.ndarray, A2: np.ndarray) -> None:
    """Make one Z of either layer exactly 0, each where a gradient arrives from behind."""
    last = tuple(np.argwhere(Z2 > 0)[0])
    Z2[last] = A2[last] = 0.0
    example = np.argwhere(Z2 > 0)[0][1]
    first = np.argwhere(Z1[:, example] > 0)[0][0], example
    Z1[first] = A1[first] = 0.0


def _masks(draw: Draw, dims: list[int], m: int, keep_prob: float) -> list[np.ndarray]:
    """A mask for each hidden layer, with units that stay and units that go."""
    found = []
    for n in dims[1:3]:
        mask = draw.random.rand(n, m) < keep_prob
        mask[0, 0], mask[-1, -1] = True, False
        found.append(mask)
    return found


@traits(returns=("A3", "cache"), examples="X", numbered="layer")
def forward_propagation_with_dropout(draw: Draw) -> Iterator[Recipe]:
    for dims, m, keep_prob, why in (
        ([*draw.sizes(3), 1], 5, 0.7, "relu, then the mask, then the division by keep_prob"),
        ([4, 4, 4, 1], 4, 0.6, SQUARE),
        ([*draw.sizes(3), 1], 1, 0.25, "a single example; few units stay, and count four times"),
    ):
        X, parameters = draw.network(dims, max(m, 3))
        D1, D2 = _masks(draw, dims, m, keep_prob)
        title = f"layers of {listed(dims)} units, {count(m, 'example')}, keep_prob {keep_prob:g}"
        yield case(title, why, X[:, :m], parameters, D1.astype(float), D2.astype(float), keep_prob)
    X, parameters = draw.network([2, 4, 3, 1], 4)
    yield case(
        "masks of True and False, the default keep_prob",
        "half of the units stay, where nothing else is said",
        X,
        draw.shuffled(parameters),
        *_masks(draw, [2, 4, 3, 1], 4, 0.5),
    )
    stay = [np.ones((4, 4)), np.ones((3, 4))]
    far = {**parameters, "b3": parameters["b3"] - 14.0}  # where a clip of Z3 would show
    yield case("every unit stays", "a keep_prob of 1 changes nothing", X, far, *stay, 1.0)


@traits(returns=("grads",), examples="X", numbered="layer", extra_keys=EXTRA)
def backward_propagation_with_dropout(draw: Draw) -> Iterator[Recipe]:
    for dims, m, keep_prob, why in (
        ([*draw.sizes(3), 1], 5, 0.7, "what was switched off is not to blame; the rest is divided"),
        ([4, 4, 4, 1], 4, 0.6, SQUARE),
        ([*draw.sizes(3), 1], 4, 0.5, "each layer has a mask of its own"),
    ):
        X, parameters = draw.network(dims, m)
        D1, D2 = _masks(draw, dims, m, keep_prob)
        if keep_prob != 0.5:
            D1, D2 = D1.astype(float), D2.astype(float)
        _, cache = improve.forward_propagation_with_dropout(X, parameters, D1, D2, keep_prob)
        title = f"layers of {listed(dims)} units, {count(m, 'example')}, keep_prob {keep_prob:g}"
        Y = draw.labels(m)
        yield case(title, why, X, Y if keep_prob != 0.6 else Y.astype(int), cache, keep_prob)
    X, parameters = draw.network([2, 3, 3, 1], 3)
    D1 = D2 = np.ones((3, 3))
    _, cache = improve.forward_propagation_with_dropout(X, parameters, D1, D2, 1.0)
    _put_on_the_edge(cache[0], cache[2], cache[5], cache[7])
    yield case(
        "two Z are exactly 0, every unit stays",
        "relu passes the gradient on where Z is positive, and only there",
        X,
        draw.labels(3),
        cache,
        1.0,
    )

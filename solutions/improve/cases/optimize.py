"""Step 4: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import DEEP, ORDER, listed


def _starts(draw: Draw) -> Iterator[Recipe]:
    dims = draw.sizes(3)
    why = "a zero for every weight and every bias"
    yield case(f"layers of {listed(dims)} units", why, draw.parameters(dims))
    yield case("one layer", "the number of layers comes from parameters", draw.parameters([3, 1]))
    yield case("twelve layers", DEEP, draw.parameters(draw.twelve()))
    yield case("in another order", ORDER, draw.shuffled(draw.parameters([2, 3, 3, 1])))


@traits(returns=("v",), numbered="layer")
def initialize_velocity(draw: Draw) -> Iterator[Recipe]:
    yield from _starts(draw)


@traits(returns=("v", "s"), numbered="layer")
def initialize_adam(draw: Draw) -> Iterator[Recipe]:
    yield from _starts(draw)


@traits(returns=("parameters", "v"), start="parameters", numbered="layer")
def update_parameters_with_momentum(draw: Draw) -> Iterator[Recipe]:
    for dims, why in (
        (draw.sizes(3), "the velocity first, and the step along the new velocity"),
        ([3, 3, 3, 3], "equal sizes: each parameter has a velocity of its own"),
        (draw.twelve(), DEEP),
    ):
        parameters = draw.parameters(dims)
        grads, v = draw.gradients(parameters), draw.velocity(parameters)
        title = "twelve layers" if len(dims) > 9 else f"layers of {listed(dims)} units"
        yield case(title, why, parameters, grads, v, beta=draw.rate(), learning_rate=draw.rate())
    parameters = draw.parameters([2, 3, 1])
    grads, v = draw.gradients(parameters), draw.velocity(parameters)
    args = (draw.shuffled(parameters), draw.shuffled(grads), v, 0.0, draw.rate())
    yield case("beta 0, and dictionaries in another order", f"plain descent; {ORDER}", *args)
    del grads["dA0"]
    still = {name: np.zeros(array.shape) for name, array in v.items()}
    why = "from rest, the first velocity is a part of the gradient"
    yield case("the first step", why, parameters, grads, still, 0.9, draw.rate())


@traits(returns=("parameters", "v", "s"), start="parameters", numbered="layer")
def update_parameters_with_adam(draw: Draw) -> Iterator[Recipe]:
    parameters = draw.parameters([2, 3, 1])
    rest = [{f"d{n}": np.zeros(a.shape) for n, a in parameters.items()} for _ in range(2)]
    yield case(
        "the first step, every default",
        "after the correction, the first step is as long as the learning rate",
        parameters,
        draw.gradients(parameters),
        *rest,
        1,
    )
    for dims, t, why in (
        (draw.sizes(3), 2, "the correction is of the power t"),
        ([3, 3, 3, 3], 7, "equal sizes: each parameter has averages of its own"),
        (draw.twelve(), 3, DEEP),
    ):
        parameters = draw.parameters(dims)
        yield case(
            f"step {t}, "
            + ("twelve layers" if len(dims) > 9 else f"layers of {listed(dims)} units"),
            why,
            parameters,
            draw.gradients(parameters),
            draw.velocity(parameters),
            draw.squares(parameters),
            t,
            learning_rate=draw.rate(),
            beta1=draw.rate(),
            beta2=draw.rate(),
            epsilon=draw.rate(),
        )
    parameters = draw.parameters([2, 3, 1])
    averages = (draw.shuffled(draw.velocity(parameters)), draw.squares(parameters))
    grads = draw.shuffled(draw.gradients(parameters))
    del grads["dA0"]
    shuffled = draw.shuffled(parameters)
    yield case("in another order", ORDER, shuffled, grads, *averages, 4, draw.rate())
    parameters = draw.parameters([2, 1])
    small = {name: array * 1e-8 for name, array in draw.velocity(parameters).items()}
    small["dW1"][0, 0] = 0.0
    rest = [{f"d{n}": np.zeros(a.shape) for n, a in parameters.items()} for _ in range(2)]
    yield case(
        "gradients of nearly nothing, and one of nothing",
        "epsilon is added to the root, not below it; 0 / 0 must not become nan",
        parameters,
        small,
        *rest,
        1,
    )
    for t in (0, -1):
        yield case(
            f"a step with the number {t}",
            "1 - beta1**0 is 0: the first step has the number 1",
            parameters,
            draw.gradients(parameters),
            *rest,
            t,
        ).raising(ValueError)


@traits(returns=("learning_rate",))
def update_lr(draw: Draw) -> Iterator[Recipe]:
    rate, decay = draw.rate(), draw.rate()
    yield case("epoch 0", "the first epoch has the whole learning rate", rate, 0, decay)
    epoch = draw.whole(3, 9)
    why = "decay_rate times epoch_num, below the line"
    yield case(f"epoch {epoch}", why, draw.rate(), epoch, draw.rate())
    yield case("epoch 1, a large decay_rate", why, draw.rate(), 1, 2.0 + draw.rate())
    yield case("a decay_rate of 0", "nothing shrinks", draw.rate(), draw.whole(3, 9), 0)


@traits(returns=("learning_rate",))
def schedule_lr_decay(draw: Draw) -> Iterator[Recipe]:
    for epoch, interval, why in (
        (3, 10, "before the first change, the learning rate is whole"),
        (10, 10, "the first change comes with the epoch that ends the interval"),
        (37, 10, "three whole intervals have passed; what is left does not count"),
        (draw.whole(5, 8), 1, "an interval of 1 changes it in every epoch"),
    ):
        title = f"epoch {epoch}, an interval of {interval}"
        yield case(title, why, draw.rate(), epoch, draw.rate(), interval)
    yield case("epoch 3000, the default interval", "1000 epochs", draw.rate(), 3000, draw.rate())
    yield case("epoch 999, the default interval", "not yet", draw.rate(), 999, draw.rate())
    yield case("a decay_rate of 0", "nothing shrinks", draw.rate(), 45, 0, time_interval=7)

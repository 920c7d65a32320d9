"""Step 1: its cases."""

from collections.abc import Iterator

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import DEEP, listed

HE = "each W is as wide as the square root of 2 over the size of the layer before"
XAVIER = "each W counts the layer before it and its own"


@traits(returns=("parameters",), numbered="layer")
def initialize_parameters_he(draw: Draw) -> Iterator[Recipe]:
    yield from _starts(draw, HE)


@traits(returns=("parameters",), numbered="layer")
def initialize_parameters_xavier(draw: Draw) -> Iterator[Recipe]:
    yield from _starts(draw, XAVIER)


def _starts(draw: Draw, why: str) -> Iterator[Recipe]:
    # In public the sizes of the classic exercise, whose figures a learner may have seen.
    dims = [2, 4, 1] if draw.public else [*draw.sizes(2), 1]
    yield case(f"layers of {listed(dims)} units, the default seed", why, dims)
    dims = draw.sizes(5)
    yield case(
        f"layers of {listed(dims)} units, a seed of its own",
        "one stream, started at the seed, gives W1, then W2, and so on to the last layer",
        dims,
        seed=draw.seed(),
    )
    yield case("no hidden layer", "the last layer is a layer too", [4, 1], seed=draw.seed())
    yield case("twelve layers, the seed 0", DEEP, draw.twelve(), 0)

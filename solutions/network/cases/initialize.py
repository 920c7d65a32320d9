"""Step 1: its cases."""

from collections.abc import Iterator

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import DEEP, count, listed


@traits(returns=("parameters",), numbered="layer")
def initialize_parameters(draw: Draw) -> Iterator[Recipe]:
    # In public the sizes of the classic exercise, whose figures a learner may have seen.
    n_x, n_h, n_y = (3, 2, 1) if draw.public else draw.sizes(3)
    yield case(
        f"{n_x} inputs, {n_h} hidden units, {count(n_y, 'output')}, the default seed",
        "W1 is drawn first and then W2, both from one stream that starts at the seed",
        n_x,
        n_h,
        n_y,
    )
    n_x, n_h, n_y = draw.sizes(3)
    yield case(
        f"{n_x} inputs, {n_h} hidden units, {n_y} outputs, a seed of its own",
        "the sizes and the seed come from the arguments; a weight matrix has one row per unit",
        n_x,
        n_h,
        n_y,
        seed=draw.seed(),
    )
    yield case("the seed 0", "0 is a seed like any other", *draw.sizes(3), 0)


@traits(returns=("parameters",), numbered="layer")
def initialize_parameters_deep(draw: Draw) -> Iterator[Recipe]:
    dims, deep = draw.sizes(3), draw.sizes(5)
    yield case(
        f"layers of {listed(dims)} units, the default seed",
        "W1 is drawn first, then W2, from one stream that starts at the seed",
        dims,
    )
    yield case(
        f"layers of {listed(deep)} units, a seed of its own",
        "every layer needs a W and a b, the last one too, and its W has one row per unit",
        deep,
        seed=draw.seed(),
    )
    yield case(
        "no hidden layer at all: 4 inputs, 1 output",
        "the number of layers comes from layer_dims",
        [4, 1],
        seed=draw.seed(),
    )
    yield case("twelve layers, the seed 0", DEEP, twelve(draw), 0)


def twelve(draw: Draw) -> list[int]:
    """Sizes for twelve layers; 0 is a seed like any other."""
    return [*draw.sizes(6), *draw.sizes(6), 1]

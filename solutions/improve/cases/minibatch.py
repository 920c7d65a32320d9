"""Step 3: its cases."""

from collections.abc import Iterator

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import count

SIZES = (
    (6, 3, 1, "two whole batches, and no third"),
    (7, 3, 1, "the last batch is smaller, and no example is lost"),
    (4, 9, 2, "a batch larger than the set: all of it is one batch"),
    (3, 1, 3, "batches of one are columns too"),
)


@traits(returns=("mini_batches",), examples="X")
def partition_examples(draw: Draw) -> Iterator[Recipe]:
    for m, size, C, why in SIZES:
        title = f"{count(m, 'example')} in batches of {size}"
        yield case(title, why, draw.normal(2, m), draw.columns(C + 1, m), size)


@traits(returns=("mini_batches",), examples="X")
def random_mini_batches(draw: Draw) -> Iterator[Recipe]:
    for m, size, C, why in SIZES:
        seed = 0 if C == 3 else draw.seed()
        yield case(
            f"{count(m, 'example')} in batches of {size}, the seed {seed}",
            f"inputs and labels in the same new order; {why}",
            draw.normal(2, m),
            draw.columns(C + 1, m),
            size,
            seed=seed,
        )
    yield case(
        "70 examples, the default size and seed",
        "64 to a batch, and the seed 0, where nothing else is said",
        draw.normal(1, 70),
        draw.labels(70),
    )

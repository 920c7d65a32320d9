"""Step 5: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw
from .words import count

FAR = "exp of more than 709 is no number: take the largest of each column away first"
LOW = "below -745 exp is 0, and the logarithm of 0 is no number"


@traits(returns=("Y",), any_dtype=True)
def one_hot(draw: Draw) -> Iterator[Recipe]:
    C, m = draw.sizes(2)
    why = "one column for each example, and one row for each class"
    yield case(f"{m} labels, {C} classes", why, draw.classes(C, m)[0], C)
    labels = draw.classes(4, 5)
    yield case("labels as a row, (1, 5)", "the labels of a data set come as a row", labels, 4)
    labels = draw.random.randint(0, 2, size=3)
    why = "a class without an example has a row all the same"
    yield case("three labels, and the last classes have none", why, labels, 4)
    yield case("a single example", "the answer has two axes", np.array([2]), 3)


def _scores(draw: Draw) -> Iterator[tuple[str, str, np.ndarray]]:
    """Title, reason and Z: what all functions of a column of scores are asked."""
    C, m = draw.sizes(2)
    why = "the classes stand below each other: each column is one example"
    yield f"{C} classes, {m} examples", why, draw.normal(C, m)
    yield (
        "as many classes as examples",
        "here only the numbers tell rows from columns",
        draw.normal(3, 3),
    )
    yield f"{count(1, 'example')}", "one column is enough", draw.normal(4, 1)
    Z = draw.normal(3, 4)
    Z[:, 0] += 900.0
    Z[1, 1] += 720.0
    yield "far above zero", FAR, Z
    Z = draw.normal(3, 3)
    Z[:, 1] -= 900.0
    Z[0, 2] -= 2000.0
    Z[:, 0] += 900.0
    yield "far below zero, and far above in another column", LOW, Z


@traits(returns=("log_sum_exp",), examples="Z")
def log_sum_exp(draw: Draw) -> Iterator[Recipe]:
    for title, why, Z in _scores(draw):
        yield case(title, why, Z)
    yield case("a single class", "log(exp(z)) is z", draw.normal(1, 3))


@traits(returns=("A",), examples="Z")
def softmax(draw: Draw) -> Iterator[Recipe]:
    for title, why, Z in _scores(draw):
        yield case(title, why, Z)
    Z = np.full((4, 2), draw.rate())
    yield case("equal numbers", "equal scores are equal probabilities", Z)


@traits(returns=("cost",), examples="Z")
def compute_softmax_cost(draw: Draw) -> Iterator[Recipe]:
    for title, why, Z in _scores(draw):
        yield case(title, why, Z, draw.columns(*Z.shape))
    Z = draw.normal(3, 2)
    Z[0] += 800.0
    yield case(
        "sure, and wrong",
        "the probability of the right class is 0, and the cost is still a number",
        Z,
        np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]),
    )


@traits(returns=("dZ",), examples="Z")
def softmax_backward(draw: Draw) -> Iterator[Recipe]:
    for title, why, Z in _scores(draw):
        yield case(title, why, Z, draw.columns(*Z.shape))

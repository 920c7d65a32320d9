"""Step 3: its cases."""

from collections.abc import Iterator

import numpy as np

from grader.engine.authoring import Recipe, case, traits

from .draw import Draw


@traits(returns=("cost",), examples="AL")
def compute_cost(draw: Draw) -> Iterator[Recipe]:
    m = draw.sizes(1)[0] + 1
    AL = draw.probabilities(1, m)
    yield case(
        f"{m} examples",
        "both terms count: log(AL) where Y is 1, log(1 - AL) where Y is 0; average over m",
        AL,
        draw.labels(1, m),
    )
    for label in (1.0, 0.0):
        yield case(
            f"every label is {label:.0f}",
            "only one of the two terms is left",
            draw.probabilities(1, 3),
            np.full((1, 3), label),
        )
    yield case(
        "a single example, its label a whole number",
        "m is 1",
        draw.probabilities(1, 1),
        np.array([[1]]),
    )
    far = draw.uniform(0.1, 0.9, 1, 4) / 1_000
    yield case(
        "4 examples, nearly sure, and right",
        "the cost is small, and all of its digits count",
        np.where([[True, False, True, False]], 1.0 - far, far),
        np.array([[1.0, 0.0, 1.0, 0.0]]),
    )
    AL = np.hstack([draw.probabilities(1, 2), [[1e-9, 1.0 - 1e-9, 4e-16, 1.0 - 4e-16]]])
    yield case(
        "four predictions are nearly sure, and wrong",
        "a guard changes nothing where the plain formula has a value",
        AL,
        np.array([[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]]),
    )
    for certain in (1.0, 0.0):
        AL, Y = draw.probabilities(1, 4), draw.labels(1, 4)
        AL[0, 1] = Y[0, 1] = certain
        yield case(
            f"one prediction is exactly {certain:.0f}, and right",
            "log(0) must not turn the cost into nan: 0 times minus infinity has no value",
            AL,
            Y,
        )
    for certain in (1.0, 0.0):
        AL, Y = draw.probabilities(1, 4), draw.labels(1, 4)
        AL[0, 2], Y[0, 2] = certain, 1.0 - certain
        yield case(
            f"one prediction is exactly {certain:.0f}, and wrong",
            "the cost is large, and stays finite: the logarithm is that of 2**-53",
            AL,
            Y,
        )

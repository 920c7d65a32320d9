"""Step 3: one number that says how wrong the predictions are."""

import numpy as np


def compute_cost(AL: np.ndarray, Y: np.ndarray) -> float:
    """The cross-entropy cost, averaged over the m examples.

    cost = -1/m * sum(Y log(AL) + (1 - Y) log(1 - AL))

    The cost stays finite where AL is exactly 0 or 1: there the logarithm is taken of
    2**-53, the smallest gap that float64 leaves below 1. From 2**-53 to 1 - 2**-53 a
    guard changes nothing.

    Args:
        AL: float64 (1, m), predicted probabilities.
        Y: (1, m), the true labels, 0 or 1.

    Returns:
        The cost: a Python float, a NumPy number or an array of rank 0.
    """
    m = Y.shape[1]
    gap = 2.0**-53
    p_one = np.where(AL == 0, gap, AL)
    p_zero = np.where(AL == 1, gap, 1 - AL)
    cost = -np.sum(Y * np.log(p_one) + (1 - Y) * np.log(p_zero)) / m
    return float(cost)

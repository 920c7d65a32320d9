"""Step 5: take one small step downhill."""

import numpy as np


def update_parameters(
    parameters: dict[str, np.ndarray], grads: dict[str, np.ndarray], learning_rate: float
) -> dict[str, np.ndarray]:
    """One step of gradient descent: W = W - learning_rate * dW, and b alike.

    Args:
        parameters: "W1", "b1", ..., "WL", "bL", in any order.
        grads: at least "dW1", "db1", ..., "dWL", "dbL"; other keys are not used.
        learning_rate: the length of the step.

    Returns:
        A new dictionary with the keys of parameters and new arrays.
        The arrays of the arguments are left as they were.
    """
    L = len(parameters) // 2  # every layer has one W and one b
    updated = {}
    for l in range(1, L + 1):
        updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return updated

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
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}

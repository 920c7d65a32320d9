"""Step 1: give every layer its weights W and biases b."""

import numpy as np


def initialize_parameters(n_x: int, n_h: int, n_y: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Draw the parameters of a network with one hidden layer.

    Args:
        n_x: number of inputs.
        n_h: number of hidden units.
        n_y: number of outputs.
        seed: seed of the random stream; the same seed always gives the same weights.

    Returns:
        A dictionary with
        "W1": float64 (n_h, n_x), "b1": float64 (n_h, 1),
        "W2": float64 (n_y, n_h), "b2": float64 (n_y, 1).
        W1 is drawn first, then W2: standard normal numbers times 0.01. The biases are zero.
    """
    rng = np.random.RandomState(seed)
    W1 = rng.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = rng.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def initialize_parameters_deep(layer_dims: list[int], seed: int = 3) -> dict[str, np.ndarray]:
    """Draw the parameters of a network with any number of layers.

    Args:
        layer_dims: units per layer, the input first: [n[0], n[1], ..., n[L]].
        seed: seed of the random stream; the same seed always gives the same weights.

    Returns:
        A dictionary with, for every layer l = 1 ... L,
        "W<l>": float64 (n[l], n[l-1]), "b<l>": float64 (n[l], 1).
        The weights are drawn in the order W1, W2, ..., WL: standard normal numbers
        times 0.01. The biases are zero.
    """
    rng = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = rng.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


def initialize_parameters_scaled(layer_dims: list[int], seed: int = 1) -> dict[str, np.ndarray]:
    """Draw the parameters of a deep network at a scale that keeps the signal alive.

    Args:
        layer_dims: units per layer, the input first: [n[0], n[1], ..., n[L]].
        seed: seed of the random stream; the same seed always gives the same weights.

    Returns:
        A dictionary with, for every layer l = 1 ... L,
        "W<l>": float64 (n[l], n[l-1]), "b<l>": float64 (n[l], 1).
        Drawn as initialize_parameters_deep draws, but divided by sqrt(n[l-1])
        where that function multiplies by 0.01. The biases are zero.
    """
    rng = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = rng.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters

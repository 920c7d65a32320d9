"""Step 1: draw the first weights at a scale that many layers can bear."""

import numpy as np


def initialize_parameters_he(layers_dims: list[int], seed: int = 3) -> dict[str, np.ndarray]:
    """Draw the parameters of a network of relu layers, after He and others (2015).

    Args:
        layers_dims: units per layer, the input first: [n[0], n[1], ..., n[L]].
        seed: seed of the random stream; the same seed always gives the same weights.

    Returns:
        A dictionary with, for every layer l = 1 ... L,
        "W<l>": float64 (n[l], n[l-1]), "b<l>": float64 (n[l], 1).
        The weights are drawn in the order W1, W2, ..., WL: standard normal numbers times
        sqrt(2 / n[l-1]). The biases are zero.
    """
    random = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layers_dims)):
        scale = np.sqrt(2 / layers_dims[l - 1])
        parameters[f"W{l}"] = random.randn(layers_dims[l], layers_dims[l - 1]) * scale
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_xavier(layers_dims: list[int], seed: int = 3) -> dict[str, np.ndarray]:
    """Draw the parameters of a network of tanh layers, after Glorot and Bengio (2010).

    Args:
        layers_dims: units per layer, the input first: [n[0], n[1], ..., n[L]].
        seed: seed of the random stream; the same seed always gives the same weights.

    Returns:
        A dictionary with, for every layer l = 1 ... L,
        "W<l>": float64 (n[l], n[l-1]), "b<l>": float64 (n[l], 1).
        The weights are drawn in the order W1, W2, ..., WL: standard normal numbers times
        sqrt(2 / (n[l-1] + n[l])). The biases are zero.
    """
    random = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layers_dims)):
        scale = np.sqrt(2 / (layers_dims[l - 1] + layers_dims[l]))
        parameters[f"W{l}"] = random.randn(layers_dims[l], layers_dims[l - 1]) * scale
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters

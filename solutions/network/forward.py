"""Step 2: send the inputs through the network, and remember what backward will need."""

import numpy as np


def sigmoid(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Squash every number of Z into the range 0 to 1: A = 1 / (1 + exp(-Z)).

    Args:
        Z: float64 (n[l], m).

    Returns:
        A: float64, the shape of Z.
        activation_cache: Z itself, kept for sigmoid_backward.
    """
    # exp only ever sees -|Z|: the same value as the plain formula, and it cannot overflow.
    e = np.exp(-np.abs(Z))
    A = np.where(Z >= 0, 1.0, e) / (1.0 + e)
    return A, Z


def relu(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep what is positive, and put 0 for the rest: A = max(0, Z).

    Args:
        Z: float64 (n[l], m).

    Returns:
        A: float64, the shape of Z.
        activation_cache: Z itself, kept for relu_backward.
    """
    A = np.maximum(0.0, Z)
    return A, Z


def linear_forward(
    A: np.ndarray, W: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """The linear half of a layer: Z = W A + b.

    Args:
        A: float64 (n[l-1], m), the activations of the layer before, one example per column.
        W: float64 (n[l], n[l-1]), the weights.
        b: float64 (n[l], 1), the biases.

    Returns:
        Z: float64 (n[l], m).
        linear_cache: the tuple (A, W, b), kept for linear_backward.
    """
    Z = W @ A + b
    return Z, (A, W, b)


def linear_activation_forward(
    A_prev: np.ndarray, W: np.ndarray, b: np.ndarray, activation: str
) -> tuple[np.ndarray, tuple]:
    """One whole layer: the linear half, then the activation.

    Args:
        A_prev: float64 (n[l-1], m), the activations of the layer before.
        W: float64 (n[l], n[l-1]), the weights.
        b: float64 (n[l], 1), the biases.
        activation: "sigmoid" or "relu".

    Returns:
        A: float64 (n[l], m), the activations of this layer.
        cache: the tuple (linear_cache, activation_cache), that is ((A_prev, W, b), Z).

    Raises:
        ValueError: activation is neither "sigmoid" nor "relu".
    """
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        A, activation_cache = relu(Z)
    else:
        raise ValueError(f'activation is "sigmoid" or "relu", not {activation!r}')
    return A, (linear_cache, activation_cache)


def L_model_forward(
    X: np.ndarray, parameters: dict[str, np.ndarray]
) -> tuple[np.ndarray, list[tuple]]:
    """The whole network: relu in layers 1 ... L-1, sigmoid in layer L.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        AL: float64 (n[L], m), the predicted probabilities.
        caches: list of the L caches of linear_activation_forward, layer 1 first.
    """
    L = len(parameters) // 2  # every layer has one W and one b
    caches = []
    A = X
    for l in range(1, L + 1):
        activation = "sigmoid" if l == L else "relu"
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        A, cache = linear_activation_forward(A, W, b, activation)
        caches.append(cache)
    return A, caches

"""Step 4: carry the gradient of the cost back, layer by layer, to every W and b."""

import numpy as np


def sigmoid_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
    """The gradient through a sigmoid: dZ = dA * s * (1 - s), with s = sigmoid(Z).

    Args:
        dA: float64, gradient of the cost with respect to A = sigmoid(Z).
        activation_cache: Z, float64, the shape of dA.

    Returns:
        dZ: float64, the shape of Z. dA is left as it was.
    """
    Z = activation_cache
    # s (1 - s) is the same for Z and -Z; with -|Z|, exp cannot overflow.
    e = np.exp(-np.abs(Z))
    return dA * e / (1.0 + e) ** 2


def relu_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
    """The gradient through a relu: dZ = dA where Z > 0, and 0 elsewhere (at Z = 0 too).

    Args:
        dA: float64, gradient of the cost with respect to A = relu(Z).
        activation_cache: Z, float64, the shape of dA.

    Returns:
        dZ: float64, the shape of Z. dA is left as it was.
    """
    Z = activation_cache
    return np.where(Z > 0, dA, 0.0)


def linear_backward(
    dZ: np.ndarray, cache: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of Z = W A_prev + b, averaged over the m examples.

    Args:
        dZ: float64 (n[l], m), gradient of the summed cost with respect to Z.
        cache: the linear cache (A_prev, W, b) of linear_forward.

    Returns:
        dA_prev: float64 (n[l-1], m) = W.T dZ.
        dW: float64 (n[l], n[l-1]) = dZ A_prev.T / m.
        db: float64 (n[l], 1) = the sum of each row of dZ, / m.
    """
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db


def linear_activation_backward(
    dA: np.ndarray, cache: tuple, activation: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One whole layer, backwards: the activation first, then the linear half.

    Args:
        dA: float64 (n[l], m), gradient with respect to this layer's A.
        cache: (linear_cache, activation_cache) of linear_activation_forward.
        activation: "sigmoid" or "relu", as it was used forward.

    Returns:
        dA_prev: float64 (n[l-1], m).
        dW: float64 (n[l], n[l-1]).
        db: float64 (n[l], 1).

    Raises:
        ValueError: activation is neither "sigmoid" nor "relu".
    """
    linear_cache, activation_cache = cache
    if activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    elif activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    else:
        raise ValueError(f'activation is "sigmoid" or "relu", not {activation!r}')
    return linear_backward(dZ, linear_cache)


def L_model_backward(AL: np.ndarray, Y: np.ndarray, caches: list[tuple]) -> dict[str, np.ndarray]:
    """The gradients of the whole network, from layer L down to layer 1.

    Starts from dAL = -(Y / AL - (1 - Y) / (1 - AL)). All gradients stay finite, where AL is
    exactly 0 or 1 and where 1 / AL is beyond float64 too.

    Args:
        AL: float64 (n[L], m), the output of L_model_forward.
        Y: (n[L], m), the true labels, 0 or 1.
        caches: the list of L caches of L_model_forward, layer 1 first.

    Returns:
        grads, a dictionary of float64 arrays:
        "dA<l>" (n[l], m) for l = 0 ... L-1, the gradient with respect to A[l];
        "dW<l>" (n[l], n[l-1]) and "db<l>" (n[l], 1) for l = 1 ... L.
    """
    L = len(caches)
    # The guards of compute_cost. 1 / AL is infinite below the smallest normal number already.
    gap, smallest = 2.0**-53, 2.0**-1022
    p_one = np.where(smallest > AL, gap, AL)
    p_zero = np.where(AL == 1, gap, 1 - AL)
    dA = -(Y / p_one - (1 - Y) / p_zero)  # dAL
    grads = {}
    for l in range(L, 0, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads

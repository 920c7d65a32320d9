"""Step 2: keep a network from learning its examples by heart: L2 and dropout.

The network has three layers, relu, relu and sigmoid, as in the classic text.
"""

import numpy as np


def compute_cost_with_regularization(
    A3: np.ndarray, Y: np.ndarray, parameters: dict[str, np.ndarray], lambd: float
) -> float:
    """The cross-entropy cost of the predictions, and the L2 cost of the weights besides.

    cost = -1/m * sum(Y log(A3) + (1 - Y) log(1 - A3)) + lambd / (2 m) * sum of all W[l]**2

    Args:
        A3: float64 (1, m), predicted probabilities between 0 and 1, neither of them reached.
        Y: (1, m), the true labels, 0 or 1.
        parameters: "W1", "b1", ..., "WL", "bL" of a network of any depth, in any order. The
            biases cost nothing.
        lambd: how much the weights cost; 0 leaves the cross-entropy alone.

    Returns:
        The cost: a Python float, a NumPy number or an array of rank 0.
    """
    m = Y.shape[1]
    cross_entropy = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m
    L = len(parameters) // 2
    squares = sum(np.sum(parameters[f"W{l}"] ** 2) for l in range(1, L + 1))
    return float(cross_entropy + lambd / (2 * m) * squares)


def backward_propagation_with_regularization(
    X: np.ndarray, Y: np.ndarray, cache: tuple[np.ndarray, ...], lambd: float
) -> dict[str, np.ndarray]:
    """The gradients of compute_cost_with_regularization in a network of three layers.

    dW[l] = dZ[l] A[l-1].T / m + lambd / m * W[l]; everything else is as without L2.
    At Z = 0 relu passes nothing back.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        Y: (1, m), the true labels, 0 or 1.
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3).
        lambd: how much the weights cost.

    Returns:
        grads, a dictionary with "dW1", "db1", "dW2", "db2", "dW3", "db3": float64, each of the
        shape of what it is the gradient of. Keys that begin with dA or dZ may be there besides.
    """
    m = X.shape[1]
    Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m + lambd / m * W3
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dZ2 = np.where(Z2 > 0, W3.T @ dZ3, 0.0)
    dW2 = dZ2 @ A1.T / m + lambd / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.where(Z1 > 0, W2.T @ dZ2, 0.0)
    dW1 = dZ1 @ X.T / m + lambd / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}


def forward_propagation_with_dropout(
    X: np.ndarray,
    parameters: dict[str, np.ndarray],
    D1: np.ndarray,
    D2: np.ndarray,
    keep_prob: float = 0.5,
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Three layers forward, with the units switched off that the masks say.

    After relu, A[l] is multiplied by its mask and divided by keep_prob. The output layer has no
    mask.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        parameters: "W1", "b1", "W2", "b2", "W3", "b3", in any order.
        D1: (n[1], m), the mask of layer 1: 1 or True where a unit stays, 0 or False elsewhere.
        D2: (n[2], m), that of layer 2.
        keep_prob: the share of units that stays.

    Returns:
        A3: float64 (n[3], m), sigmoid's output.
        cache: (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3): D1 and D2 as they
            came; A1 and A2 as they are handed on, masked and divided.
    """
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1) * D1 / keep_prob
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(0, Z2) * D2 / keep_prob
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_with_dropout(
    X: np.ndarray, Y: np.ndarray, cache: tuple[np.ndarray, ...], keep_prob: float
) -> dict[str, np.ndarray]:
    """The gradients of the cross-entropy cost, where forward_propagation_with_dropout went.

    dA[l] is multiplied by the same mask and divided by keep_prob, too. At Z = 0 relu passes
    nothing back.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        Y: (1, m), the true labels, 0 or 1.
        cache: that of forward_propagation_with_dropout.
        keep_prob: the share of units that stayed.

    Returns:
        grads, a dictionary with "dW1", "db1", "dW2", "db2", "dW3", "db3": float64, each of the
        shape of what it is the gradient of. Keys that begin with dA or dZ may be there besides.
    """
    m = X.shape[1]
    Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W3.T @ dZ3 * D2 / keep_prob
    dZ2 = np.where(Z2 > 0, dA2, 0.0)
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = W2.T @ dZ2 * D1 / keep_prob
    dZ1 = np.where(Z1 > 0, dA1, 0.0)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}

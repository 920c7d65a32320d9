"""Step 5: one answer out of many."""

import numpy as np


def one_hot(labels: np.ndarray, C: int) -> np.ndarray:
    """Write every label as a column with a single 1.

    Args:
        labels: whole numbers from 0 to C-1, of shape (m,) or (1, m).
        C: the number of classes; some may have no example.

    Returns:
        (C, m) of 0 and 1, numbers of any dtype: 1 in row labels[j] of column j.
    """
    return (np.arange(C).reshape(C, 1) == labels.reshape(1, -1)).astype(float)


def log_sum_exp(Z: np.ndarray) -> np.ndarray:
    """The logarithm of the sum of exp(Z), for every column.

    It is finite for all finite Z: exp is never taken of a large number, for with the largest
    number z of a column, log(sum(exp(Z))) = z + log(sum(exp(Z - z))).

    Args:
        Z: float64 (C, m), one example per column.

    Returns:
        float64 (1, m).
    """
    largest = np.max(Z, axis=0, keepdims=True)
    return largest + np.log(np.sum(np.exp(Z - largest), axis=0, keepdims=True))


def softmax(Z: np.ndarray) -> np.ndarray:
    """Turn every column of Z into probabilities: exp(Z), divided by its sum over the classes.

    Finite for all finite Z. Every column of the result adds up to 1, as far as the digits of Z
    reach.

    Args:
        Z: float64 (C, m), one example per column.

    Returns:
        float64 (C, m). Z is left as it was.
    """
    return np.exp(Z - log_sum_exp(Z))


def compute_softmax_cost(Z: np.ndarray, Y: np.ndarray) -> float:
    """The cross-entropy of softmax(Z) with the labels, averaged over the m examples.

    cost = 1/m * sum over the examples of (log_sum_exp(z) - the z of the right class),
    which is -1/m * sum(Y log(softmax(Z))) and stays finite where softmax(Z) is 0.

    Args:
        Z: float64 (C, m), the outputs of the last linear layer, one example per column.
        Y: (C, m), the true labels as one_hot gives them.

    Returns:
        The cost: a Python float, a NumPy number or an array of rank 0.
    """
    m = Z.shape[1]
    return float(np.sum(log_sum_exp(Z) - np.sum(Y * Z, axis=0, keepdims=True)) / m)


def softmax_backward(Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """The gradient of the summed cross-entropy with respect to Z: dZ = softmax(Z) - Y.

    It is not divided by m: the linear layer below averages over the examples.

    Args:
        Z: float64 (C, m), the outputs of the last linear layer.
        Y: (C, m), the true labels as one_hot gives them.

    Returns:
        dZ: float64 (C, m).
    """
    return softmax(Z) - Y

"""Step 3: many small batches in place of one large one."""

import numpy as np


def partition_examples(
    X: np.ndarray, Y: np.ndarray, mini_batch_size: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Cut the examples into mini-batches, from left to right.

    Args:
        X: float64 (n, m), the inputs, one example per column.
        Y: (C, m), the labels, in the same order.
        mini_batch_size: columns of a batch; it may be more than m.

    Returns:
        A list of pairs (mini_batch_X, mini_batch_Y), float64 (n, size) and (C, size). Every
        example is in one of them. The last is smaller where mini_batch_size does not divide m; no
        batch is empty. X and Y are left as they were.
    """
    m = X.shape[1]
    return [
        (X[:, start : start + mini_batch_size], Y[:, start : start + mini_batch_size])
        for start in range(0, m, mini_batch_size)
    ]


def random_mini_batches(
    X: np.ndarray, Y: np.ndarray, mini_batch_size: int = 64, seed: int = 0
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Shuffle the examples, inputs and labels together, and cut them into mini-batches.

    The order is np.random.RandomState(seed).permutation(m): its first number says which column
    comes first.

    Args:
        X: float64 (n, m), the inputs, one example per column.
        Y: (C, m), the labels, in the same order.
        mini_batch_size: columns of a batch; it may be more than m.
        seed: seed of the random stream; the same seed always gives the same batches.

    Returns:
        A list of pairs (mini_batch_X, mini_batch_Y), as partition_examples gives them. X and Y
        are left as they were.
    """
    order = np.random.RandomState(seed).permutation(X.shape[1])
    return partition_examples(X[:, order], Y[:, order], mini_batch_size)

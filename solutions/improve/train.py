"""Step 6: all of it in one loop."""

import numpy as np

from .initialize import initialize_parameters_he
from .minibatch import random_mini_batches
from .optimize import initialize_adam, update_lr, update_parameters_with_adam
from .softmax import compute_softmax_cost, one_hot, softmax_backward


def model_forward(
    X: np.ndarray, parameters: dict[str, np.ndarray]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """The whole network: relu in layers 1 ... L-1, and the last layer without an activation.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        ZL: float64 (n[L], m), what softmax will turn into probabilities.
        activations: the list [X, A1, ..., A(L-1)], what each layer was given.
    """
    L = len(parameters) // 2
    Z, activations = X, []
    for l in range(1, L + 1):
        activations.append(np.maximum(0, Z) if l > 1 else X)
        Z = parameters[f"W{l}"] @ activations[-1] + parameters[f"b{l}"]
    return Z, activations


def model_backward(
    ZL: np.ndarray,
    Y: np.ndarray,
    activations: list[np.ndarray],
    parameters: dict[str, np.ndarray],
    lambd: float = 0.0,
) -> dict[str, np.ndarray]:
    """The gradients of the softmax cost and the L2 cost, from layer L down to layer 1.

    The cost is compute_softmax_cost(ZL, Y) + lambd / (2 m) * sum of all W[l]**2. A relu that gave
    0 passes nothing back.

    Args:
        ZL: float64 (n[L], m), that of model_forward.
        Y: (n[L], m), the true labels as one_hot gives them.
        activations: the list of model_forward.
        parameters: "W1", "b1", ..., "WL", "bL", in any order.
        lambd: how much the weights cost.

    Returns:
        grads, a dictionary with "dW1", "db1", ..., "dWL", "dbL": float64, each of the shape of
        what it is the gradient of. Keys that begin with dA or dZ may be there besides.
    """
    L, m = len(activations), Y.shape[1]
    grads = {}
    dZ = softmax_backward(ZL, Y)
    for l in range(L, 0, -1):
        if l < L:
            dZ = np.where(activations[l] > 0, parameters[f"W{l + 1}"].T @ dZ, 0.0)
        grads[f"dW{l}"] = dZ @ activations[l - 1].T / m + lambd / m * parameters[f"W{l}"]
        grads[f"db{l}"] = np.sum(dZ, axis=1, keepdims=True) / m
    return grads


def model(
    X: np.ndarray,
    labels: np.ndarray,
    layers_dims: list[int],
    learning_rate: float = 0.001,
    mini_batch_size: int = 64,
    num_epochs: int = 20,
    lambd: float = 0.0,
    decay_rate: float = 0.0,
) -> tuple[dict[str, np.ndarray], list[float]]:
    """Train a network on mini-batches, with Adam.

    Starts from initialize_parameters_he(layers_dims) with its own seed. Epoch i = 0, 1, ... takes
    the batches of random_mini_batches with the seed i, in their order, and the learning rate
    update_lr(learning_rate, i, decay_rate). Every batch is one step of
    update_parameters_with_adam; its t goes on counting from epoch to epoch, and begins with 1.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        labels: whole numbers from 0 to n[L]-1, of shape (1, m).
        layers_dims: units per layer, [n[0], n[1], ..., n[L]]; n[L] is the number of classes.
        learning_rate: the learning rate of epoch 0.
        mini_batch_size: columns of a batch.
        num_epochs: how often every example is seen.
        lambd: how much the weights cost.
        decay_rate: how fast the learning rate shrinks.

    Returns:
        parameters: "W1", "b1", ..., "WL", "bL" after the last step.
        costs: one number for each epoch: the mean over its batches of compute_softmax_cost, each
            taken before the batch's step, without the L2 cost.
    """
    parameters = initialize_parameters_he(layers_dims)
    v, s = initialize_adam(parameters)
    Y = one_hot(labels, layers_dims[-1])
    costs, t = [], 0
    for epoch in range(num_epochs):
        rate = update_lr(learning_rate, epoch, decay_rate)
        found = []
        for batch_X, batch_Y in random_mini_batches(X, Y, mini_batch_size, epoch):
            t += 1
            ZL, activations = model_forward(batch_X, parameters)
            found.append(compute_softmax_cost(ZL, batch_Y))
            grads = model_backward(ZL, batch_Y, activations, parameters, lambd)
            parameters, v, s = update_parameters_with_adam(parameters, grads, v, s, t, rate)
        costs.append(float(np.mean(found)))
    return parameters, costs


def predict_classes(X: np.ndarray, parameters: dict[str, np.ndarray]) -> np.ndarray:
    """Name the class that the network finds most likely, for every example.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        (1, m) of whole numbers from 0 to n[L]-1, numbers of any dtype.
    """
    ZL, _ = model_forward(X, parameters)
    return np.argmax(ZL, axis=0).reshape(1, -1)

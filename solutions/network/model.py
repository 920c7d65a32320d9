"""Step 6: repeat forward, cost, backward, update, and watch the network learn."""

import numpy as np
from tqdm import tqdm

from .backward import L_model_backward
from .cost import compute_cost
from .forward import L_model_forward, linear_activation_forward
from .initialize import initialize_parameters, initialize_parameters_scaled
from .update import update_parameters


def two_layer_model(
    X: np.ndarray,
    Y: np.ndarray,
    layers_dims: list[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 2500,
    print_cost: bool = False,
) -> tuple[dict[str, np.ndarray], list[float]]:
    """Train a network with one hidden layer: linear, relu, linear, sigmoid.

    Starts from initialize_parameters(n_x, n_h, n_y) with its own seed. Each iteration is
    forward, cost, backward, update, over all the examples at once.

    Args:
        X: float64 (n_x, m), the inputs, one example per column.
        Y: (1, m), the true labels, 0 or 1.
        layers_dims: [n_x, n_h, 1].
        learning_rate: the length of each step.
        num_iterations: the number of steps.
        print_cost: show a progress bar with the cost.

    Returns:
        parameters: "W1", "b1", "W2", "b2" after the last step.
        costs: the cost at iterations 0, 100, 200, ..., each before that iteration's step.
    """
    parameters = initialize_parameters(*layers_dims)
    costs = []
    iterations = tqdm(range(num_iterations), disable=not print_cost)
    for i in iterations:
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
            iterations.set_postfix(cost=f"{costs[-1]:.4f}")
        grads = L_model_backward(A2, Y, [cache1, cache2])
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def L_layer_model(
    X: np.ndarray,
    Y: np.ndarray,
    layers_dims: list[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 2500,
    print_cost: bool = False,
) -> tuple[dict[str, np.ndarray], list[float]]:
    """Train a network of any depth: relu in layers 1 ... L-1, sigmoid in layer L.

    Starts from initialize_parameters_scaled(layers_dims) with its own seed. Each iteration
    is forward, cost, backward, update, over all the examples at once.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        Y: (1, m), the true labels, 0 or 1.
        layers_dims: [n[0], n[1], ..., n[L]], n[L] = 1.
        learning_rate: the length of each step.
        num_iterations: the number of steps.
        print_cost: show a progress bar with the cost.

    Returns:
        parameters: "W1", "b1", ..., "WL", "bL" after the last step.
        costs: the cost at iterations 0, 100, 200, ..., each before that iteration's step.
    """
    parameters = initialize_parameters_scaled(layers_dims)
    costs = []
    iterations = tqdm(range(num_iterations), disable=not print_cost)
    for i in iterations:
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
            iterations.set_postfix(cost=f"{costs[-1]:.4f}")
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def predict(X: np.ndarray, parameters: dict[str, np.ndarray]) -> np.ndarray:
    """Say 1 where the network gives more than one half, and 0 elsewhere.

    Args:
        X: float64 (n[0], m), the inputs, one example per column.
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        (n[L], m) of 0 and 1, numbers of any dtype.
    """
    AL, _ = L_model_forward(X, parameters)
    return (AL > 0.5).astype(float)

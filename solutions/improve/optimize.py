"""Step 4: steps that remember, and steps that shrink."""

import numpy as np


def initialize_velocity(parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Start the velocity of momentum: zeros, one for each parameter.

    Args:
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        v, a dictionary with "dW1", "db1", ..., "dWL", "dbL": float64, the shapes of W1, b1, ...
    """
    return {f"d{name}": np.zeros(theta.shape) for name, theta in parameters.items()}


def update_parameters_with_momentum(
    parameters: dict[str, np.ndarray],
    grads: dict[str, np.ndarray],
    v: dict[str, np.ndarray],
    beta: float,
    learning_rate: float,
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """One step of gradient descent with momentum, for W and b alike.

    v = beta * v + (1 - beta) * gradient, and then parameter = parameter - learning_rate * v

    Args:
        parameters: "W1", "b1", ..., "WL", "bL", in any order.
        grads: at least "dW1", "db1", ..., "dWL", "dbL"; other keys are not used.
        v: the velocity, with the keys of initialize_velocity.
        beta: how much of the old velocity stays, 0 to 1.
        learning_rate: the length of the step.

    Returns:
        parameters: a new dictionary of new arrays.
        v: a new dictionary of new arrays, with the keys of v.
        The arrays of the arguments are left as they were.
    """
    new_parameters, new_v = {}, {}
    for name, theta in parameters.items():
        new_v[f"d{name}"] = beta * v[f"d{name}"] + (1 - beta) * grads[f"d{name}"]
        new_parameters[name] = theta - learning_rate * new_v[f"d{name}"]
    return new_parameters, new_v


def initialize_adam(
    parameters: dict[str, np.ndarray],
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Start both averages of Adam: zeros, one for each parameter.

    Args:
        parameters: "W1", "b1", ..., "WL", "bL", in any order.

    Returns:
        v: a dictionary with "dW1", "db1", ..., "dWL", "dbL": float64, the shapes of W1, b1, ...
        s: another one alike.
    """
    v = {f"d{name}": np.zeros(theta.shape) for name, theta in parameters.items()}
    s = {f"d{name}": np.zeros(theta.shape) for name, theta in parameters.items()}
    return v, s


def update_parameters_with_adam(
    parameters: dict[str, np.ndarray],
    grads: dict[str, np.ndarray],
    v: dict[str, np.ndarray],
    s: dict[str, np.ndarray],
    t: int,
    learning_rate: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], dict[str, np.ndarray]]:
    """One step of Adam, after Kingma and Ba (2015), for W and b alike.

    v = beta1 * v + (1 - beta1) * gradient
    s = beta2 * s + (1 - beta2) * gradient**2
    v_corrected = v / (1 - beta1**t) and s_corrected = s / (1 - beta2**t)
    parameter = parameter - learning_rate * v_corrected / (sqrt(s_corrected) + epsilon)

    Args:
        parameters: "W1", "b1", ..., "WL", "bL", in any order.
        grads: at least "dW1", "db1", ..., "dWL", "dbL"; other keys are not used.
        v, s: both averages, with the keys of initialize_adam.
        t: the number of this step; the first is 1.
        learning_rate: the length of the step.
        beta1: how much of the old v stays.
        beta2: how much of the old s stays.
        epsilon: keeps the division from that by zero.

    Returns:
        parameters, v, s: new dictionaries of new arrays; v and s are not corrected.
        The arrays of the arguments are left as they were.

    Raises:
        ValueError: t is less than 1: the correction would divide by zero.
    """
    if t < 1:
        raise ValueError(f"the first step has the number 1, not {t}")
    new_parameters, new_v, new_s = {}, {}, {}
    for name, theta in parameters.items():
        key = f"d{name}"
        new_v[key] = beta1 * v[key] + (1 - beta1) * grads[key]
        new_s[key] = beta2 * s[key] + (1 - beta2) * grads[key] ** 2
        v_corrected = new_v[key] / (1 - beta1**t)
        s_corrected = new_s[key] / (1 - beta2**t)
        new_parameters[name] = theta - learning_rate * v_corrected / (
            np.sqrt(s_corrected) + epsilon
        )
    return new_parameters, new_v, new_s


def update_lr(learning_rate0: float, epoch_num: int, decay_rate: float) -> float:
    """Let the learning rate shrink from epoch to epoch.

    learning_rate = learning_rate0 / (1 + decay_rate * epoch_num)

    Args:
        learning_rate0: the learning rate of epoch 0.
        epoch_num: the number of the epoch, from 0.
        decay_rate: how fast it shrinks; 0 leaves it as it is.

    Returns:
        The learning rate of that epoch: a Python float or a NumPy number.
    """
    return learning_rate0 / (1 + decay_rate * epoch_num)


def schedule_lr_decay(
    learning_rate0: float, epoch_num: int, decay_rate: float, time_interval: int = 1000
) -> float:
    """Let the learning rate shrink once in every interval, and stay the same in between.

    learning_rate = learning_rate0 / (1 + decay_rate * floor(epoch_num / time_interval))

    Args:
        learning_rate0: the learning rate of epoch 0.
        epoch_num: the number of the epoch, from 0.
        decay_rate: how fast it shrinks; 0 leaves it as it is.
        time_interval: the number of epochs from one change to the next.

    Returns:
        The learning rate of that epoch: a Python float or a NumPy number.
    """
    return learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))

"""Check gradients against the slope that two nearby costs give."""

from collections.abc import Callable

import numpy as np

NOISE = 1e-9  # what rounding alone can put into a slope over a step of 1e-5, and a margin


def numerical_gradient(
    cost: Callable[[dict[str, np.ndarray]], float],
    parameters: dict[str, np.ndarray],
    step: float = 1e-5,
) -> dict[str, np.ndarray]:
    """The slope of a cost along every single number of the parameters.

    Central difference: (cost(theta + step) - cost(theta - step)) / (2 step), whose error
    falls with the square of the step (Burden and Faires, Numerical Analysis, section 4.1).

    Args:
        cost: takes a dictionary of parameters, gives one number.
        parameters: "W1", "b1", ...; left as they were.
        step: how far apart the two costs lie.

    Returns:
        "dW1", "db1", ...: arrays of the shapes of W1, b1, ...
    """
    grads = {}
    for name, theta in parameters.items():
        slope = np.zeros(theta.shape)
        for place in np.ndindex(*theta.shape):
            costs = []
            for sign in (1, -1):
                moved = theta.copy()
                moved[place] += sign * step
                costs.append(float(cost({**parameters, name: moved})))
            slope[place] = (costs[0] - costs[1]) / (2 * step)
        grads[f"d{name}"] = slope
    return grads


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """How far two gradients lie apart: |a - b| / (|a| + |b|), 0 where both are zero."""
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def gradient_check(
    cost: Callable[[dict[str, np.ndarray]], float],
    parameters: dict[str, np.ndarray],
    grads: dict[str, np.ndarray],
    target: float = 1e-7,
) -> bool:
    """Print your gradients beside the numerical ones, one line each; True where all agree.

    Args:
        cost: takes a dictionary of parameters, gives one number.
        parameters: "W1", "b1", ...
        grads: your gradients: at least "dW1", "db1", ...
        target: the relative error that counts as agreement.
    """
    agree = True
    print(f"{'':6}{'relative error':>15}   at the worst place: yours / numerical")
    for name, slope in numerical_gradient(cost, parameters).items():
        mine = grads[name]
        if mine.shape != slope.shape:
            agree = False
            print(f"{name:6}{'':>15}   ✗ shape {mine.shape} where {slope.shape} is expected")
            continue
        error = relative_error(mine, slope)
        worst = np.unravel_index(np.argmax(np.abs(mine - slope)), slope.shape)
        place = ", ".join(str(int(i)) for i in worst)
        # Two costs differ by no less than their rounding: below this, the slope is noise.
        good = error < target or float(np.abs(mine - slope).max()) < NOISE
        mark = "✓" if good else "✗"
        agree = agree and good
        print(f"{name:6}{error:15.1e}   {mark} [{place}] {mine[worst]:+.8f} / {slope[worst]:+.8f}")
    return agree

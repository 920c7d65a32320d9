"""The gradients are right: a numerical slope says so, and so does HIPS autograd."""

import copy
from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader import gradient_check, numerical_gradient
from grader.gradient import relative_error
from solutions.network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    linear_activation_backward,
    linear_backward,
    relu_backward,
    sigmoid_backward,
)

STEADY = settings(derandomize=True, deadline=None, max_examples=100, database=None)
SLOW = settings(STEADY, max_examples=50)
SMALL = st.integers(1, 6)
SEED = st.integers(0, 2**32 - 1)
DIMS = st.lists(SMALL, min_size=2, max_size=6)  # up to five layers
FAR_FROM_THE_KINK = 1e-3  # a step of 1e-5 in a weight moves no Z as far as this

Parameters = dict[str, np.ndarray]


def example(dims: list[int], m: int, seed: int) -> tuple[np.ndarray, np.ndarray, Parameters]:
    """Draw X, Y and parameters, scaled so that no output saturates."""
    random = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(dims)):
        parameters[f"W{l}"] = random.randn(dims[l], dims[l - 1]) / np.sqrt(dims[l - 1])
        parameters[f"b{l}"] = random.randn(dims[l], 1) * 0.5
    Y = random.randint(0, 2, (dims[-1], m)).astype(float)
    return random.randn(dims[0], m), Y, parameters


def gradients(X: np.ndarray, Y: np.ndarray, parameters: Parameters) -> Parameters:
    """Forward and backward, with the reference."""
    AL, caches = L_model_forward(X, parameters)
    return L_model_backward(AL, Y, caches)


def cost_of(X: np.ndarray, Y: np.ndarray) -> Callable[[Parameters], float]:
    """The cost as a function of the parameters alone."""
    return lambda parameters: compute_cost(L_model_forward(X, parameters)[0], Y)


# An independent network for autograd: it shares no line with the solutions.


def logistic(Z: Any) -> Any:
    """The sigmoid, by the hyperbolic tangent."""
    return 0.5 * (anp.tanh(0.5 * Z) + 1.0)


def outputs(A: Any, parameters: Any, first: int, L: int) -> Any:
    """A[L] from A[first - 1]."""
    for l in range(first, L + 1):
        Z = anp.dot(parameters[f"W{l}"], A) + parameters[f"b{l}"]
        A = logistic(Z) if l == L else anp.where(Z > 0, Z, 0.0)
    return A


def summed_cost(A: Any, Y: np.ndarray, parameters: Any, first: int, L: int) -> Any:
    """The cost without its 1/m: what every dA is the gradient of."""
    AL = outputs(A, parameters, first, L)
    return -anp.sum(Y * anp.log(AL) + (1 - Y) * anp.log(1 - AL))


def assert_same(mine: np.ndarray, right: np.ndarray, rtol: float, what: str) -> None:
    """Hold two gradients against each other, relative to the size of the right one."""
    assert mine.shape == right.shape, what
    assert np.linalg.norm(mine - right) <= rtol * np.linalg.norm(right) + 1e-14, what


@SLOW
@given(DIMS, SMALL, SEED)
def test_l_model_backward_agrees_with_the_numerical_gradient(
    dims: list[int], m: int, seed: int
) -> None:
    """Every dW and db is the slope of the cost, to 1e-7 of its length.

    The networks keep clear of relu's kink, where no slope exists, and of saturated outputs,
    where the cost has lost the digits that a slope needs.
    """
    X, Y, parameters = example(dims, m, seed)
    AL, caches = L_model_forward(X, parameters)
    assume(all(np.abs(Z).min() > FAR_FROM_THE_KINK for _, Z in caches[:-1]))
    assume(AL.min() > 0.01 and AL.max() < 0.99)
    grads = L_model_backward(AL, Y, caches)
    for name, slope in numerical_gradient(cost_of(X, Y), parameters).items():
        noise = 1e-10  # rounding in the two costs, over the step between them
        assert np.linalg.norm(grads[name] - slope) <= 1e-7 * np.linalg.norm(slope) + noise, name


@STEADY
@given(DIMS, SMALL, SEED)
def test_l_model_backward_agrees_with_autograd(dims: list[int], m: int, seed: int) -> None:
    """Every dW and db is what autograd finds on a network of its own, to 1e-9."""
    X, Y, parameters = example(dims, m, seed)
    L = len(dims) - 1
    found = autograd.grad(lambda p: summed_cost(X, Y, p, 1, L) / m)(parameters)
    grads = gradients(X, Y, parameters)
    for name, right in found.items():
        assert_same(grads[f"d{name}"], right, 1e-9, name)


@STEADY
@given(DIMS, SMALL, SEED)
def test_every_da_is_the_gradient_of_the_summed_cost(dims: list[int], m: int, seed: int) -> None:
    """dA[l], dA0 for the inputs among them, carries no 1/m: that comes in with dW and db."""
    X, Y, parameters = example(dims, m, seed)
    L = len(dims) - 1
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    for l in range(L):
        A = caches[l][0][0]  # the A_prev of layer l + 1
        right = autograd.grad(summed_cost)(A, Y, parameters, l + 1, L)
        assert_same(grads[f"dA{l}"], right, 1e-9, f"dA{l}")


@STEADY
@given(SMALL, SMALL, SEED)
def test_sigmoid_backward_is_the_product_with_the_slope(n: int, m: int, seed: int) -> None:
    """dZ is autograd's vector-Jacobian product of the sigmoid at Z with dA."""
    random = np.random.RandomState(seed)
    dA, Z = random.randn(n, m), random.randn(n, m) * 4
    right = autograd.make_vjp(logistic)(Z)[0](dA)
    assert_same(sigmoid_backward(dA, Z), right, 1e-12, "dZ")


@STEADY
@given(SMALL, SMALL, SEED)
def test_relu_backward_is_the_product_with_the_slope(n: int, m: int, seed: int) -> None:
    """dZ is autograd's vector-Jacobian product of the relu at Z with dA."""
    random = np.random.RandomState(seed)
    dA, Z = random.randn(n, m), random.randn(n, m)
    right = autograd.make_vjp(lambda z: anp.where(z > 0, z, 0.0))(Z)[0](dA)
    assert_same(relu_backward(dA, Z), right, 1e-15, "dZ")


@STEADY
@given(SMALL, SMALL, SMALL, SEED)
def test_linear_backward_is_the_product_with_the_slope(
    n_prev: int, n: int, m: int, seed: int
) -> None:
    """dA_prev is autograd's product; dW and db are autograd's, averaged over the examples."""
    random = np.random.RandomState(seed)
    cache = (random.randn(n_prev, m), random.randn(n, n_prev), random.randn(n, 1))
    dZ = random.randn(n, m)
    right = autograd.make_vjp(lambda layer: anp.dot(layer[1], layer[0]) + layer[2])(cache)[0](dZ)
    dA_prev, dW, db = linear_backward(dZ, cache)
    assert_same(dA_prev, right[0], 1e-12, "dA_prev")
    assert_same(dW, right[1] / m, 1e-12, "dW")
    assert_same(db, right[2] / m, 1e-12, "db")


@STEADY
@given(SMALL, SMALL, SMALL, SEED, st.sampled_from(["relu", "sigmoid"]))
def test_linear_activation_backward_is_the_product_with_the_slope(
    n_prev: int, n: int, m: int, seed: int, activation: str
) -> None:
    """A whole layer, backwards, is autograd's product for the whole layer."""
    random = np.random.RandomState(seed)
    linear_cache = (random.randn(n_prev, m), random.randn(n, n_prev), random.randn(n, 1))
    A_prev, W, b = linear_cache
    dA = random.randn(n, m)

    def layer(parts: Any) -> Any:
        Z = anp.dot(parts[1], parts[0]) + parts[2]
        return anp.where(Z > 0, Z, 0.0) if activation == "relu" else logistic(Z)

    right = autograd.make_vjp(layer)(linear_cache)[0](dA)
    found = linear_activation_backward(dA, (linear_cache, W @ A_prev + b), activation)
    assert_same(found[0], right[0], 1e-11, "dA_prev")
    assert_same(found[1], right[1] / m, 1e-11, "dW")
    assert_same(found[2], right[2] / m, 1e-11, "db")


# The numerical gradient and its check are tools of the lesson.


def test_the_numerical_gradient_is_the_slope() -> None:
    """On a cost whose slope is known, the numerical one agrees, name by name and place by place."""
    parameters = {"W1": np.array([[1.0, -2.0], [0.5, 3.0]]), "b1": np.array([[2.0]])}

    def cost(p: Parameters) -> float:
        return float(np.sum(p["W1"] ** 3) + 5 * p["b1"][0, 0])

    slopes = numerical_gradient(cost, parameters)
    assert list(slopes) == ["dW1", "db1"]
    np.testing.assert_allclose(slopes["dW1"], 3 * parameters["W1"] ** 2, rtol=1e-8)
    np.testing.assert_allclose(slopes["db1"], [[5.0]], rtol=1e-8)


def test_the_numerical_gradient_leaves_the_parameters_alone() -> None:
    """The parameters are as they were, and each cost saw one number moved, by one step."""
    parameters = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([[0.0]])}
    before = copy.deepcopy(parameters)
    seen = []

    def cost(p: Parameters) -> float:
        seen.append(np.array([p["W1"][0, 0], p["W1"][0, 1], p["b1"][0, 0]]) - [1.0, -2.0, 0.0])
        return 0.0

    numerical_gradient(cost, parameters, step=0.25)
    assert all(np.array_equal(parameters[name], before[name]) for name in before)
    assert sorted(move.tolist() for move in seen) == sorted(
        [sign * 0.25 * (place == i) for i in range(3)] for place in range(3) for sign in (1, -1)
    )


def test_the_numerical_gradient_is_central() -> None:
    """A one-sided slope of x squared would be off by the step; the central one is exact."""
    slopes = numerical_gradient(
        lambda p: float(p["W1"][0, 0] ** 2), {"W1": np.array([[3.0]])}, step=0.5
    )
    assert slopes["dW1"][0, 0] == 6.0


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [([0.0], [0.0], 0.0), ([1.0], [1.0], 0.0), ([1.0], [-1.0], 1.0), ([3.0], [1.0], 0.5)],
)
def test_the_relative_error_is_between_0_and_1(
    a: list[float], b: list[float], expected: float
) -> None:
    """|a - b| over |a| + |b|; two zeros are equal."""
    assert relative_error(np.array(a), np.array(b)) == expected


X, Y, PARAMETERS = example([4, 5, 3, 1], 6, 7)


def test_gradient_check_passes_right_gradients(capsys: pytest.CaptureFixture[str]) -> None:
    """Right gradients pass; each line shows the gradient and the numerical one, side by side."""
    grads = gradients(X, Y, PARAMETERS)
    assert gradient_check(cost_of(X, Y), PARAMETERS, grads) is True
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [f"d{name}" for name in PARAMETERS]
    for line in lines:
        assert "✓" in line
        mine, slope = line.partition("]")[2].split("/")
        assert float(mine) == pytest.approx(float(slope), abs=2e-8)
        assert np.isclose(grads[line.split()[0]], float(mine), atol=1e-8).any()


@STEADY
@given(SEED, DIMS, SMALL)
def test_gradient_check_passes_what_autograd_finds(seed: int, dims: list[int], m: int) -> None:
    """The check has no opinion of its own: an independent framework's gradients pass."""
    X, Y, parameters = example(dims[:3], m, seed)
    AL, caches = L_model_forward(X, parameters)
    assume(all(np.abs(Z).min() > FAR_FROM_THE_KINK for _, Z in caches[:-1]))
    assume(AL.min() > 0.01 and AL.max() < 0.99)
    L = len(dims[:3]) - 1
    found = autograd.grad(lambda p: summed_cost(X, Y, p, 1, L) / m)(parameters)
    # What rounding alone puts into a slope is judged more kindly than the lesson's 1e-7.
    grads = {f"d{name}": array for name, array in found.items()}
    assert gradient_check(cost_of(X, Y), parameters, grads, target=1e-6)


WRONG: dict[str, Callable[[Parameters], Parameters]] = {
    "turned round": lambda g: {**g, "dW2": -g["dW2"]},
    "twice as long": lambda g: {**g, "dW1": 2 * g["dW1"]},
    "not averaged": lambda g: {**g, "db3": 6 * g["db3"]},
    "one number off by a thousandth": lambda g: {
        **g,
        "dW3": g["dW3"] * np.where(np.arange(3) == 0, 1.001, 1.0),
    },
    "one unit's rows exchanged": lambda g: {**g, "dW2": g["dW2"][::-1]},
    "all zero": lambda g: {**g, "dW1": np.zeros((5, 4))},
    "one nan": lambda g: {**g, "db1": np.where(np.arange(5)[:, None] == 2, np.nan, g["db1"])},
    "rank 1": lambda g: {**g, "db2": g["db2"].ravel()},
    "transposed": lambda g: {**g, "dW1": g["dW1"].T},
}


@pytest.mark.parametrize("how", WRONG)
def test_gradient_check_fails_wrong_gradients(how: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong gradient fails, on its own line and on no other."""
    right = gradients(X, Y, PARAMETERS)
    wrong = WRONG[how](right)
    (name,) = (name for name in right if wrong[name] is not right[name])
    assert gradient_check(cost_of(X, Y), PARAMETERS, wrong) is False
    marked = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "✗" in line]
    assert marked == [name]


def test_gradient_check_shows_both_numbers_at_the_worst_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The line of a wrong gradient names the place, the learner's number and the numerical one."""
    right = gradients(X, Y, PARAMETERS)
    mine = right["dW2"].copy()
    mine[1, 3] += 0.25
    assert not gradient_check(cost_of(X, Y), PARAMETERS, {**right, "dW2": mine})
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "✗" in line)
    assert "[1, 3]" in line
    assert f"{mine[1, 3]:+.6f}" in line
    assert f"{right['dW2'][1, 3]:+.6f}" in line


def test_gradient_check_names_both_shapes(capsys: pytest.CaptureFixture[str]) -> None:
    """A gradient of the wrong shape is told its own shape and the right one."""
    wrong = gradients(X, Y, PARAMETERS)
    wrong["db1"] = np.zeros((1, 5))
    assert not gradient_check(cost_of(X, Y), PARAMETERS, wrong)
    assert "shape (1, 5) where (5, 1) is expected" in capsys.readouterr().out

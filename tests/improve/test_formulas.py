"""The references of the second assignment: slopes, autograd, and published figures agree."""

from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from grader import numerical_gradient
from grader.gradient import relative_error
from solutions import improve

Arrays = dict[str, np.ndarray]


def drawn(dims: list[int], seed: int) -> Arrays:
    """Parameters of ordinary size, biases too."""
    random, found = np.random.RandomState(seed), {}
    for l in range(1, len(dims)):
        found[f"W{l}"] = random.randn(dims[l], dims[l - 1])
        found[f"b{l}"] = random.randn(dims[l], 1)
    return found


def agree(grads: Arrays, slopes: Arrays) -> bool:
    """Whether two sets of gradients are the same, but for the error of a difference."""
    return all(relative_error(grads[name], slope) < 1e-7 for name, slope in slopes.items())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lambd", [0.0, 0.7])
def test_the_gradients_with_l2_are_the_slopes_of_the_cost(seed: int, lambd: float) -> None:
    """Three layers, every weight and every bias moved a little."""
    random, parameters = np.random.RandomState(seed + 9), drawn([3, 4, 3, 1], seed)
    X, Y = random.randn(3, 5), random.randint(0, 2, (1, 5)).astype(float)
    stay = np.ones((4, 5)), np.ones((3, 5))

    def cost(moved: Arrays) -> float:
        A3, _ = improve.forward_propagation_with_dropout(X, moved, *stay, keep_prob=1.0)
        return improve.compute_cost_with_regularization(A3, Y, moved, lambd)

    _, cache = improve.forward_propagation_with_dropout(X, parameters, *stay, keep_prob=1.0)
    plain = tuple(part for i, part in enumerate(cache) if i not in (1, 6))
    grads = improve.backward_propagation_with_regularization(X, Y, plain, lambd)
    assert agree(grads, numerical_gradient(cost, parameters))


@pytest.mark.parametrize("seed", range(3))
def test_the_gradients_with_dropout_are_the_slopes_of_the_masked_cost(seed: int) -> None:
    """With the same masks on both ways."""
    random, parameters = np.random.RandomState(seed + 9), drawn([3, 4, 3, 1], seed)
    X, Y = random.randn(3, 5), random.randint(0, 2, (1, 5)).astype(float)
    masks = random.rand(4, 5) < 0.7, random.rand(3, 5) < 0.7

    def cost(moved: Arrays) -> float:
        A3, _ = improve.forward_propagation_with_dropout(X, moved, *masks, keep_prob=0.7)
        return improve.compute_cost_with_regularization(A3, Y, moved, 0.0)

    _, cache = improve.forward_propagation_with_dropout(X, parameters, *masks, keep_prob=0.7)
    grads = improve.backward_propagation_with_dropout(X, Y, cache, 0.7)
    assert agree(grads, numerical_gradient(cost, parameters))


@pytest.mark.parametrize("dims", [[3, 4], [3, 5, 4], [2, 4, 3, 3]])
def test_the_gradients_of_the_whole_network_are_those_of_autograd(dims: list[int]) -> None:
    """With softmax and L2, for a network of any depth."""
    random, parameters = np.random.RandomState(5), drawn(dims, 6)
    X, Y = random.randn(dims[0], 6), improve.one_hot(random.randint(0, dims[-1], 6), dims[-1])

    def cost(moved: Any) -> Any:
        A, squares = X, 0.0
        for l in range(1, len(dims)):
            Z = anp.dot(moved[f"W{l}"], A) + moved[f"b{l}"]
            A, squares = anp.maximum(0.0, Z), squares + anp.sum(moved[f"W{l}"] ** 2)
        log_a = Z - anp.log(anp.sum(anp.exp(Z), axis=0))
        return -anp.sum(Y * log_a) / 6 + 0.3 / 12 * squares

    ZL, activations = improve.model_forward(X, parameters)
    grads = improve.model_backward(ZL, Y, activations, parameters, 0.3)
    expected = {f"d{name}": slope for name, slope in grad(cost)(parameters).items()}
    assert grads.keys() == expected.keys()
    assert all(relative_error(grads[name], expected[name]) < 1e-12 for name in grads)


def test_softmax_backward_is_the_slope_of_the_summed_cost() -> None:
    """m times the cost, moved in every number of Z."""
    random = np.random.RandomState(1)
    Z, Y = random.randn(4, 3), improve.one_hot(np.array([3, 0, 2]), 4)
    slope = numerical_gradient(lambda m: 3 * improve.compute_softmax_cost(m["Z"], Y), {"Z": Z})
    assert agree({"dZ": improve.softmax_backward(Z, Y)}, slope)


@pytest.mark.parametrize("shift", [0.0, 1e3, -1e3, 1e6])
def test_softmax_and_its_cost_hold_for_numbers_of_any_size(shift: float) -> None:
    """Finite, columns that add up to 1, and nothing that NumPy warns of but a tiny exp."""
    Z, Y = np.array([[0.0, 800.0], [1.0, -800.0]]) + shift, np.array([[1.0, 0.0], [0.0, 1.0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.allclose(improve.softmax(Z).sum(axis=0), 1.0)
        assert np.isfinite(improve.compute_softmax_cost(Z, Y))


def test_the_start_of_he_gives_the_classic_figures() -> None:
    """The classic exercise's sizes and seed."""
    parameters = improve.initialize_parameters_he([2, 4, 1])
    first = [[1.78862847, 0.43650985], [0.09649747, -1.8634927]]
    assert parameters["W1"][:2] == pytest.approx(np.array(first), abs=5e-9)
    W2 = [[-0.03098412, -0.33744411, -0.92904268, 0.62552248]]
    assert parameters["W2"] == pytest.approx(np.array(W2), abs=5e-9)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_first_step_of_adam_is_as_long_as_the_learning_rate(scale: float) -> None:
    """However large the gradient, for bias correction takes its size out."""
    parameters = drawn([2, 3], 0)
    grads = {f"d{name}": np.full(a.shape, -scale) for name, a in parameters.items()}
    v, s = improve.initialize_adam(parameters)
    new, _, _ = improve.update_parameters_with_adam(parameters, grads, v, s, 1, 0.05)
    for name, array in parameters.items():
        assert new[name] - array == pytest.approx(np.full(array.shape, 0.05), rel=0.02)


@pytest.mark.parametrize(("m", "size"), [(1, 1), (7, 3), (6, 3), (5, 9), (130, 64)])
def test_every_example_is_in_one_batch_with_its_own_label(m: int, size: int) -> None:
    """None lost, none twice, no empty batch, and none but the last smaller."""
    X, Y = np.arange(m, dtype=float).reshape(1, m), 10.0 * np.arange(m).reshape(1, m)
    batches = improve.random_mini_batches(X, Y, size, seed=4)
    together = np.hstack([x for x, _ in batches])
    assert sorted(together[0]) == list(range(m))
    assert all(np.array_equal(10 * x, y) for x, y in batches)
    assert [x.shape[1] for x, _ in batches[:-1]] == [size] * (len(batches) - 1)
    assert 1 <= batches[-1][0].shape[1] <= size

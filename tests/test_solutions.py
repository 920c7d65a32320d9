"""The reference implementations: contracts, classic figures, and what holds at the edges."""

import copy
import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import network as reference
from solutions.network import (
    L_layer_model,
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters,
    initialize_parameters_deep,
    initialize_parameters_scaled,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    predict,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    two_layer_model,
    update_parameters,
)
from tests.network import FUNCTIONS

STEADY = settings(derandomize=True, deadline=None, max_examples=40, database=None)
SMALL = st.integers(1, 6)
SEED = st.integers(0, 2**32 - 1)
DIMS = st.lists(SMALL, min_size=2, max_size=6)
# The largest float64 below 1, and the smallest above 0.
BELOW_ONE = 1.0 - 2.0**-53
TINIEST = 5e-324

SIGNATURES = {
    "initialize_parameters": "(n_x, n_h, n_y, seed=1)",
    "initialize_parameters_deep": "(layer_dims, seed=3)",
    "sigmoid": "(Z)",
    "relu": "(Z)",
    "linear_forward": "(A, W, b)",
    "linear_activation_forward": "(A_prev, W, b, activation)",
    "L_model_forward": "(X, parameters)",
    "compute_cost": "(AL, Y)",
    "sigmoid_backward": "(dA, activation_cache)",
    "relu_backward": "(dA, activation_cache)",
    "linear_backward": "(dZ, cache)",
    "linear_activation_backward": "(dA, cache, activation)",
    "L_model_backward": "(AL, Y, caches)",
    "update_parameters": "(parameters, grads, learning_rate)",
    "initialize_parameters_scaled": "(layer_dims, seed=1)",
    "two_layer_model": "(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, "
    "print_cost=False)",
    "L_layer_model": "(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, "
    "print_cost=False)",
    "predict": "(X, parameters)",
}


def normal(seed: int) -> Callable[..., np.ndarray]:
    """Draw as the classic text does after np.random.seed(seed)."""
    return np.random.RandomState(seed).randn


def network(dims: list[int], seed: int, scale: float = 1.0) -> dict[str, np.ndarray]:
    """Weights and biases of ordinary size."""
    randn = normal(seed)
    parameters = {}
    for l in range(1, len(dims)):
        parameters[f"W{l}"] = randn(dims[l], dims[l - 1]) * scale
        parameters[f"b{l}"] = randn(dims[l], 1) * scale
    return parameters


def labels(n: int, m: int, seed: int) -> np.ndarray:
    """Labels 0.0 and 1.0."""
    return np.random.RandomState(seed).randint(0, 2, (n, m)).astype(float)


def example_of(function: str) -> tuple[Any, ...]:
    """Arguments that are right for a function of the course."""
    dims = [3, 4, 2, 1]
    X, Y, parameters = normal(0)(3, 5), labels(1, 5, 0), network(dims, 1)
    AL, caches = L_model_forward(X, parameters)
    A, Z = normal(2)(4, 5), normal(3)(4, 5)
    linear_cache = (X, parameters["W1"], parameters["b1"])
    examples: dict[str, tuple[Any, ...]] = {
        "initialize_parameters": (3, 2, 1),
        "initialize_parameters_deep": (dims,),
        "initialize_parameters_scaled": (dims,),
        "sigmoid": (Z,),
        "relu": (Z,),
        "linear_forward": linear_cache,
        "linear_activation_forward": (*linear_cache, "relu"),
        "L_model_forward": (X, parameters),
        "compute_cost": (AL, Y),
        "sigmoid_backward": (A, Z),
        "relu_backward": (A, Z),
        "linear_backward": (Z, linear_cache),
        "linear_activation_backward": (A, (linear_cache, Z), "sigmoid"),
        "L_model_backward": (AL, Y, caches),
        "update_parameters": (parameters, L_model_backward(AL, Y, caches), 0.1),
        "two_layer_model": (X, Y, [3, 4, 1], 0.5, 3),
        "L_layer_model": (X, Y, dims, 0.5, 3),
        "predict": (X, parameters),
    }
    return examples[function]


def arrays_in(value: object) -> list[np.ndarray]:
    """Every array of a nested value, in order."""
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [array for item in value for array in arrays_in(item)]
    return []


def all_finite(value: object) -> bool:
    """Whether every number of every array is finite."""
    return all(bool(np.isfinite(array).all()) for array in arrays_in(value))


def equal(a: object, b: object) -> bool:
    """Whether two nested values hold the same arrays, bit for bit."""
    ours, theirs = arrays_in(a), arrays_in(b)
    return len(ours) == len(theirs) and all(
        one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
        for one, other in zip(ours, theirs, strict=True)
    )


# Names and signatures.


def test_the_solutions_are_the_functions_of_the_course() -> None:
    """`from solutions import X` works for the eighteen functions of the course, and no more."""
    assert sorted(reference.__all__) == sorted(FUNCTIONS) == sorted(SIGNATURES)
    for name in FUNCTIONS:
        assert getattr(reference, name).__name__ == name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_signature_is_the_one_of_the_course(name: str) -> None:
    """Each function takes the arguments of the original text, with its names and defaults."""
    signature = inspect.signature(getattr(reference, name))
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
    ]
    without_types = signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)
    assert str(without_types) == SIGNATURES[name]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_its_contract(name: str) -> None:
    """The docstring is the contract: what goes in, and what comes out."""
    said = inspect.getdoc(getattr(reference, name)) or ""
    assert "Args:" in said
    assert "Returns:" in said


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_changes_its_inputs(name: str) -> None:
    """Whatever a function is given, the caller finds it as it was."""
    given_to_it = example_of(name)
    before = copy.deepcopy(given_to_it)
    getattr(reference, name)(*given_to_it)
    assert equal(given_to_it, before)
    assert repr(given_to_it) == repr(before)  # the lists and numbers too


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_same_arguments_give_the_same_answer(name: str) -> None:
    """No function depends on, or moves, NumPy's global random stream."""
    np.random.seed(0)  # the very stream that a function could depend on
    stream = np.random.get_state()[1].tobytes()  # type: ignore[index]
    once = getattr(reference, name)(*example_of(name))
    assert np.random.get_state()[1].tobytes() == stream  # type: ignore[index]
    np.random.seed(99)
    assert equal(once, getattr(reference, name)(*example_of(name)))


# Step 1, and the scaled draw of step 6.


def test_initialize_parameters_gives_the_classic_figures() -> None:
    """3 inputs, 2 hidden units and 1 output give the numbers that every textbook prints."""
    parameters = initialize_parameters(3, 2, 1)
    assert parameters["W1"] == pytest.approx(
        np.array([[0.01624345, -0.00611756, -0.00528172], [-0.01072969, 0.00865408, -0.02301539]]),
        abs=5e-9,
    )
    assert parameters["W2"] == pytest.approx(np.array([[0.01744812, -0.00761207]]), abs=5e-9)


def test_initialize_parameters_deep_gives_the_classic_figures() -> None:
    """Layers of 5, 4 and 3 units give the numbers that every textbook prints."""
    parameters = initialize_parameters_deep([5, 4, 3])
    first = [0.01788628, 0.0043651, 0.00096497, -0.01863493, -0.00277388]
    assert parameters["W1"][0] == pytest.approx(np.array(first), abs=5e-9)
    assert parameters["W1"][3, 4] == pytest.approx(-0.01101068, abs=5e-9)
    second = [-0.01185047, -0.0020565, 0.01486148, 0.00236716]
    assert parameters["W2"][0] == pytest.approx(np.array(second), abs=5e-9)


@STEADY
@given(DIMS, SEED)
def test_a_deep_network_has_a_weight_and_a_bias_for_every_layer(dims: list[int], seed: int) -> None:
    """W[l] is (n[l], n[l-1]), b[l] is (n[l], 1) and zero, all float64, keys in layer order."""
    for initialize in (initialize_parameters_deep, initialize_parameters_scaled):
        parameters = initialize(dims, seed)
        shapes: dict[str, tuple[int, int]] = {}
        for l in range(1, len(dims)):
            shapes[f"W{l}"], shapes[f"b{l}"] = (dims[l], dims[l - 1]), (dims[l], 1)
            assert not parameters[f"b{l}"].any()
        assert {name: array.shape for name, array in parameters.items()} == shapes
        assert list(parameters) == list(shapes)
        assert {array.dtype for array in parameters.values()} == {np.dtype(float)}


@STEADY
@given(SMALL, SMALL, SMALL, SEED)
def test_two_layers_are_drawn_as_a_deep_network_of_two_layers(
    n_x: int, n_h: int, n_y: int, seed: int
) -> None:
    """initialize_parameters and initialize_parameters_deep draw alike from the same seed."""
    two = initialize_parameters(n_x, n_h, n_y, seed)
    deep = initialize_parameters_deep([n_x, n_h, n_y], seed)
    assert list(two) == list(deep)
    assert equal(two, deep)


@STEADY
@given(DIMS, SEED)
def test_weights_come_from_one_stream_in_layer_order(dims: list[int], seed: int) -> None:
    """Small weights are 0.01 times RandomState(seed).randn; scaled ones are over sqrt(n[l-1])."""
    randn = normal(seed)
    small, scaled = initialize_parameters_deep(dims, seed), initialize_parameters_scaled(dims, seed)
    for l in range(1, len(dims)):
        drawn = randn(dims[l], dims[l - 1])
        assert np.array_equal(small[f"W{l}"], drawn * 0.01)
        assert np.array_equal(scaled[f"W{l}"], drawn / np.sqrt(dims[l - 1]))


def test_the_default_seeds_are_1_3_and_1() -> None:
    """Without a seed, the two classic streams are used: 1 for two layers, 3 for many."""
    assert equal(initialize_parameters(3, 2, 1), initialize_parameters(3, 2, 1, 1))
    assert equal(initialize_parameters_deep([5, 4, 3]), initialize_parameters_deep([5, 4, 3], 3))
    assert equal(
        initialize_parameters_scaled([5, 4, 3]), initialize_parameters_scaled([5, 4, 3], 1)
    )


# Step 2.


@STEADY
@given(SMALL, SMALL, SEED)
def test_activations_keep_the_shape_and_remember_z(n: int, m: int, seed: int) -> None:
    """sigmoid and relu give float64 of the shape of Z, and Z itself as their cache."""
    Z = normal(seed)(n, m)
    for activation in (sigmoid, relu):
        A, cache = activation(Z)
        assert cache is Z
        assert A is not Z
        assert (A.shape, A.dtype) == (Z.shape, Z.dtype)


def test_sigmoid_and_relu_give_known_values() -> None:
    """sigmoid(0) is one half, sigmoid(log 3) is three quarters; relu keeps what is positive."""
    A, _ = sigmoid(np.array([[0.0, np.log(3), -np.log(3)]]))
    assert pytest.approx(np.array([[0.5, 0.75, 0.25]]), rel=1e-15) == A
    assert relu(np.array([[-2.0, 0.0, 2.0]]))[0].tolist() == [[0.0, 0.0, 2.0]]


@STEADY
@given(st.lists(st.floats(-700, 700), min_size=1, max_size=20))
def test_sigmoid_is_the_plain_formula_where_that_is_defined(numbers: list[float]) -> None:
    """The form that cannot overflow gives 1 / (1 + exp(-Z)), up to rounding."""
    Z = np.array([numbers])
    A, _ = sigmoid(Z)
    np.testing.assert_allclose(A, 1 / (1 + np.exp(-Z)), rtol=1e-15 * 4, atol=0)


def test_sigmoid_and_its_gradient_do_not_overflow_far_from_zero() -> None:
    """At -10000, 10000 and infinity no warning is given and every value is finite."""
    Z = np.array([[-np.inf, -1e4, 1e4, np.inf]])
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        assert sigmoid(Z)[0].tolist() == [[0.0, 0.0, 1.0, 1.0]]
        assert sigmoid_backward(np.ones((1, 4)), Z).tolist() == [[0.0] * 4]


@STEADY
@given(SMALL, SMALL, SMALL, SEED)
def test_linear_forward_sums_over_the_units_before(n_prev: int, n: int, m: int, seed: int) -> None:
    """Z[i, j] is the sum of W[i, k] A[k, j], plus b[i]; the cache is the three arguments."""
    randn = normal(seed)
    A, W, b = randn(n_prev, m), randn(n, n_prev), randn(n, 1)
    Z, cache = linear_forward(A, W, b)
    assert Z.shape == (n, m)
    for i, j in np.ndindex(n, m):
        by_hand = sum(W[i, k] * A[k, j] for k in range(n_prev)) + b[i, 0]
        assert Z[i, j] == pytest.approx(by_hand, rel=1e-12, abs=1e-12)
    assert type(cache) is tuple
    assert [part is given_ for part, given_ in zip(cache, (A, W, b), strict=True)] == [True] * 3


def test_linear_forward_gives_the_classic_figures() -> None:
    """The classic test case of linear_forward."""
    randn = normal(1)
    Z, _ = linear_forward(randn(3, 2), randn(1, 3), randn(1, 1))
    assert pytest.approx(np.array([[3.26295337, -1.23429987]]), abs=5e-9) == Z


def test_linear_activation_forward_gives_the_classic_figures() -> None:
    """The classic test cases of linear_activation_forward, sigmoid and relu."""
    randn = normal(2)
    layer = (randn(3, 2), randn(1, 3), randn(1, 1))
    A, _ = linear_activation_forward(*layer, "sigmoid")
    assert pytest.approx(np.array([[0.96890023, 0.11013289]]), abs=5e-9) == A
    A, _ = linear_activation_forward(*layer, "relu")
    assert pytest.approx(np.array([[3.43896131, 0.0]]), abs=5e-9) == A


def test_the_cache_of_a_layer_is_its_linear_cache_and_its_z() -> None:
    """linear_activation_forward keeps ((A_prev, W, b), Z)."""
    A_prev, W, b = normal(0)(3, 2), normal(1)(4, 3), normal(2)(4, 1)
    _, (linear_cache, Z) = linear_activation_forward(A_prev, W, b, "relu")
    assert all(a is b for a, b in zip(linear_cache, (A_prev, W, b), strict=True))
    assert np.array_equal(Z, W @ A_prev + b)


@pytest.mark.parametrize("activation", ["tanh", "Sigmoid", "", None])
def test_an_unknown_activation_is_refused(activation: Any) -> None:
    """Both halves of a layer raise a ValueError that names what came."""
    layer = (np.ones((2, 1)), np.ones((3, 2)), np.ones((3, 1)))
    with pytest.raises(ValueError, match=repr(activation)):
        linear_activation_forward(*layer, activation)
    with pytest.raises(ValueError, match=repr(activation)):
        linear_activation_backward(np.ones((3, 1)), (layer, np.ones((3, 1))), activation)


@pytest.mark.parametrize(
    ("seed", "dims", "expected"),
    [
        (1, [4, 3, 1], [[0.17007265, 0.2524272]]),
        (6, [5, 4, 3, 1], [[0.03921668, 0.70498921, 0.19734387, 0.04728177]]),
    ],
)
def test_l_model_forward_gives_the_classic_figures(
    seed: int, dims: list[int], expected: list[list[float]]
) -> None:
    """The classic test cases of L_model_forward, with one and with two hidden layers."""
    randn = normal(seed)
    X = randn(dims[0], len(expected[0]))
    parameters = {}
    for l in range(1, len(dims)):
        parameters[f"W{l}"], parameters[f"b{l}"] = randn(dims[l], dims[l - 1]), randn(dims[l], 1)
    AL, _ = L_model_forward(X, parameters)
    assert pytest.approx(np.array(expected), abs=5e-9) == AL


@STEADY
@given(DIMS, SMALL, SEED)
def test_l_model_forward_chains_the_layers(dims: list[int], m: int, seed: int) -> None:
    """There is one cache per layer; each starts from the A of the layer before; the last A is AL.

    relu is used in every hidden layer, sigmoid in the last.
    """
    X, parameters = normal(seed)(dims[0], m), network(dims, seed)
    AL, caches = L_model_forward(X, parameters)
    assert type(caches) is list
    assert len(caches) == len(dims) - 1
    A = X
    for l, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        assert np.array_equal(A_prev, A)
        assert W is parameters[f"W{l}"]
        assert b is parameters[f"b{l}"]
        assert np.array_equal(Z, W @ A_prev + b)
        A = np.maximum(Z, 0) if l < len(caches) else 1 / (1 + np.exp(-Z))
    np.testing.assert_allclose(AL, A, rtol=1e-14)
    assert AL.shape == (dims[-1], m)


# Step 3.


def test_the_cost_of_not_knowing_is_log_2() -> None:
    """Predicting one half for everything costs log 2, whatever the labels."""
    for Y in (np.zeros((1, 4)), np.ones((1, 4)), np.array([[0, 1, 1, 0]])):
        assert compute_cost(np.full((1, 4), 0.5), Y) == pytest.approx(np.log(2), rel=1e-15)


@pytest.mark.parametrize(
    ("Y", "expected"), [([[1, 1, 1]], 0.414931599615397), ([[1, 1, 0]], 0.2797765635793423)]
)
def test_compute_cost_gives_the_classic_figures(Y: list[list[int]], expected: float) -> None:
    """The classic test cases of compute_cost."""
    cost = compute_cost(np.array([[0.8, 0.9, 0.4]]), np.array(Y))
    assert cost == pytest.approx(expected, rel=1e-14)


@STEADY
@given(SMALL, SMALL, SEED)
def test_the_cost_is_one_plain_number_averaged_over_the_examples(n: int, m: int, seed: int) -> None:
    """The cost is a float; showing every example twice does not change it."""
    AL = np.random.RandomState(seed).uniform(0.01, 0.99, (n, m))
    Y = labels(n, m, seed)
    cost = compute_cost(AL, Y)
    assert type(cost) is float
    assert cost > 0
    twice = compute_cost(np.hstack([AL, AL]), np.hstack([Y, Y]))
    assert twice == pytest.approx(cost, rel=1e-12)


INSIDE = st.one_of(
    st.sampled_from([TINIEST, 1e-310, 1e-300, 1e-16, 0.5, BELOW_ONE]),
    st.floats(0, 1, exclude_min=True, exclude_max=True),
)


@STEADY
@given(st.lists(st.tuples(INSIDE, st.sampled_from([0.0, 1.0])), min_size=1, max_size=8))
def test_the_cost_is_the_plain_formula_where_that_is_defined(
    pairs: list[tuple[float, float]],
) -> None:
    """The guard changes not one bit for AL strictly between 0 and 1, however close."""
    AL, Y = np.array([pairs])[..., 0], np.array([pairs])[..., 1]
    plain = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / len(pairs)
    assert compute_cost(AL, Y) == float(plain)


# The slope 1 / AL has a value in float64 from 2**-1022 on.
SLOPED = st.one_of(
    st.sampled_from([1e-300, 2.0**-1022, 1e-16, 0.5, BELOW_ONE]),
    st.floats(2.0**-1022, 1, exclude_max=True),
)


@STEADY
@given(st.lists(st.tuples(SLOPED, st.sampled_from([0.0, 1.0])), min_size=1, max_size=8), SEED)
def test_the_gradients_are_the_plain_formula_where_that_is_defined(
    pairs: list[tuple[float, float]], seed: int
) -> None:
    """The guard changes not one bit for AL strictly between 0 and 1, down to 1e-300."""
    AL, Y = np.array([pairs])[..., 0], np.array([pairs])[..., 1]
    dAL = -(Y / AL - (1 - Y) / (1 - AL))
    randn = normal(seed)
    cache = ((randn(2, len(pairs)), randn(1, 2), randn(1, 1)), np.zeros((1, len(pairs))))
    grads = L_model_backward(AL, Y, [cache])
    plain = linear_activation_backward(dAL, cache, "sigmoid")
    assert equal([grads["dA0"], grads["dW1"], grads["db1"]], plain)


EDGE = st.sampled_from([0.0, 1.0, 0.5, BELOW_ONE, 1e-300])


@STEADY
@given(st.lists(st.tuples(EDGE, st.sampled_from([0.0, 1.0])), min_size=1, max_size=8))
def test_cost_and_gradients_are_finite_where_al_is_0_or_1(
    pairs: list[tuple[float, float]],
) -> None:
    """An output of exactly 0 or 1, right or wrong, gives finite numbers and no warning."""
    AL, Y = np.array([pairs])[..., 0], np.array([pairs])[..., 1]
    m = len(pairs)
    cache = ((np.ones((2, m)), np.ones((1, 2)), np.ones((1, 1))), np.zeros((1, m)))
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        assert np.isfinite(compute_cost(AL, Y))
        assert all_finite(L_model_backward(AL, Y, [cache]))


def test_a_confident_mistake_costs_more_than_a_near_miss() -> None:
    """At 0 or 1 the cost goes on growing: a wrong certainty is never cheaper than BELOW_ONE."""
    zero = np.zeros((1, 1))
    sure = compute_cost(np.ones((1, 1)), zero)
    assert sure >= compute_cost(np.full((1, 1), BELOW_ONE), zero) > 36
    assert compute_cost(np.ones((1, 1)), np.ones((1, 1))) == 0
    assert compute_cost(zero, zero) == 0


@pytest.mark.parametrize(("al", "y"), [(0.0, 1.0), (1.0, 0.0)])
def test_a_certain_mistake_counts_as_one_of_2_to_the_minus_53(al: float, y: float) -> None:
    """Where AL is exactly 0 or 1 and wrong, cost and gradient are those of a gap of 2**-53."""
    AL, Y = np.array([[al]]), np.array([[y]])
    assert compute_cost(AL, Y) == pytest.approx(53 * np.log(2), rel=1e-15)
    one = np.ones((1, 1))
    grads = L_model_backward(AL, Y, [((one, one, one), np.zeros((1, 1)))])
    assert grads["db1"] == (1 - 2 * y) * 2.0**53 / 4  # times the slope at Z = 0


@STEADY
@given(DIMS, SMALL, SEED)
def test_a_saturated_network_stays_finite(dims: list[int], m: int, seed: int) -> None:
    """With inputs a thousand times too large, a whole step of training gives finite numbers."""
    X, Y = normal(seed)(dims[0], m) * 1e3, labels(dims[-1], m, seed)
    parameters = network(dims, seed)
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    assert np.isfinite(compute_cost(AL, Y))
    assert all_finite([AL, grads, update_parameters(parameters, grads, 0.1)])


# Fails at -710, -720 and -744 with solutions/backward.py: the guard sees only 0 and 1.
@pytest.mark.parametrize("z", [-36.0, -37.0, -700.0, -709.0, -710.0, -720.0, -744.0, -745.2, -1e4])
@pytest.mark.parametrize("sign", [1, -1])
def test_gradients_are_finite_however_far_the_last_layer_saturates(z: float, sign: int) -> None:
    """A wrong output gives finite gradients on the whole way from a small AL to one that is 0.

    Below Z = -709.8 the output is smaller than 2**-1024: not 0, but 1 / AL overflows.
    """
    parameters = {"W1": np.array([[sign * z]]), "b1": np.zeros((1, 1))}
    AL, caches = L_model_forward(np.ones((1, 1)), parameters)
    wrong = np.array([[1.0 if sign == 1 else 0.0]])
    assert all_finite(L_model_backward(AL, wrong, caches))


# Step 4. That the gradients are right is proved in test_gradients.py.


def test_the_gradient_of_relu_is_0_at_0() -> None:
    """Where Z is exactly 0 (or -0.0), nothing passes back."""
    Z = np.array([[0.0, -0.0, TINIEST, -TINIEST]])
    assert relu_backward(np.full((1, 4), 7.0), Z).tolist() == [[0.0, 0.0, 7.0, 0.0]]


def test_linear_backward_gives_the_classic_figures() -> None:
    """The classic test case of linear_backward."""
    randn = normal(1)
    dZ, cache = randn(1, 2), (randn(3, 2), randn(1, 3), randn(1, 1))
    dA_prev, dW, db = linear_backward(dZ, cache)
    expected = [[0.51822968, -0.19517421], [-0.40506361, 0.15255393], [2.37496825, -0.89445391]]
    assert dA_prev == pytest.approx(np.array(expected), abs=5e-9)
    assert dW == pytest.approx(np.array([[-0.10076895, 1.40685096, 1.64992505]]), abs=5e-9)
    assert db == pytest.approx(np.array([[0.50629448]]), abs=5e-9)


@pytest.mark.parametrize(
    ("activation", "dW", "db"),
    [
        ("sigmoid", [[0.10266786, 0.09778551, -0.01968084]], [[-0.05729622]]),
        ("relu", [[0.44513824, 0.37371418, -0.10478989]], [[-0.20837892]]),
    ],
)
def test_linear_activation_backward_gives_the_classic_figures(
    activation: str, dW: list[list[float]], db: list[list[float]]
) -> None:
    """The classic test cases of linear_activation_backward."""
    randn = normal(2)
    dA, linear_cache = randn(1, 2), (randn(3, 2), randn(1, 3), randn(1, 1))
    found = linear_activation_backward(dA, (linear_cache, randn(1, 2)), activation)
    assert found[1] == pytest.approx(np.array(dW), abs=5e-9)
    assert found[2] == pytest.approx(np.array(db), abs=5e-9)


def test_l_model_backward_gives_the_classic_figures() -> None:
    """The classic test case of L_model_backward, whose dA1 is the gradient for A[1]."""
    randn = normal(3)
    AL, Y = randn(1, 2), np.array([[1, 0]])
    first = ((randn(4, 2), randn(3, 4), randn(3, 1)), randn(3, 2))
    second = ((randn(3, 2), randn(1, 3), randn(1, 1)), randn(1, 2))
    grads = L_model_backward(AL, Y, [first, second])
    dW1 = [
        [0.41010002, 0.07807203, 0.13798444, 0.10502167],
        [0.0, 0.0, 0.0, 0.0],
        [0.05283652, 0.01005865, 0.01777766, 0.0135308],
    ]
    dA1 = [[0.12913162, -0.44014127], [-0.14175655, 0.48317296], [0.01663708, -0.05670698]]
    assert grads["dW1"] == pytest.approx(np.array(dW1), abs=5e-9)
    assert grads["db1"] == pytest.approx(np.array([[-0.22007063], [0], [-0.02835349]]), abs=5e-9)
    assert grads["dA1"] == pytest.approx(np.array(dA1), abs=5e-9)


@STEADY
@given(DIMS, SMALL, SEED)
def test_every_gradient_has_the_shape_of_what_it_belongs_to(
    dims: list[int], m: int, seed: int
) -> None:
    """grads has dA0 ... dA(L-1), and a dW and a db for every layer, all float64."""
    parameters = network(dims, seed)
    AL, caches = L_model_forward(normal(seed)(dims[0], m), parameters)
    grads = L_model_backward(AL, labels(dims[-1], m, seed), caches)
    shapes = {f"d{name}": array.shape for name, array in parameters.items()}
    shapes |= {f"dA{l}": (dims[l], m) for l in range(len(dims) - 1)}
    assert {name: array.shape for name, array in grads.items()} == shapes
    assert {array.dtype for array in grads.values()} == {np.dtype(float)}


# Step 5.


def test_update_parameters_gives_the_classic_figures() -> None:
    """The classic test case of update_parameters."""
    names, shapes = ["W1", "b1", "W2", "b2"], [(3, 4), (3, 1), (1, 3), (1, 1)]
    randn = normal(2)
    parameters = {name: randn(*shape) for name, shape in zip(names, shapes, strict=True)}
    randn = normal(3)
    grads = {f"d{name}": randn(*shape) for name, shape in zip(names, shapes, strict=True)}
    updated = update_parameters(parameters, grads, 0.1)
    first = [-0.59562069, -0.09991781, -2.14584584, 1.82662008]
    assert updated["W1"][0] == pytest.approx(np.array(first), abs=5e-9)
    b1 = [[-0.04659241], [-1.28888275], [0.53405496]]
    assert updated["b1"] == pytest.approx(np.array(b1), abs=5e-9)
    W2 = [[-0.55569196, 0.0354055, 1.32964895]]
    assert updated["W2"] == pytest.approx(np.array(W2), abs=5e-9)
    assert updated["b2"] == pytest.approx(np.array([[-0.84610769]]), abs=5e-9)


@STEADY
@given(DIMS, SEED)
def test_an_update_gives_a_new_dictionary_of_new_arrays(dims: list[int], seed: int) -> None:
    """Writing into the result changes nothing that was given, even for a step of length 0."""
    parameters = network(dims, seed)
    grads = {f"d{name}": array + 1 for name, array in parameters.items()}
    before = copy.deepcopy((parameters, grads))
    updated = update_parameters(parameters, grads, 0.0)
    assert updated is not parameters
    assert list(updated) == list(parameters)
    assert equal(updated, parameters)
    for array in updated.values():
        array += 1.0
    assert equal((parameters, grads), before)


# Step 6.


@STEADY
@given(DIMS, SMALL, SEED)
def test_predict_says_1_above_one_half_only(dims: list[int], m: int, seed: int) -> None:
    """predict gives 0 and 1 in the shape of AL; one half itself is 0."""
    X, parameters = normal(seed)(dims[0], m), network(dims, seed)
    AL, _ = L_model_forward(X, parameters)
    assert np.array_equal(predict(X, parameters), AL > 0.5)
    undecided = {name: np.zeros_like(array) for name, array in parameters.items()}
    assert not predict(X, undecided).any()


def trained_by_hand(
    parameters: dict[str, np.ndarray], X: np.ndarray, Y: np.ndarray, rate: float, steps: int
) -> tuple[dict[str, np.ndarray], list[float]]:
    """The training loop once more; the cost of every iteration."""
    costs = []
    for _ in range(steps):
        AL, caches = L_model_forward(X, parameters)
        costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), rate)
    return parameters, costs


@pytest.mark.parametrize("steps", [0, 1, 100, 101, 201])
def test_both_models_do_what_the_loop_by_hand_does(steps: int) -> None:
    """The parameters are those after the last step; costs are those of iterations 0, 100, ...

    two_layer_model starts from initialize_parameters, L_layer_model from
    initialize_parameters_scaled, each with its default seed.
    """
    X, Y = normal(0)(3, 8), labels(1, 8, 0)
    start = initialize_parameters(3, 4, 1)
    parameters, costs = trained_by_hand(start, X, Y, 0.3, steps)
    found = two_layer_model(X, Y, [3, 4, 1], learning_rate=0.3, num_iterations=steps)
    assert equal(found[0], parameters)
    assert found[1] == costs[::100]
    start = initialize_parameters_scaled([3, 4, 2, 1])
    parameters, costs = trained_by_hand(start, X, Y, 0.3, steps)
    found = L_layer_model(X, Y, [3, 4, 2, 1], learning_rate=0.3, num_iterations=steps)
    assert equal(found[0], parameters)
    assert found[1] == costs[::100]


@pytest.mark.parametrize("model", [two_layer_model, L_layer_model])
def test_training_brings_the_cost_down(model: Callable[..., Any]) -> None:
    """Where the inputs decide the labels, the cost falls to a tenth, and predict is right."""
    X = normal(5)(2, 40)
    Y = (X[:1] > 0).astype(float)
    parameters, costs = model(X, Y, [2, 4, 1], learning_rate=0.8, num_iterations=1500)
    assert len(costs) == 15
    assert costs[-1] < costs[0] / 10
    assert np.array_equal(predict(X, parameters), Y)


@pytest.mark.parametrize("model", [two_layer_model, L_layer_model])
def test_the_defaults_are_2500_steps_of_0_0075(model: Callable[..., Any]) -> None:
    """Left alone, a model makes 2500 steps of length 0.0075 and notes 25 costs."""
    X, Y = normal(0)(2, 3), labels(1, 3, 0)
    by_default = model(X, Y, [2, 2, 1])
    said = model(X, Y, [2, 2, 1], 0.0075, 2500, False)
    assert len(by_default[1]) == 25
    assert equal(by_default[0], said[0])
    assert by_default[1] == said[1]


@pytest.mark.parametrize("model", [two_layer_model, L_layer_model])
def test_a_bar_is_shown_only_on_request(
    model: Callable[..., Any], capfd: pytest.CaptureFixture[str]
) -> None:
    """print_cost=False prints nothing at all; True shows a bar that ends at 100% with a cost."""
    X, Y = normal(0)(2, 3), labels(1, 3, 0)
    model(X, Y, [2, 2, 1], num_iterations=5)
    assert capfd.readouterr() == ("", "")
    _, costs = model(X, Y, [2, 2, 1], num_iterations=5, print_cost=True)
    out, err = capfd.readouterr()
    assert "100%" in out + err
    assert f"cost={costs[0]:.4f}" in out + err

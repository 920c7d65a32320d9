"""What a check does not say, because it would not be true of the code that it is about."""

import ast

import pytest

from grader.cases.case import read_cases, read_traits
from grader.diagnosis.code import definition
from grader.diagnosis.counters import counter_facts
from grader.diagnosis.habits import habit_facts
from grader.diagnosis.handing import letters_exchanged
from grader.diagnosis.known import read_mistakes
from grader.diagnosis.layout import layout_facts
from grader.diagnosis.loops import loop_facts
from grader.diagnosis.outside import from_outside
from grader.diagnosis.unusual import unusual
from grader.engine.authoring.evaluate import find
from tests.habits_of_training import HABITS
from tests.network import CATALOGUE, PUBLIC, RIGHT, said_of, source_of


def test_of_the_loops_of_right_code_nothing_is_said() -> None:
    """A loop that is as it should be is never pointed at, whatever else is wrong."""
    sources = [(one.function, source_of(one)) for one in RIGHT] + [*CATALOGUE.classic.items()]
    for function, source in sources:
        tree = definition(source, function)
        assert tree is None or [*loop_facts(tree), *counter_facts(tree)] == [], source


def test_a_place_is_told_of_wrong_cases_alone_where_others_are_right_there() -> None:
    """A cut far out is no fault of all that is positive."""
    source = """
def sigmoid(Z):
    A = np.zeros_like(Z, dtype=float)
    A[abs(Z) < 30] = 1 / (1 + np.exp(-Z[abs(Z) < 30]))
    return A, Z
"""
    assert "in the cases that are wrong" in said_of("sigmoid", source)


def test_right_code_has_none_of_the_habits() -> None:
    """What it changes, draws and leaves early is no habit of another course's."""
    sources = [(one.function, source_of(one)) for one in RIGHT] + [*CATALOGUE.classic.items()]
    traits = read_traits(PUBLIC)
    for function, source in sources:
        if tree := definition(source, function):
            assert [*habit_facts(tree, traits), *letters_exchanged(tree, traits)] == [], source


def test_what_holds_by_chance_is_not_said() -> None:
    """Far out, one curve is another's with a factor; and how many examples there are is nothing."""
    source = """
def sigmoid(Z):
    A = 1 / (1 + np.exp(-np.clip(Z, -10, 10)))
    return A, Z
"""
    said = said_of("sigmoid", source)
    assert "a factor" not in said
    assert "only where" not in said


def test_costs_that_hardly_differ_are_not_said_to_be_off_by_a_factor() -> None:
    """The first cost is next to ln 2, whatever the hidden layer does."""
    source = """
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    p, costs, m = initialize_parameters(*layers_dims), [], X.shape[1]
    for i in range(num_iterations):
        A1 = np.tanh(p["W1"] @ X + p["b1"])
        A2 = 1 / (1 + np.exp(-p["W2"] @ A1 - p["b2"]))
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
        dZ2 = A2 - Y
        dZ1 = p["W2"].T @ dZ2 * (1 - A1**2)
        g = {"dW2": dZ2 @ A1.T / m, "db2": dZ2.mean(1, keepdims=True)}
        g |= {"dW1": dZ1 @ X.T / m, "db1": dZ1.mean(1, keepdims=True)}
        p = update_parameters(p, g, learning_rate)
    return p, costs
"""
    said = said_of("two_layer_model", source)
    assert "factor" not in said
    assert "tanh" in said


def test_what_takes_off_a_mean_is_no_step_of_a_training() -> None:
    """A name may get a second value, and be read after that."""
    source = """
def initialize_parameters_deep(layer_dims, seed=3):
    rng, p = np.random.RandomState(seed), {}
    for l in range(1, len(layer_dims)):
        W = rng.randn(layer_dims[l], layer_dims[l - 1])
        W = W - np.mean(W, axis=0)
        p[f"W{l}"] = W * 0.01
        p[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return p
"""
    assert "its new value" not in said_of("initialize_parameters_deep", source)


def test_an_entry_that_a_loop_sets_is_not_the_same_in_every_turn() -> None:
    """p["W1"] has another value in each turn of a training."""
    function, source, _ = next(one for one in HABITS if "its new value" in one[2][0])
    assert "the same in every turn" not in said_of(function, source)


def test_of_the_layout_of_right_code_nothing_is_said() -> None:
    """Right code counts, sums and multiplies along rows too, and is not taken for another's."""
    traits = read_traits(PUBLIC)
    sources = [(one.function, source_of(one)) for one in RIGHT] + [*CATALOGUE.classic.items()]
    for function, source in sources:
        tree = definition(source, function)
        arrays = {*traits[function].arguments}
        assert tree is None or list(layout_facts(tree, traits[function], arrays)) == [], source
    for name in ("compute_cost", "linear_backward", "L_model_forward"):
        tree = definition(CATALOGUE.classic[name], name)
        assert tree is not None
        assert from_outside(tree, traits) == []


def test_another_function_is_not_offered_for_one_that_is_not_there() -> None:
    """tanh_backward is no misspelt linear_backward, and a word more is another function."""
    left = "def linear_activation_backward(dA, cache, activation):\n    return {}(dA, cache[1])\n"
    for name in ("tanh_backward", "leaky_relu_backward", "compute_cost_with_l2"):
        assert "is that meant" not in said_of("linear_activation_backward", left.format(name))
    for name in ("relu_backwards", "reluBackward", "relu_bacward"):
        assert "is that meant" in said_of("linear_activation_backward", left.format(name))


def test_what_is_added_to_in_a_loop_is_not_said_to_stay_as_it_was() -> None:
    """caches.append changes caches; the cache that was forgotten is what is spoken of."""
    source = """
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        caches.append(A)
    return A, caches
"""
    cases = read_cases(PUBLIC, "L_model_forward")
    known = read_mistakes(PUBLIC, "L_model_forward")
    found = find(CATALOGUE, "L_model_forward", source, cases, known, read_traits(PUBLIC))
    assert not any("stays what" in fact for fact in found.read)
    assert any(fact.startswith("cache is made in") for fact in found.read)


def test_what_hands_back_none_is_not_told_that_its_return_is_missing() -> None:
    """`A = None; return A` has a return, and nothing in it."""
    said = said_of("sigmoid", "def sigmoid(Z):\n    A = None\n    return A\n")
    assert "return forgotten" not in said
    assert "`A = None` is still to be filled in" in said


def test_shapes_are_not_called_right_where_a_part_is_missing() -> None:
    """A list of caches that is too short has no right shape."""
    source = """
def L_model_forward(X, parameters):
    caches, A = [], X
    for l in range(1, len(parameters) // 2 + 1):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid")
        caches += [cache] if l > 1 else []
    return A, caches
"""
    assert "Every shape is right" not in said_of("L_model_forward", source)


def test_parts_that_are_right_in_another_order_are_not_called_wrong_besides() -> None:
    """The order is what is wrong, and no part of it."""
    source = """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return dZ.sum(axis=1, keepdims=True) / m, dZ @ A_prev.T / m, W.T @ dZ
"""
    said = said_of("linear_backward", source)
    assert "their order is db, dW, dA_prev" in said
    assert "Not right" not in said


def test_no_function_is_offered_for_a_variable_and_no_array_for_a_module() -> None:
    """A name is offered only for what it could stand for."""
    left = "def initialize_parameters_deep(layer_dims, seed=3):\n    return parameters\n"
    assert "is that meant" not in said_of("initialize_parameters_deep", left)
    other = "def relu(Z):\n    return z.maximum_of(Z, 0), Z\n"
    assert "is that meant" not in said_of("relu", other)


def test_what_warns_and_hands_nothing_back_is_not_told_that_it_prints() -> None:
    """A warning of NumPy's stands where prints stand, and is none."""
    source = "def sigmoid(Z):\n    A = 1 / (1 + np.exp(-Z))\n    return\n"
    assert "It prints" not in said_of("sigmoid", source)
    assert "It prints" in said_of("sigmoid", source.replace("return", "print(A)"))


def test_a_helper_of_another_name_is_no_slip_of_one_that_is_there() -> None:
    """dsigmoid is the slope of sigmoid; and who misspells the beginning is still understood."""
    left = "def sigmoid_backward(dA, activation_cache):\n    return dA * {}(activation_cache)\n"
    for name in ("dsigmoid", "drelu", "lrelu"):
        assert "is that meant" not in said_of("sigmoid_backward", left.format(name))
    assert "there is sigmoid" in said_of("sigmoid_backward", left.format("sigmiod"))


def test_who_has_the_arguments_in_another_order_is_told_that_and_no_mistake() -> None:
    """W @ A is right there, and each argument is taken for the other."""
    source = "def linear_forward(W, A, b):\n    return np.dot(W, A) + b, (W, A, b)\n"
    said = said_of("linear_forward", source)
    assert "in this order" in said
    assert "A first" not in said


def test_no_whole_array_is_spoken_of_where_it_is_infinite_in_another_case() -> None:
    """`right in every other place` would not be true of that case."""
    source = """
def sigmoid_backward(dA, activation_cache):
    s = 1 / (1 - np.exp(-activation_cache))
    return dA * s * (1 - s)
"""
    said = said_of("sigmoid_backward", source)
    assert "infinite in places" in said
    assert "every other place" not in said
    assert "but for a factor" not in said


def test_every_number_is_not_said_to_have_a_wrong_sign_where_a_part_is_right() -> None:
    """dA_prev is right: it is no mistake of dA_prev, turned round with all the others."""
    source = """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = dZ.shape[1]
    return W.T @ dZ, -dZ @ A_prev.T / m, -dZ.mean(axis=1, keepdims=True)
"""
    said = said_of("linear_backward", source)
    assert "minus in dA_prev" not in said
    assert "db has the wrong sign" in said


def test_a_whole_column_is_no_entry_that_is_read_in_every_turn() -> None:
    """b[:, 0] is all of b, and belongs to each example."""
    source = """
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(min(A.shape)):
        Z[:, i] = W.dot(A[:, i]) + b[:, 0]
    return Z, (A, W, b)
"""
    assert "in every turn" not in said_of("linear_forward", source)


IDIOMS = (
    "def digits(n):\n total = 0\n while n:\n  total += n % 10\n  n //= 10\n return total",
    "def words(text):\n text = text.strip().lower()\n return text.split()",
    "def prime(n):\n for d in range(2, n):\n  if n % d == 0:\n   break\n return d",
    "def median(x):\n return np.median(x)",
    'def spread(x):\n "The std of x."\n return np.std(x)',
    'def dice(n, seed):\n "Uniform numbers."\n return np.random.RandomState(seed).rand(n)',
    "def walk(n, state):\n return np.random.default_rng(state).normal(size=n)",
    "def three(x):\n for _ in range(3):\n  x = step(x)\n return x",
)


@pytest.mark.parametrize("source", IDIOMS)
def test_what_another_course_asks_for_is_no_habit(source: str) -> None:
    """A search that ends, a draw that the docstring speaks of, what the function is named after."""
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    assert [*habit_facts(tree, {}), *unusual(tree)] == []

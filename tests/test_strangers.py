"""Code that the catalogue was not made of: each is rejected, and what is said of it helps."""

import ast
import warnings
from pathlib import Path

import pytest

from grader.cases.case import read_cases, read_traits
from grader.diagnosis.code import definition
from grader.diagnosis.counters import counter_facts
from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.habits import habit_facts
from grader.diagnosis.handing import letters_exchanged
from grader.diagnosis.known import read_mistakes
from grader.diagnosis.layout import layout_facts
from grader.diagnosis.loops import loop_facts
from grader.diagnosis.outside import from_outside
from grader.engine.authoring.evaluate import find
from grader.examine import ask
from tests.borrowed import BORROWED
from tests.habits import HABITS
from tests.kinds import KINDS
from tests.network import CATALOGUE, HIDDEN, PUBLIC, RIGHT, define, source_of
from tests.slips import SLIPS
from tests.spelling import SPELLING
from tests.strangers import STRANGERS

FOREIGN = [*STRANGERS, *SLIPS, *SPELLING, *BORROWED, *KINDS, *HABITS]


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
@pytest.mark.parametrize("place", range(len(FOREIGN)), ids=lambda i: f"{FOREIGN[i][0]}-{i}")
def test_what_is_said_of_a_strangers_code_points_at_the_cause(place: int, path: Path) -> None:
    """A name whose sentence is true of it, or a fact; never the sentence of another mistake."""
    function, source, words = FOREIGN[place]
    cases, known = read_cases(path, function), read_mistakes(path, function)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, function, source, cases, known, read_traits(path))
    named = [one.misconception for one in known if one.name == found.named]
    said = " ".join([*found.read, *found.facts, *named[:1]])
    assert found.rejected
    assert any(word in said for word in words), said


def test_a_slip_in_another_persons_dictionary_is_not_told_of_an_operator() -> None:
    """The new values are put into the caller's own: no -= is spoken of, for none is there."""
    source = """
def update_parameters(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
"""
    cases = read_cases(PUBLIC, "update_parameters")
    known = read_mistakes(PUBLIC, "update_parameters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, "update_parameters", source, cases, known)
    assert found.named == "the caller's dictionary"
    source = source.replace("parameters[name] = parameters[name] -", "parameters[name] -=")
    assert find(CATALOGUE, "update_parameters", source, cases, known).named == "changes in place"


def test_of_the_loops_of_right_code_nothing_is_said() -> None:
    """A loop that is as it should be is never pointed at, whatever else is wrong."""
    sources = [(one.function, source_of(one)) for one in RIGHT] + [*CATALOGUE.classic.items()]
    for function, source in sources:
        tree = definition(source, function)
        assert tree is None or [*loop_facts(tree), *counter_facts(tree)] == [], source


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
def test_two_mistakes_that_no_list_pairs_are_both_named(path: Path) -> None:
    """Each shows in another part of the answer; with a third, or in one part, there is no name."""
    linear = """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return W.T @ dZ, (dZ @ A_prev.T / m).T, dZ.sum(axis=1, keepdims=True)
"""
    whole = """
def linear_activation_backward(dA, cache, activation):
    first, Z = cache
    if activation not in ("sigmoid", "relu"):
        raise ValueError(activation)
    dZ = sigmoid_backward(sigmoid_backward(dA, Z), Z) if activation == "sigmoid" else dA
    return linear_backward(dZ, first)
"""
    assert names_of(path, linear) == {"dW transposed", "db not averaged"}
    assert names_of(path, linear.replace("return W.T", "return 3 * W.T")) == set()
    assert names_of(path, whole) == set()


def names_of(path: Path, source: str) -> set[str]:
    """The names of the one or two mistakes that are named."""
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    cases, known = read_cases(path, tree.name), read_mistakes(path, tree.name)
    function = define(tree.name, source)
    found = diagnose(cases, [ask(function, case) for case in cases], known, tree=tree)
    assert found is not None
    return {one.name for one in known if one.misconception in (found.misconception, found.also)}


@pytest.mark.parametrize(
    ("function", "source", "line"),
    [
        (
            "linear_backward",
            """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.mean(dZ[:, None, :] * A_prev[None, :, :], axis=1)
    return W.T @ dZ, dW, np.mean(dZ, axis=1, keepdims=True)
""",
            "Not right: dW, made in `dW = np.mean(",
        ),
        (
            "initialize_parameters",
            """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    rng = np.random.RandomState(seed)
    W1, W2 = rng.randn(n_h, n_x) / 100, rng.randn(n_y, n_h) / 100
    return {"W1": W1, "b1": np.zeros((n_h, 2)), "W2": W2, "b2": np.zeros((n_y, 1))}
""",
            "Not right: b, made in `np.zeros((n_h, 2))`",
        ),
        (
            "linear_activation_backward",
            """
def linear_activation_backward(dA, cache, activation):
    first, Z = cache
    if activation not in ("sigmoid", "relu"):
        raise ValueError(activation)
    dZ = dA * (Z > 0.3) if activation == "relu" else dA / (1 + Z**2)
    return linear_backward(dZ, first)
""",
            "They are made in `dZ = dA * (Z > 0.3)",
        ),
    ],
)
def test_where_a_wrong_part_is_made_its_line_is_named(
    function: str, source: str, line: str
) -> None:
    """Beside parts that are right; and the one line that all the parts come from."""
    assert line in said_of(function, source)


def test_a_part_of_a_known_word_is_an_unknown_word() -> None:
    """`word in "sigmoid"` is true of sig."""
    source = """
def linear_activation_forward(A_prev, W, b, activation):
    Z, first = linear_forward(A_prev, W, b)
    if activation in "sigmoid":
        A, second = sigmoid(Z)
    elif activation in "relu":
        A, second = relu(Z)
    else:
        raise ValueError(activation)
    return A, (first, second)
"""
    for path in (PUBLIC, HIDDEN):
        cases = read_cases(path, "linear_activation_forward")
        assert find(CATALOGUE, "linear_activation_forward", source, cases, []).rejected


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


@pytest.mark.parametrize("rows", ["b.shape[0]", "W.shape[0]", "len(dZ)", "A_prev.shape[0]"])
def test_where_rows_are_counted_the_array_of_the_examples_is_named(rows: str) -> None:
    """b.shape[1] counts no examples. It is said once, and not of what was turned before."""
    source = f"""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = dZ @ A_prev.T / {rows}
    db = np.sum(dZ, axis=1) / {rows}
    return W.T @ dZ, dW, db
"""
    said = said_of("linear_backward", source)
    assert said.count("counts rows") == 1
    assert "each column is an example, and dZ.shape[1] is their number." in said
    source = source.replace("    dW", "    dZ, A_prev, W, b = dZ.T, A_prev.T, W.T, b.T\n    dW", 1)
    assert "counts rows" not in said_of("linear_backward", source)


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


def said_of(function: str, source: str) -> str:
    """Everything that is said of a function beside its public cases."""
    cases, known = read_cases(PUBLIC, function), read_mistakes(PUBLIC, function)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, function, source, cases, known, read_traits(PUBLIC))
    return " ".join([found.named, *found.read, *found.facts])


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


def test_a_key_is_offered_only_with_the_number_that_was_asked_for() -> None:
    """How many layers a hidden case has is not told by what is offered."""
    source = """
def L_model_forward(X, parameters):
    return parameters["w99"], []
"""
    assert "is that meant" not in said_of("L_model_forward", source)


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


def test_what_the_last_step_of_a_chain_gives_may_go_unused() -> None:
    """Nobody needs the dA that comes out behind the first layer; the one before is needed."""
    source = """
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    parameters, costs = initialize_parameters(*layers_dims), []
    for i in range(num_iterations):
        A1, c1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, c2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        dA2 = (1 - Y) / (1 - A2) - Y / A2
        dA1, dW2, db2 = linear_activation_backward(dA2, c2, "sigmoid")
        dA0, dW1, db1 = linear_activation_backward(dA2, c1, "relu")
        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
"""
    said = said_of("two_layer_model", source)
    assert "dA1 is made" in said
    assert "dA0 is made" not in said


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

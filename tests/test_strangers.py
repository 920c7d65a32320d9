"""Code that the catalogue was not made of: each is rejected, and what is said of it helps."""

import ast
import warnings
from pathlib import Path

import pytest

from grader.cases.case import read_cases, read_traits
from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.known import read_mistakes
from grader.engine.authoring.evaluate import find
from grader.examine import ask
from tests.borrowed import BORROWED
from tests.habits_of_training import HABITS
from tests.kinds import KINDS
from tests.network import CATALOGUE, HIDDEN, PUBLIC, define, said_of
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


def test_a_key_is_offered_only_with_the_number_that_was_asked_for() -> None:
    """How many layers a hidden case has is not told by what is offered."""
    source = """
def L_model_forward(X, parameters):
    return parameters["w99"], []
"""
    assert "is that meant" not in said_of("L_model_forward", source)


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

"""explain: what only the notebook can tell of a function that fails its check."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from grader import CheckFailed, check
from grader.cases.case import read_cases
from grader.examine import examine
from grader.explain import explain, read_from_the_notebook, wrong_helper
from solutions import network
from tests.network import OWN, PUBLIC, define, lay_cases_beside, mistake, source_of


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook is: the public cases lie beside it, and its progress file will."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)


def notebook(source: str, **variables: Any) -> dict[str, Any]:
    """Run a cell in a notebook that has these variables, and the reference's functions."""
    namespace: dict[str, Any] = {"np": np}
    namespace |= {name: getattr(network, name) for name in network.__all__}
    namespace |= variables
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace


def failure(function: Any) -> str:
    """What check says of a function that must fail."""
    with pytest.raises(CheckFailed) as caught:
        check(function)
    return str(caught.value)


def test_a_card_tells_the_mistake_the_hint_and_where_to_read() -> None:
    """What a learner sees: the fact, the misconception, the hint, and the place in the lesson."""
    wrong = mistake("compute_cost", "base 2")
    text = failure(define(wrong.function, source_of(wrong)))
    said = [
        "  seen      cost is too large by 1 / ln 2",
        f"  mistake   {wrong.misconception}",
        f"  hint      {wrong.hint}",
        "  read      3_cost.ipynb, “Both labels in one formula”",
        "  got       ",
    ]
    places = [text.find(part) for part in said]
    assert -1 not in places
    assert places == sorted(places)


def test_a_variable_of_the_notebook_that_a_function_reads_is_named() -> None:
    """A global in the place of an argument: right today, and wrong in the next notebook."""
    cell = "def compute_cost(AL, Y):\n    return -np.sum(Y * np.log(AL)) / m\n"
    function = notebook(cell, m=3)["compute_cost"]
    assert read_from_the_notebook(function) == ["m"]
    assert "It reads m from the notebook" in failure(function)


def test_constants_functions_and_modules_are_no_such_variables() -> None:
    """EPSILON = 1e-8, np and the other functions of the course belong to a notebook."""
    cell = (
        "def helper(x):\n    return x\n"
        "def compute_cost(AL, Y):\n"
        "    return -np.sum(helper(Y) * np.log(AL + EPSILON)) / len(Y)\n"
    )
    function = notebook(cell, EPSILON=1e-8)["compute_cost"]
    assert read_from_the_notebook(function) == []


def test_a_variable_that_an_inner_function_reads_is_named_too() -> None:
    """A comprehension or a function inside hides nothing."""
    cell = "def relu(Z):\n    def inner():\n        return [x for x in Y]\n    return inner(), Z\n"
    assert read_from_the_notebook(notebook(cell, Y=np.ones((1, 3)))["relu"]) == ["Y"]


def test_what_has_no_code_reads_nothing() -> None:
    """A callable object, or a function of a library, is explained without it."""
    assert read_from_the_notebook(np.add) == []
    assert wrong_helper(np.add, "relu", OWN) == ""


CELL = """
def linear_activation_backward(dA, cache, activation):
    back = {"relu": relu_backward, "sigmoid": sigmoid_backward}[activation]
    return linear_backward(back(dA, cache[1]), cache[0])
"""


def test_a_wrong_helper_is_blamed_and_not_the_function_that_calls_it() -> None:
    """With a wrong relu_backward this looks like a mistake of the caller: no name is given."""

    def relu_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
        return network.sigmoid_backward(dA, activation_cache)

    function = notebook(CELL, relu_backward=relu_backward)["linear_activation_backward"]
    assert wrong_helper(function, "linear_activation_backward", OWN) == "relu_backward"
    text = failure(function)
    assert "It calls your relu_backward, which does not pass its own check: begin there." in text
    assert "  mistake " not in text


def test_a_helper_of_a_helper_is_looked_at_too() -> None:
    """The first wrong one in the order of the course is where to begin."""
    inner = notebook(
        "def L_model_forward(X, parameters):\n    return relu(X), parameters\n",
        relu=lambda Z: (Z, Z),
    )
    outer = notebook(
        "def predict(X, parameters):\n    return L_model_forward(X, parameters)[0]\n",
        L_model_forward=inner["L_model_forward"],
    )
    assert wrong_helper(outer["predict"], "predict", OWN) == "relu"


def test_right_helpers_are_not_blamed() -> None:
    """The caller's own mistake is the caller's."""
    cell = CELL.replace('"relu": relu_backward', '"relu": sigmoid_backward')
    function = notebook(cell)["linear_activation_backward"]
    assert wrong_helper(function, "linear_activation_backward", OWN) == ""
    text = failure(function)
    assert "It calls your" not in text
    assert "  mistake " in text


def test_two_calls_that_differ_are_told() -> None:
    """A stream without a seed changes numbers; a default argument that is kept changes the form."""

    def initialize_parameters(n_x: int, n_h: int, n_y: int, seed: int = 1) -> Any:
        answer = network.initialize_parameters(n_x, n_h, n_y, seed)
        return answer | {"W1": np.random.randn(n_h, n_x)}

    assert "give different numbers" in failure(initialize_parameters)
    kept = mistake("L_model_forward", "caches kept from call to call")
    text = failure(define(kept.function, source_of(kept)))
    assert "something is kept from one call to the next" in text
    assert kept.misconception in text


def test_without_a_catalogue_a_check_says_what_it_knows(tmp_path: Path) -> None:
    """Where an author names no mistake, facts are said all the same, and nothing is named."""
    (tmp_path / PUBLIC.name).unlink()
    with h5py.File(PUBLIC) as all_of_it, h5py.File(tmp_path / PUBLIC.name, "w") as file:
        file.attrs.update(all_of_it.attrs)
        all_of_it.copy("cases", file)
    text = failure(define("compute_cost", source_of(mistake("compute_cost", "base 2"))))
    assert "cost is too large by 1 / ln 2" in text
    assert "  mistake " not in text


def test_a_function_that_fails_is_called_on_every_case_and_on_one_again() -> None:
    """A name needs all the cases; the failing one is asked twice, to see if it is steady.

    What the check has asked already is not asked again: a training may take its time.
    """
    cases = read_cases(PUBLIC, "relu")
    calls = []

    def relu(Z: np.ndarray) -> Any:
        calls.append(Z.shape)
        return Z, Z

    explain(relu, cases, examine(relu, cases).answers, OWN)
    assert calls == [cases[0].args[0].shape, cases[1].args[0].shape, cases[0].args[0].shape]


def test_a_stub_is_not_explained() -> None:
    """There is nothing to say of what is not written yet."""

    def relu(Z: np.ndarray) -> Any:
        raise NotImplementedError

    text = failure(relu)
    assert "  seen " not in text
    assert "  mistake " not in text

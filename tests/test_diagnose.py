"""diagnose: the facts that need no list, and when a mistake is named."""

import ast
import inspect
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.cases.call import Answer
from grader.cases.case import Case, Traits, read_cases
from grader.diagnosis.behaviour import Behaviour, alike, behaviour, error_form
from grader.diagnosis.diagnose import Diagnosis, diagnose, name_of
from grader.diagnosis.facts import BARE
from grader.diagnosis.known import Known, read_mistakes, write_mistakes
from grader.diagnosis.relations import relations_of
from grader.examine import ask
from solutions import network
from tests.network import FUNCTIONS, PUBLIC, define, lesson_of, source_of
from tests.network import mistake as known_mistake

STEADY = settings(derandomize=True, deadline=None, max_examples=60, database=None)
Function = Callable[..., Any]


def facts(name: str, function: Function) -> str:
    """Every fact about a wrong function, in one text; the catalogue is left out."""
    cases = read_cases(PUBLIC, name)
    diagnosis = diagnose(cases, [ask(function, case, FUNCTIONS) for case in cases], [])
    return " ".join(diagnosis.facts) if diagnosis else ""


def changed(name: str, change: Callable[..., Any]) -> str:
    """The facts where a right answer is changed on its way out."""
    reference = getattr(network, name)
    return facts(name, lambda *args, **kwargs: change(reference(*args, **kwargs)))


# Facts.


def test_the_arguments_are_those_of_the_reference() -> None:
    """The names that facts use are the names in the signatures."""
    for name in FUNCTIONS:
        named = tuple(inspect.signature(getattr(network, name)).parameters)
        assert {case.traits.arguments for case in read_cases(PUBLIC, name)} == {named}


def test_what_comes_back_besides_is_told_where_the_rest_is_right() -> None:
    """Of several values and of one; a wrong value among the first says something else."""
    many = changed("linear_backward", lambda a: (*a, 0.0, 0.0))
    assert "More comes back than is asked for: dA_prev, dW and db are right" in many
    one = changed("compute_cost", lambda cost: (cost, 1.0))
    assert "the first of them is right, and this course asks for it alone" in one
    assert "More comes" not in changed("linear_backward", lambda a: (-a[0], *a[1:], 0.0))
    assert "More comes" not in changed("relu", lambda a: a[:1])


def test_two_things_in_another_order_are_not_one_alone() -> None:
    """A pair that looks like one part is still the pair that was asked for."""
    for change in (lambda a: (a[0], a[1][::-1]), lambda a: (a[0] + 1, a[1]), lambda a: (a, a)):
        assert "comes back" not in changed("linear_activation_forward", change)
    assert "Only cache comes back" in changed("linear_activation_forward", lambda a: a[1])


def test_a_name_that_a_helper_lacks_is_the_helpers() -> None:
    """And not that of the function that is checked."""

    def relu(Z: np.ndarray) -> Any:
        return np.maximum(zero, Z), Z  # type: ignore[name-defined]  # noqa: F821

    def linear_activation_forward(A_prev: Any, W: Any, b: Any, activation: str) -> Any:
        if activation == "relu":
            return relu(W @ A_prev + b), None
        return network.linear_activation_forward(A_prev, W, b, activation)

    said = facts("linear_activation_forward", linear_activation_forward)
    assert "Your relu uses the name zero" in said
    assert "inside" not in said


def test_what_all_layers_share_is_said_of_the_wrong_ones_alone() -> None:
    """In a dictionary among other parts, too: the last b is not 0."""

    def all_but_one(answer: Any) -> Any:
        last = f"b{len(answer[0]) // 2}"
        parts = {k: v if k[0] == "W" or k == last else v * 0 for k, v in answer[0].items()}
        return parts, answer[1]

    assert "Each wrong b is 0 everywhere." in changed("L_layer_model", all_but_one)


def test_what_may_be_there_besides_hides_no_name() -> None:
    """A mistake is known whether or not keys are there of which nothing is asked."""
    name = "L_model_backward"
    wrong = define(name, source_of(known_mistake(name, "averaged twice")))
    cases, known = read_cases(PUBLIC, name), read_mistakes(PUBLIC, name)
    for function in (wrong, lambda *args: {**wrong(*args), "dZ9": np.zeros((1, 1))}):
        found = diagnose(cases, [ask(function, case, FUNCTIONS) for case in cases], known)
        assert found is not None
        assert found.name == "averaged twice"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda a: (a[0].T, *a[1:]), "dA_prev"),
        (lambda a: (a[0], a[1].T, a[2]), "dW is the transpose of the right one"),
        (lambda a: (a[0], np.ones(a[1].shape[::-1]), a[2]), "Right: dA_prev and db."),
        (lambda a: (a[0], a[1], a[2].ravel()), "db is flat, with one axis less"),
        (lambda a: (a[0], a[1], a[2] + a[2].ravel()), "db has grown into a square"),
        (lambda a: (a[0], a[1], a[2].T), "db is the transpose of the right one"),
        (lambda a: (a[0], a[1], a[2].sum()), "db is one single number"),
        (lambda a: (a[0], a[1][None], a[2]), "dW has an axis too many"),
        (lambda a: (a[0], a[1], a[2].tolist()), "db is a list"),
        (lambda a: (a[0], a[1], None), "db is None"),
        (lambda a: (a[0], a[1].astype(np.float32), a[2]), "dW is float32"),
        (lambda a: (a[0], a[1].astype(int), a[2]), "dW holds whole numbers"),
        (lambda a: (a[0], a[1] > 0, a[2]), "dW is made of True and False"),
        (lambda a: (a[0], a[1] * np.nan, a[2]), "dW is nan in places"),
        (lambda a: (a[0], a[1] * 0, a[2]), "dW is 0 everywhere"),
        (lambda a: (a[0], -a[1], a[2]), "dW has the wrong sign"),
        (lambda a: (a[0], a[1] * 2, a[2]), "dW is twice what it should be"),
        (lambda a: (a[0], a[1] / 2, a[2]), "dW is half of what it should be"),
        (lambda a: (a[0], a[1] * 3.3, a[2]), "dW is right but for a factor"),
        (lambda a: (a[0], a[1] * 2, a[2]), "Right: dA_prev and db. Not right: dW."),
        (lambda a: (a[1], a[0], a[2]), "All the parts are right, but their order is dW, dA_prev"),
    ],
)
def test_how_a_part_is_wrong_is_said(change: Callable[..., Any], said: str) -> None:
    """Shape, dtype, sign, scale and order: each with what it is likely to come from."""
    assert said in changed("linear_backward", change)


def test_one_number_tells_nothing_where_there_are_larger_parts() -> None:
    """With one unit, db is its own sum and its own transpose: that case adds no fact."""
    said = changed("linear_backward", lambda a: (a[0], a[1], a[2].sum()))
    assert said.startswith("db is one single number")
    assert said.count("db is") == 1


def test_numbers_beyond_every_bound_make_no_warning() -> None:
    """A wrong answer may be as large as a number can be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for large in (1e308, -1e308, np.inf):
            assert changed("linear_backward", lambda a, n=large: (a[0], a[1] * 0 + n, a[2]))
            step = changed("update_parameters", lambda p, n=large: {k: v + n for k, v in p.items()})
            assert step


def test_a_missing_or_doubled_average_is_told_by_m() -> None:
    """Too large by m, or too small by m, whatever m is in the case."""

    def times(power: float, less: int = 0) -> str:
        def linear_backward(dZ: np.ndarray, cache: Any) -> Any:
            dA_prev, dW, db = network.linear_backward(dZ, cache)
            m = float(dZ.shape[1])
            return dA_prev, dW * m**power / (m - less) * m, db

        return facts("linear_backward", linear_backward)

    assert "dW is too large by the factor m" in times(1)
    assert "dW is too small by the factor m" in times(-1)
    assert "dW is too large by the square of m" in times(2)
    assert "dW is too small by the square root of m" in times(-0.5)
    assert "dW is too large by the factor m / (m - 1)" in times(0, less=1)


def test_a_factor_that_only_some_cases_have_is_not_said() -> None:
    """What holds in one case and not in another is no fact."""
    calls = iter(range(100))

    def compute_cost(AL: np.ndarray, Y: np.ndarray) -> float:
        return network.compute_cost(AL, Y) * (2.0 if next(calls) % 2 else 3.0)

    assert "twice" not in facts("compute_cost", compute_cost)


def test_two_factors_that_no_case_tells_apart_are_not_told_apart() -> None:
    """With two examples, twice and m times are one thing: then only a factor is said."""
    cases = [case for case in read_cases(PUBLIC, "sigmoid_backward") if case.args[0].shape[1] > 1]
    two = [
        replace(case, args=tuple(a[:, :2] for a in case.args), expected=case.expected[:, :2])
        for case in cases
    ]
    wrong = [Answer(2 * case.expected, [list(case.args), {}]) for case in two]
    diagnosis = diagnose(two, wrong, [])
    assert diagnosis is not None
    assert "dZ is right but for a factor" in diagnosis.facts[0]


def test_the_other_logarithms_are_told_by_their_factor() -> None:
    """Base 2 and base 10."""
    assert "base 2" in changed("compute_cost", lambda cost: cost / np.log(2))
    assert "base 10" in changed("compute_cost", lambda cost: cost / np.log(10))


def test_numbers_under_the_keys_of_another_layer_are_recognised() -> None:
    """Off by one layer, up and down."""

    def keys(by: int) -> Callable[..., Any]:
        return lambda p: {f"{key[0]}{int(key[1:]) + by}": value for key, value in p.items()}

    assert "one layer too high" in changed("initialize_parameters_deep", keys(1))
    assert "one layer too low" in changed("initialize_parameters_deep", keys(-1))


def test_the_layer_that_is_wrong_is_named() -> None:
    """First or last, wrong or right: said where it is so in every case."""

    def spoil(which: int) -> Callable[..., Any]:
        def change(parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
            key = f"W{len(parameters) // 2 if which else 1}"
            return {**parameters, key: parameters[key] + 1}

        return change

    said = changed("update_parameters", spoil(1))
    assert "Of all W, only that of the last layer is wrong." in said
    assert "Right: b. Not right: W." in said
    said = changed("initialize_parameters", spoil(0))
    assert "Of all W, only that of the first layer is wrong." in said


def test_a_step_in_the_wrong_direction_is_seen() -> None:
    """A step is judged from where it starts: its direction, its length, or that it stands alone."""

    def step(factor: float) -> str:
        def update_parameters(parameters: Any, grads: Any, learning_rate: float) -> Any:
            return network.update_parameters(parameters, grads, factor * learning_rate)

        return facts("update_parameters", update_parameters)

    assert "has taken the right step, in the wrong direction" in step(-1)
    assert "has taken twice the right step" in step(2)
    assert "in the right direction, but not of the right length" in step(7)
    assert "is one of the arguments, unchanged" in step(0)


def test_where_an_elementwise_function_is_wrong_is_told_by_its_argument() -> None:
    """Wrong at exactly 0, or on one side of it."""

    def relu_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
        return np.where(activation_cache >= 0, dA, 0.0)

    assert "dZ is wrong where activation_cache is exactly 0" in facts(
        "relu_backward", relu_backward
    )
    step = facts("relu", lambda Z: ((Z > 0).astype(float), Z))
    assert "A is wrong where Z is positive, and right in every other place" in step


def test_an_argument_that_is_changed_is_named() -> None:
    """Which of the arguments is not what it was."""

    def linear_backward(dZ: np.ndarray, cache: Any) -> Any:
        answer = network.linear_backward(dZ, cache)
        cache[1][0, 0] += 1
        return answer

    assert facts("linear_backward", linear_backward) == "It changes its argument cache."


def test_an_error_is_told_by_where_it_comes_from_and_what_it_is_about() -> None:
    """From inside a helper; a pair taken for an array; no value; a question to a whole array."""

    def linear_activation_backward(dA: Any, cache: Any, activation: str) -> Any:
        return network.linear_activation_backward(dA, (cache[1], cache[0]), activation)

    def sigmoid_backward(dA: np.ndarray, activation_cache: np.ndarray) -> Any:
        s = network.sigmoid(activation_cache)
        return dA * s * (1 - s)  # type: ignore[operator]

    def relu(Z: np.ndarray) -> Any:
        return (Z if Z > 0 else np.zeros(Z.shape)), Z

    def compute_cost(AL: np.ndarray, Y: np.ndarray) -> float:
        return -np.sum(Y * np.log(AL)) / examples  # type: ignore[name-defined]  # noqa: F821

    inside = facts("linear_activation_backward", linear_activation_backward)
    assert "The error comes from inside" in inside
    assert "A tuple is used as if it were one thing" in facts("sigmoid_backward", sigmoid_backward)
    assert "A yes-or-no question is put to a whole array" in facts("relu", relu)
    assert "It uses the name examples" in facts("compute_cost", compute_cost)


def test_printing_in_place_of_returning_is_recognised() -> None:
    """Nothing came back, and something was printed."""
    assert "It prints and gives nothing back" in facts("relu", lambda Z: print(Z))


def test_how_many_cases_are_right_is_said() -> None:
    """Of a function that is nearly right."""

    def sigmoid(Z: np.ndarray) -> Any:
        A = 1 / (1 + np.exp(-np.clip(Z, -10, 10)))
        return A, Z

    assert "It is right in 2 of 4 cases." in facts("sigmoid", sigmoid)


def test_where_nothing_is_known_no_more_is_said_than_that() -> None:
    """Shapes right, numbers wrong: one sentence, and no guess."""
    said = changed("sigmoid_backward", lambda dZ: dZ + np.arange(dZ.size).reshape(dZ.shape))
    assert said == "Every shape is right; the numbers are not."


def test_a_right_function_has_no_diagnosis() -> None:
    """There is nothing to explain."""
    for name in ("relu", "L_model_backward", "linear_activation_forward"):
        cases = read_cases(PUBLIC, name)
        answers = [ask(getattr(network, name), case) for case in cases]
        assert diagnose(cases, answers, read_mistakes(PUBLIC, name)) is None


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**62), 2**62),
        st.floats(),
        st.text(max_size=5),
        hnp.arrays(
            st.sampled_from(["f8", "f4", "i8", "?"]),
            hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.tuples(inner, inner, inner),
        st.dictionaries(st.sampled_from(["W1", "b1", "dW2", "dA0", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@STEADY
@given(st.sampled_from(FUNCTIONS), ANYTHING, ANYTHING, st.none() | st.text(max_size=30))
def test_no_answer_can_break_the_diagnosis(
    name: str, value: Any, inputs: Any, error: str | None
) -> None:
    """Whatever plain data comes back, from a process that is not believed: no error, no warning."""
    cases = read_cases(PUBLIC, name)
    answers = [
        Answer(value, inputs if i else [list(c.args), c.kwargs], error) for i, c in enumerate(cases)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        diagnosis = diagnose(cases, answers, read_mistakes(PUBLIC, name), answers)
    assert diagnosis is None or all(isinstance(fact, str) for fact in diagnosis.facts)


# Names.


def row(*numbers: float, form: str = "float64(2,)") -> Behaviour:
    """A behaviour that gave numbers."""
    return Behaviour(form, np.array(numbers))


RIGHT = Behaviour("", np.empty(0))
BROKEN = Behaviour("error: ValueError: product 2 3", np.empty(0))
OTHERWISE = Behaviour("error: IndexError: too far", np.empty(0))


def mistake(name: str, *behaviours: Behaviour, unsteady: str = "") -> Known:
    """A known mistake with these behaviours."""
    return Known(
        "relu", name, "What is done.", "What to do?", "2_forward", "Relu", behaviours, unsteady
    )


def named(shown: list[Behaviour], *known: Known, unsteady: str = "") -> str:
    """The name that is given."""
    found = name_of(shown, known, unsteady)
    return found.name if found else ""


def test_a_name_needs_agreement_in_every_case() -> None:
    """Two mistakes that agree on the first case are told apart by the second."""
    one, other = mistake("one", row(1, 2), row(3, 4)), mistake("other", row(1, 2), row(3, 5))
    assert named([row(1, 2), row(3, 4)], one, other) == "one"
    assert named([row(1, 2), row(3, 5)], one, other) == "other"
    assert named([row(1, 2), row(3, 6)], one, other) == ""
    assert named([row(1, 2), RIGHT], one, other) == ""
    assert named([row(1, 2)], one) == ""
    assert named([row(1, 2), row(3, 4), row(5, 6)], one) == ""


def test_two_that_agree_everywhere_are_neither_named() -> None:
    """Nobody can say which of them it is."""
    one, other = mistake("one", row(1, 2)), mistake("other", row(1, 2))
    assert named([row(1, 2)], one, other) == ""


def test_rounding_does_not_hide_a_mistake_and_infinities_are_compared() -> None:
    """Numbers agree up to rounding; nan agrees with nan, and with nothing else."""
    assert alike(row(1, 2), row(1 + 1e-9, 2 - 1e-9))
    assert not alike(row(1, 2), row(1, 2.0001))
    assert not alike(row(1, 2), row(1, 2, form="float64(1, 2)"))
    assert alike(row(np.nan, np.inf), row(np.nan, np.inf))
    assert not alike(row(np.nan, 1), row(np.inf, 1))
    assert not alike(row(np.inf, 1), row(-np.inf, 1))


def test_an_error_names_a_mistake_only_where_numbers_agree_or_the_code_shows_it() -> None:
    """Many mistakes end in one and the same error: an error alone is weak evidence."""
    one = mistake("one", BROKEN, row(1, 2))
    assert named([BROKEN, row(1, 2)], one) == "one"
    assert named([OTHERWISE, row(1, 2)], one) == "one"  # a helper may raise in its own way
    assert named([OTHERWISE, RIGHT], mistake("two", BROKEN, RIGHT)) == ""
    assert named([BROKEN, RIGHT], mistake("two", BROKEN, RIGHT)) == ""
    shown = replace(mistake("two", BROKEN, RIGHT), code=("mean(_)", "not 'right'"))
    assert named([BROKEN, RIGHT], shown) == ""
    for source, name in (("mean(b)", "two"), ("b = 'right'", ""), ("b = 'left'", "two")):
        found = name_of([BROKEN, RIGHT], [shown], "", ast.parse(source))
        assert (found.name if found else "") == name, source


def test_the_spelling_of_a_product_does_not_matter() -> None:
    """np.dot and @ raise with different words for one and the same trouble."""
    A, W = np.ones((2, 3)), np.ones((4, 2))
    said = []
    for product in (np.dot, np.matmul):
        with pytest.raises(ValueError) as raised:
            product(A, W)
        said.append(error_form(f"ValueError: {raised.value}"))
    assert said == ["ValueError: product 3 4"] * 2
    with pytest.raises(ValueError) as raised:
        A + W
    with pytest.raises(ValueError) as turned:
        W + A
    assert error_form(f"ValueError: {raised.value}") == error_form(f"ValueError: {turned.value}")


def test_fewer_answers_than_cases_give_facts_and_no_name() -> None:
    """A grader that stops at the first failure, or loses a call, is told what is known."""
    cases = read_cases(PUBLIC, "linear_backward")
    known = read_mistakes(PUBLIC, "linear_backward")
    wrong = known_mistake("linear_backward", "db flat")
    function = define(wrong.function, source_of(wrong))
    answers: list[Answer | None] = [ask(function, case) for case in cases]
    whole = diagnose(cases, answers, known)
    assert whole is not None
    assert whole.name == "db flat"
    assert (whole.notebook, whole.heading) == lesson_of(wrong)
    for some in (answers[:1], [None, *answers[1:]]):
        part = diagnose(cases, some, known)
        assert part is not None
        assert "db is flat" in part.facts[0]
        assert part.name == ""


def test_a_function_that_is_not_steady_is_never_taken_for_one_that_is() -> None:
    """Numbers that change from call to call agree with a known mistake only by chance."""
    cases = read_cases(PUBLIC, "relu_backward")
    known = read_mistakes(PUBLIC, "relu_backward")
    function = define("relu_backward", source_of(known_mistake("relu_backward", "leaky")))
    answers = [ask(function, case) for case in cases]
    same, other = diagnose(cases, answers, known, answers), [answers[0], *answers[2:]]
    other = [replace(answers[0], value=answers[0].value + 1)]
    changed = diagnose(cases, answers, known, other)
    assert same is not None
    assert same.name == "leaky"
    assert changed is not None
    assert changed.name == ""
    assert "Two calls with the same arguments give different numbers" in changed.facts[0]


def test_random_numbers_are_named_by_their_randomness() -> None:
    """What never gives the same numbers twice is known by that, and by the form of its answers."""
    one = mistake("no seed", row(form="{'W1': float64(2, 3)}"), unsteady="random")
    assert named([row(5, 6, form="{'W1': float64(2, 3)}")], one, unsteady="random") == "no seed"
    assert named([row(5, 6, form="{'W1': float64(3, 2)}")], one, unsteady="random") == ""
    assert named([row(5, 6, form="{'W1': float64(2, 3)}")], one) == ""


def test_the_default_diagnosis_says_nothing() -> None:
    """An empty diagnosis has no word in it."""
    assert Diagnosis() == Diagnosis((), "", "", "", "", "")


# The file.


def test_mistakes_come_back_as_they_were_written(tmp_path: Path) -> None:
    """Words, forms and numbers, bit for bit; the same mistakes give the same bytes."""
    known = [
        mistake("one", RIGHT, row(1, np.nan), BROKEN),
        mistake("ünd zwei", row(1, np.nan), row(-0.0, np.inf), RIGHT),
        mistake("three", row(form="x"), RIGHT, RIGHT, unsteady="random"),
        replace(mistake("four", row(2, 3)), function="sigmoid"),
    ]
    path, again = tmp_path / "mistakes.h5", tmp_path / "again.h5"
    for one_of_two in (path, again):
        with h5py.File(one_of_two, "w") as file:
            write_mistakes(file, known)
    assert path.read_bytes() == again.read_bytes()
    read = read_mistakes(path, "relu") + read_mistakes(path, "sigmoid")
    for one, other in zip(known, read, strict=True):
        assert replace(one, behaviours=()) == replace(other, behaviours=())
        for before, after in zip(one.behaviours, other.behaviours, strict=True):
            assert before.form == after.form
            assert before.numbers.tobytes() == after.numbers.tobytes()


def test_of_an_unknown_function_nothing_is_known() -> None:
    """Asking for what is not there gives an empty list, and no traceback of HDF5's."""
    assert read_mistakes(PUBLIC, "no_such_function") == []


def test_a_right_answer_behaves_like_every_other_right_answer() -> None:
    """A list for a tuple, a copy for the cache: right is right."""
    case = read_cases(PUBLIC, "relu")[0]
    A, Z = network.relu(case.args[0])
    for value in ((A, Z), [A, Z.copy()]):
        assert behaviour(case, Answer(value, [list(case.args), {}])).form == ""


def test_a_case_that_asks_for_an_error_wants_that_one_or_one_of_its_kind() -> None:
    """A KeyError is no ValueError; an error of one's own that is a ValueError is one."""
    case = read_cases(PUBLIC, "linear_activation_forward")[-1]
    assert isinstance(case, Case)
    assert case.raises == "ValueError"
    inputs = [list(case.args), case.kwargs]
    own = Answer(None, inputs, "Unknown: tanh", kinds=("Exception", "ValueError"))
    assert behaviour(case, own).form == ""
    assert behaviour(case, Answer(None, inputs, "ValueError")).form == ""
    assert behaviour(case, Answer(None, inputs, "KeyError: 'tanh'")).raised
    assert behaviour(case, Answer(1.0, inputs)).form == "number"


@pytest.mark.parametrize("expected", ["word", True, None, 3, 2.5, ["a", 1], {1: "x", "n": 2}])
@pytest.mark.parametrize("got", ["text", False, None, 6, np.ones(2), [1.0], {1: "y"}, {"n": 4}])
def test_answers_that_are_no_arrays_break_no_diagnosis(got: Any, expected: Any) -> None:
    """Texts, truths, counts and tables of other people's functions; no word of numbers for them."""
    case = Case("f", "a title", "a reason", (1,), {}, expected)
    diagnosis = diagnose([case], [Answer(got, [[1], {}])], [])
    said = " ".join(diagnosis.facts) if diagnosis else ""
    assert "twice" not in said  # a count of 6 for 3 is no factor
    if isinstance(expected, str | bool):
        assert "not a number" not in said


def test_a_part_that_does_not_start_from_the_argument_is_diagnosed_too() -> None:
    """A step returns more than what it started from: an average beside the parameters, say."""
    start, right = {"x": np.array([[1.0, 2.0]])}, {"dx": np.array([[0.25, 0.5]])}
    traits = Traits(arguments=("start",), returns=("new", "average"), start="start")
    case = Case("f", "a title", "a reason", (start,), {}, (start, right), traits)
    answer = ask(lambda start: (start, {"dx": -right["dx"]}), case)
    diagnosis = diagnose([case], [answer], [], [answer])
    assert diagnosis is not None
    assert "dx has the wrong sign, and is right otherwise." in diagnosis.facts


def test_another_dtype_alone_is_no_factor() -> None:
    """Whole numbers in a narrower kind are right but for that; the judge has said it."""
    counts = np.array([3, 0, 2])
    assert not [*relations_of(counts.astype(np.int32), counts, 0, [])]


def test_a_key_too_many_is_no_matter_of_numbers() -> None:
    """Where there is more than is asked for, it is not said that the numbers alone are wrong."""
    case = Case("f", "one", "why", (), {}, {"a": 2}, Traits(returns=("counts",)))
    answers = [Answer(value, [(), {}]) for value in ({"a": 1, "A": 1}, {"a": 1})]
    said = [(diagnose([case], [one], []) or Diagnosis()).facts for one in answers]
    assert [BARE in facts for facts in said] == [False, True]

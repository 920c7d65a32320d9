"""compare: what is right, what is wrong, and what is said first."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.compare import (
    ATOL,
    RTOL,
    RTOL_OF_LARGEST,
    Difference,
    compare,
    largest_of,
    wrong_entries,
)
from grader.cases.judge import judge
from grader.cases.plain import Other, pack, unpack

STEADY = settings(derandomize=True, deadline=None, max_examples=60, database=None)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
FINITE = st.floats(-1e9, 1e9)
ARRAYS = hnp.arrays(float, SHAPES, elements=FINITE)
FULL = hnp.arrays(float, hnp.array_shapes(min_dims=1, max_dims=3, max_side=4), elements=FINITE)
PLAIN = st.recursive(
    st.one_of(ARRAYS, FINITE, st.integers(-(2**62), 2**62), st.text(max_size=5), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=8,
)


def problem(got: Any, expected: Any, **named: Any) -> str:
    """What compare says is wrong; empty where nothing is."""
    difference = compare(got, expected, **named)
    return "" if difference is None else f"{difference.where}: {difference.problem}"


@STEADY
@given(PLAIN)
def test_every_answer_is_equal_to_itself(value: Any) -> None:
    """Any plain data passes where the very same is expected."""
    assert compare(value, value) is None


@STEADY
@given(PLAIN)
def test_packing_changes_no_verdict(value: Any) -> None:
    """What went through pack, as a check's and the autograder's answers do, is still equal."""
    assert compare(unpack(*pack(value)), value) is None


@STEADY
@given(FULL, st.data())
def test_rounding_passes_and_a_mistake_does_not(expected: np.ndarray, data: st.DataObject) -> None:
    """A difference within the tolerance passes; one number well beyond it is found."""
    signs = data.draw(hnp.arrays(float, expected.shape, elements=st.sampled_from([-0.9, 0.9])))
    tolerance = ATOL + RTOL * np.abs(expected) + RTOL_OF_LARGEST * largest_of(expected)
    rounded = expected + signs * tolerance
    assert compare(rounded, expected) is None
    place = np.unravel_index(data.draw(st.integers(0, expected.size - 1)), expected.shape)
    wrong = expected.copy()
    wrong[place] += 1.5 * tolerance[place]
    assert problem(wrong, expected) == f"the answer: 1 of {expected.size} values is wrong"
    assert wrong_entries(wrong, expected).sum() == 1
    assert wrong_entries(wrong, expected)[place]


@STEADY
@given(FULL, st.data(), st.sampled_from([np.nan, np.inf, -np.inf]))
def test_what_is_not_finite_never_passes(
    expected: np.ndarray, data: st.DataObject, bad: float
) -> None:
    """One nan or infinity among right numbers is found, and called by its name."""
    got = expected.copy()
    got.flat[data.draw(st.integers(0, expected.size - 1))] = bad
    text = problem(got, expected)
    assert text == f"the answer: 1 of {expected.size} values are not finite (nan or inf)"


@pytest.mark.parametrize("special", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("expected", [float, lambda one: np.array([one, 2.0])])
def test_what_is_not_finite_is_right_where_the_same_is_expected_and_nothing_else_is(
    special: float, expected: Any
) -> None:
    """Infinity widens the tolerance of no number: its own, or another's beside it."""
    right = expected(special)
    assert compare(expected(special), right) is None
    for other in {np.nan, np.inf, -np.inf, 0.0, 1e300} - {special}:
        if not (np.isnan(other) and np.isnan(special)):
            assert compare(expected(other), right)
    wrong = np.array([special, 3.0])
    assert "1 of 2 values is wrong" in problem(wrong, np.array([special, 2.0]))


def test_a_nan_that_was_put_in_and_left_alone_is_no_change() -> None:
    """Missing numbers are what much of statistics is about."""
    missing = np.array([1.0, np.nan])
    case = Case("f", "title", "why", (missing, [np.nan]), {}, 1.0)
    same = unpack(*pack([(missing.copy(), [np.nan]), {}]))
    assert judge(case, Answer(1.0, same)) is None
    assert "changed its inputs" in str(judge(case, Answer(1.0, [(missing, [0.0]), {}])))


@pytest.mark.parametrize(
    "form",
    [
        float,
        np.float64,
        lambda x: [x],
        lambda x: (x, "a"),
        lambda x: {"a": x},
        lambda x: [np.array([x])],
    ],
)
def test_a_slack_holds_for_every_number_of_an_answer(form: Any) -> None:
    """A single number, one in a list or a dictionary, one in an array; nan is never near."""
    case = Case("f", "title", "why", (), {}, form(1.0), slack=0.5)
    verdicts = [judge(case, Answer(form(x), [(), {}])) is None for x in (1.4, 0.6, 1.6, np.nan)]
    assert verdicts == [True, True, False, False]


@STEADY
@given(FULL)
def test_the_shape_is_said_before_the_dtype_and_the_dtype_before_the_values(
    expected: np.ndarray,
) -> None:
    """Of three things wrong at once, the one that a person would look at first is named."""
    wrong = expected.astype(np.float32) + 1
    assert "the shape is" in problem(wrong[None], expected)
    assert "the dtype is float32 where float64 is expected" in problem(wrong, expected)
    assert problem(expected * 2 + 1, expected).endswith("wrong")


@pytest.mark.parametrize("shape", [(3,), (1, 3), (3, 1, 1), (), (4, 1)])
def test_an_array_that_would_broadcast_has_the_wrong_shape(shape: tuple[int, ...]) -> None:
    """NumPy would stretch it; a shape is right or wrong."""
    got = problem(np.zeros(shape), np.zeros((3, 1)))
    assert got == f"the answer: the shape is {shape} where (3, 1) is expected"


@pytest.mark.parametrize("dtype", [np.float32, np.float16, int, bool, np.uint8])
def test_an_array_of_another_dtype_is_wrong(dtype: type) -> None:
    """float32 loses half of the digits, and int cuts what an update adds: the dtype is told."""
    assert "the dtype is" in problem(np.ones((2, 2), dtype), np.ones((2, 2)))


@pytest.mark.parametrize("order", ["C", "F"])
def test_the_order_in_memory_does_not_matter(order: Any) -> None:
    """A transposed view is as good as a copy of it."""
    expected = np.arange(12.0).reshape(3, 4)
    assert compare(np.array(expected, order=order), expected) is None
    assert compare(np.ascontiguousarray(expected.T).T, expected) is None


@pytest.mark.parametrize(
    "got",
    [0.5, np.float64(0.5), np.float32(0.5), np.array(0.5), np.array(0.5, np.float32)],
    ids=repr,
)
def test_a_number_may_come_in_any_form(got: Any) -> None:
    """A float passes for a NumPy scalar and for an array of rank 0, and the other way round."""
    for expected in (0.5, np.float64(0.5)):
        assert compare(got, expected) is None
        assert "the value is wrong" in problem(got, expected + 0.1)


@pytest.mark.parametrize("got", [1, np.int64(1), np.uint8(1), np.array(1)], ids=repr)
def test_a_whole_number_passes_for_a_float_of_its_value(got: Any) -> None:
    """A cost of exactly 1 may be an int."""
    assert compare(got, 1.0) is None


@pytest.mark.parametrize(
    "got", [np.array([0.5]), np.array([[0.5]]), [0.5], (0.5,), "0.5", True, {}, None], ids=repr
)
def test_an_array_of_one_number_is_no_number(got: Any) -> None:
    """A cost of shape (1, 1) would be printed as a matrix: it is not let pass."""
    assert "one number is expected here" in problem(got, 0.5)


def test_the_two_values_are_handed_on() -> None:
    """A difference carries both values at the place that it names."""
    got, right = np.ones((1, 2)), np.zeros((1, 2))
    difference = compare({"W1": got}, {"W1": right}, "grads")
    assert difference is not None
    assert difference.where == 'grads["W1"]'
    assert difference.got is got
    assert difference.expected is right
    number = compare(0.25, 0.5, "cost")
    assert number is not None
    assert (number.got, number.expected) == (0.25, 0.5)


def test_a_list_and_a_tuple_pass_for_each_other() -> None:
    """A cache may be a list."""
    for got in ([1.0, 2.0], (1.0, 2.0)):
        assert compare(got, [1.0, 2.0]) is None
        assert compare(got, (1.0, 2.0)) is None


def test_the_place_is_named_from_the_outside_in() -> None:
    """Parts of a tuple go by their names, what lies in them by its index or key."""
    right = (np.ones(2), ((np.ones(2), {"b": np.ones(2)}), 1.0))
    wrong = (np.ones(2), ((np.ones(2), {"b": np.zeros(2)}), 1.0))
    assert problem(wrong, right, names=("A", "cache")).startswith('cache[0][1]["b"]: ')
    assert problem(wrong, right, where="it").startswith('it[1][0][1]["b"]: ')


def test_the_first_difference_is_the_one_that_is_said() -> None:
    """Of two wrong parts, the first in the order of the answer."""
    assert problem((0.0, 0.0), (1.0, 1.0), names=("dW", "db")).startswith("dW: ")
    assert problem({"b": 0.0, "a": 0.0}, {"a": 1.0, "b": 1.0}).startswith('the answer["a"]: ')


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_or_too_many_values_are_counted(count: int) -> None:
    """An answer of two parts has two parts."""
    text = problem([0.0] * count, (0.0, 0.0))
    assert text == f"the answer: 2 values are expected here, not {count}"


def test_missing_keys_are_listed() -> None:
    """All that is missing is named, up to four keys, then how many more."""
    right = {f"W{l}": 0.0 for l in range(1, 7)}
    assert "'W1', 'W2', 'W3', 'W4' (and 2 more)" in problem({}, right)
    assert problem({**right, "W9": 0.0}, right).endswith("'W9' should not be there")
    four, five = ({f"W{l}": 0.0 for l in range(1, n + 1)} for n in (4, 5))
    assert "'W1', 'W2', 'W3', 'W4' are missing" in problem({}, four)
    assert "'W1', 'W2', 'W3', 'W4' (and 1 more)" in problem({}, five)
    del right["W2"]
    assert "the key 'W2' is missing" in problem(right, {**right, "W2": 0.0})
    more = {**right, "W2": 0.0, "W9": 0.0}
    assert "the keys 'W2', 'W9' are missing" in problem(right, more)
    assert "the keys 'W2', 'W9' should not be there" in problem(more, right)


def test_a_key_too_many_does_no_harm_where_a_trait_allows_it() -> None:
    """Keys may be added that begin as a trait allows: dAL is a matter of taste. No others may."""
    right = {"dA0": 0.0, "dW1": 0.0}

    def judged(got: Any, *extra: str) -> Difference | None:
        case = Case("f", "", "", (), {}, ([right], 1.0), Traits(extra_keys=extra))
        return judge(case, Answer(([got], 1.0), [(), {}]))

    assert judged({**right, "dA1": 5.0}, "dA", "dZ") is None
    for got, extra in (({**right, "dA1": 5.0}, ()), ({**right, "dW2": 5.0}, ("dA",))):
        difference = judged(got, *extra)
        assert difference is not None
        assert "should not be there" in difference.problem
    assert "'dA0' is missing" in problem({"dW1": 0.0}, right)


def test_a_dtype_that_is_free_costs_no_digits() -> None:
    """Whole numbers pass as any dtype that holds them, and nothing between them does."""
    case = Case("f", "", "", (), {}, np.array([[0, 1]]), Traits(any_dtype=True))

    def judged(*numbers: float, dtype: type = float) -> Difference | None:
        return judge(case, Answer(np.array([numbers], dtype), [(), {}]))

    assert judged(0, 1) is judged(0, 1, dtype=bool) is judged(0, 1, dtype=np.float32) is None
    found = judged(0.5, 1)
    assert found is not None
    assert found.problem == "1 of 2 values is wrong"


def test_the_order_of_keys_does_not_matter() -> None:
    """A dictionary is equal to one that was filled in another order."""
    assert compare({"b": 1.0, "a": 0.0}, {"a": 0.0, "b": 1.0}) is None


@pytest.mark.parametrize(
    ("expected", "wanted"),
    [
        ({"a": 1.0}, "a dictionary is expected"),
        ((1.0, 2.0), "2 values"),
        (np.ones(2), "a NumPy array is expected"),
        (1.0, "one number is expected"),
    ],
)
def test_the_wrong_kind_of_thing_is_told_what_is_wanted(expected: Any, wanted: str) -> None:
    """None asks for the return; anything else is named."""
    assert wanted in problem(None, expected)
    assert "is the return missing?" in problem(None, expected)
    assert problem(Other("a value of type Tensor"), expected).endswith("not a value of type Tensor")
    assert problem("text", expected).endswith("not str")


# Fails: grader/compare.py says "2 values is expected here".
def test_several_values_are_expected_in_the_plural() -> None:
    """The sentence is English for any number of parts."""
    assert problem(None, (1.0, 2.0)).startswith("the answer: 2 values are expected here")


@pytest.mark.parametrize(
    "right",
    [np.ones((2, 2)), {"a": np.ones(2)}, (np.ones(2), np.ones(2)), 1.0],
    ids=["array", "dictionary", "tuple", "number"],
)
def test_a_subclass_is_not_the_thing_itself(right: Any) -> None:
    """What a learner could have given a behaviour of its own is not trusted to compare."""

    class Array(np.ndarray):
        pass

    class Dictionary(dict[str, Any]):
        pass

    class Pair(tuple[Any, ...]):
        pass

    class Number(float):
        pass

    disguise: dict[type, Any] = {
        np.ndarray: lambda: right.view(Array),
        dict: lambda: Dictionary(right),
        tuple: lambda: Pair(right),
        float: lambda: Number(right),
    }
    disguised = disguise[type(right)]()
    assert disguised is not right
    assert "expected here" in problem(disguised, right)


@pytest.mark.parametrize(
    ("got", "expected", "same"),
    [("relu", "relu", True), ("Relu", "relu", False), (True, True, True), (1, True, False),
     (None, None, True), ("", None, False)],
)  # fmt: skip
def test_texts_and_truths_are_equal_or_not(got: Any, expected: Any, same: bool) -> None:
    """What is no number is compared as it is: True is not 1."""
    assert (compare(got, expected) is None) == same


def test_whole_numbers_are_not_rounded() -> None:
    """A count of ten millions that is off by one is wrong; a float of the same value is right."""
    assert compare(10_000_001, 10_000_000) is not None
    assert compare(np.array([10_000_001]), np.array([10_000_000])) is not None
    assert compare(10_000_000.0, 10_000_000) is None


def test_a_truth_of_numpys_is_a_truth() -> None:
    """A comparison of arrays gives np.bool_, one of numbers bool: both say yes or no."""
    assert compare(np.True_, True) is None
    assert compare(True, np.True_) is None
    assert compare(np.False_, True) is not None
    assert compare(1, True) is not None

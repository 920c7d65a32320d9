"""The cases: how they are stored, and what the ones of the kit are like."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.cases.case import Case, Traits, read_cases, write_cases
from grader.cases.plain import pack
from grader.engine.authoring import Mistake, Right
from grader.engine.authoring.cases import HIDDEN_SEED, PUBLIC_SEED, draw_cases
from grader.examine import examine
from solutions import network
from tests.network import FOLDER, FUNCTIONS, HIDDEN, MISTAKES, PUBLIC, RIGHT, define, source_of

STEADY = settings(
    derandomize=True,
    deadline=None,
    max_examples=30,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# Trained for a hundred iterations in every case: two seeds of these are enough.
TRAINING = ("two_layer_model", "L_layer_model")

VALUE = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**62), 2**62),
        st.floats(),
        st.text(max_size=10),
        hnp.arrays(
            st.sampled_from(["f8", "f4", "i8", "u1", "?"]),
            hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=6,
)
# HDF5 texts end at a NUL; titles are sentences of ours.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
TRAITS = st.builds(
    Traits,
    arguments=NAMES,
    returns=NAMES,
    any_dtype=st.booleans(),
    extra_keys=NAMES,
    elementwise=WORDS,
    start=WORDS,
    examples=WORDS,
    numbered=WORDS,
)
CASES = st.lists(
    st.builds(
        Case,
        function=st.sampled_from(FUNCTIONS),
        title=WORDS,
        why=WORDS,
        args=st.lists(VALUE, max_size=3).map(tuple),
        kwargs=st.dictionaries(st.text(max_size=3), VALUE, max_size=2),
        expected=VALUE,
        traits=TRAITS,
        raises=WORDS,
        defaults=st.dictionaries(st.text(max_size=3), VALUE, max_size=2),
    ),
    max_size=4,
)


def bits(value: Any) -> Any:
    """A value as JSON and bytes, to be compared bit for bit."""
    packed, arrays = pack(value)
    return packed, [(array.dtype.str, array.shape, array.tobytes()) for array in arrays]


def read_all(path: Path) -> dict[str, list[Case]]:
    """Every case of a file, by function."""
    return {function: read_cases(path, function) for function in FUNCTIONS}


def by_function(cases: Any) -> dict[str, list[Case]]:
    """Sort cases by their function."""
    sorted_ = defaultdict(list)
    for case in cases:
        sorted_[case.function].append(case)
    return sorted_


# The file.


def write(path: Path, cases: list[Case]) -> None:
    """Write cases into a file of their own."""
    path.parent.mkdir(exist_ok=True)
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        write_cases(file, cases)


@STEADY
@given(CASES)
def test_cases_come_back_as_they_were_written(tmp_path: Path, cases: list[Case]) -> None:
    """Every field of every case, in order, bit for bit."""
    path = tmp_path / "cases.h5"
    write(path, cases)
    for function in FUNCTIONS:
        written = [case for case in cases if case.function == function]
        read = read_cases(path, function)
        assert len(read) == len(written)
        for one, other in zip(written, read, strict=True):
            for field in ("function", "title", "why", "raises"):
                assert getattr(one, field) == getattr(other, field)
                assert type(getattr(one, field)) is type(getattr(other, field))
            assert other.traits == written[-1].traits  # they are the function's
            for field in ("args", "kwargs", "expected", "defaults"):
                assert bits(getattr(one, field)) == bits(getattr(other, field))


@STEADY
@given(CASES)
def test_the_same_cases_give_the_same_bytes(tmp_path: Path, cases: list[Case]) -> None:
    """No time, no chance, no name of the folder goes into the file."""
    one, other = tmp_path / "one.h5", tmp_path / "elsewhere" / "other.h5"
    write(one, cases)
    write(other, cases)
    assert one.read_bytes() == other.read_bytes()


def test_more_than_ten_cases_keep_their_order(tmp_path: Path) -> None:
    """The eleventh case comes after the tenth, not after the first."""
    cases = [Case("relu", f"case {i}", "", (i,), {}, i) for i in range(12)]
    write(tmp_path / "cases.h5", cases)
    assert read_cases(tmp_path / "cases.h5", "relu") == cases


def test_more_than_ten_arrays_keep_their_order(tmp_path: Path) -> None:
    """Each array comes back in its own place."""
    arrays = tuple(np.full(2, i) for i in range(12))
    write(tmp_path / "cases.h5", [Case("relu", "", "", arrays, {}, None)])
    (case,) = read_cases(tmp_path / "cases.h5", "relu")
    assert [int(array[0]) for array in case.args] == list(range(12))


@pytest.mark.parametrize("name", ["no_such_function", "relu_", "RELU"])
def test_an_unknown_function_has_no_cases(name: str) -> None:
    """Asking for what is not there gives an empty list, and no traceback of HDF5's."""
    assert read_cases(PUBLIC, name) == []


# The kit's own cases.


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=["public", "hidden"])
def test_every_function_has_two_cases_or_more(path: Path) -> None:
    """One case is a special case: every function is asked more than once, and no other is there."""
    with h5py.File(path) as file:
        assert sorted(file["cases"]) == sorted(FUNCTIONS)
    for function, cases in read_all(path).items():
        assert len(cases) >= 2, function


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=["public", "hidden"])
def test_every_case_says_what_it_is_and_why_it_is_there(path: Path) -> None:
    """The title and the reason are what a student reads; no two cases share a title."""
    for function, cases in read_all(path).items():
        titles = [case.title for case in cases]
        assert len(set(titles)) == len(titles), function
        for case in cases:
            assert len(case.title) > 5
            assert len(case.why) > 5
            parts = len(case.expected) if isinstance(case.expected, tuple) else 1
            assert case.raises or len(case.traits.returns) == parts, function


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=["public", "hidden"])
def test_no_expected_value_is_nan_or_infinite(path: Path) -> None:
    """compare lets no nan pass: an expected nan would fail everybody."""
    for cases in read_all(path).values():
        for case in cases:
            for array in pack([case.args, case.kwargs, case.expected])[1]:
                assert np.isfinite(array).all(), (case.function, case.title)


def test_public_and_hidden_cases_ask_the_same_questions() -> None:
    """Case by case they have one reason: what one file finds, the other can find too."""
    public, hidden = read_all(PUBLIC), read_all(HIDDEN)
    for function in FUNCTIONS:
        reasons = [[case.why for case in cases[function]] for cases in (public, hidden)]
        assert reasons[0] == reasons[1]


def test_public_and_hidden_cases_share_no_random_input() -> None:
    """A table of the public answers earns nothing.

    Only an input that the recipe writes down, and never draws, may occur in both: no more
    than one case of a function, and some other case of it decides.
    """
    public, hidden = read_all(PUBLIC), read_all(HIDDEN)
    for function in FUNCTIONS:
        known = [bits([case.args, case.kwargs]) for case in public[function]]
        shared = [c.title for c in hidden[function] if bits([c.args, c.kwargs]) in known]
        assert len(shared) <= 1, (function, shared)
        drawn = [case for case in hidden[function] if case.title not in shared]
        assert drawn, function


def test_a_table_of_the_public_answers_fails_the_hidden_cases() -> None:
    """For every function: the learner who hard-codes what the check shows gets no point."""
    for function, cases in read_all(PUBLIC).items():
        table = {str(bits([case.args, case.kwargs])): case.expected for case in cases}

        def answer(*args: Any, table: dict[str, Any] = table, **kwargs: Any) -> Any:
            key = str(bits([args, kwargs]))
            if key in table and table[key] is None:
                raise ValueError
            return table.get(key, next(iter(table.values())))

        answer.__name__ = function
        assert examine(answer, cases).failed is None
        assert examine(answer, read_cases(HIDDEN, function)).failed is not None, function


def test_public_numbers_can_be_reckoned_by_hand() -> None:
    """Public inputs that are drawn have one decimal; a weight is never written -0.0."""
    for case in read_cases(PUBLIC, "linear_forward") + read_cases(PUBLIC, "relu"):
        for array in pack(case.args)[1]:
            drawn = array[array != 1e-4]  # hardly above 0: that one is written down
            assert np.array_equal(drawn, np.round(drawn, 1))
            assert not np.signbit(array[array == 0]).any()


# Cases of an instructor's own seed.


def test_the_public_file_is_what_the_build_draws() -> None:
    """public.h5 comes from the recipes; hidden.h5 may come from a seed that only one knows."""
    drawn = by_function(draw_cases(FOLDER, FUNCTIONS, PUBLIC_SEED, public=True))
    for function, cases in drawn.items():
        kept = read_cases(PUBLIC, function)
        assert [case.title for case in kept] == [case.title for case in cases]
        inputs = [bits([case.args, case.kwargs]) for case in kept]
        assert inputs == [bits([case.args, case.kwargs]) for case in cases]


def test_another_hidden_seed_gives_other_cases() -> None:
    """`--hidden-seed` changes what is hidden: no more than one case of a function is the same."""
    hidden = by_function(draw_cases(FOLDER, FUNCTIONS, HIDDEN_SEED, public=False))
    others = by_function(draw_cases(FOLDER, FUNCTIONS, HIDDEN_SEED + 1, public=False))
    for function in FUNCTIONS:
        known = [bits([c.args, c.kwargs]) for c in hidden[function]]
        new = [bits([c.args, c.kwargs]) for c in others[function]]
        assert new != known
        assert sum(case in known for case in new) <= 1, function


def test_drawing_twice_gives_the_same_cases() -> None:
    """A seed decides everything."""
    functions = tuple(name for name in FUNCTIONS if name not in TRAINING)
    once, twice = (draw_cases(FOLDER, functions, 5, public=False) for _ in range(2))
    assert [bits([c.args, c.kwargs, c.expected]) for c in once] == [
        bits([c.args, c.kwargs, c.expected]) for c in twice
    ]
    assert {c.function for c in once} == set(functions)
    assert PUBLIC_SEED != HIDDEN_SEED


# Seeds that once drew cases which judged badly: a gradient that cancels to nearly 0, where a guard
# of 1e-8 shows (103), no Z of relu's first case over 1 (133), or over 0 (517).
@pytest.mark.parametrize("seed", [123, 103, 145, 133, 517])
def test_the_cases_of_any_seed_judge_alike(seed: int) -> None:
    """Whatever seed an instructor picks: the reference passes, right ways pass, mistakes fail."""
    names = tuple(name for name in FUNCTIONS if seed == 123 or name not in TRAINING)
    cases = by_function(draw_cases(FOLDER, names, seed, public=False))
    for function, found in cases.items():
        assert examine(getattr(network, function), found).failed is None

    def passes(one: Mistake | Right) -> bool:
        candidate = define(one.function, source_of(one))
        return examine(candidate, cases[one.function]).failed is None

    refused = [
        (one.function, one.name) for one in RIGHT if one.function in cases and not passes(one)
    ]
    unfound = [
        (one.function, one.name) for one in MISTAKES if one.function in cases and passes(one)
    ]
    assert (refused, unfound) == ([], [])

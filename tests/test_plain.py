"""Plain data: what is carried comes back bit for bit, and what is not plain never hurts."""

import json
import math
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.cases.compare import compare
from grader.cases.plain import (
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_NUMBERS,
    MAX_RANK,
    MAX_TEXT,
    NotPlain,
    Other,
    describe,
    pack,
    pack_answer,
    unpack,
)

STEADY = settings(derandomize=True, deadline=None, max_examples=80, database=None)
DTYPES = st.sampled_from(["?", "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
ARRAYS = st.tuples(DTYPES, st.sampled_from("<>")).flatmap(
    lambda parts: hnp.arrays(
        np.dtype(parts[1] + parts[0]),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(),
    st.text(max_size=20),
    hnp.arrays(float, 1).map(lambda array: array[0]),
    hnp.arrays(np.int8, 1).map(lambda array: array[0]),
    hnp.arrays(bool, 1).map(lambda array: array[0]),
)
PLAIN = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=5), inner, max_size=4),
    ),
    max_leaves=15,
)
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["nan", "0x1p-3", "0x1p99999", "1e5", "-inf"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["int", "float", "str", "list", "tuple", "dict", "array", "scalar", "other", "x"]
            ),
            inner,
            max_size=2,
        ),
        st.lists(st.tuples(st.text(max_size=3), inner).map(list), max_size=3).map(
            lambda pairs: {"dict": pairs}
        ),
    ),
    max_leaves=20,
)


def through(value: Any) -> Any:
    """Pack, write as JSON, read again and unpack: the way through a file or a pipe."""
    packed, arrays = pack(value)
    return unpack(json.loads(json.dumps(packed)), arrays)


def same(a: Any, b: Any) -> bool:
    """Whether two values are of one type and hold the same bits, arrays and all."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        one, other = np.asarray(a), np.asarray(b)
        little = other.dtype.newbyteorder("<")
        return (one.dtype, one.shape) == (little, other.shape) and (
            one.tobytes() == other.astype(little).tobytes()
        )
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or a.hex() == b.hex()
    return bool(a == b)


def carried(value: Any) -> list[np.ndarray]:
    """The arrays that pack would send."""
    return pack(value)[1]


@STEADY
@given(PLAIN)
@example(np.array([[np.nan, np.inf], [-np.inf, -0.0]]))
@example(-0.0)
@example(5e-324)
@example(np.zeros((0, 3)))
@example(np.float64("nan"))
@example(2**63 - 1)
@example({"": ((), [], {})})
def test_plain_data_comes_back_bit_for_bit(value: Any) -> None:
    """Types, shapes, dtypes, the sign of zero, nan and infinity: nothing is lost on the way."""
    assert same(through(value), value)


@STEADY
@given(hnp.arrays(float, hnp.array_shapes(min_dims=2, max_dims=4, max_side=4)))
def test_every_array_is_sent_in_one_form(array: np.ndarray) -> None:
    """Fortran order, big-endian, a view with strides: what is sent is C-ordered, little-endian."""
    for form in (np.asfortranarray(array), array.T, array.astype(">f8"), array[::-1, ::2]):
        (sent,) = carried(form)
        assert sent.flags.c_contiguous
        assert sent.dtype.str == "<f8"
        assert np.array_equal(sent, form, equal_nan=True)


@STEADY
@given(ARRAYS)
def test_what_is_sent_is_a_copy(array: np.ndarray) -> None:
    """A function that goes on writing into its answer does not change what it answered."""
    (sent,) = carried(array)
    assert not np.shares_memory(sent, array)


@STEADY
@given(PLAIN)
def test_packing_changes_nothing(value: Any) -> None:
    """The same value packs to the same JSON twice, and JSON is all it is."""
    once, twice = json.dumps(pack(value)[0]), json.dumps(pack(value)[0])
    assert once == twice


# What is not plain.


class Array(np.ndarray):
    """An ndarray that would answer for itself."""

    def __array_finalize__(self, obj: Any) -> None:
        """Do nothing."""

    def astype(self, *_: Any, **__: Any) -> Any:
        """Raise, if anybody asks."""
        raise RuntimeError


class Float64(np.float64):
    """A NumPy scalar whose array form is another one."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        """Raise, if anybody asks."""
        raise RuntimeError


class Dictionary(dict[Any, Any]):
    """A dictionary that would never end."""

    def items(self) -> Any:
        """Raise, if anybody asks."""
        raise RuntimeError


class List(list[Any]):
    """A list that lies about its length."""

    def __len__(self) -> int:
        """Lie."""
        return -1

    def __iter__(self) -> Any:
        """Raise, if anybody asks."""
        raise RuntimeError


class Integer(int):
    """An integer that raises whatever it is asked."""

    def __abs__(self) -> int:
        """Raise, if anybody asks."""
        raise RuntimeError


class Text(str):
    """A text of any length that it likes."""

    def __len__(self) -> int:
        """Lie."""
        return 0


class Everything:
    """Poses as an array, a number and a sequence, and is equal to all."""

    __array_interface__ = {"shape": (2**40,), "typestr": "<f8", "version": 3}  # noqa: RUF012
    shape = (1, 1)
    dtype = np.dtype(float)

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        """Raise, if anybody asks."""
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        """Say yes."""
        return True

    def __hash__(self) -> int:
        """Be a key."""
        return hash("W1")

    def __len__(self) -> int:
        """Lie."""
        return 2**40

    def __getattr__(self, name: str) -> Any:
        """Have whatever is asked for."""
        return self


class PosesAsArray:
    """Says that its class is ndarray."""

    __class__ = np.ndarray  # type: ignore[assignment]


class PosesAsScalar:
    """Says that its class is a NumPy scalar."""

    __class__ = np.float64  # type: ignore[assignment]

    def __array__(self, *_: Any, **__: Any) -> Any:
        """Raise, if anybody asks."""
        raise RuntimeError


class NoClass:
    """Raises where its class is asked for."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Raise."""
        raise RuntimeError


class NamelessType(type):
    """A type without a name."""

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        """Raise."""
        raise RuntimeError


class Nameless(metaclass=NamelessType):
    """Of a type whose name cannot be read."""


class Pair(NamedTuple):
    """A tuple with names."""

    a: int
    b: int


class Changed(Pair):
    """A class of one, which may do as it likes."""


def endless() -> Any:
    """Never stop."""
    while True:
        yield 0


def ring() -> list[Any]:
    """A list that holds itself, twice."""
    self: list[Any] = []
    self += [self, self]
    return self


def deep(levels: int) -> list[Any]:
    """A list in a list in a list."""
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


HOSTILE: dict[str, Callable[[], Any]] = {
    "a subclass of ndarray": lambda: np.ones((2, 2)).view(Array),
    "a subclass of int": lambda: Integer(1),
    "a subclass of str": lambda: Text("x" * 10_000),
    "a subclass of bool's friends": lambda: np.bool_,
    "an object equal to everything": Everything,
    "an object of class ndarray": PosesAsArray,
    "an object of a scalar's class": PosesAsScalar,  # fails: np.asarray calls __array__
    "an object without a class": NoClass,  # fails: isinstance asks for __class__
    "an object whose type has no name": Nameless,  # fails: type(value).__name__ is code
    "a type": lambda: Nameless,
    "huge strides": lambda: np.broadcast_to(np.float64(1.0), (10**6, 10**6)),
    "huge, of rank 1": lambda: np.broadcast_to(np.float64(1.0), (2**40,)),
    "a high rank": lambda: np.zeros((1,) * 32),
    "a list that holds itself": ring,
    "a dictionary that holds itself": lambda: (d := {}, d.update(d=d))[0],  # type: ignore[var-annotated]
    "a very deep list": lambda: deep(50_000),
    "a very long list": lambda: [0] * 10**6,
    "lists of lists of lists": lambda: [[[[[[0] * 10] * 10] * 10] * 10] * 10] * 10,
    "a long text": lambda: "x" * 10**7,
    "a huge integer": lambda: 10**5000,
    "a generator": endless,
    "a range": lambda: range(10**18),
    "an iterator": lambda: iter([1, 2]),
    "a function": lambda: endless,
    "a module": lambda: np,
    "a frame of bytes": lambda: bytearray(b"123"),
    "a memoryview": lambda: memoryview(b"123"),
    "a fraction": lambda: Fraction(1, 3),
    "a set": lambda: {1, 2},
    "a complex number": lambda: 1j,
    "complex numbers": lambda: np.ones(2, complex),
    "a complex scalar": lambda: np.complex128(1j),
    "long double": lambda: np.ones(2, np.longdouble),
    "objects": lambda: np.array([endless, None], dtype=object),
    "an object array of rank 0": lambda: np.array({"a": 1}, dtype=object),
    "a structured array": lambda: np.zeros(3, [("x", float), ("y", int, (10,))]),
    "a record": lambda: np.zeros(3, [("x", float)])[0],
    "a structured dtype of a thousand fields": lambda: np.zeros(
        1, [(f"field{i}", float) for i in range(1000)]
    ),
    "dates": lambda: np.array(["2020-01-01"], "datetime64[D]"),
    "texts": lambda: np.array(["a", "b"]),
    "bytes": lambda: np.array([b"a"]),
    "raw memory": lambda: np.zeros(2, "V1000"),
    "a masked array": lambda: np.ma.masked_all((2, 2)),  # type: ignore[no-untyped-call]
    "the masked value": lambda: np.ma.masked,
    "a view of another class": lambda: np.ones((2, 2)).view(np.recarray),
    "a record array": lambda: np.rec.array([(1, 2.0)]),
    "a key that is no text": lambda: {1.5: 2},
    "a key of many digits": lambda: {2**70: 1},
    "a key that is a truth": lambda: {True: 1},
    "a key that is a strange text": lambda: {Text("W1"): 2},
    "a key equal to everything": lambda: {Everything(): 1},
    "a key of a nameless type": lambda: {Nameless(): 1},  # fails: the same
    "a long key": lambda: {"x" * 10**6: 1},
    "an exception": lambda: ValueError("x"),
    "NotImplemented": lambda: NotImplemented,
    "an Other of one's own": lambda: Other("fine"),
}


def test_a_named_tuple_counts_as_a_tuple() -> None:
    """Its parts are what a check is about; what its author lets it do is not asked."""

    class Liar(NamedTuple):
        x: float

        def __iter__(self) -> Any:
            return iter((9.0,))

    assert unpack(*pack(Pair(1, 2))) == (1, 2)
    assert type(unpack(*pack(Pair(1, 2)))) is tuple
    assert unpack(*pack(Liar(1.0))) == (1.0,)


CARRIED: dict[str, tuple[Callable[[], Any], Any]] = {
    "a subclass of dict": (lambda: Dictionary(a=1), {"a": 1}),
    "a subclass of list": (lambda: List([1]), [1]),
    "an ordered dictionary": (lambda: OrderedDict(a=1), {"a": 1}),
    "a dictionary that makes its values": (lambda: defaultdict(endless, a=1), {"a": 1}),
    "a class of a named tuple": (lambda: Changed(1, 2), (1, 2)),
    "a deque": (lambda: deque([1, (2,)]), [1, (2,)]),
    "a long double": (lambda: np.longdouble(1), 1.0),
}


@pytest.mark.parametrize("name", CARRIED)
def test_a_container_of_a_class_of_its_own_is_carried_as_what_it_holds(name: str) -> None:
    """It is asked as the list, tuple or dictionary that it is; no code of its class runs."""
    make, expected = CARRIED[name]
    carried = unpack(*pack(make()))
    assert carried == expected
    assert type(carried) in (type(expected), np.float64)


def test_a_class_that_lies_about_its_items_is_not_asked() -> None:
    """What its author wrote for a loop over it, or for its items, is not run."""

    class Lying(list[int]):
        def __iter__(self) -> Any:
            raise RuntimeError

    class Table(dict[str, int]):
        def items(self) -> Any:
            raise RuntimeError

    assert unpack(*pack([Lying([1, 2]), Table(a=3)])) == [[1, 2], {"a": 3}]


def test_whole_numbers_are_keys_too() -> None:
    """A table by number comes back as it was, beside keys of text."""
    table = {3: "c", -1: "a", "1": "text"}
    packed, arrays = pack(table)
    assert unpack(json.loads(json.dumps(packed)), arrays) == table


def test_a_word_of_an_array_is_a_text() -> None:
    """NumPy has a class of its own for it."""
    assert unpack(*pack(np.array(["word"])[0])) == "word"


def holds_other(value: Any) -> bool:
    """Whether an unpacked value has an Other in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(map(holds_other, value))
    return isinstance(value, Other)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_plain_is_named_and_not_carried(name: str) -> None:
    """No strange value raises, runs or is sent: it becomes an Other that says what it was."""
    value = HOSTILE[name]()
    for given_ in (value, [value], {"W1": value}, (np.ones(2), value)):
        packed, arrays = pack(given_)
        assert sum(array.size for array in arrays) <= 2 + 10
        assert len(json.dumps(packed)) < 200_000
        assert holds_other(unpack(json.loads(json.dumps(packed)), arrays))


def test_a_subclass_of_a_numpy_scalar_runs_no_code_of_its_own() -> None:
    """It is its value, or nothing: never what its author would have it be."""
    value = through(Float64(1.5))
    assert isinstance(value, Other) or (type(value) is np.float64 and value == 1.5)


def test_the_name_of_a_type_is_cut() -> None:
    """A type may have a name of a million letters: a thousand are enough."""
    long = type("x" * 10**6, (), {})
    assert len(json.dumps(pack(long())[0])) < 2 * MAX_TEXT


# Fails: the name of a key's type is not cut.
def test_the_name_of_a_keys_type_is_cut() -> None:
    """As for values: what is sent stays small."""
    long = type("x" * 10**6, (), {})
    assert len(json.dumps(pack({long(): 1})[0])) < 2 * MAX_TEXT


def test_the_bounds_are_where_they_are_said_to_be() -> None:
    """Just within each bound a value is carried; just beyond, it is not."""
    within_ = [
        [0] * (MAX_ITEMS - 1),
        {str(i): 0 for i in range(MAX_ITEMS - 1)},
        [[0], *[0] * (MAX_ITEMS - 5), [0]],
        "x" * MAX_TEXT,
        {"x" * MAX_TEXT: 0},
        np.zeros((1,) * MAX_RANK),
        np.zeros(MAX_NUMBERS, np.int8),
        2**63 - 1,
        deep(MAX_DEPTH - 1),
    ]
    beyond = [
        [0] * MAX_ITEMS,
        {str(i): 0 for i in range(MAX_ITEMS)},
        [[0], *[0] * (MAX_ITEMS - 5), [0], 0],
        "x" * (MAX_TEXT + 1),
        {"x" * (MAX_TEXT + 1): 0},
        np.zeros((1,) * (MAX_RANK + 1)),
        np.zeros(MAX_NUMBERS + 1, np.int8),
        2**63,
        deep(MAX_DEPTH),
    ]
    assert [holds_other(through(value)) for value in within_] == [False] * len(within_)
    assert [holds_other(through(value)) for value in beyond] == [True] * len(beyond)


def test_the_numbers_of_all_the_arrays_are_counted_together() -> None:
    """Many arrays of a little less than the bound are too much as well."""
    array = np.zeros(MAX_NUMBERS - 1, np.int8)
    assert holds_other(through([array, array]))
    assert len(carried([array, array, array])) == 1


# Unpacking what another process sent.


@settings(STEADY, max_examples=300)
@given(JSON, st.lists(hnp.arrays(float, st.integers(0, 2)), max_size=2))
@example({"float": "0x1p99999"}, [])
@example({"float": "1" * 30 + "e999"}, [])
@example({"array": True}, [np.ones(1)])
@example({"array": -1}, [np.ones(1)])
@example({"int": 2**70}, [])
@example({"dict": [["a"]]}, [])
@example({"dict": [[["a"], None]]}, [])
def test_unpack_raises_nothing_but_notplain(packed: Any, arrays: list[np.ndarray]) -> None:
    """Whatever JSON comes, it is a value of the form that pack makes, or it is NotPlain."""
    try:
        value = unpack(packed, arrays)
    except NotPlain:
        return
    assert same(through(value), value) or holds_other(value)


@pytest.mark.parametrize(
    "packed",
    [
        {"list": [None] * (MAX_ITEMS + 1)},
        {"list": [{"list": [None] * 200}] * 200},
        {"str": "x" * (MAX_TEXT + 1)},
        {"float": "0" * 1_000},
        {"int": 2**63},
        {"int": 1.0},
        {"int": True},
        {"array": 0},
        {"array": 0.0},
        {"int": 1, "float": "0x1p0"},
        {},
        [],
        1,
        "x",
        {"dict": {"a": None}},
        {"eval": "1"},
    ],
    ids=lambda packed: str(packed)[:30],
)
def test_what_pack_would_never_make_is_not_plain(packed: Any) -> None:
    """Too much, too long, of the wrong type or of an unknown kind: it is refused."""
    with pytest.raises(NotPlain):
        unpack(packed, [])


def test_a_deep_message_is_not_plain() -> None:
    """Nesting beyond the bound is refused before Python's own stack is at its end."""
    packed: Any = {"list": []}
    for _ in range(100_000):
        packed = {"list": [packed]}
    with pytest.raises(NotPlain):
        unpack(packed, [])


@STEADY
@given(PLAIN | JSON)
def test_unpack_always_takes_what_pack_gave(value: Any) -> None:
    """pack and unpack keep the same bounds: nothing that was packed is refused."""
    through(value)


# Names for a person.


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.ones((2, 3)), "array, shape (2, 3), float64"),
        (np.float32(1), "NumPy scalar, float32"),
        (None, "None"),
        (1.5, "float"),
        (math.nan, "float nan"),
        (3, "int"),
        ("x", "str"),
        ((1, 2), "tuple of 2"),
        ([], "list of 0"),
        ({}, "empty dict"),
        ({"W1": 1, "b1": 2}, "dict with keys 'W1', 'b1'"),
        (Other("a value of type Tensor"), "a value of type Tensor"),
    ],
)
def test_a_value_is_described_in_a_few_words(value: Any, said: str) -> None:
    """The type, and what else a person needs to see the mistake."""
    assert describe(value) == said


def test_a_description_of_many_keys_is_cut() -> None:
    """Twelve keys, then an ellipsis."""
    said = describe({f"W{l}": 0 for l in range(100)})
    assert "'W11'" in said
    assert "'W12'" not in said
    assert said.endswith("…")


@pytest.mark.parametrize("value", [np.zeros(MAX_NUMBERS), [0] * MAX_ITEMS])
def test_a_value_that_is_too_large_changes_no_input(value: object) -> None:
    """There is room for the inputs whatever is given back; nobody is said to have changed them."""
    inputs = [(np.arange(3.0), "sigmoid"), {}]
    found = unpack(*pack_answer(value, inputs))
    assert compare(found[1], inputs, "the arguments") is None
    assert compare(found[0], value, "the answer") is not None


def test_an_input_that_has_grown_is_seen() -> None:
    """What is too large of the inputs is no room for them."""
    value, inputs = unpack(*pack_answer(1.0, [[0] * MAX_ITEMS]))
    assert isinstance(value, Other) and inputs != [[0] * MAX_ITEMS]


def test_keys_of_numpy_are_the_words_and_numbers_that_they_equal() -> None:
    """np.unique gives them to whoever counts with it."""
    words, counts = np.unique(["a", "b", "a"], return_counts=True)
    assert through(dict(zip(words, counts.tolist(), strict=True))) == {"a": 2, "b": 1}
    numbers = through(dict.fromkeys(np.unique([3, 1]), "x"))
    assert numbers == {1: "x", 3: "x"}
    assert {type(key) for key in numbers} == {int}


def test_a_key_of_any_scalar_of_numpy_is_carried_or_named() -> None:
    """A span of time counts as a whole number for NumPy, and is none."""
    for key in (np.timedelta64(1, "D"), np.timedelta64("NaT"), np.timedelta64(1, "ns")):
        assert through({key: 1.0}) == Other("a dictionary with a key of type timedelta64")

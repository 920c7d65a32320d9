"""check: what it finds, what it lets pass, and what it says."""

import copy
import functools
import inspect
import json
import os
import warnings
from collections import OrderedDict, deque, namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MethodType
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader import CheckFailed, check
from grader.cases.call import MAX_PRINTED, call
from grader.cases.case import read_cases
from grader.errors import Interrupted, NoSuchCheck
from grader.examine import examine
from solutions import network
from tests.network import FUNCTIONS, HIDDEN, PUBLIC, lay_cases_beside

BOTH = [pytest.param(PUBLIC, id="public"), pytest.param(HIDDEN, id="hidden")]
Function = Callable[..., Any]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook is: the public cases lie beside it, and its progress file will."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)


def named(function: str, body: Function) -> Function:
    """Give a function the name of a step of the course."""
    body.__name__ = function
    return body


def failure(function: Function) -> str:
    """What check says of a function that must fail."""
    with pytest.raises(CheckFailed) as caught:
        check(function)
    return str(caught.value)


# What it finds.


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_reference_passes(function: str, path: Path) -> None:
    """The function that made the expected values agrees with them."""
    verdict = examine(getattr(network, function), read_cases(path, function))
    assert verdict.failed is None
    assert verdict.passed == verdict.cases > 0


def leaves(value: Any) -> int:
    """Count the arrays and numbers of an answer."""
    if isinstance(value, dict):
        value = list(value.values())
    return sum(map(leaves, value)) if isinstance(value, list | tuple) else 1


def spoiled(value: Any, at: list[int], spoil: Callable[[float, float], float]) -> Any:
    """Copy an answer with one number spoiled: the last of the leaf that `at` counts down to."""
    if isinstance(value, dict):
        return {key: spoiled(item, at, spoil) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(spoiled(item, at, spoil) for item in value)
    at[0] -= 1
    if at[0] != -1:
        return value
    array = np.array(value, dtype=float)
    array.flat[-1] = spoil(float(array.flat[-1]), float(np.max(np.abs(array))))
    return array if isinstance(value, np.ndarray) else float(array)


SPOILS: dict[str, Callable[[float, float], float]] = {
    "nan": lambda number, largest: np.nan,
    "infinite": lambda number, largest: np.inf,
    "off by a hundred thousandth": lambda number, largest: number + 1e-5 * largest + 1e-7,
}


@pytest.mark.parametrize("how", SPOILS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_number_of_an_answer_goes_unexamined(function: str, how: str) -> None:
    """One number that is nan, infinite or slightly off, anywhere in any answer, is found."""
    reference = getattr(network, function)
    for case in read_cases(PUBLIC, function):
        for leaf in range(0 if case.raises or case.slack else leaves(case.expected)):

            def answer(*args: Any, leaf: int = leaf, **kwargs: Any) -> Any:
                return spoiled(reference(*args, **kwargs), [leaf], SPOILS[how])

            verdict = examine(named(function, answer), [case])
            assert verdict.difference is not None, leaf
            assert verdict.difference.problem  # and it is said


class Everything:
    """Equal to everything, and every number at once."""

    def __eq__(self, other: object) -> bool:
        """Say yes."""
        return True

    def __hash__(self) -> int:
        """Be a key."""
        return 0

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        """Pose as an array."""
        return np.array(0.5)

    def __float__(self) -> float:
        """Pose as a float."""
        return 0.5


class EqualArray(np.ndarray):
    """An array whose comparisons all say yes."""

    def __le__(self, other: object) -> Any:
        """Say yes."""
        return np.ones(self.shape, bool)

    __ge__ = __lt__ = __gt__ = __le__

    def __array_ufunc__(self, *_: Any, **__: Any) -> Any:
        """Say yes to whatever is asked."""
        return np.ones(self.shape, bool)


class EqualFloat(float):
    """A float that says yes."""

    def __eq__(self, other: object) -> bool:
        """Say yes."""
        return True

    def __hash__(self) -> int:
        """Be a key."""
        return 0


DISGUISES: dict[str, Callable[[Any], Any]] = {
    "an object equal to everything": lambda value: Everything(),
    "a subclass of ndarray": lambda value: value.view(EqualArray),
    "a matrix": lambda value: np.asmatrix(value),
    "a masked array, all masked": lambda value: np.ma.array(value, mask=True),
    "a masked array, nothing masked": lambda value: np.ma.array(value),
    "an array of objects": lambda value: value.astype(object),
    "complex numbers": lambda value: value.astype(complex),
    "long double": lambda value: value.astype(np.longdouble),
    "texts": lambda value: value.astype(str),
    "a list of lists": lambda value: value.tolist(),
    "a memoryview": lambda value: memoryview(value),
    "a generator": lambda value: (row for row in value),
    "a structured array": lambda value: value.astype([("x", float)]),
    "an array of everything": lambda value: np.full(value.shape, Everything(), dtype=object),
    "the pair, not the answer": lambda value: (value, value),
    "a rank too many": lambda value: value[None],
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_an_answer_in_disguise_does_not_pass(disguise: str) -> None:
    """Only a plain array will do: not what behaves like one, or says that it is equal."""
    answer = named(
        "relu_backward",
        lambda dA, Z: DISGUISES[disguise](network.relu_backward(dA, Z)),
    )
    assert "✗ relu_backward is not right yet: case 1 of" in failure(answer)


@pytest.mark.parametrize("disguise", [Everything(), EqualFloat(0.1), True, "0.5", 1j, None, [0.5]])
def test_a_cost_in_disguise_does_not_pass(disguise: object) -> None:
    """A cost is a number: no other kind of value is taken for one."""
    assert "cost: one number is expected here" in failure(
        named("compute_cost", lambda AL, Y: disguise)
    )


@pytest.mark.parametrize("kind", [float, np.float64, np.float32, np.array, np.squeeze])
def test_a_cost_may_be_a_number_of_any_kind(kind: Callable[[float], Any]) -> None:
    """A float, a NumPy number or an array of rank 0: all are one number."""
    check(named("compute_cost", lambda AL, Y: kind(network.compute_cost(AL, Y))))


class Cache(NamedTuple):
    """A tuple whose parts have names."""

    A: np.ndarray
    W: np.ndarray
    b: np.ndarray


class Caches(list[Any]):
    """A list of one's own."""


def test_a_tuple_or_a_list_of_ones_own_is_one() -> None:
    """A named tuple for a cache, a deque or a class of one's own for the list of them."""
    fields = namedtuple("fields", "A W b")

    class Own(fields):
        """A class of a named tuple, as many write them."""

    for kind in (Cache, fields, Own):
        check(named("linear_forward", lambda A, W, b, k=kind: (W @ A + b, k(A, W, b))))
    for rows in (Caches, deque, tuple):

        def forward(X: Any, parameters: Any, rows: Any = rows) -> Any:
            AL, caches = network.L_model_forward(X, parameters)
            return AL, rows(caches)

        check(named("L_model_forward", forward))
    check(
        named("update_parameters", lambda *a, **k: OrderedDict(network.update_parameters(*a, **k)))
    )


def test_longer_numbers_than_asked_for_are_told_so() -> None:
    """An array is named by its dtype; one single number may have any."""
    check(named("compute_cost", lambda AL, Y: np.longdouble(network.compute_cost(AL, Y))))
    text = failure(named("relu_backward", lambda dA, Z: (dA * (Z > 0)).astype(np.longdouble)))
    assert f"the dtype is {np.dtype(np.longdouble)} where float64 is expected" in text


def test_a_signature_is_read_where_a_call_takes_its_defaults_from() -> None:
    """What a function says of itself, or of what it wraps, spares it no call."""
    right = network.two_layer_model

    def lazy(X: Any, Y: Any, layers_dims: Any, *args: Any, **kwargs: Any) -> Any:
        if not args and not kwargs:
            return None
        return right(X, Y, layers_dims, *args, **kwargs)

    case = next(case for case in read_cases(PUBLIC, "two_layer_model") if case.defaults)
    for disguised in (lazy, functools.wraps(right)(lazy)):
        disguised.__signature__ = inspect.signature(right)  # type: ignore[attr-defined]
        assert examine(disguised, [case]).failed is not None
    assert examine(right, [case]).failed is None


def test_an_unknown_word_must_be_a_value_error() -> None:
    """Any other error is told so; a class of one's own that is one passes."""

    class Unknown(ValueError):
        pass

    def layer(error: type[Exception]) -> Any:
        def linear_activation_forward(A_prev: Any, W: Any, b: Any, activation: str) -> Any:
            if activation not in ("sigmoid", "relu"):
                raise error(activation)
            return network.linear_activation_forward(A_prev, W, b, activation)

        return linear_activation_forward

    check(layer(Unknown))
    for error in (KeyError, TypeError, UnboundLocalError):
        text = failure(layer(error))
        assert f"a ValueError is expected here, but {error.__name__} came" in text


# What it takes.


@pytest.mark.parametrize(
    "thing",
    [
        lambda Z: Z,
        named("my_sigmoid", lambda Z: Z),
        named("Sigmoid", lambda Z: Z),
        "sigmoid",
        None,
        3,
        np.ones(3),
        print,
        type("Shapeless", (), {})(),
        MethodType(lambda self: None, object()),
    ],
    ids=lambda thing: type(thing).__name__,  # an address would be another in every process
)
def test_what_is_no_step_of_the_course_is_refused(thing: Any) -> None:
    """The refusal is short, and says what came and what to write; nothing is called or recorded."""
    with pytest.raises(NoSuchCheck) as caught:
        check(thing)
    assert repr(thing).strip("'")[:40] in str(caught.value)
    assert "check(" in str(caught.value)
    assert len(str(caught.value)) < 300
    assert not Path(".progress.json").exists()


def test_an_object_that_only_has_the_name_is_refused() -> None:
    """A name is not enough: what is checked can be called."""
    thing = type("Named", (), {"__name__": "sigmoid"})()
    with pytest.raises(NoSuchCheck):
        check(thing)


def test_a_name_that_is_no_text_is_refused() -> None:
    """A thing with a strange __name__ is refused in words, too."""

    class Strange:
        __name__ = ["sigmoid"]  # noqa: RUF012

        def __call__(self) -> None:
            """Be callable."""

    with pytest.raises(NoSuchCheck):
        check(Strange())


# What it says.


def test_a_pass_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """check gives None, and says how many cases passed and how far the course is."""
    assert check(network.relu) is None  # type: ignore[func-returns-value]
    out = capsys.readouterr().out
    assert out.startswith(f"✓ relu passes all {len(read_cases(PUBLIC, 'relu'))} cases\n")
    assert "1 of 18 steps pass" in out


def test_a_failure_is_an_assertion_error() -> None:
    """nbgrader takes an AssertionError of a test cell for a wrong answer, and no mark."""
    with pytest.raises(AssertionError):
        check(named("relu", lambda Z: (Z, Z)))


def test_what_a_notebook_has_set_for_numpys_errors_changes_nothing() -> None:
    """A right function underflows far from zero, and may."""
    before = np.seterr(all="raise")
    try:
        check(network.sigmoid)
    finally:
        np.seterr(**before)


def test_a_failure_names_the_case_and_then_shape_and_dtype_and_then_the_values() -> None:
    """A person looks at the kind of thing first, at its shape and dtype next, at values last."""
    case = read_cases(PUBLIC, "relu_backward")[0]
    text = failure(named("relu_backward", lambda dA, Z: dA + 0.125))
    said = [
        "✗ relu_backward is not right yet: case 1 of",
        case.title,
        case.why,
        "dZ: 15 of 15 values are wrong",
        "got       array, shape (3, 5), float64",
        "expected  array, shape (3, 5), float64",
        "got:",
        f"{case.args[0][0, 0] + 0.125:.8g}",
        "expected:",
    ]
    places = [text.find(part) for part in said]
    assert -1 not in places
    assert places == sorted(places)


def test_the_message_is_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The text of the exception is the whole explanation: a log of it is enough."""
    text = failure(named("relu", lambda Z: (Z, Z)))
    assert capsys.readouterr().out == text + "\n"


def test_a_wrong_shape_or_dtype_is_said_before_any_value() -> None:
    """Where the shape is wrong, nobody is told about values."""
    text = failure(named("relu_backward", lambda dA, Z: dA.T))
    assert "dZ: the shape is (5, 3) where (3, 5) is expected" in text
    text = failure(named("relu_backward", lambda dA, Z: dA.astype(np.float32)))
    assert "dZ: the dtype is float32 where float64 is expected" in text


def test_a_forgotten_return_is_recognised() -> None:
    """None where a value is expected: the return is missing."""
    text = failure(named("relu_backward", lambda dA, Z: None))
    assert "is the return missing?" in text


def test_a_stub_is_not_written_yet() -> None:
    """A stub is no failure to explain: it is told apart from a wrong answer, without values."""

    def linear_forward(A: np.ndarray, W: np.ndarray, b: np.ndarray) -> None:
        raise NotImplementedError

    text = failure(linear_forward)
    assert text.startswith("○ linear_forward is not written yet\n")
    assert "NotImplementedError" not in text
    assert "expected" not in text


def test_a_function_that_changes_its_inputs_is_told_so() -> None:
    """An in-place step gives the right answer once; it is told what it did."""

    def relu_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
        dA[activation_cache <= 0] = 0
        return dA

    text = failure(relu_backward)
    assert "the function changed its inputs" in text
    assert "work on a copy" in text


def test_a_changed_list_or_dictionary_is_a_changed_input_too() -> None:
    """Not only arrays: a list that was used up, a key that was added."""

    def initialize_parameters_deep(layer_dims: list[int], seed: int = 3) -> Any:
        parameters = network.initialize_parameters_deep(layer_dims, seed)
        layer_dims.append(1)
        return parameters

    def L_model_forward(X: np.ndarray, parameters: dict[str, np.ndarray]) -> Any:
        answer = network.L_model_forward(X, parameters)
        parameters["L"] = np.ones((1, 1))
        return answer

    assert "the function changed its inputs" in failure(initialize_parameters_deep)
    assert "the function changed its inputs" in failure(L_model_forward)


def test_a_function_cannot_spoil_the_next_case_or_the_next_check() -> None:
    """Every call gets inputs of its own: what one call did to them, no other sees."""
    spoil = True

    def relu(Z: np.ndarray) -> Any:
        A, _ = network.relu(Z)
        kept = Z.copy()
        if spoil:
            Z[...] = 99.0
        return A, kept

    assert "changed its inputs" in failure(relu)
    spoil = False
    check(relu)


def test_an_exception_is_told_with_the_learners_own_line() -> None:
    """The line that is named is the one in the learner's function."""

    def linear_forward(A: np.ndarray, W: np.ndarray, b: np.ndarray) -> Any:
        Z = W.T @ A  # the mistake
        return Z, (A, W, b)

    text = failure(linear_forward)
    assert "the function raised ValueError: matmul" in text
    assert "Z = W.T @ A  # the mistake" in text


def test_the_line_is_the_learners_even_where_a_library_raised() -> None:
    """Where NumPy raised, deep inside, the learner still sees the line of their own."""

    def linear_forward(A: np.ndarray, W: np.ndarray, b: np.ndarray) -> Any:
        return np.linalg.inv(W)  # theirs

    text = failure(linear_forward)
    assert "LinAlgError" in text
    assert "return np.linalg.inv(W)  # theirs" in text


@pytest.mark.parametrize(
    "error",
    [
        SystemExit(1),
        SystemExit(),
        RecursionError("deep"),
        MemoryError(),
        ValueError(),
        StopIteration(),
    ],
    ids=repr,
)
def test_whatever_a_function_raises_is_a_failed_check(error: BaseException) -> None:
    """An exit, too: it ends the function, not the notebook."""

    def relu(Z: np.ndarray) -> Any:
        raise error

    assert f"the function raised {type(error).__name__}" in failure(relu)


def test_an_interrupt_is_the_learners() -> None:
    """The stop button stops a check, in a sentence and with the line; it is no verdict."""

    def relu(Z: np.ndarray) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="relu had not come back when you stopped it, at line"):
        check(relu)
    assert not Path(".progress.json").exists()


class Unspeakable(Exception):
    """An exception that cannot say what it is."""

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError("no")


def test_an_exception_that_cannot_be_printed_is_a_failed_check() -> None:
    """A broken __str__ does not break the check."""

    def relu(Z: np.ndarray) -> Any:
        raise Unspeakable

    assert "Unspeakable" in failure(relu)


def test_a_function_that_closes_its_output_is_judged_by_its_answer() -> None:
    """sys.stdout.close() in a function is odd, and no reason for a traceback from the grader."""

    def relu(Z: np.ndarray) -> Any:
        import sys

        sys.stdout.close()
        return network.relu(Z)

    check(relu)


def test_a_lone_surrogate_in_a_message_is_a_failed_check() -> None:
    """A text that no encoding can carry still ends in a verdict, on a plain terminal too."""

    def relu(Z: np.ndarray) -> Any:
        raise ValueError("\ud800")

    assert "ValueError" in failure(relu)


def test_what_a_function_prints_is_shown_where_it_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Prints are how a learner looks inside: of the case that failed, they are shown."""

    def relu(Z: np.ndarray) -> Any:
        print("Z.shape is", Z.shape)
        return Z, Z

    text = failure(relu)
    assert "printed:" in text
    assert "Z.shape is (3, 4)" in text
    assert capsys.readouterr().out.count("Z.shape is") == 1


def test_what_a_function_prints_is_not_shown_where_it_passes(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A right function's prints are nobody's business."""

    def relu(Z: np.ndarray) -> Any:
        print("Z.shape is", Z.shape)
        return network.relu(Z)

    check(relu)
    out, err = capfd.readouterr()
    assert "Z.shape" not in out + err


def test_endless_printing_is_cut() -> None:
    """Of what a function prints, the beginning is kept."""

    def relu(Z: np.ndarray) -> Any:
        print("first")
        for i in range(10_000):
            print("line", i)
        return Z, Z

    assert "first" in failure(relu)
    printed = call(relu, (np.ones((1, 1)),), {}).printed
    assert printed.startswith("first\nline 0\n")
    assert len(printed) == MAX_PRINTED


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_nothing_reaches_stderr(right: bool, capfd: pytest.CaptureFixture[str]) -> None:
    """nbgrader gives 0 to a test cell that writes to stderr: nothing of a call may go there."""

    def relu(Z: np.ndarray) -> Any:
        import sys

        np.log(np.zeros(2))  # NumPy warns
        warnings.warn("mine", UserWarning, stacklevel=1)
        print("to stderr", file=sys.stderr)
        A, cache = network.relu(Z)
        return (A if right else -A), cache

    if right:
        check(relu)
    else:
        text = failure(relu)
        assert "RuntimeWarning: divide by zero" in text
        assert "to stderr" in text
    assert capfd.readouterr().err == ""


def test_a_warning_made_an_error_by_the_learner_does_not_reach_the_grader() -> None:
    """A learner's own warning filters do not change the verdict."""

    def relu(Z: np.ndarray) -> Any:
        warnings.warn("mine", UserWarning, stacklevel=1)
        return network.relu(Z)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(relu)


def test_a_warning_is_shown_every_time() -> None:
    """Python shows a warning once per line; a learner who runs the check again needs it again."""

    def relu(Z: np.ndarray) -> Any:
        warnings.warn("mine", UserWarning, stacklevel=1)
        return Z, Z

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(2):
            assert "UserWarning: mine" in failure(relu)


def test_the_first_case_that_fails_is_the_one_that_is_shown() -> None:
    """A function that fails later has its earlier cases counted; what comes after is not called."""
    cases = read_cases(PUBLIC, "compute_cost")
    calls = 0

    def compute_cost(AL: np.ndarray, Y: np.ndarray) -> float:
        nonlocal calls
        calls += 1
        return 0.0 if np.array_equal(AL, cases[2].args[0]) else network.compute_cost(AL, Y)

    verdict = examine(compute_cost, cases)
    assert (verdict.passed, verdict.failed, calls) == (2, cases[2], 3)
    text = failure(compute_cost)
    assert f"case 3 of {len(cases)}" in text
    assert cases[2].title in text


def test_an_answer_of_any_length_gets_a_verdict() -> None:
    """A cost for every one of 2500 iterations is told as what it is, and so is a million."""
    for length in (2_500, 1_000_000):

        def two_layer_model(X: Any, Y: Any, dims: Any, length: int = length, **_: Any) -> Any:
            return network.initialize_parameters(*dims), [0.5] * length

        text = failure(two_layer_model)
        assert "✗ two_layer_model is not right yet: case 1 of" in text


def test_a_notebook_shows_one_line_where_the_explanation_is_on_the_page() -> None:
    """IPython's hook for the traceback: one line where the page has it all, else everything."""
    assert CheckFailed("one\ntwo", seen=True)._render_traceback_() == ["one"]
    assert CheckFailed("one\ntwo")._render_traceback_() == ["one\ntwo"]


# The progress file.


def progress() -> list[str]:
    """The names in the progress file."""
    return json.loads(Path(".progress.json").read_text(encoding="utf-8"))


def test_progress_counts_what_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """A pass is added, a failure takes a former pass away, and the line says how many."""
    check(network.sigmoid)
    check(network.relu)
    check(network.relu)
    assert progress() == ["sigmoid", "relu"]
    assert "2 of 18 steps pass" in capsys.readouterr().out
    text = failure(named("sigmoid", lambda Z: (Z, Z)))
    assert progress() == ["relu"]
    assert "1 of 18 steps pass" in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"5",
        b'"relu"',
        b'{"relu": 1}',
        b'["no_step", 5, null]',
        b'[["relu"]]',
        b'[{"relu": 1}]',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_broken_progress_file_does_not_matter(
    content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file holds, the verdict stands, and the count starts again."""
    Path(".progress.json").write_bytes(content)
    check(network.sigmoid)
    assert "1 of 18 steps pass" in capsys.readouterr().out
    assert progress() == ["sigmoid"]


def test_a_progress_file_that_cannot_be_written_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A read-only folder, as on a shared server, changes no verdict."""

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(Path, "write_text", refuse)
    check(network.sigmoid)
    failure(named("relu", lambda Z: (Z, Z)))


def test_a_folder_in_the_place_of_the_progress_file_does_not_matter() -> None:
    """What is there is left alone."""
    os.mkdir(".progress.json")  # noqa: PTH102
    check(network.sigmoid)
    assert os.path.isdir(".progress.json")  # noqa: PTH112


# The cases are never changed by a check.


@pytest.fixture
def expected_values() -> Iterator[None]:
    """Hold the file of expected values against itself."""
    before = PUBLIC.read_bytes()
    yield
    assert PUBLIC.read_bytes() == before


@pytest.mark.usefixtures("expected_values")
def test_the_answer_of_one_case_is_not_touched_by_later_ones() -> None:
    """A function that gives one and the same array every time is judged on each answer."""
    buffer: dict[tuple[int, ...], np.ndarray] = {}

    def relu_backward(dA: np.ndarray, activation_cache: np.ndarray) -> np.ndarray:
        array = buffer.setdefault(dA.shape, np.empty(dA.shape))
        array[...] = np.where(activation_cache > 0, dA, 0.0)
        return array

    check(relu_backward)
    cases = read_cases(PUBLIC, "relu_backward")
    again = copy.deepcopy(cases)
    examine(relu_backward, cases)
    assert repr(cases) == repr(again)

"""The life of a cell: a stub left behind, a cell that did not run, output that was cut."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from IPython.core import getipython

from grader import CheckFailed, check
from grader.cases.call import CUT, Kept, call
from grader.cases.case import read_cases
from grader.cell import ran_before
from grader.examine import examine
from tests.network import PUBLIC, lay_cases_beside


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook is."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)


def said(function: Callable[..., Any]) -> str:
    """What check says of a function that does not pass."""
    with pytest.raises(CheckFailed) as caught:
        check(function)
    return str(caught.value)


def test_a_stub_that_was_left_below_the_code_is_told_so() -> None:
    """The code is there; one line of the stub is still reached."""

    def relu(Z: np.ndarray) -> Any:
        A = np.maximum(0, Z)
        cache = Z
        raise NotImplementedError
        return A, cache

    text = said(relu)
    assert "relu is written, and its stub is still there" in text
    assert "take that line out" in text


def test_a_body_without_code_is_not_written_yet() -> None:
    """pass, ... and a bare return are no answer: nothing is diagnosed."""

    def passes() -> Any:
        def relu(Z: np.ndarray) -> Any:
            pass

        return relu

    def dots() -> Any:
        def relu(Z: np.ndarray) -> Any: ...

        return relu

    def bare() -> Any:
        def relu(Z: np.ndarray) -> Any:
            """Keep what is positive."""
            return

        return relu

    for made in (passes, dots, bare):
        assert said(made()).startswith("○ relu is not written yet")


def test_an_unknown_word_answered_with_the_stubs_error_is_no_stub() -> None:
    """Whoever raises NotImplementedError for a word of no kind has written the function."""

    def linear_activation_forward(A_prev: Any, W: Any, b: Any, activation: str) -> Any:
        raise NotImplementedError

    case = next(c for c in read_cases(PUBLIC, "linear_activation_forward") if c.raises)
    verdict = examine(linear_activation_forward, [case])
    assert verdict.failed is not None and not verdict.stub_left


def test_a_cell_that_could_not_be_read_is_told_beside_the_verdict_on_what_was_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """IPython keeps what was run: the last cell that defines the function is no Python."""
    ran = ["", "def relu(Z):\n    return Z", "def relu(Z):\n    return Z Z", "check(relu)"]
    shell = SimpleNamespace(user_ns={"In": ran})
    monkeypatch.setattr(getipython, "get_ipython", lambda: shell)
    assert "The cell of relu did not run: Python cannot read its line 2" in ran_before("relu")
    assert ran_before("sigmoid") == ""
    ran.append("%%time\ndef relu(Z):\n    return Z, Z")
    assert ran_before("relu") == ""


def test_output_that_is_cut_has_a_sign_of_it() -> None:
    """No word ends in the middle without one; what fits has none."""
    kept = Kept(100)
    for _ in range(30):
        kept.write("12345 ")
    assert len(kept.text) == 100
    assert kept.text.endswith(CUT)
    kept = Kept(100)
    kept.write("x" * 100)
    assert kept.text == "x" * 100
    assert call(print, ("short",), {}).printed == "short\n"

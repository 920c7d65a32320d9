"""Before a step passes there are hints, one at a time; what there is to say after it is locked."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import grader.hints
from grader import hint, solution_notes
from grader.cases.call import call
from grader.cases.case import read_cases
from grader.cases.locked import read_locked
from grader.engine.authoring.notes import read_notes
from grader.errors import NoSuchCheck
from grader.hints import hints
from grader.notebook import read
from tests.network import COURSE, FOLDER, FUNCTIONS, NOTEBOOKS, PUBLIC, RIGHT, define, source_of
from tests.test_day import SOLVED

NOTES = read_notes(FOLDER)


@pytest.fixture(autouse=True)
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder as a learner has it; no hint has been shown."""
    shutil.copytree(NOTEBOOKS, tmp_path / "network")
    monkeypatch.chdir(tmp_path / "network")
    monkeypatch.setattr(grader.hints, "_told", {})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_step_has_a_hint(name: str) -> None:
    """They are found in the released notebook, below the step's own check."""
    notebook = next(one for one, names in COURSE.items() if name in names)
    found = hints(read(notebook)["cells"], name)
    assert found
    assert all(title.startswith("Hint") and body for title, body in found)


def test_hints_come_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Each call shows the next; the last stays, and says that it is the last."""
    shown = []
    for _ in range(3):
        hint("relu")
        shown.append(capsys.readouterr().out)
    assert "Hint 1" in shown[0] and "There is one more" in shown[0]
    assert "Hint 2" in shown[1] and "That was the last one" in shown[1]
    assert shown[2] == shown[1]


def test_a_step_without_hints_says_where_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    """An author need not write any; a learner may have deleted them."""
    assert (
        hints([{"cell_type": "code", "metadata": {}, "source": "def relu(Z): ..."}], "relu") == []
    )
    with pytest.raises(NoSuchCheck, match="there is no function 'rely' here"):
        hint("rely")


def test_notes_are_shown_when_the_step_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """Not for a stub, not for a wrong one; for the saved one by its name, or for one in hand."""
    solution_notes("relu")
    assert "not written yet" in capsys.readouterr().out

    def relu(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return Z, Z

    solution_notes(relu)  # type: ignore[arg-type]
    assert "does not pass its check yet" in capsys.readouterr().out
    shutil.copy(SOLVED / "2_forward.ipynb", "2_forward.ipynb")
    solution_notes("relu")
    assert "np.where(Z > 0, Z, 0)" in capsys.readouterr().out


def opened(name: str, function: Callable[..., Any]) -> str | None:
    """What a function opens."""
    return read_locked(PUBLIC, name, function, FUNCTIONS)


@pytest.mark.parametrize("right", RIGHT, ids=lambda one: f"{one.function}: {one.name}")
def test_every_right_way_opens_the_notes(right: Any) -> None:
    """Rounding, dtype and the order of keys do not matter, and a guard does not."""
    function = define(right.function, source_of(right))
    assert opened(right.function, function) == NOTES[right.function]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_public_answers_do_not_open_them(name: str) -> None:
    """A function that knows the check's answers by heart passes it, and has no key."""
    cases = read_cases(PUBLIC, name)

    def by_heart(*args: Any, **kwargs: Any) -> Any:
        for case in cases:
            if same((args, kwargs), (case.args, case.kwargs)):
                return case.expected
        return cases[0].expected

    assert call(by_heart, cases[0].args, cases[0].kwargs).value is not None
    assert opened(name, by_heart) is None


def test_notes_cannot_be_read_in_the_file() -> None:
    """No line of them is in the bytes that students get."""
    content = PUBLIC.read_bytes()
    lines = [line for text in NOTES.values() for line in text.splitlines() if len(line) > 20]
    assert len(lines) > 50
    assert not [line for line in lines if line.encode() in content]


def same(a: Any, b: Any) -> bool:
    """Whether two calls are the same."""
    return repr(a) == repr(b)

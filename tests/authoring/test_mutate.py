"""grader mutate: slips are made, put to the cases, and those that get through are listed."""

import pytest

from grader.engine.authoring.build import build
from grader.engine.authoring.folder import Folder, find_folder
from grader.engine.authoring.mutants import WORDS_OF_AN_ERROR, mutants_of
from grader.engine.authoring.mutate import mutate, program_of
from tests.network import FOLDER

SOURCE = """
def spread(values, width):
    \"\"\"Not touched: a docstring is no code.\"\"\"
    if width < 1:
        raise ValueError("too narrow")
    total = np.sum(values @ values.T, axis=1, keepdims=True)
    return total[0] / width
"""
SLIPS = (
    "if width <= 1:",
    "total = np.sum(values * values.T, axis=1, keepdims=True)",
    "total = np.sum(values @ values, axis=1, keepdims=True)",
    "total = np.mean(values @ values.T, axis=1, keepdims=True)",
    "total = np.sum(values @ values.T, axis=0, keepdims=True)",
    "total = (np.sum(values @ values.T, axis=1, keepdims=True)).astype(np.float32)",
    "return total[(0) + 1] / width",
    "return total[0] * width",
)


def test_slips_with_arrays_and_general_ones_are_made() -> None:
    """Each line once, no docstring, and nothing that is no Python."""
    mutants = list(mutants_of("spread", "reference", SOURCE))
    made = {one.after for one in mutants}
    assert made >= {*SLIPS}, {*SLIPS} - made
    assert len({one.source for one in mutants}) == len(mutants)
    assert not any("docstring" in one.before for one in mutants)
    words = [one for one in mutants if "too narrow" in one.before]
    assert words and all(one.reason == WORDS_OF_AN_ERROR for one in words if "Value" in one.after)


def test_the_first_and_the_last_are_left_out() -> None:
    """Of what a loop goes over, and of a slice: an end that is never looked at."""
    source = "def f(xs, n):\n    for x in xs:\n        y = x[1:]\n"
    source += "        return [z for z in y], xs[:n]\n"
    made = {one.after for one in mutants_of("f", "reference", source)}
    assert made >= {"for x in xs[:-1]:", "for x in xs[1:]:", "y = x[1:-1]"}
    assert made >= {f"return [z for z in {y}], xs[:n]" for y in ("y[:-1]", "y[1:]")}
    assert "return [z for z in y], xs[:(n) - 1]" in made


def test_the_reference_is_one_program_without_its_own_imports() -> None:
    """As a notebook has it: nothing of solutions is in the sandbox."""
    program = program_of(FOLDER)
    assert "import solutions" not in program and "from ." not in program
    assert "def linear_forward" in program and "import numpy" in program


def test_the_cases_of_an_activation_let_no_slip_through() -> None:
    """Every mutant of relu is rejected, or does the same as the original for a reason."""
    rate = mutate(FOLDER, ["relu", "relu_backward"], jobs=1, seen=lambda: None)
    assert rate.mutants > 40
    assert rate.alive == []
    assert "100.0 %" in str(rate)


@pytest.fixture
def blind(folder: Folder) -> Folder:
    """The assignment that `grader new` writes, with one case left."""
    path = folder.home / "cases.py"
    text = path.read_text(encoding="utf-8")
    keep = text.index('    yield case("runs of one"')
    path.write_text(text[:keep], encoding="utf-8")
    mistakes = folder.home / "mistakes.py"
    mistakes.write_text("MISTAKES = ()\n", encoding="utf-8")
    folder = find_folder(folder.root, folder.name)
    build(folder, lambda said: None, until="cases")
    return folder


def test_what_gets_through_is_told_with_an_input_that_separates_it(blind: Folder) -> None:
    """With one case a slip passes; the input is a line for cases.py."""
    rate = mutate(blind, jobs=1, seen=lambda: None)
    assert rate.alive
    told = [one.input for one in rate.alive if one.input]
    assert all(one.startswith('yield case("…"') for one in told)

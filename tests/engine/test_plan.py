"""What of a submitted notebook is run, and when each function is called."""

from grader.engine.course.notebook import Cell
from grader.engine.course.plan import CallFunction, RunCell, plan

SETUP = Cell("code", "import numpy as np", "", setup=True)
STUB = Cell("code", "def f(): raise NotImplementedError", "f", setup=False)
TEST = Cell("code", "check(f)", "test_f", setup=False)
EXPERIMENT = Cell("code", "plot(f)", "", setup=False)
RELEASED = [SETUP, STUB, TEST, EXPERIMENT]
ANSWER = Cell("code", "def f(): return 1", "f", setup=False)


def test_the_answer_runs_and_is_called_where_its_test_stands() -> None:
    """Setup, then the answer, then the call; the experiment that was left alone is not run."""
    steps = plan([SETUP, ANSWER, TEST, EXPERIMENT], RELEASED, ("f",))
    assert steps == [RunCell(0, SETUP.source), RunCell(1, ANSWER.source), CallFunction("f")]


def test_a_cell_after_the_test_does_not_change_the_verdict() -> None:
    """A scratch cell that defines f again comes after the call, as with nbgrader."""
    scratch = Cell("code", "def f(): return 2", "", setup=False)
    steps = plan([ANSWER, TEST, scratch], RELEASED, ("f",))
    assert steps == [RunCell(0, ANSWER.source), CallFunction("f"), RunCell(2, scratch.source)]


def test_an_edited_experiment_is_the_students_own_and_runs() -> None:
    """What a student changed may hold a helper that a function needs."""
    edited = Cell("code", "EPSILON = 1e-8", "", setup=False)
    assert RunCell(0, edited.source) in plan([edited, ANSWER, TEST], RELEASED, ("f",))


def test_a_missing_test_cell_changes_nothing() -> None:
    """The function is called all the same, at the end."""
    assert plan([ANSWER], RELEASED, ("f",))[-1] == CallFunction("f")


def test_a_test_cell_is_never_run_as_code_whatever_it_says() -> None:
    """Its place counts, its text does not; a twin counts once."""
    forged = Cell("code", "cheat()", "test_f", setup=True)
    steps = plan([ANSWER, forged, forged], RELEASED, ("f",))
    assert steps == [RunCell(0, ANSWER.source), CallFunction("f")]


def test_a_test_cell_moved_before_the_answer_is_called_after_it() -> None:
    """Order among locked cells costs nothing."""
    steps = plan([TEST, ANSWER], RELEASED, ("f",))
    assert steps == [RunCell(1, ANSWER.source), CallFunction("f")]


def test_a_moved_and_doubled_test_is_called_once_after_the_answer() -> None:
    """The first test cell that stands behind the answer is the one."""
    steps = plan([TEST, ANSWER, TEST, EXPERIMENT], RELEASED, ("f",))
    assert steps == [RunCell(1, ANSWER.source), CallFunction("f")]


def test_an_untouched_stub_runs_so_that_it_counts_as_not_attempted() -> None:
    """The stub defines a function that raises NotImplementedError."""
    assert RunCell(0, STUB.source) in plan([STUB, TEST], RELEASED, ("f",))


WINDOW = Cell("code", "class Window:\n    size = SIZE", "", setup=False)
CONSTANT = Cell("code", "SIZE = 3", "", setup=False)
USES_IT = Cell("code", "def f():\n    return Window().size", "f", setup=False)


def test_what_an_answer_needs_is_no_experiment() -> None:
    """A class of the lesson's, and the constant that it needs in turn; the plot is left out."""
    released = [SETUP, CONSTANT, WINDOW, STUB, TEST, EXPERIMENT]
    steps = plan([SETUP, CONSTANT, WINDOW, USES_IT, TEST, EXPERIMENT], released, ("f",))
    run = [step.source for step in steps if isinstance(step, RunCell)]
    assert run == [SETUP.source, CONSTANT.source, WINDOW.source, USES_IT.source]


def test_a_name_of_an_answers_own_needs_nothing() -> None:
    """An experiment that binds what a function has for itself, as an argument, is left out."""
    experiment = Cell("code", "value = f(1)", "", setup=False)
    own = Cell("code", "def f(value):\n    total = value\n    return total", "f", setup=False)
    steps = plan([SETUP, own, TEST, experiment], [SETUP, STUB, TEST, experiment], ("f",))
    assert RunCell(3, experiment.source) not in steps


def test_a_cell_that_is_no_python_needs_nothing() -> None:
    """Nor one that chokes a parser; it runs, and says so itself."""
    for source in ("def f(:", "(" * 9_000, "x" * 100_000, "\0"):
        broken = Cell("code", source, "f", setup=False)
        assert RunCell(1, source) in plan([SETUP, broken, TEST], RELEASED, ("f",))

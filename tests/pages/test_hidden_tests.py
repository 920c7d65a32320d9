"""A student's feedback shows which test failed, and of a hidden test no line."""

from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from grader.engine.pages.hidden_tests import SAID, WithoutHiddenTests

TEST = """assert double(2) == 4, 'two doubled'
### BEGIN HIDDEN TESTS
assert double(5) == 10, 'five doubled is ten'
### END HIDDEN TESTS
assert double(1) == 2"""


def feedback(answer: str, source: str = TEST, managed: bool = True) -> NotebookNode:
    """Run a test cell as a notebook does; give it as the feedback has it."""
    shell = InteractiveShell()
    shell.run_cell(answer)
    said: list[str] = []
    shell._showtraceback = lambda kind, error, lines: said.extend([kind.__name__, *lines])  # type: ignore[assignment,method-assign]
    error = shell.run_cell(source).error_in_exec
    cell = new_code_cell(source)
    if managed:
        cell.metadata.nbgrader = {
            **{"grade": True, "solution": False, "locked": True, "points": 1},
            **{"grade_id": "t", "schema_version": 3, "cell_type": "code"},
        }
    if error is not None:
        name, *lines = said
        output = new_output("error", ename=name, evalue=str(error), traceback=lines)
        cell.outputs = [output]
    shown, _ = WithoutHiddenTests().preprocess_cell(cell, {}, 0)
    return shown


def test_the_hidden_lines_are_gone() -> None:
    """From the cell; what stands around them stays."""
    cell = feedback("def double(x): return 2 * x")
    assert cell.source == "assert double(2) == 4, 'two doubled'\nassert double(1) == 2"


def test_a_hidden_test_that_failed_is_told_as_that() -> None:
    """Neither its line, nor its words, nor its numbers."""
    cell = feedback("def double(x): return 4")
    (error,) = cell.outputs
    assert error.traceback == [f"AssertionError: {SAID}"]
    assert "five" not in str(cell)
    assert "double(5)" not in str(cell)


def test_a_test_in_sight_that_failed_is_shown_without_the_hidden_lines_near_it() -> None:
    """IPython shows the lines around an error: those among them that are hidden are left out."""
    cell = feedback("def double(x): return 0")
    assert "two doubled" in str(cell.outputs)
    assert "five doubled" not in str(cell.outputs)
    assert "double(5)" not in str(cell.outputs)


def test_what_is_no_test_is_left_alone() -> None:
    """A student's cell that has the words in it is the student's."""
    assert feedback("def double(x): return 4", managed=False).source == TEST


def test_a_region_without_an_end_is_hidden_to_the_end() -> None:
    """Where nbgrader would give up the whole page."""
    source = "a = 1\n### BEGIN HIDDEN TESTS\nassert double(5) == 10"
    assert feedback("def double(x): return 10", source).source == "a = 1"

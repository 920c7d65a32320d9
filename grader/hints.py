"""`hint(name)` before a step passes, and `solution_notes(name)` when it does."""

import re
from typing import Any

from grader.cases.assignment import Assignment, assignment_here
from grader.cases.case import read_cases
from grader.cases.locked import read_locked

from .cell import step_of
from .examine import examine
from .notebook import grade_id, read, text
from .reuse import saved_functions

FOLDED = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_told: dict[tuple[str, str], int] = {}  # how many hints of a step were shown in this kernel


def hint(function: str) -> None:
    """Show a hint for a function: the first one, and with each further call the next one.

    They are those that stand folded below the function's check.

    Args:
        function: the name of a function of the assignment, or the function.

    Raises:
        NoSuchCheck: it is none.
        NotReleased: its notebook is not here, or cannot be read.
    """
    assignment = assignment_here()
    name = step_of(function, assignment)
    notebook = assignment.notebook_of(name)
    found = hints(read(notebook)["cells"], name)
    if not found:
        _put(f"There is no hint for `{name}`. Read {notebook}.ipynb above its stub once more.")
        return
    key = (assignment.name, name)
    number = min(_told.get(key, 0), len(found) - 1)
    _told[key] = number + 1
    title, body = found[number]
    left = len(found) - number - 1
    more = f"There are {left} more: run this again." if left > 1 else "There is one more."
    more = more if left else f"That was the last one. `check({name})` says what is wrong."
    _put(f"**{name}: {title}**\n\n{body}\n\n{more}")


def hints(cells: list[dict[str, Any]], name: str) -> list[tuple[str, str]]:
    """Find the folded texts right below the check of a function: title and text of each."""
    places = [i for i, cell in enumerate(cells) if grade_id(cell) in (name, f"test_{name}")]
    below = cells[places[-1] + 1 :] if places else []
    if not below or below[0].get("cell_type") != "markdown":
        return []
    return [(title.strip(), body.strip()) for title, body in FOLDED.findall(text(below[0]))]


def solution_notes(function: str) -> None:
    """Show what there is to say of a function that is written: other ways, and why a guard.

    They are locked, and your own function's answers are the key: so there is nothing to see
    before it is right.

    Args:
        function: the name of a function of the assignment, or the function. By its name, the one
            that is saved in its notebook is taken.

    Raises:
        NoSuchCheck: it is none.
    """
    assignment = assignment_here()
    name = step_of(function, assignment)
    _put(_notes(assignment, name, function if callable(function) else _saved(assignment, name)))


def _notes(assignment: Assignment, name: str, function: Any) -> str:
    again = f"The notes on `{name}` are for afterwards. Before, there is `hint({name!r})`."
    if function is None:
        return f"`{name}` is not written yet, or not saved. {again}"
    cases = read_cases(assignment.cases, name)
    if examine(function, cases, assignment.functions).failed is not None:
        return f"`{name}` does not pass its check yet. {again}"
    found = read_locked(assignment.cases, name, function, assignment.functions)
    if found is None:
        return (
            f"`{name}` passes its check, and gives other answers than it should to numbers that "
            "the check does not have. Does it know the answers of the check by heart?"
        )
    return found or f"There are no notes on `{name}`."


def _saved(assignment: Assignment, name: str) -> Any:
    return next((own[name] for _, own, _ in saved_functions(assignment) if name in own), None)


def _put(markdown: str) -> None:
    """Show Markdown on a notebook's page, or print it where there is none."""
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(markdown)
    else:
        display({"text/plain": markdown, "text/markdown": markdown}, raw=True)

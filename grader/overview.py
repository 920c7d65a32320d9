"""Where a learner is: every step of the assignment, from the notebooks as they are saved now."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from time import localtime, strftime
from typing import Any

from grader.cases.assignment import PUBLIC, Assignment, assignment_here
from grader.cases.case import read_cases

from .errors import LayerwiseError
from .examine import examine
from .progress import record
from .reuse import saved_functions

PASSES, WRONG, NOT_WRITTEN, NOT_THERE = "passes", "not right yet", "not written yet", "not there"
NOT_SEEN = "not looked at"
MARKS = {PASSES: "✓", WRONG: "✗", NOT_WRITTEN: "○", NOT_THERE: "○", NOT_SEEN: "○"}


@dataclass(frozen=True, slots=True)
class Step:
    """One function of the assignment, and how it stands.

    state: one of those above.
    note: what to do, where there is something to say.
    """

    notebook: str
    function: str
    state: str
    note: str = ""


def looked_at(assignment: Assignment) -> list[Step]:
    """Look at every step; where a person stops that, tell at which one, and leave the others."""
    found: list[Step] = []
    try:
        for step in steps(assignment):
            found.append(step)
    except KeyboardInterrupt:
        left = assignment.functions[len(found) :]
        said = "it had not come back when you stopped it"
        found += [
            Step(assignment.notebook_of(name), name, NOT_SEEN if i else WRONG, "" if i else said)
            for i, name in enumerate(left)
        ]
    return found


def steps(assignment: Assignment) -> Iterator[Step]:
    """Put its public cases to every function that is saved, one after the other."""
    for notebook, found, missing in saved_functions(assignment):
        for name in assignment.notebooks[notebook]:
            if name in found:
                yield _examined(notebook, name, found[name], assignment)
            elif f"{name} in {notebook}.ipynb is not written yet" in missing:
                yield Step(notebook, name, NOT_WRITTEN)
            else:
                own = [line for line in missing if line.startswith(f"{name} ")]
                yield Step(notebook, name, NOT_THERE, next(iter(own + missing), ""))


def _examined(notebook: str, name: str, function: Any, assignment: Assignment) -> Step:
    cases = read_cases(assignment.cases, name)
    verdict = examine(function, cases, assignment.functions)
    passes = verdict.failed is None
    record(assignment, name, passes)
    if passes:
        return Step(notebook, name, PASSES)
    if verdict.not_attempted:
        return Step(notebook, name, NOT_WRITTEN)
    if verdict.stub_left:
        from .show import to_do  # only here: it makes the import of this package slower

        return Step(notebook, name, WRONG, to_do(verdict))
    lacks = verdict.answers[-1].lacks
    if lacks in assignment.functions:
        return Step(notebook, name, WRONG, f"it calls {lacks}, which is not there")
    at = f"case {verdict.passed + 1} of {verdict.cases}"
    return Step(notebook, name, WRONG, f"{at}; its check tells more")


def overview() -> None:
    """Show every step of the assignment and how it stands, and what comes next.

    What is looked at is what is saved: press Ctrl+S in a notebook that you have changed.

    Raises:
        NoAssignment: there is no file of cases beside this notebook.
    """
    assignment = assignment_here()
    found = looked_at(assignment)
    stopped = any(step.state == NOT_SEEN for step in found)
    present(assignment, found, *(() if stopped else others()))


def others() -> Iterator[str]:
    """Say how the other assignments of the course stand, whose folders lie beside this one."""
    here = Path.cwd().resolve()
    for path in sorted(here.parent.glob(f"*/{PUBLIC}")):
        if path.parent == here:
            continue
        with contextlib.suppress(LayerwiseError), contextlib.chdir(path.parent):
            other = assignment_here()
            found = list(steps(other))
            done = sum(step.state == PASSES for step in found)
            yield f"Beside it, {other.name}: {done} of {len(found)} steps pass."


def present(assignment: Assignment, found: list[Step], *more: str) -> None:
    """Put the steps on the page, and lines below them."""
    lines = [next_line(assignment, found), *more]
    from .show import put  # only here: it makes the import of this package slower

    put(
        "\n".join([as_text(assignment, found), *lines]),
        lambda: (
            as_html(assignment, found)
            + "".join(f'<p style="overflow-wrap: anywhere">{escape(line)}</p>' for line in lines)
        ),
    )


def next_line(assignment: Assignment, found: list[Step]) -> str:
    """Say how far this is, and which step is next."""
    done = sum(step.state == PASSES for step in found)
    if done == len(found):
        last = list(assignment.notebooks)[-1]
        return (
            f"All {done} steps pass. Well done: {assignment.name} is yours from end to end. "
            f"What comes after it stands at the end of {last}.ipynb."
        )
    first = next(step for step in found if step.state != PASSES)
    return f"{done} of {len(found)} steps pass. Next: {first.function}, in {first.notebook}.ipynb."


def as_text(assignment: Assignment, found: list[Step]) -> str:
    """One line for each step, below its notebook and the time at which that was saved."""
    lines = []
    for notebook in assignment.notebooks:
        lines.append(f"{notebook}.ipynb   {saved(notebook)}")
        for step in found:
            if step.notebook == notebook:
                note = f": {step.note}" if step.note else ""
                lines.append(f"  {MARKS[step.state]} {step.function}  {step.state}{note}")
    return "\n".join(lines)


def as_html(assignment: Assignment, found: list[Step]) -> str:
    """The same, with a link to each notebook. It has the colours of the page around it."""
    parts = []
    for notebook in assignment.notebooks:
        link = escape(f"{notebook}.ipynb")
        parts.append(f'<p><a href="{link}">{link}</a> <small>{escape(saved(notebook))}</small></p>')
        items = [
            f"<li>{MARKS[step.state]} <code>{escape(step.function)}</code> {step.state}"
            f"{escape(': ' + step.note) if step.note else ''}</li>"
            for step in found
            if step.notebook == notebook
        ]
        style = "list-style: none; padding-left: 3em; text-indent: -1.5em"
        parts.append(f'<ul style="{style}">{"".join(items)}</ul>')
    return "".join(parts)


def saved(notebook: str) -> str:
    """Say when a notebook was saved."""
    path = Path(f"{notebook}.ipynb")
    if not path.is_file():
        return "is not in this folder"
    return f"saved {strftime('%Y-%m-%d %H:%M', localtime(path.stat().st_mtime))}"

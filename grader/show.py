"""Show a verdict: HTML for a notebook, and the same words as plain text."""

import os
from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from grader.cases.assignment import Assignment
from grader.cases.compare import wrong_entries
from grader.cases.plain import describe
from grader.diagnosis.diagnose import Diagnosis

from .examine import Verdict

GREEN, RED, GREY = "#1a7f37", "#cf222e", "#6e7781"
MAX_FACTS = 4  # the most telling come first
MAX_REPR = 200  # characters of a value that is shown as Python writes it
MAX_SIDE = 6  # rows and columns of an array that are shown


def show(verdict: Verdict, assignment: Assignment, done: frozenset[str]) -> tuple[str, bool]:
    """Put a verdict on the page; give its text, and whether a notebook shows the HTML."""
    text = as_text(verdict, assignment, done)
    seen = put(text, lambda: as_html(verdict, assignment, done))
    # nbgrader's Validate shows a cell's error and not its page: there, the error tells it all.
    return text, seen and os.environ.get("NBGRADER_EXECUTION") != "validate"


def put(text: str, html: Callable[[], str]) -> bool:
    """Put something on a notebook's page, or print it where there is none; tell which."""
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import display
    except ImportError:
        print(text)
        return False
    if get_ipython() is None:
        print(text)
        return False
    display({"text/plain": text, "text/html": html()}, raw=True)
    return True


def headline(verdict: Verdict) -> str:
    """One line: the function and its verdict."""
    if verdict.failed is None:
        cases = "1 case" if verdict.cases == 1 else f"all {verdict.cases} cases"
        return f"✓ {verdict.function} passes {cases}"
    if verdict.stub_left:
        return f"○ {verdict.function} is written, and its stub is still there"
    if verdict.not_attempted:
        return f"○ {verdict.function} is not written yet"
    return f"✗ {verdict.function} is not right yet: case {verdict.passed + 1} of {verdict.cases}"


def to_do(verdict: Verdict) -> str:
    """What comes first where there is nothing to judge yet; empty where there is."""
    if verdict.stub_left:
        return (
            "raise NotImplementedError is still reached: take that line out below your code, run "
            "the cell, and run this one again."
        )
    if verdict.not_attempted:
        return "Write it in the cell above, run that cell, and run this one again."
    return ""


def progress_line(assignment: Assignment, done: frozenset[str]) -> str:
    """Say how far the assignment is, one mark per function, a gap between notebooks."""
    marks = " ".join(
        "".join("●" if name in done else "○" for name in names)
        for names in assignment.notebooks.values()
    )
    return f"Your course: {len(done)} of {len(assignment.functions)} steps pass   {marks}"


def milestone(verdict: Verdict, assignment: Assignment, done: frozenset[str]) -> str:
    """Say that a notebook is complete, where this step was the last of it; else nothing."""
    names = list(assignment.notebooks)
    number = names.index(assignment.notebook_of(verdict.function))
    if verdict.failed is not None or not done.issuperset(assignment.notebooks[names[number]]):
        return ""
    if len(done) == len(assignment.functions):
        return f"That was all of {assignment.name}. To hand it in: from grader import hand_in"
    complete = f"Part {number + 1} of {len(names)} is complete."
    after = names[number + 1 :]
    return f"{complete} Read on here, then open {after[0]}.ipynb." if after else complete


def as_text(verdict: Verdict, assignment: Assignment, done: frozenset[str]) -> str:
    """The whole verdict as plain text."""
    lines = [headline(verdict), *([verdict.before] if verdict.before else [])]
    case, difference = verdict.failed, verdict.difference
    if case is not None and difference is not None and (todo := to_do(verdict)):
        lines.append(todo)
    elif case is not None and difference is not None:
        lines += [
            f"  case      {case.title}",
            f"  it tests  {case.why}",
            f"  wrong     {difference}",
        ]
        lines += [f"  {name:<9} {said}" for name, said in _why(verdict.diagnosis)]
        if difference.got is not None or difference.expected is not None:
            lines += [
                f"  got       {_described(difference.got)}",
                f"  expected  {_described(difference.expected)}",
            ]
            if _comparable(difference.got) and _comparable(difference.expected):
                corner = _corner(difference.got, difference.expected)
                lines += ["  got:", _array_text(difference.got, corner)]
                lines += ["  expected:", _array_text(difference.expected, corner)]
        if verdict.printed:
            lines += ["  printed:", _indented(verdict.printed)]
    lines += filter(None, [milestone(verdict, assignment, done), progress_line(assignment, done)])
    return "\n".join(lines)


def as_html(verdict: Verdict, assignment: Assignment, done: frozenset[str]) -> str:
    """The whole verdict as HTML. Every word that is not ours is escaped; inline styles only."""
    color = GREEN if verdict.failed is None else GREY if verdict.not_attempted else RED
    parts = [f'<div style="font-weight:600;{_ink(color)}">{escape(headline(verdict))}</div>']
    parts += [f"<div>{escape(verdict.before)}</div>"] if verdict.before else []
    case, difference = verdict.failed, verdict.difference
    if case is not None and difference is not None and (todo := to_do(verdict)):
        parts.append(f"<div>{escape(todo)}</div>")
    elif case is not None and difference is not None:
        rows = [
            ("case", escape(case.title)),
            ("it tests", escape(case.why)),
            ("wrong", _place_html(difference.where) + escape(difference.problem)),
        ]
        rows += [(name, escape(said)) for name, said in _why(verdict.diagnosis)]
        if difference.got is not None or difference.expected is not None:
            got, expected = difference.got, difference.expected
            rows.append(("got", _value_html(got, expected)))
            rows.append(("expected", _value_html(expected, got, mark=False)))
        if verdict.printed:
            rows.append(("printed", f"<pre style='margin:0'>{escape(verdict.printed)}</pre>"))
        parts.append(_table(rows))
    if said := milestone(verdict, assignment, done):
        parts.append(f"<div>{escape(said)}</div>")
    parts.append(
        f'<div style="opacity:.75;margin-top:.5em">{escape(progress_line(assignment, done))}</div>'
    )
    style = f"border-left:4px solid {color};padding:.4em 1em;margin:.3em 0;line-height:1.5"
    return f'<div style="{style}">{"".join(parts)}</div>'


def _why(diagnosis: Diagnosis | None) -> list[tuple[str, str]]:
    """What is known of why it is wrong, as rows: a label and a sentence."""
    if diagnosis is None:
        return []
    facts = (*diagnosis.contract, *diagnosis.read, *diagnosis.facts)[:MAX_FACTS]
    rows = [("seen" if i == 0 else "", fact) for i, fact in enumerate(facts)]
    if diagnosis.name:
        rows += [
            ("mistake", diagnosis.misconception),
            *([("besides", diagnosis.also)] if diagnosis.also else []),
            ("hint", diagnosis.hint),
            ("read", f"{diagnosis.notebook}.ipynb, “{diagnosis.heading}”"),
        ]
    return rows


def _place_html(where: str) -> str:
    return f"<code>{escape(where)}</code>: " if where else ""


def _ink(color: str) -> str:
    """A color for text, mixed with the page's own ink, so that dark themes can be read too."""
    return f"color:{color};color:color-mix(in srgb,{color} 60%,currentColor)"


def _table(rows: list[tuple[str, str]]) -> str:
    label = "text-align:left;vertical-align:top;opacity:.75;padding:.15em 1em .15em 0"
    # As wide as the page leaves it, and no wider: a sentence wraps there, a wide array scrolls.
    cell = "text-align:left;vertical-align:top;padding:.15em 0;width:100%;max-width:0"
    body = "".join(
        f'<tr style="background:none"><td style="{label}">{name}</td>'
        f'<td style="{cell}">{content}</td></tr>'
        for name, content in rows
    )
    return f'<table style="margin:.3em 0;border:none;width:100%">{body}</table>'


def _described(value: Any) -> str:
    """A value's type; words, truths and short tables of these are shown themselves."""
    said = describe(value)
    alone = isinstance(value, int | float) and not isinstance(value, bool)  # it has a line below
    if alone or not _is_wordy(value) or len(shown := repr(value)) > MAX_REPR:
        return said
    return f"{said}: {shown}"


def _is_wordy(value: Any) -> bool:
    """Whether a value is made of what has no shape: texts, truths, numbers of Python's."""
    if isinstance(value, list | tuple | dict):
        inside = [*value.values()] if isinstance(value, dict) else value
        return len(value) > 0 and all(map(_is_wordy, inside))
    return isinstance(value, str | bool | int | float) and not isinstance(value, np.generic)


def _value_html(value: Any, other: Any, mark: bool = True) -> str:
    """A value's type and shape, then its numbers; what differs from the other is marked."""
    said = f"<div>{escape(_described(value))}</div>"
    if not (_comparable(value) and _comparable(other)):
        return said
    array, wrong = np.atleast_2d(value), None
    if mark and np.shape(value) == np.shape(other):
        wrong = np.atleast_2d(wrong_entries(np.asarray(value), np.asarray(other)))
    if array.ndim > 2:
        return said
    top, left = _corner(value, other)
    bottom, right = top + MAX_SIDE, left + MAX_SIDE
    rows = ['<tr style="background:none"><td>⋮</td></tr>'] if top else []
    for i, row in enumerate(array[top:bottom], top):
        cells = ["<td>…</td>"] if left else []
        for j, number in enumerate(row[left:right], left):
            red = wrong is not None and wrong[i, j]
            style = f"{_ink(RED)};font-weight:600;" if red else ""
            style += "font-family:monospace;text-align:right;padding:0 .6em;white-space:nowrap"
            cells.append(f'<td style="{style}">{escape(_number(number))}</td>')
        cells += ["<td>…</td>"] if array.shape[1] > right else []
        rows.append(f'<tr style="background:none">{"".join(cells)}</tr>')
    if array.shape[0] > bottom:
        rows.append('<tr style="background:none"><td>⋮</td></tr>')
    table = f'<table style="margin:.2em 0;border:none">{"".join(rows)}</table>'
    return f'{said}<div tabindex="0" style="overflow-x:auto">{table}</div>'


def _corner(got: Any, expected: Any) -> tuple[int, int]:
    """Find the row and the column from which on a part is shown: one in which the first differs."""
    if np.shape(got) != np.shape(expected) or np.ndim(got) > 2:
        return 0, 0
    wrong = np.argwhere(wrong_entries(*map(np.atleast_2d, (got, expected))))
    row, column = wrong[0] if len(wrong) else (0, 0)
    return max(0, int(row) - MAX_SIDE + 1), max(0, int(column) - MAX_SIDE + 1)


def _comparable(value: Any) -> bool:
    """Is the value worth showing as numbers: an array or a number?"""
    return isinstance(value, np.ndarray | np.generic | int | float)


def _array_text(value: Any, corner: tuple[int, int]) -> str:
    array = np.atleast_2d(value)
    if array.ndim > 2:
        return f"    (an array of rank {array.ndim})"
    top, left = corner
    bottom, right = top + MAX_SIDE, left + MAX_SIDE
    lines = ["    ⋮"] if top else []
    shown = [[_number(number) for number in row[left:right]] for row in array[top:bottom]]
    width = 2 + max((len(number) for row in shown for number in row), default=0)
    for row in shown:
        before, behind = "  …" if left else "", "  …" if array.shape[1] > right else ""
        lines.append("  " + before + "".join(f"{number:>{width}}" for number in row) + behind)
    return "\n".join(lines + (["    ⋮"] if array.shape[0] > bottom else []))


def _number(number: Any) -> str:
    value = float(number)
    plain = value == 0 or 1e-4 <= abs(value) < 1e4
    return f"{value:.8f}" if plain else f"{value:.10g}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())

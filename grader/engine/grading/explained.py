"""What a notebook shows of a verdict on hidden cases, and of a cell that was run for it."""

import html
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from .outcome import CellOutput, FunctionResult, Outcome

GREEN, RED, GREY = "#1a7f37", "#cf222e", "#6e7781"


def cell_outputs(output: CellOutput) -> list[NotebookNode]:
    """Show what a cell has printed, and the error that it ended with."""
    # A submission may have thousands: nbformat's makers hold each against its schema.
    outputs = []
    if text := output.text:
        outputs.append(NotebookNode(output_type="stream", name="stdout", text=text))
    if error := output.error:
        kind, _, said = error.partition(": ")
        outputs.append(
            NotebookNode(output_type="error", ename=kind, evalue=said, traceback=[error])
        )
    return outputs


def verdict_output(verdict: FunctionResult) -> NotebookNode:
    """Show a verdict on hidden cases: what went wrong, without a hidden number."""
    lines = [headline(verdict)]
    if verdict.helpers:
        own = " and ".join(verdict.helpers)
        lines.append(f"Your own {own} is wrong: mend that, and this step needs nothing more.")
    if verdict.outcome not in (Outcome.PASSED, Outcome.NOT_ATTEMPTED):
        rows = (("case", verdict.case), ("it tests", verdict.why), ("wrong", verdict.detail))
        lines += [f"{name}: {text}" for name, text in rows if text]
    if known := verdict.diagnosis:
        facts = (*known.contract, *known.read, *known.facts)
        lines += [f"seen: {fact}" for fact in facts[:3]]
        if known.name:
            lines.append(f"mistake: {known.misconception}")
            lines += [f"besides: {known.also}"] if known.also else []
            lines.append(f"hint: {known.hint}")
            lines += [f"read: {known.notebook}, {known.heading}"]
    color = {Outcome.PASSED: GREEN, Outcome.NOT_ATTEMPTED: GREY}.get(verdict.outcome, RED)
    first, *rest = (html.escape(line) for line in lines)
    # A page's MathJax takes $...$ for a formula, and a formula may hold a link that runs a script.
    page = (
        '<div class="tex2jax_ignore mathjax_ignore" '
        f'style="border-left:4px solid {color};padding:.4em 1em;line-height:1.5">'
        f'<div style="font-weight:600;color:{color}">{first}</div>'
        + "".join(f"<div>{line}</div>" for line in rest)
        + "</div>"
    )
    data: Any = {"text/plain": "\n".join(lines), "text/html": page}
    return new_output("display_data", data=data)


def headline(verdict: FunctionResult) -> str:
    """One line: the function and what became of it."""
    if verdict.outcome is Outcome.PASSED and verdict.helpers:
        return f"✓ {verdict.function} passes, with a right {' and '.join(verdict.helpers)}"
    if verdict.outcome is Outcome.PASSED:
        return f"✓ {verdict.function} passes all {verdict.cases} hidden cases"
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return f"○ {verdict.function}: not attempted"
    if not verdict.cases:
        return f"✗ {verdict.function}: {verdict.outcome}"
    place = f"hidden case {verdict.passed + 1} of {verdict.cases}"
    return f"✗ {verdict.function}: {verdict.outcome}, {place}"


def failed_output(verdict: FunctionResult) -> NotebookNode:
    """Give nbgrader's sign of a failed test; without a traceback it shows nothing more."""
    said = f"{verdict.function}: {verdict.outcome}"
    return new_output("error", ename="CheckFailed", evalue=said, traceback=[])

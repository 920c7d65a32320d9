"""Decide what of a submitted notebook is run, and when each function is called."""

import json
from dataclasses import dataclass

from .needed import needed
from .notebook import Cell


@dataclass(frozen=True, slots=True)
class RunCell:
    """Run the cell at this position of the submitted notebook."""

    position: int
    source: str


@dataclass(frozen=True, slots=True)
class CallFunction:
    """Put a function's hidden cases to it."""

    function: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put stand-ins in the place of the student's functions of these names."""

    functions: tuple[str, ...]


def plan(
    submitted: list[Cell], released: list[Cell], functions: tuple[str, ...]
) -> list[RunCell | CallFunction]:
    """Order the work on one notebook.

    What is run: the student's own cells, the setup cells, and the solution cells. What is
    not: the locked test cells, whose verdict is reached elsewhere, and the experiments that
    the student left as they were: cells from which no function takes a name. Where no released
    cell says that it is setup, nobody knows which are experiments, and all are run.

    A function is called where its test cell stands, as nbgrader does. Where that cell is
    missing, or was moved before the solution, the function is called at the end.
    """
    ours = {cell.source: cell for cell in released if cell.kind == "code"}
    told = any(cell.setup for cell in released)
    code = [cell for cell in submitted if cell.kind == "code"]
    answers = [cell.source for cell in code if cell.grade_id in functions]
    used = needed(answers, [cell.source for cell in code if cell.grade_id not in functions])
    steps: list[RunCell | CallFunction] = []
    called = set()
    for position, cell in enumerate(submitted):
        if cell.kind != "code":
            continue
        tested = cell.grade_id.removeprefix("test_")
        if cell.grade_id.startswith("test_") and tested in functions:
            later = {other.grade_id for other in submitted[position + 1 :]}
            if tested not in called and tested not in later:
                steps.append(CallFunction(tested))
                called.add(tested)
            continue
        same = ours.get(cell.source)
        if (
            not told
            or same is None
            or cell.source in used
            or same.setup
            or same.grade_id in functions
        ):
            steps.append(RunCell(position, cell.source))
    return steps + [CallFunction(name) for name in functions if name not in called]


def code_of(submitted: list[Cell], steps: list[RunCell | CallFunction]) -> bytes:
    """Make a notebook of the cells that are run: what lies beside the running code.

    The last notebooks of the course take functions from the earlier ones' files. Without the
    pictures and the experiments such a file is a tenth of the size, and as much quicker to read.
    """
    cells = [submitted[step.position] for step in steps if isinstance(step, RunCell)]
    content = {
        "cells": [
            {
                "cell_type": "code",
                "metadata": {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {},
                "source": cell.source,
                "outputs": [],
                "execution_count": None,
            }
            for cell in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    # A letter takes at most four bytes so; written as escapes, up to twelve.
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")

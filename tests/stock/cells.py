"""Notebooks of a stock nbgrader course, from cells that are one line each."""

import copy
import json
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
ESSAY = "YOUR ANSWER HERE"
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


def _nbgrader(grade_id: str, **fields: Any) -> dict[str, Any]:
    """Metadata of nbgrader's, of the schema that it writes today."""
    usual = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"nbgrader": {**usual, "grade_id": grade_id, "schema_version": 3, **fields}}


def code(source: str, metadata: dict[str, Any] | None = None) -> Cell:
    """A code cell; without metadata nbgrader does not look at it."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata or {},
        "outputs": [],
        "source": source,
    }


def text(source: str, metadata: dict[str, Any] | None = None) -> Cell:
    """A markdown cell."""
    return {"cell_type": "markdown", "metadata": metadata or {}, "source": source}


def answer(grade_id: str, source: str = STUB) -> Cell:
    """A cell for the student's code, as released."""
    return code(source, _nbgrader(grade_id, solution=True))


def check(grade_id: str, source: str, points: float = 1) -> Cell:
    """A locked cell of tests that is worth points."""
    return code(source, _nbgrader(grade_id, grade=True, locked=True, points=points))


def marked_code(grade_id: str, points: float = 1, source: str = STUB) -> Cell:
    """Code that a person marks."""
    return code(source, _nbgrader(grade_id, grade=True, solution=True, points=points))


def marked_text(grade_id: str, points: float = 1, source: str = ESSAY) -> Cell:
    """A text that a person marks."""
    return text(source, _nbgrader(grade_id, grade=True, solution=True, points=points))


def task(grade_id: str, points: float = 1, source: str = "Do something.") -> Cell:
    """A task: the student adds cells of their own, a person marks them."""
    return text(source, _nbgrader(grade_id, locked=True, task=True, points=points))


def read_only(grade_id: str, source: str) -> Cell:
    """A locked cell without points, such as the imports."""
    return code(source, _nbgrader(grade_id, locked=True))


def notebook(*cells: Cell, kernel: dict[str, str] | None = PYTHON, **fields: Any) -> Notebook:
    """A notebook of the format that Jupyter writes today, without cell ids."""
    metadata: dict[str, Any] = {"kernelspec": kernel} if kernel else {}
    return {
        "cells": list(copy.deepcopy(cells)),
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": 4,
        **fields,
    }


def named(cell: Cell) -> str:
    """The grade_id of a cell, empty where it has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def filled(source: Notebook, **answers: str) -> Notebook:
    """What a student hands in: the cells of these names hold these texts."""
    made = copy.deepcopy(source)
    names = {named(cell) for cell in made["cells"]}
    assert set(answers) <= names, f"{set(answers) - names} are not in the notebook"
    for cell in made["cells"]:
        cell["source"] = answers.get(named(cell), cell["source"])
    return made


def write(made: Notebook) -> str:
    """A notebook as a file's text."""
    return json.dumps(made, indent=1) + "\n"

"""The autograded notebook as a file: nbformat's JSON, put together of cells that are kept."""

import functools
import json
from collections.abc import Iterable

from nbformat import NotebookNode, v4

from grader.engine.course.material import Material

from .page import ASSIGNMENTS, KEPT, PageCell, notebook_cell, released_notebook


def autograded_notebook(material: Material, name: str, cells: Iterable[PageCell]) -> str:
    """Give the text of the notebook that goes into autograded/."""
    before, after = _frame(material, name)
    texts = (
        (_cell_text if cell.is_small else _cell_text.__wrapped__)(material, name, cell)
        for cell in cells
    )
    return before + ",\n".join(texts) + after


@functools.lru_cache(KEPT)
def _cell_text(material: Material, name: str, cell: PageCell) -> str:
    """Write one cell as nbformat writes it, two levels deep in its notebook."""
    alone = NotebookNode(cells=[notebook_cell(material, name, cell)])
    (node,) = v4.rwbase.split_lines(alone).cells
    text = json.dumps(node, indent=1, sort_keys=True, ensure_ascii=False, separators=(",", ": "))
    return "  " + text.replace("\n", "\n  ")


@functools.lru_cache(ASSIGNMENTS)
def _frame(material: Material, name: str) -> tuple[str, str]:
    """Give what comes before the cells of a notebook, and what comes after them."""
    metadata = released_notebook(material, name).metadata
    whole = v4.writes(v4.new_notebook(cells=[v4.new_raw_cell("")], metadata=metadata))
    return '{\n "cells": [\n', whole[whole.index('\n ],\n "metadata"') :] + "\n"

"""The autograded notebook as a file: nbformat's JSON, put together of cells that are kept."""

import functools
import json
from collections.abc import Iterable

from nbformat import NotebookNode, v4

from .page import KEPT, PageCell, notebook_cell, released_notebook


def autograded_notebook(name: str, cells: Iterable[PageCell]) -> str:
    """Give the text of the notebook that goes into autograded/.

    Args:
        name: of the notebook.
        cells: as page_cells gives them.
    """
    before, after = _frame(name)
    texts = (
        (_cell_text if cell.is_small else _cell_text.__wrapped__)(name, cell) for cell in cells
    )
    return before + ",\n".join(texts) + after


@functools.lru_cache(KEPT)
def _cell_text(name: str, cell: PageCell) -> str:
    """Write one cell as nbformat writes it, two levels deep in its notebook."""
    alone = NotebookNode(cells=[notebook_cell(name, cell)])
    (node,) = v4.rwbase.split_lines(alone).cells
    text = json.dumps(node, indent=1, sort_keys=True, ensure_ascii=False, separators=(",", ": "))
    return "  " + text.replace("\n", "\n  ")


@functools.cache
def _frame(name: str) -> tuple[str, str]:
    """Give what comes before the cells of a notebook, and what comes after them."""
    metadata = released_notebook(name).metadata
    whole = v4.writes(v4.new_notebook(cells=[v4.new_raw_cell("")], metadata=metadata))
    return '{\n "cells": [\n', whole[whole.index('\n ],\n "metadata"') :] + "\n"

"""The autograded notebook as a file: nbformat's JSON, put together of cells that are kept."""

import functools
from collections.abc import Iterable

from nbformat import v4

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
    """Write one cell as nbformat writes it: a notebook of nothing else, less its first and last."""
    alone = v4.writes(v4.new_notebook(cells=[notebook_cell(name, cell)], metadata={}))
    first, last = '{\n "cells": [\n', '\n ],\n "metadata": {}'
    return alone[len(first) : alone.index(last, len(alone) - 200)]


@functools.cache
def _frame(name: str) -> tuple[str, str]:
    """Give what comes before the cells of a notebook, and what comes after them."""
    metadata = released_notebook(name).metadata
    whole = v4.writes(v4.new_notebook(cells=[v4.new_raw_cell("")], metadata=metadata))
    return '{\n "cells": [\n', whole[whole.index('\n ],\n "metadata"') :] + "\n"

"""Bound what a feedback page shows of a submission; autograded/ has the whole of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .page import PageCell, as_plain_text

MAX_OWN = 100  # cells that a student has added to a notebook
MAX_CELL = 20_000  # letters of one cell
MAX_PAGE = 100_000  # letters of a student's own on one page
MORE = "… and {} more cells, which the notebook in autograded/ has"
REST = "\n… and {} more letters, which the notebook in autograded/ has"


def cut(cells: Iterable[PageCell]) -> Iterator[PageCell]:
    """Give the cells of a page, no more and no longer than it shows."""
    own, left = 0, MAX_PAGE
    for cell in cells:
        if cell.verdict is not None:
            yield cell
            continue
        own += cell.released is None
        if own > MAX_OWN:
            continue
        room = max(0, min(MAX_CELL, left))
        if len(cell.source) > room:
            rest = REST.format(len(cell.source) - room)
            source = cell.source[:room] + rest
            text = cell.kind == "markdown" and cell.released is None
            yield replace(cell, source=as_plain_text(source) if text else source, code="")
        else:
            yield cell
        left -= min(len(cell.source), room)
    if own > MAX_OWN:
        yield PageCell("more", "markdown", as_plain_text(MORE.format(own - MAX_OWN)))

"""Which of the cells that a student left as they were a function cannot do without."""

import functools
import symtable
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.magics import without_magics

MAX_LOOKED_AT = 50_000  # characters of a cell; what is longer needs nothing and gives nothing


@dataclass(frozen=True, slots=True)
class Names:
    """What a cell gives to others, and what it takes from them."""

    given: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


@functools.lru_cache(4_000)
def names_of(source: str) -> Names:
    """Read the names of a cell; what is no Python has none."""
    if len(source) > MAX_LOOKED_AT:
        return Names()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(without_magics(source), "cell", "exec")
            taken = frozenset(_taken(table))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    given = (
        one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()
    )
    return Names(frozenset(given), taken)


def _taken(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _taken(child)


def needed(sources: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Choose from other cells those that some cells need, directly or by way of each other."""
    rest, found = {*others}, set[str]()
    wanted = {name for source in sources for name in names_of(source).taken}
    while more := {source for source in rest if names_of(source).given & wanted}:
        rest -= more
        found |= more
        wanted |= {name for source in more for name in names_of(source).taken}
    return frozenset(found)

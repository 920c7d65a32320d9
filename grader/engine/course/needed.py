"""Which of the cells that a student left as they were a function cannot do without."""

import functools
import symtable
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.magics import without_magics

MAX_LOOKED_AT = 50_000  # characters of a cell; what is longer needs nothing and gives nothing
# What is remembered from one submission to the next is the released cells, which all of them have;
# a long cell of a student's own would stay, with its names, for thousands of others.
SHORT, KEPT = 4_000, 500


@dataclass(frozen=True, slots=True)
class Names:
    """What a cell gives to others, and what it takes from them."""

    given: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


def names_of(source: str) -> Names:
    """Read the names of a cell; what is no Python has none."""
    return _remembered(source) if len(source) <= SHORT else _names_of(source)


def _names_of(source: str) -> Names:
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


_remembered = functools.lru_cache(KEPT)(_names_of)


def _taken(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _taken(child)


def needed(sources: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Choose from other cells those that some cells need, directly or by way of each other."""
    rest, found = {source: names_of(source) for source in others}, set[str]()
    wanted = {name for source in sources for name in names_of(source).taken}
    while more := {source for source, names in rest.items() if names.given & wanted}:
        found |= more
        wanted |= {name for source in more for name in rest.pop(source).taken}
    return frozenset(found)

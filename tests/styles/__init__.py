"""Right functions in hundreds of styles: what does the same, written otherwise.

A style is a rewriting of the code and a way to make a function of it, applied to the reference or
to the classic form, in turn.
"""

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from tests.network import CATALOGUE, FOLDER

from .code import SAID
from .numbers import RECKONED
from .shape import SHAPES

CODE = RECKONED | SAID

STEP = 33  # of all pairs of a rewriting and a shape, so many are passed over


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write every function of the assignment."""

    number: int
    code: str
    shape: str

    def __str__(self) -> str:
        """Name it."""
        return f"{self.code}, {self.shape}"

    def source(self, function: str) -> str:
        """Write a function in this style."""
        source = FOLDER.source_of(function)
        if self.number % 2:
            source = CATALOGUE.classic.get(function, source)
        found = ast.parse(source).body[0]
        assert isinstance(found, ast.FunctionDef)
        *above, last = (ast.fix_missing_locations(one) for one in CODE[self.code](found))
        assert isinstance(last, ast.FunctionDef)
        head = "\n".join(ast.unparse(one) for one in above)
        return f"{head}\n{SHAPES[self.shape](last)}\n"


def styles() -> Iterator[Style]:
    """Every rewriting and every shape many times, each pair at most once."""
    pairs = itertools.product(CODE, SHAPES)
    for number, (code, shape) in enumerate(pairs):
        if (number * 7) % STEP < 4:
            yield Style(number, code, shape)

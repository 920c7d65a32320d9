"""Inside the sandbox: the instructor's own modules, as they were when they were imported.

Their functions are looked after as those of any library: see hooks.py. This adds their classes and
constants, and knows what is to be left alone: what the instructor's texts change themselves, and
what the task is to change.
"""

import ast
import sys
from collections.abc import Collection, Iterator

from .bound import Bound
from .classes import Classes, own_classes
from .constants import Constants
from .functions import Functions
from .moving import Moving


class Instructors:
    """The classes and constants of these modules."""

    def __init__(self) -> None:
        self._classes, self._functions, self._constants = Classes(), Functions(), Constants()
        self._moving, self._bound = Moving(set(), set()), Bound()
        self._registers = False
        self.task: Collection[str] = ()

    def add(self, name: str, tree: ast.Module | None) -> None:
        """Look after a module, as it is now.

        Args:
            name: the module's.
            tree: its text; nothing where it is not known, which then may change all.
        """
        if tree is None:
            return
        self._moving.read(tree)
        self._bound.add(name, sys.modules[name])
        own = [(f"{name}.{key}", one) for key, one in own_classes(name)]
        self._functions.add(self._classes.keep(own))
        self._classes.settle()
        self._functions.settle()
        self._constants.add(name, sys.modules[name])

    def read(self, tree: ast.Module) -> None:
        """Know what a cell of the instructor's may change."""
        self._moving.read(tree)
        self._registers = self._registers or any(
            isinstance(node, ast.Attribute) and node.attr == "register" for node in ast.walk(tree)
        )

    def put_back(self, meant: Collection[str]) -> Iterator[str]:
        """Undo what has changed, but for what was meant to, and name it."""
        free = self._moving.names.union(meant)
        yield from self._classes.put_back(free, task=self.task)
        yield from self._functions.put_back()
        yield from self._bound.put_back(self._registers)
        yield from self._constants.put_back(free, self._moving.contents, self.task)

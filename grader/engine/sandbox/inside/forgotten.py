"""Inside the sandbox: what libraries remember of earlier calls, forgotten before a test.

Whoever knows how a cache names what it holds can put another thing there: a pattern for the
pattern that a test looks for, a finder of files for the module that it imports, a number for what
a helper of the instructor's gives. The next call makes it anew.
"""

import re
import sys
from functools import _lru_cache_wrapper
from typing import Any

from .identity import GRAVES


class Forgotten:
    """What this process remembers, and where Python looks for modules, as when this was made."""

    def __init__(self) -> None:
        self._path: list[str] = sys.path
        self._importers: dict[str, Any] = sys.path_importer_cache
        self._folders: list[str] = []
        self._modules: list[Any] = []
        self.accept()

    def add(self, module: Any) -> None:
        """Look after a module of the instructor's, whose functions may remember too."""
        self._modules.append(module)

    def accept(self) -> None:
        """Take the folders in which Python looks for modules, and their order, for right."""
        self._folders = [*sys.path]

    def put_back(self) -> None:
        """Forget what is cached, and look for modules first where they were looked for before."""
        for key in ("_cache", "_cache2"):
            if type(table := vars(re).get(key)) is dict:
                GRAVES.append([*table.items()])
                table.clear()
        sys.path_importer_cache = self._importers
        self._importers.clear()
        for module in self._modules:
            for value in [*vars(module).values()]:
                if type(value) is _lru_cache_wrapper:
                    value.cache_clear()
        # A student's own folders stay, and are behind the library's: see shell.py.
        now = sys.path if type(sys.path) is list else []
        added = [one for one in now if type(one) is str and one not in self._folders]
        sys.path, self._path[:] = self._path, [*self._folders, *added]

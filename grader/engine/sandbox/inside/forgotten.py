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

_TABLES = ("_cache", "_cache2", "_finfo_cache", "_min_vals", "_max_vals")
_ASKED_FOR = ("load_tests", "setUpModule", "tearDownModule")  # by unittest, in the notebook
_LIMITS = ("float_info", "int_info", "hash_info", "maxsize", "maxunicode")  # tolerances, bounds


class Forgotten:
    """What this process remembers, and where Python looks for modules, as when this was made."""

    def __init__(self) -> None:
        self._path: list[str] = sys.path
        self._importers: dict[str, Any] = sys.path_importer_cache
        self._folders: list[str] = []
        self._modules: list[Any] = []
        self._asked_for: dict[str, Any] = {}
        self._limits = {key: vars(sys)[key] for key in _LIMITS}
        self.accept()

    def add(self, module: Any) -> None:
        """Look after a module of the instructor's, whose functions may remember too."""
        self._modules.append(module)

    def accept(self, source: str = "", names: dict[str, Any] | None = None) -> None:
        """Take the folders in which Python looks for modules, and their order, for right.

        Args:
            source: a cell of the instructor's that has run.
            names: the notebook's.
        """
        self._folders = [*sys.path]
        self._asked_for |= {key: (names or {}).get(key) for key in _ASKED_FOR if key in source}

    def unasked(self, names: dict[str, Any]) -> list[str]:
        """Take out what a framework asks a notebook for, unless the instructor has put it there."""
        found = [key for key in _ASKED_FOR if names.get(key) is not self._asked_for.get(key)]
        GRAVES.extend([names.pop(key, None) for key in found])
        return [f"the notebook's {key}" for key in found]

    def put_back(self) -> None:
        """Forget what is cached, and look for modules first where they were looked for before."""
        vars(sys).update(self._limits)
        limits = vars(sys.modules.get("numpy._core.getlimits", re))
        owners = [re, *(limits[name] for name in ("finfo", "iinfo") if name in limits)]
        for key, table in [item for one in owners for item in vars(one).items()]:
            if key in _TABLES and type(table) is dict:
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

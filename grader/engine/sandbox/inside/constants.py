"""Inside the sandbox: what stays as it is in the instructor's modules: tolerances, tables of cases.

Only what is plain data is put back, and only what no text of the instructor's changes itself.
"""

import contextlib
import sys
from collections.abc import Collection, Iterator
from operator import is_
from types import ModuleType
from typing import Any

from .classes import own_classes
from .frozen import MISSING
from .identity import GRAVES
from .moving import ALL

_KINDS = (int, float, complex, bool, str, bytes, type(None), type(...))
_TABLES = (list, dict, set)
MOST = 10_000  # parts of a table


class Constants:
    """The constants of some modules and their classes, as they were when they were added."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, str, Any, Any]] = {}

    def add(self, name: str, module: ModuleType) -> None:
        """Keep those of a module."""
        owners: list[Any] = [module, *(one for _, one in own_classes(name))]
        for owner in owners:
            label = name if owner is module else f"{name}.{owner.__name__}"
            for key, value in list(vars(owner).items()):
                content = _content(value)
                if not key.startswith("__") and (_is_constant(value) or content is not MISSING):
                    self._kept[f"{label}.{key}"] = owner, key, value, content

    def put_back(
        self, free: Collection[str], contents: Collection[str], task: Collection[str]
    ) -> Iterator[str]:
        """Undo what has changed in them, and name it.

        Args:
            free: names that the instructor's own texts may set anew.
            contents: names of which they may change the contents.
            task: what the task is to change.
        """
        if ALL in free:
            return
        for name, (owner, key, value, content) in self._kept.items():
            if key in free or name in task:
                continue
            now = vars(owner).get(key, MISSING)
            changed = now is not value
            if changed:
                GRAVES.append(now)
                kind: Any = type if isinstance(owner, type) else ModuleType
                kind.__setattr__(owner, key, value)
            fixed = content is not MISSING and key not in contents
            if fixed and not _holds(value, content):
                changed = True
                with contextlib.suppress(Exception):  # an array of another size, or a view of one
                    _fill(value, content)
            if changed:
                yield name


def _is_constant(value: Any) -> bool:
    kind = type(value)
    return kind in _KINDS or (kind in (tuple, frozenset) and all(map(_is_constant, value)))


def _content(value: Any) -> Any:
    """Give a copy of what a table of constants, or an array, holds; MISSING for all else."""
    kind = type(value)
    if kind in _TABLES and len(value) <= MOST:
        parts = [*value, *value.values()] if kind is dict else [*value]
        return value.copy() if all(map(_is_constant, parts)) else MISSING
    if _is_array(value) and value.dtype.kind in "biufc" and value.size <= MOST:
        return value.copy()
    return MISSING


def _is_array(value: Any) -> bool:
    return type(value) is getattr(sys.modules.get("numpy"), "ndarray", None)


def _holds(value: Any, content: Any) -> bool:
    kind = type(value)
    if _is_array(value):
        same = value.shape == content.shape and value.dtype == content.dtype
        return same and value.tobytes() == content.tobytes()
    if len(value) != len(content):
        return False
    if kind is dict:
        return all(map(is_, value, content)) and all(map(is_, value.values(), content.values()))
    if kind is set:
        return {*map(id, value)} == {*map(id, content)}
    return all(map(is_, value, content))


def _fill(value: Any, content: Any) -> None:
    kind = type(value)
    if _is_array(value):
        value[...] = content
        return
    GRAVES.append([*value.items()] if kind is dict else [*value])
    if kind is list:
        value[:] = content
    else:
        value.clear()
        value.update(content)

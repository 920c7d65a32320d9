"""Inside the sandbox: what modules keep of functions in tables and in objects of their own.

`copy` finds in a dictionary how to copy what, and `json` has a decoder that is made once.
"""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from .guarded import FRAMEWORKS, is_of_library
from .identity import GRAVES, is_same

# These change as a notebook's cells run; what decides of theirs is looked after by name.
_OTHERS = ("IPython", "traitlets", "matplotlib_inline", "builtins")
_NONE: frozenset[Any] = frozenset()


class Stores:
    """Such tables and objects as they were when this was made."""

    def __init__(
        self, modules: dict[str, ModuleType], tables: Iterable[tuple[str, dict[Any, Any]]]
    ) -> None:
        self._stores = [(name, table, False, _functions(table), _NONE) for name, table in tables]
        self._stores += [
            (f"{name}.{key}", store, type(value) is not dict, _functions(store), frozenset(store))
            for name, module in modules.items()
            if name.partition(".")[0] not in _OTHERS
            for key, value in list(vars(module).items())
            if not key.startswith("__") and (store := _store(name, value))
        ]

    def put_back(self) -> Iterator[str]:
        """Undo what has changed in them, and name it. Tables may grow; an object's methods stay."""
        for name, store, is_object, then, names in self._stores:
            if not then and not (is_object and store):
                continue
            for key, value in then.items():
                now = store.get(key)
                if now is not value and not is_same(value, now):
                    store[key] = value
                    if not is_of_library(now):
                        yield name
            if is_object:
                # An attribute of its own hides the setting of its class.
                closed = name.startswith(FRAMEWORKS)
                for key in (
                    [*store.keys() - names] if closed else _functions(store).keys() - then.keys()
                ):
                    GRAVES.append(now := store.pop(key))
                    if not is_of_library(now):
                        yield name


def _store(module: str, value: Any) -> dict[Any, Any] | None:
    """Give the table that a value is, or in which an object of the module's own has its methods."""
    if type(value) is dict:
        return value
    its_own = type(value).__module__.partition(".")[0] == module.partition(".")[0]
    if isinstance(value, type | ModuleType) or callable(value) or not its_own:
        return None
    found = getattr(value, "__dict__", None)
    return found if type(found) is dict else None


def _functions(store: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in list(store.items()) if callable(value)}

"""Inside the sandbox: a namespace whose functions, classes and settings are to stay as they are."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import is_
from re import Pattern
from types import ModuleType
from typing import Any

from .identity import decides, is_same, plain

Read = Callable[[], Mapping[str, Any]]
Put = Callable[[str, Any], None]
How = tuple[Read, Put]
# No function or class, and to be put back all the same.
SETTINGS = ("custom_exceptions", "_showtraceback", "compile", "InteractiveTB", "events")
# Who had a value of these kinds and has another's now had it replaced by what runs code when it is
# compared, written or searched.
PLAIN = frozenset((int, float, bool, str, bytes, list, tuple, dict, set, frozenset))
# These change as IPython works.
_IN_FLUX = (
    *("sys_excepthook", "user_ns", "user_module", "outputs", "source", "exec_result"),
    *("_", "__", "___"),
)


class Space:
    """A namespace as it was when this was made, or when `keep` was called last.

    keys: all its names; then: those that decide something, and what each was; plain: the other
        ones that were plain values.
    """

    def __init__(self, read: Read, put: Put) -> None:
        self._read, self.put = read, put
        self.keys: frozenset[str] = frozenset()
        self.then: dict[str, Any] = {}
        self.plain: dict[str, Any] = {}

    def keep(self) -> Iterable[Any]:
        """Take it as it stands for right; give what decides something, if anything has changed."""
        now = self._read()
        if self.keys == now.keys() and all(map(is_, self.then.values(), map(now.get, self.then))):
            return ()
        self.keys = frozenset(now)
        self.then = {key: value for key, value in now.items() if _decides(key, value)}
        self.plain = {
            key: value
            for key, value in now.items()
            if key not in _IN_FLUX and type(value) in PLAIN and key not in self.then
        }
        return self.then.values()

    def accept(self, names: Collection[str]) -> list[Any]:
        """Take these names alone as they stand for right; give what they are."""
        now = self._read()
        self.keys |= now.keys() & names
        for key in names:
            self.then.pop(key, None)
            self.plain.pop(key, None)
        new = {key: now[key] for key in names if key in now and _decides(key, now[key])}
        self.then |= new
        return list(new.values())

    def changed(self) -> Iterator[tuple[str, Any, Any]]:
        """Give each name that is not the same any more, what it is now, and what it was."""
        now = self._read()
        if not PLAIN.issuperset(map(type, map(now.get, self.plain))):
            for key, value in list(self.plain.items()):
                if type(now.get(key, value)) not in PLAIN:
                    yield key, now[key], value
        # Nearly always nothing has changed, and to look so costs least.
        if all(map(is_, self.then.values(), map(now.get, self.then))):
            return
        for key, value in list(self.then.items()):
            other = now.get(key)
            if other is not value and not is_same(value, other):
                yield key, other, value


def _decides(key: str, value: Any) -> bool:
    if key in _IN_FLUX:
        return False
    return decides(value) or key in SETTINGS or isinstance(value, ModuleType | Pattern)


def system_hooks() -> dict[str, Any]:
    """Give what Python itself calls to show a value or an error."""
    return {"displayhook": sys.displayhook, "excepthook": sys.excepthook}


def names_of(module: Any) -> dict[str, Any]:
    """Give a module's names."""
    return plain(vars(module))


def own_names(part: Any) -> dict[str, Any]:
    """Give the names of a part of the shell, those of its traits among them."""
    return {**plain(vars(part)), **plain(vars(part).get("_trait_values", {}))}

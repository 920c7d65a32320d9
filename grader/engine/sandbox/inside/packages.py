"""Inside the sandbox: whole libraries, as they were at the start.

What a test names of a library works with the rest of it: `unittest.TextTestRunner` asks a class of
results that no test names, and `pytest.raises` one of another package.
"""

from collections.abc import Collection, Iterable, Iterator
from operator import is_
from typing import Any

from .classes import Classes
from .frozen import MISSING
from .functions import Functions
from .guarded import is_to_be_named
from .identity import GRAVES, Referents, decides, is_same, plain

Named = tuple[str, dict[str, Any], dict[str, Any]]


class _Package:
    """One package: its modules' names, and the ids of its classes and functions."""

    def __init__(self, modules: list[Named], some: list[Any]) -> None:
        self.modules = [
            (name, own, {key: one for key, one in then.items() if _stays(key, one)})
            for name, own, then in modules
        ]
        self.ids = frozenset(map(id, some))
        self._refer = Referents(some)

    def is_as_it_was(self) -> bool:
        """Tell whether all of it is. Nearly always it is, and to look so costs least."""
        return self._refer.are_the_same() and all(
            all(map(is_, then.values(), map(own.get, then))) for _, own, then in self.modules
        )

    def settle(self) -> None:
        """Take it as it stands for right."""
        self._refer = Referents(self._refer.some)


class Packages:
    """All that were loaded when this was made."""

    def __init__(self, modules: Iterable[Named], classes: Classes, functions: Functions) -> None:
        """Look at them.

        Args:
            modules: name, its names as they are, and as they were.
            classes, functions: these, as they were.
        """
        self._classes, self._functions = classes, functions
        found: dict[str, list[Named]] = {}
        for one in modules:
            found.setdefault(package_of(one[0]), []).append(one)
        own: dict[str, list[Any]] = {name: [] for name in found}
        for some in (*classes.with_tables(), *functions.with_words()):
            name = package_of(some[0].__module__)
            if name in own:
                own[name] += some
        self._packages = {name: _Package(found[name], own[name]) for name in found}

    def put_back(self, names: Iterable[str], meant: Collection[str]) -> Iterator[str]:
        """Undo what has changed in these packages, and say which it was.

        Args:
            names: the packages'.
            meant: names in them that may change.
        """
        for package in [self._packages[name] for name in names if name in self._packages]:
            if package.is_as_it_was():
                continue
            for name, own, then in package.modules:
                plain(own)
                for key, right in then.items():
                    now = own.get(key, MISSING)
                    if key not in meant and not is_same(right, now):
                        GRAVES.append(now)
                        own[key] = right
                        if is_to_be_named(name, now):
                            yield f"{name}.{key}"
            yield from self._classes.put_back(meant, package.ids)
            yield from self._functions.put_back_of(package.ids)
            package.settle()


def package_of(module: object) -> str:
    """Name the package of a module; nothing where that is no name."""
    return module.partition(".")[0] if type(module) is str else ""


def _stays(key: str, value: Any) -> bool:
    """Tell whether no library replaces this: its functions, modules, and classes by their name."""
    return decides(value) and (not issubclass(type(value), type) or value.__name__ == key)

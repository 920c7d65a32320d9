"""Inside the sandbox: whole libraries, as they were at the start.

What a test names of a library works with the rest of it: `unittest.TextTestRunner` asks a class of
results that no test names, and `pytest.raises` one of another package.
"""

from collections.abc import Collection, Iterable, Iterator
from operator import is_
from types import FunctionType, ModuleType
from typing import Any

from .classes import Classes
from .frozen import MISSING
from .functions import Functions
from .guarded import is_to_be_named
from .identity import GRAVES, Referents, decides, is_same, plain
from .spaces import PLAIN

# What finds its own modules by names: a loop does. To look at all of NumPy's costs a test 2 ms.
LOOPS = "asyncio"
Named = tuple[str, dict[str, Any], dict[str, Any]]


class _Package:
    """One package: its modules' names, and the ids of its classes and functions."""

    def __init__(self, modules: list[Named], ids: list[int], some: list[Any]) -> None:
        stay = [(name, own, _staying(then)) for name, own, then in modules]
        self.modules = [(name, own, then) for name, own, then in stay if then]
        settings = [(name, own, _settings(then)) for name, own, then in modules]
        self.settings = [(name, own, then) for name, own, then in settings if then]
        self.ids = frozenset(ids)
        self._refer = Referents(some)

    def is_as_it_was(self) -> bool:
        """Tell whether all of it is, but for the code of functions.

        Nearly always it is, and to look so costs least.
        """
        return (
            self._refer.are_the_same()
            and all(
                all(map(is_, then.values(), map(own.get, then))) for _, own, then in self.modules
            )
            and all(
                PLAIN.issuperset(map(type, map(own.get, then))) for _, own, then in self.settings
            )
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
        for named in modules:
            found.setdefault(package_of(named[0]), []).append(named)
        ids: dict[str, list[int]] = {name: [] for name in found}
        some: dict[str, list[Any]] = {name: [] for name in found}
        for one, *parts in (*classes.with_tables(), *functions.with_words()):
            name = package_of(one.__module__)
            if name in found:
                ids[name].append(id(one))
                # To look at every function takes ten times as long: an audit hook tells of them.
                some[name] += parts if type(one) is FunctionType else (one, *parts)
        self._packages = {name: _Package(found[name], ids[name], some[name]) for name in found}

    def put_back(self, names: Iterable[str], meant: Collection[str], codes: bool) -> Iterator[str]:
        """Undo what has changed in these packages, and say which it was.

        Args:
            names: the packages'.
            meant: names in them that may change.
            codes: the code of some function has been set.
        """
        for package in [self._packages[name] for name in names if name in self._packages]:
            if not codes and package.is_as_it_was():
                continue
            for name, own, then in (*package.settings, *package.modules):
                plain(own)
                for key, right in then.items():
                    now = own.get(key, MISSING)
                    same = type(now) in PLAIN if type(right) in PLAIN else is_same(right, now)
                    if key not in meant and not same:
                        GRAVES.append(now)
                        own[key] = right
                        if is_to_be_named(name, now):
                            yield f"{name}.{key}"
            yield from self._classes.put_back(meant, package.ids)
            yield from self._functions.put_back_of(package.ids)
            package.settle()

    def accept(self, name: str, key: str, value: Any) -> None:
        """Take for right what a module has by a name."""
        for known, _, then in self._packages[package_of(name)].modules:
            if known == name and key in then:
                then[key] = value


def package_of(module: object) -> str:
    """Name the package of a module; nothing where that is no name."""
    return module.partition(".")[0] if type(module) is str else ""


def _settings(names: dict[str, Any]) -> dict[str, Any]:
    """Give its numbers, texts and tables: a library may set them anew, to others of these."""
    return {key: one for key, one in names.items() if type(one) in PLAIN and key[:2] != "__"}


def _staying(names: dict[str, Any]) -> dict[str, Any]:
    """Give what no library replaces: its functions, modules, and classes by their name."""
    return {
        key: one
        for key, one in names.items()
        if (decides(one) and (not issubclass(type(one), type) or one.__name__ == key))
        or (type(one) is ModuleType and package_of(one.__name__) == LOOPS)
    }

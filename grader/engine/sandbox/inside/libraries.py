"""Inside the sandbox: what the instructor's own text names of a library, as it was at the start.

`np.pi`, `np.random.randn`, `datetime.date`: a test counts on what it names. hooks.py looks after
what tests are made of without naming it.
"""

import sys
from collections.abc import Collection, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from .classes import Classes
from .frozen import MISSING
from .functions import Functions
from .guarded import is_to_be_named
from .identity import GRAVES, is_same, plain
from .lasting import Chain
from .packages import Packages, package_of

Text = tuple[Collection[Chain], dict[str, Any]]
# What these hold is the process's, and changes; hooks.py looks after what decides of it.
_OTHERS = ("sys", "builtins", "IPython", "__main__", "grader")


def given_away(modules: dict[str, Any], meant: Collection[str]) -> set[str]:
    """Name the modules in whose place the instructor has put something else."""
    found = {name for name in modules if name.rpartition(".")[2] in meant}
    return {name for name in found if sys.modules.get(name) is not modules[name]}


class Libraries:
    """All modules that were loaded when this was made, with their classes and functions."""

    def __init__(self) -> None:
        # A module, its names as they are, and as they were.
        self._modules = {
            name: (module, vars(module), dict(vars(module)))
            for name, module in list(sys.modules.items())
            if type(module) is ModuleType and name.partition(".")[0] not in _OTHERS
        }
        self._names = {id(module): name for name, (module, *_) in self._modules.items()}
        self._given_away: set[str] = set()
        values = [value for *_, then in self._modules.values() for value in then.values()]
        types = [one for one in values if issubclass(type(one), type)]
        self._classes, self._functions = Classes(), Functions()
        self._functions.add(values)
        self._functions.add(
            self._classes.keep((f"{one.__module__}.{one.__name__}", one) for one in types)
        )
        named = [(name, own, then) for name, (_, own, then) in self._modules.items()]
        self._packages = Packages(named, self._classes, self._functions)

    def put_back(
        self, chains: Collection[Chain], names: dict[str, Any], meant: Collection[str]
    ) -> Iterator[str]:
        """Undo what has changed in what these name, and say which it was.

        Args:
            chains: what a text names.
            names: the namespace in which the text runs.
            meant: the names that may change.
        """
        plain(names)
        for module in {module for module, _ in chains} & self._modules.keys() - self._given_away:
            right, now = self._modules[module][0], sys.modules.get(module)
            if now is not right and module.rpartition(".")[2] not in meant:
                GRAVES.append(now)
                sys.modules[module] = right
                yield f"sys.modules[{module!r}]"
        named: list[int] = []
        for name, word in self._walk(chains, names, named):
            one, own, then = self._modules[name]
            plain(own)
            if type(one) is not ModuleType:
                object.__setattr__(one, "__class__", ModuleType)
                yield f"{name}'s class"
            right, now = then.get(word, MISSING), own.get(word, MISSING)
            if right is MISSING or word in meant or is_same(right, now):
                continue
            GRAVES.append(now)
            own[word] = right
            if is_to_be_named(name, now):
                yield f"{name}.{word}"
        yield from self._classes.put_back(meant, named)
        yield from self._functions.put_back_of(named)

    def put_back_whole(
        self, texts: Iterable[Text], meant: Collection[str], codes: bool
    ) -> Iterator[str]:
        """Undo what has changed in all of a library of which texts name something.

        Args:
            texts: what each names, and the namespace in which it runs.
            meant: the names that may change.
            codes: the code of some function has been set.
        """
        packages: set[str] = set()
        for chains, names in texts:
            packages |= {package_of(module) for module, _ in chains}
            for name, word in self._walk(chains, names, []):
                right = self._modules[name][2].get(word)
                packages.add(package_of(name))
                if issubclass(type(right), type) or type(right) is FunctionType:
                    packages.add(package_of(right.__module__))  # pytest.raises is of another
        yield from self._packages.put_back(sorted(packages), meant, codes)

    def _walk(
        self, chains: Collection[Chain], names: dict[str, Any], ends: list[int]
    ) -> Iterator[tuple[str, str]]:
        """Go along what chains name: give each module and the name that is looked for in it.

        Args:
            chains, names: as for `put_back`.
            ends: takes the ids of what the chains lead to.
        """
        for module, words in chains:
            found, *rest = self._path(module, words, names)
            for word in rest:
                name = self._names.get(id(found))
                if name is None:
                    break
                yield name, word
                found = self._modules[name][1].get(word, MISSING)
            ends.append(id(found))

    def _path(self, module: str, words: tuple[str, ...], names: dict[str, Any]) -> list[Any]:
        """Give what a chain begins with, and the names that follow."""
        if not module:
            return [dict.get(names, words[0]), *words[1:]]
        first, *inner = module.split(".")
        outermost = self._modules.get(first, (None,))[0]
        return [outermost, *inner, *words]

    def accept(
        self, chains: Collection[Chain], names: dict[str, Any], meant: Collection[str]
    ) -> None:
        """Take for right what a text names and means to change."""
        own_modules = {name: module for name, (module, *_) in self._modules.items()}
        self._given_away |= given_away(own_modules, meant)
        named: list[int] = []
        for name, word in self._walk(chains, names, named):
            _, own, then = self._modules[name]
            if word in meant and word in own:
                then[word] = own[word]
                self._packages.accept(name, word, own[word])
                self._functions.add([own[word]])
        self._classes.accept(meant, named)
        self._functions.accept(meant)

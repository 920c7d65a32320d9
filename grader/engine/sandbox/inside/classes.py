"""Inside the sandbox: classes whose methods are to stay as they are, and what hides these."""

import gc
import sys
from collections.abc import Collection, Iterable, Iterator
from operator import is_
from typing import Any, NamedTuple

from .frozen import HEAP_TYPE, MISSING, make_plain, put
from .guarded import CLASSES_OF, FRAMEWORKS, TOLD, is_of_library, is_to_be_named
from .identity import GRAVES, Referents, are_plain, are_same, decides, is_module, is_same


def classes_of() -> Iterator[tuple[str, type]]:
    """Every class that tests are made of, without naming it."""
    for name in filter(is_module, CLASSES_OF):
        for key, value in list(vars(sys.modules[name]).items()):
            if isinstance(value, type) and _is_of(value, name):
                yield f"{name}.{key}", value


def own_classes(name: str) -> list[tuple[str, type]]:
    """Every class that a module defines, with the name by which it has it."""
    return [
        (key, one)
        for key, one in vars(sys.modules[name]).items()
        if issubclass(type(one), type) and one.__module__ == name
    ]


class _Class(NamedTuple):
    """A class as it was: its metaclass and bases; all its names; what decides of them.

    line: the ids of the classes that a method is looked for in.
    methods: what decides; of a framework for tests, its settings too.
    closed: it is of such a framework, and nothing is added to it.
    """

    name: str
    one: Any
    kind: type
    bases: tuple[type, ...]
    line: tuple[int, ...]
    names: frozenset[str]
    methods: dict[str, Any]
    closed: bool


class Classes:
    """Classes as they were when this was made."""

    def __init__(self) -> None:
        self._kept: dict[int, _Class] = {}
        self._refer = Referents([])

    def keep(self, found: Iterable[tuple[str, type]]) -> Iterator[Any]:
        """Take these as they stand for right; give the methods of what is new or has changed."""
        for name, one in found:
            kept = self._kept.get(id(one))
            if kept is None or not _is_as(kept):
                own = dict(vars(one))
                closed = str(one.__module__).partition(".")[0] in FRAMEWORKS
                methods = {
                    key: value
                    for key, value in own.items()
                    if decides(value) or (closed and _is_setting(key, value))
                }
                line = tuple(map(id, one.__mro__))
                self._kept[id(one)] = _Class(
                    name, one, type(one), one.__bases__, line, frozenset(own), methods, closed
                )
                yield from methods.values()

    def accept(self, names: Collection[str], ids: Iterable[int] | None = None) -> None:
        """Take what has these names, in all or in those with these ids, as it stands for right."""
        for kept in self._some(ids):
            own = vars(kept.one)
            if touched := {name for name in names if name in own or name in kept.names}:
                for name in touched:
                    kept.methods.pop(name, None)
                    if name in own and decides(own[name]):
                        kept.methods[name] = own[name]
                self._kept[id(kept.one)] = kept._replace(names=kept.names | touched)

    def put_back(
        self,
        meant: Collection[str] = (),
        ids: Iterable[int] | None = None,
        task: Collection[str] = (),
    ) -> Iterator[str]:
        """Undo what has changed in them, or in those of them with these ids, and name it.

        Args:
            meant: names of methods that may change, in whatever class.
            ids: of classes.
            task: methods that may change, by their full names.
        """
        if ids is None and self._refer.are_the_same():
            return
        for kept in self._some(ids):
            if not _is_as(kept):
                yield from _put_back(kept, meant, task)
        if ids is None:
            self.settle()

    def settle(self) -> None:
        """See what all of them refer to, for this is as it should be."""
        self._refer = Referents([one for some in self.with_tables() for one in some])

    def with_tables(self) -> Iterator[list[Any]]:
        """Give each, with the table of its names."""
        for kept in self._kept.values():
            yield [kept.one, *gc.get_referents(vars(kept.one))]

    def _some(self, ids: Iterable[int] | None) -> list[_Class]:
        """Give all, or those with these ids and what they inherit from."""
        if ids is None:
            return list(self._kept.values())
        lines = {each for one in ids if one in self._kept for each in self._kept[one].line}
        return [self._kept[one] for one in lines if one in self._kept]


def _put_back(kept: _Class, meant: Collection[str], task: Collection[str]) -> Iterator[str]:
    name, one = kept.name, kept.one
    if type(one) is not kept.kind:
        type.__setattr__(one, "__class__", kept.kind)
        yield f"{name}'s class"
    if not are_same(one.__bases__, kept.bases):
        one.__bases__ = kept.bases
        yield f"{name}'s bases"
    own = vars(one)
    if not are_plain(own):
        make_plain(one)
        yield f"{name}'s names"
    for key in [key for key in own if key not in kept.names and f"{name}.{key}" not in task]:
        hides = key == "__getattr__" or any(key in vars(base) for base in one.__mro__[1:])
        if hides or (kept.closed and key not in TOLD):
            now = own[key]
            GRAVES.append(now)
            put(one, key, MISSING)
            if not is_of_library(now):
                yield f"{name}.{key}"
    for key, value in kept.methods.items():
        now = own.get(key)
        free = key in meant or f"{name}.{key}" in task
        if now is not value and not free and not is_same(value, now):
            GRAVES.append(now)
            put(one, key, value)
            if is_to_be_named(name, now):
                yield f"{name}.{key}"


def _is_setting(key: str, value: Any) -> bool:
    return key not in TOLD and key[:2] != "__" and type(value) not in (list, dict, set)


def _is_as(kept: _Class) -> bool:
    """Tell whether a class is as it was. Nearly always it is, and to look so costs least."""
    one: Any = kept.one
    own, bases = vars(one), one.__bases__
    return (
        type(one) is kept.kind
        and bases is kept.bases
        and are_plain(own)
        and kept.names.issuperset(own)
        and all(map(is_, kept.methods.values(), map(own.get, kept.methods)))
    )


def _is_of(one: type, module: str) -> bool:
    """Whether a class can be changed, and is the module's own, or its package's."""
    own = one.__module__.partition(".")[0] == module.partition(".")[0]
    return own and bool(one.__flags__ & HEAP_TYPE)

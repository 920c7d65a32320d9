"""Inside the sandbox: functions whose code, and what it works with, are to stay as they are."""

from collections.abc import Collection, Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

from .identity import Referents, are_same

_PARTS = frozenset(("__code__", "__defaults__", "__kwdefaults__", "cell_contents"))


class Functions:
    """Functions as they were when each was added."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, ...]] = {}
        self._held: dict[int, list[int]] = {}
        self._refer = Referents([])

    def add(self, values: Iterable[Any]) -> None:
        """Keep those of these that are functions, or hold or wrap one."""
        for value in values:
            for one in (value, *_held(value)):
                if type(one) is FunctionType:
                    self._keep(one)
                    if one is not value:
                        self._held.setdefault(id(value), []).append(id(one))

    def _keep(self, one: FunctionType) -> None:
        named, cells = one.__kwdefaults__, one.__closure__ or ()
        called = [(cell, now) for cell in cells if callable(now := _content(cell))]
        words = dict(named) if named else {}
        self._kept[id(one)] = one, one.__code__, one.__defaults__, named, words, called

    def accept(self, names: Collection[str]) -> None:
        """Take all of it as it stands for right, where one of these is the name of a part of it."""
        if not _PARTS.isdisjoint(names):
            for one in self.all():
                self._keep(one)

    def all(self) -> list[FunctionType]:
        """Give them."""
        return [one[0] for one in self._kept.values()]

    def put_back(self) -> Iterator[str]:
        """Undo what has changed in any of them, and name it."""
        if not self._refer.are_the_same():
            yield from self.put_back_of([*self._kept])
            self.settle()

    def put_back_of(self, ids: Iterable[int]) -> Iterator[str]:
        """Undo what has changed in what has these ids, and name it."""
        held = {each for one in ids for each in (one, *self._held.get(one, ()))}
        for kept in [self._kept[one] for one in held if one in self._kept]:
            yield from _put_back(*kept)

    def settle(self) -> None:
        """See what all of them refer to, for this is as it should be."""
        # To ask a function itself for its code has every audit hook called.
        self._refer = Referents([one for some in self.with_words() for one in some])

    def with_words(self) -> Iterator[list[Any]]:
        """Give each, with the cells and the table that it works with."""
        for one, _, _, named, _, called in self._kept.values():
            yield [one, *(cell for cell, _ in called), *([named] if named else [])]


def _put_back(
    function: FunctionType,
    code: CodeType,
    defaults: tuple[Any, ...] | None,
    named: dict[str, Any] | None,
    words: dict[str, Any],
    called: list[tuple[Any, Any]],
) -> Iterator[str]:
    if function.__code__ is not code:
        function.__code__ = code
        yield f"the code of {function.__name__}"
    # To set them, even to what they are, has the interpreter forget what it knows of the function.
    if function.__defaults__ is not defaults or function.__kwdefaults__ is not named:
        function.__defaults__, function.__kwdefaults__ = defaults, named
        yield f"the defaults of {function.__name__}"
    if named and not are_same([*named.items()], [*words.items()]):
        named.clear()
        named.update(words)
        yield f"the defaults of {function.__name__}"
    for cell, content in called:
        if _content(cell) is not content:
            cell.cell_contents = content
            yield f"what {function.__name__} works with"


def _held(value: Any) -> tuple[Any, ...]:
    """Give what a value holds or wraps; nobody's `__getattr__` is asked, which may do anything."""
    kind = type(value)
    if kind is property:
        return value.fget, value.fset
    if kind is staticmethod or kind is classmethod:
        return (value.__func__,)
    try:
        own = object.__getattribute__(value, "__dict__")
    except Exception:
        return ()
    return (own["__wrapped__"],) if type(own) is dict and "__wrapped__" in own else ()


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return None  # not yet, or never, set

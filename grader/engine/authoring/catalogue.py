"""What a catalogue is made of: mistakes, pairs of them, and right answers that look different.

A change turns a function's plain form into an implementation: edits, each (old, new), or a whole
source. So a mistake differs from code that every check accepts by the mistake alone. The plain
form is the reference's own source, or what the catalogue's CLASSIC has for the function.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from grader.cases.call import said_by
from grader.diagnosis.code import is_pattern
from grader.engine.errors import AuthorError

from .folder import Folder

Edit = tuple[str, str]
Change = str | tuple[Edit, ...]
FORMS = {
    "CLASSIC": "{function: source}",
    "UNFINISHED": "{function: (name, …)}",
    "EQUIVALENT": "{(function, line): reason}",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong implementation with one fault.

    name: a few words, unique among the mistakes of the function.
    misconception: one sentence that says what is done, true of whatever behaves alike.
    hint: leads to the answer, and stops short of it.
    change: what makes the implementation.
    heading: where the lesson tells of it; empty for the section of the function's own stub.
    code: patterns of code, one of which must occur where this is said: for a sentence that speaks
        of the code, or a mistake that ends in errors alone. See grader.diagnosis.code.
    more: other changes that make the same mistake, and answer in another way.
    """

    function: str
    name: str
    misconception: str
    hint: str
    change: Change
    heading: str = ""
    code: tuple[str, ...] = ()
    more: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        """See to it that each part is of its kind: a pair of brackets is soon forgotten."""
        if not _texts((self.function, self.name, self.misconception, self.hint, self.heading)):
            raise AuthorError("Mistake(function, name, misconception, hint, …) begins with texts.")
        _require_change(self.name, self.change, *self.more)
        if not _texts(self.code):
            raise AuthorError(f"“{self.name}”: code is a tuple of texts: code=(…,)")
        for pattern in self.code:
            if not is_pattern(pattern):
                raise AuthorError(f"“{self.name}”: {pattern!r} in code is no line of Python.")


@dataclass(frozen=True, slots=True)
class Pair:
    """A wrong implementation with two faults of the catalogue, by their names."""

    function: str
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Right:
    """A right implementation, in another way than the reference."""

    function: str
    name: str
    change: Change

    def __post_init__(self) -> None:
        """As a mistake's."""
        _require_change(self.name, self.change)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The mistakes and right ways of an assignment, and how to make functions of them.

    classic: the plain form of a function, where it is not the reference's source.
    unfinished: mistakes of a function that code has until it is finished, such as a guard that is
        still missing: every other mistake is known together with each of them, too.
    equivalent: mutants that do what the original does: (function, the line that differs), why.
    """

    folder: Folder
    mistakes: tuple[Mistake, ...]
    pairs: tuple[Pair, ...]
    right: tuple[Right, ...]
    classic: Mapping[str, str] = field(default_factory=dict)
    unfinished: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    equivalent: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def source_of(self, one: Mistake | Right) -> str:
        """Give the source that a change makes of a function's plain form.

        Raises:
            AuthorError: an edit does not fit.
        """
        try:
            return self.changed(one.function, one.change)
        except ValueError as error:
            raise AuthorError(f"“{one.name}”: {error}.") from None

    def changed(self, function: str, change: Change) -> str:
        """Apply a change to a function's plain form; see source_of."""
        if isinstance(change, str):
            return change
        source = self.classic.get(function) or self.folder.source_of(function)
        for old, new in change:
            if old not in source:
                where = "CLASSIC's source" if function in self.classic else "the reference's source"
                raise ValueError(f"{old!r} is not in {where} of {function}")
            source = source.replace(old, new)
        return source

    def mistake(self, function: str, name: str) -> Mistake:
        """Find a mistake by its name.

        Raises:
            AuthorError: there is none.
        """
        for one in self.mistakes:
            if (one.function, one.name) == (function, name):
                return one
        raise AuthorError(f"there is no mistake “{name}” of {function}.")

    def joined(self, function: str, changes: Sequence[Change], other: Change) -> Iterator[str]:
        """Yield the sources of those changes that go together with another one."""
        for change in changes:
            if not isinstance(change, str) and not isinstance(other, str):
                with contextlib.suppress(ValueError):  # both are edits of one place
                    yield self.changed(function, change + other)

    def pair_sources(self) -> Iterator[tuple[str, tuple[str, str], str]]:
        """Yield function, names and source of every pair: the edits of the one, then the other's.

        Raises:
            AuthorError: one is a whole source, or both are edits of one and the same place.
        """
        by_name = {(mistake.function, mistake.name): mistake for mistake in self.mistakes}
        for pair in self.pairs:
            for name in pair.names:
                if (pair.function, name) not in by_name:
                    raise AuthorError(f"a pair names “{name}”, no mistake of {pair.function}.")
            first, second = (by_name[pair.function, name].change for name in pair.names)
            said = f"the pair “{pair.names[0]}” and “{pair.names[1]}” of {pair.function}"
            if isinstance(first, str) or isinstance(second, str):
                raise AuthorError(f"{said}: a whole source cannot be joined with another mistake.")
            try:
                yield pair.function, pair.names, self.changed(pair.function, first + second)
            except ValueError as error:
                raise AuthorError(f"{said}: {error}.") from None

    def define(self, function: str, source: str) -> Callable[..., Any]:
        """Define a function beside what the reference's own has, as in a notebook.

        Raises:
            AuthorError: the source does not define it.
        """
        namespace = dict(self.folder.function(function).__globals__)
        reference = vars(self.folder.reference())
        namespace |= {name: value for name, value in reference.items() if not name.startswith("_")}
        namespace["__name__"] = "__main__"
        namespace.pop(function, None)
        try:
            exec(compile(source, f"<{function}>", "exec"), namespace)
        except Exception as error:
            raise AuthorError(
                f"an implementation of {function} in the mistakes is no program: {said_by(error)}:"
                f"\n{source.strip()}"
            ) from None
        if not callable(defined := namespace.get(function)):
            raise AuthorError(
                f"an implementation in the mistakes does not define {function}:\n{source.strip()}"
            )
        return defined


def read_catalogue(folder: Folder) -> Catalogue:
    """Import an assignment's mistakes and right ways; an empty catalogue where there are none.

    Raises:
        AuthorError: a list of them is no list, or holds something else.
    """
    if not (folder.home / "mistakes").exists() and not (folder.home / "mistakes.py").exists():
        return Catalogue(folder, (), (), ())
    module = folder.part(f"solutions.{folder.name}.mistakes")
    lists = {"MISTAKES": Mistake, "PAIRS": Pair, "RIGHT": Right}
    for name in vars(module):
        near = get_close_matches(name, (*lists, *FORMS), cutoff=0.8) if name.isupper() else ()
        if near and name != near[0]:
            raise AuthorError(f"{module.__file__} has {name}, and it is to be {near[0]}.")
    found: dict[str, Any] = {name: vars(module).get(name, ()) for name in lists}
    for name, kind in lists.items():
        held: Any = found[name] if isinstance(found[name], tuple | list) else [None]
        if not all(isinstance(one, kind) for one in held):
            raise AuthorError(
                f"{name} in {module.__file__} is to be a tuple of {kind.__name__}(…), such as "
                f"{name} = ({kind.__name__}(…),), with the comma."
            )
        names = [(one.function, one.name) for one in held if not isinstance(one, Pair)]
        if twice := next((one for one in names if names.count(one) > 1), None):
            raise AuthorError(f"{name} of {twice[0]}: two are called “{twice[1]}”.")
    tables = {name: vars(module).get(name, {}) for name in FORMS}
    for name, table in tables.items():
        if not isinstance(table, dict) or (
            name == "UNFINISHED" and not all(map(_texts, table.values()))
        ):
            raise AuthorError(
                f"{name} in {module.__file__} is no dictionary of the form {name} = {FORMS[name]}."
            )
    return Catalogue(folder, *found.values(), *tables.values())


def _texts(some: object) -> bool:
    return isinstance(some, tuple) and all(isinstance(one, str) for one in some)


def _require_change(name: str, *changes: object) -> None:
    for change in changes:
        edits: Any = change if isinstance(change, tuple) else [None]
        if not isinstance(change, str) and not all(_texts(e) and len(e) == 2 for e in edits):
            raise AuthorError(
                f"“{name}”: a change is a tuple of edits, each (old, new), such as "
                f"((old, new),), or a whole program; not {change!r:.80}."
            )

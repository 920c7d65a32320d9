"""Inside the sandbox: what decides how a test runs, put back as it was before the test runs.

A student's cell can replace nearly everything in its own process: the shell's transformers, the
way errors are shown, `numpy.allclose`. This undoes the replacements that are known to turn a
failing test into a passing one, and names them. It is a fence, not a wall: no list of them ends.
"""

import builtins
import contextlib
import gc
import io
import sys
from ast import Module
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

from .classes import Classes, classes_of
from .forgotten import Forgotten
from .frozen import frozen_classes
from .functions import Functions
from .guarded import (
    MODULES,
    is_of_library,
    is_to_be_named,
    lists_of,
    magics_of,
    means_the_same,
    own_lists,
    parts_of,
    places_of,
    tables_of,
)
from .identity import GRAVES, are_same, is_in, is_module, plain
from .instructors import Instructors
from .lasting import AROUND, Chain, assigned, defines, named, tree_of
from .libraries import Libraries, Text, given_away
from .spaces import How, Space, names_of, own_names, system_hooks
from .stores import Stores
from .threads import Threads

THREADS = "threads that go on beside the tests"
_BUILTINS = frozenset(key for key in vars(builtins) if not key.startswith("__"))


class Kept:
    """How things stood when this was made, or when `keep` was called last."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        # Traits are made when they are asked for first, or set.
        _ = shell.ast_transformers, shell.input_transformers_post, shell.display_formatter
        shell.loop_runner = shell.loop_runner
        self._modules = tuple(MODULES)
        self._texts: list[Text] = []  # what the instructor's own texts name, and where
        self._called: list[Text] = []  # of these, the texts of what a test may call
        self._sets: set[str] = set()  # what these set themselves, perhaps when they are called
        self._chains: set[Chain] = set()
        self._defines = False
        self._libraries, self._own, self.forgotten = Libraries(), Instructors(), Forgotten()
        self._spaces: dict[str, Space] = {}
        self._loaded: dict[str, Any] = {}
        self._classes, self._functions = Classes(), Functions()
        self._keep()
        self._transformers = self._transforming()

    def transforms(self) -> bool:
        """Whether the instructor's text has put in transformers of its own."""
        return not are_same(self._transforming(), self._transformers)

    def _transforming(self) -> list[Any]:
        return [one for name, _, then in self._lists if "transform" in name for one in then]

    def guard(self, modules: list[str], task: Collection[str]) -> None:
        """Look after more modules: the instructor's own, which tests import.

        Args:
            modules: their names.
            task: the names in them that the task is to change.
        """
        self._modules, self._own.task = (*self._modules, *modules), task
        for name in modules:
            tree = None
            with contextlib.suppress(OSError):
                file = str(getattr(sys.modules[name], "__file__", None))
                tree = tree_of(Path(file).read_text("utf-8", "replace"))
            if tree is not None:
                self._texts.append((named(tree), vars(sys.modules[name])))
                self._called.append(self._texts[-1])
                self._sets |= assigned(tree)
            self._own.add(name, tree)
            self.forgotten.add(sys.modules[name])
        if modules:  # what they have changed as they were imported is right
            self._keep()

    def keep(self, names: Collection[str]) -> None:
        """Take things as they stand for right: a cell of the instructor's made them so.

        Args:
            names: what its text sets.
        """
        self._texts.append((self._chains, self.shell.user_ns))
        if self._defines:
            self._called.append(self._texts[-1])
        self._sets |= set(names)
        self._keep()

    def _keep(self) -> None:
        self._streams = sys.stdout, sys.stderr
        self._interactivity = self.shell.ast_node_interactivity
        for name, how in self._found():
            if name not in self._spaces or self._loaded.get(name) is not sys.modules.get(name):
                self._spaces[name] = Space(*how)
            self._functions.add(self._spaces[name].keep())
        self._keep_shell()
        self._classes.settle()
        self._functions.settle()

    def _keep_shell(self) -> None:
        self._types = {name: type(part) for name, part in parts_of(self.shell)}
        self._lists = [
            (name, owner[key], own_lists(owner[key])) for name, owner, key in lists_of(self.shell)
        ]
        self._tables = [(name, some, dict(some)) for name, some in tables_of(self.shell)]
        self._places = {name: owner.get(key) for name, owner, key in places_of(self.shell)}
        self._loaded = {name: sys.modules[name] for name in self._modules if is_module(name)}
        self._functions.add(self._classes.keep((*classes_of(), *frozen_classes())))
        self._stores = Stores(self._loaded, magics_of(self.shell))
        self._kinds = {name: type(module) for name, module in self._loaded.items()}
        self._threads = Threads()

    def accept(self, names: Collection[str]) -> None:
        """Take things with these names alone as they stand for right, in whatever they are."""
        if "stdout" in names:
            self._streams = sys.stdout, sys.stderr
        if not {"ast_node_interactivity", "get_ipython"}.isdisjoint(names):
            self._interactivity = self.shell.ast_node_interactivity
        for name, how in self._found():
            if name in self._spaces:
                self._functions.add(self._spaces[name].accept(names))
            else:
                self._spaces[name] = Space(*how)
                self._functions.add(self._spaces[name].keep())
        if "get_ipython" in names:
            self._keep_shell()
        for name in given_away(self._loaded, names):
            del self._loaded[name]
        self._classes.accept(names)
        self._functions.accept(names)
        self._classes.settle()
        self._functions.settle()
        self._libraries.accept(self._chains, self.shell.user_ns, names)

    def captures(self) -> bool:
        """Whether what is printed goes elsewhere now, to where no code of a student's can run.

        A helper of the instructor's may record it from here on, and its name tells nothing.
        """
        now = sys.stdout, sys.stderr
        changed = [one for one, then in zip(now, self._streams, strict=True) if one is not then]
        return bool(changed) and all(
            (type(one) is io.StringIO and not any(map(callable, vars(one).values())))
            or type(one).__module__ in self._modules
            for one in changed
        )

    def functions(self) -> list[FunctionType]:
        """The functions that are looked after."""
        return self._functions.all()

    def builtins_of_the_notebook(self) -> list[str]:
        """Have the notebook's code find the builtins where they are; name it where it did not."""
        names = self.shell.user_ns
        found = names.get("__builtins__")
        names["__builtins__"] = builtins
        # As `exec` names them for the code that it runs, %pylab's among it.
        if found is builtins or found is vars(builtins):
            return []
        return ["the notebook's __builtins__"]

    def put_back(self, tree: Module | None, meant: Collection[str] = ()) -> list[str]:
        """Undo what has changed since, and name it.

        Args:
            tree: the text of the cell that is to run, or has run.
            meant: the names that were meant to change.
        """
        gc.collect()  # what waits to be finalised is so before, not during, a test
        if "ast_node_interactivity" not in meant:
            self.shell.ast_node_interactivity = self._interactivity
        if "stdout" not in meant:  # to forget its end is nothing to be named for
            sys.stdout, sys.stderr = self._streams
        self._chains = named(tree) if tree is not None else set()
        self._defines = tree is not None and defines(tree)
        if tree is not None:
            self._own.read(tree)
        return sorted({*self._put_back(meant)})[:20]

    def put_back_libraries(self, codes: bool) -> list[str]:
        """Undo what has changed in the libraries that the cell which is to run works with.

        What a cell itself has changed is seen before the next: nothing can count on it before.

        Args:
            codes: the code of some function has been set.
        """
        texts = [*self._called, (self._chains, self.shell.user_ns)]
        return sorted({*self._libraries.put_back_whole(texts, self._sets, codes)})[:20]

    def _put_back(self, meant: Collection[str]) -> Iterator[str]:
        plain(sys.modules)
        for name, module in self._loaded.items():
            if sys.modules.get(name) is not module and name.rpartition(".")[2] not in meant:
                sys.modules[name] = module
                yield f"sys.modules[{name!r}]"
            if type(module) is not self._kinds[name]:
                object.__setattr__(module, "__class__", self._kinds[name])
                yield f"{name}'s class"
        for name, owner, key in places_of(self.shell):
            if name in self._places and owner.get(key) is not self._places[name]:
                owner[key] = self._places[name]
                yield name
        yield from self._classes.put_back(meant)
        yield from self._own.put_back(meant)
        self.forgotten.put_back()
        yield from self._stores.put_back()
        for name, part in parts_of(self.shell):
            if type(part) is not self._types[name]:
                part.__class__ = self._types[name]
                yield f"{name}'s class"
        for name, space in self._spaces.items():
            for key, now, right in space.changed():
                if key not in meant and f"{name}.{key}" not in self._own.task:
                    GRAVES.append(now)
                    space.put(key, right)
                    if is_to_be_named(name, now):
                        yield f"{name}.{key}"
        # What has a builtin's name is found before the builtin.
        for name, module in self._loaded.items():
            known = self._spaces[name].keys
            new = () if known.issuperset(vars(module)) else vars(module).keys() - known
            for key in _BUILTINS.intersection(new):
                if not means_the_same(name, key, vars(module)[key]):
                    delattr(module, key)
                    yield f"{name}.{key}"
        for name, part in parts_of(self.shell):
            for key in [k for k in vars(part) if k not in self._spaces[name].keys and k[:1] != "_"]:
                if callable(vars(part)[key]) and hasattr(type(part), key):
                    del vars(part)[key]
                    yield f"{name}.{key}"
        yield from self._functions.put_back()
        for name, some, then_list in self._lists:
            if AROUND.isdisjoint(meant) and not are_same(own_lists(some), then_list):
                kept = own_lists(some)
                some[:] = then_list + [one for one in some if not is_in(one, kept)]
                added = [one for one in kept if not is_in(one, then_list)]
                # What a library has put there for itself goes too, and is nobody's trick.
                if not added or not all(is_of_library(one) for one in added):
                    yield name
        yield from self._put_back_tables()
        free = self._sets.union(meant)
        for chains, names in [*self._texts, (self._chains, self.shell.user_ns)]:
            yield from self._libraries.put_back(chains, names, free)
        yield from self._outside_python()

    def _put_back_tables(self) -> Iterator[str]:
        # IPython moves an entry from one table to another when it first needs it.
        right = {id(writer) for _, _, then in self._tables for writer in then.values()}
        for name, table, then_table in self._tables:
            for key in [key for key, writer in table.items() if id(writer) not in right]:
                now = table.pop(key)
                if key in then_table:
                    table[key] = then_table[key]
                if not is_of_library(now):
                    yield name

    def _outside_python(self) -> Iterator[str]:
        if sys.gettrace() is not None:
            sys.settrace(None)
            yield "sys.settrace"
        if sys.getprofile() is not None:
            sys.setprofile(None)
            yield "sys.setprofile"
        if self.beside():
            yield THREADS

    def beside(self) -> bool:
        """Whether a thread that the notebook has started goes on."""
        return self._threads.go_on()

    def _found(self) -> Iterator[tuple[str, How]]:
        """Name every namespace whose functions are looked after, and say how to read and to set."""
        for name in filter(is_module, self._modules):
            module = sys.modules[name]
            yield name, (partial(names_of, module), partial(setattr, module))
        yield "sys", (system_hooks, partial(setattr, sys))
        for name, part in parts_of(self.shell):
            yield name, (partial(own_names, part), partial(setattr, part))

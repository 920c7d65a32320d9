"""Inside the sandbox: what decides how a test runs, put back as it was before the test runs.

A student's cell can replace nearly everything in its own process: the shell's transformers, the
way errors are shown, `numpy.allclose`. This undoes the replacements that are known to turn a
failing test into a passing one, and names them. It is a fence, not a wall: a test in the same
process as the code that it tests can be reached in ways that no list ends.
"""

import _thread
import builtins
import gc
import io
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from types import FunctionType, ModuleType
from typing import Any

from .classes import Classes, classes_of
from .frozen import Frozen
from .guarded import (
    JUDGES,
    MODULES,
    is_of_library,
    lists_of,
    own_lists,
    parts_of,
    places_of,
    tables_of,
)
from .identity import are_same, is_in, is_same
from .stores import Stores

THREADS = "threads that go on beside the tests"
_MISSING = object()
_BUILTINS = frozenset(key for key in vars(builtins) if not key.startswith("__"))
# No function or class, and to be put back all the same.
SETTINGS = ("custom_exceptions", "_showtraceback", "compile", "InteractiveTB", "events")
# These change as IPython works.
_IN_FLUX = ("sys_excepthook", "user_ns", "user_module", "outputs", "source", "exec_result")


class Kept:
    """How things stood when this was made, or when `keep` was called last."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        # Traits are made when they are asked for first.
        for _ in (shell.ast_transformers, shell.input_transformers_post, shell.display_formatter):
            pass
        self._modules = tuple(MODULES)
        self._task: Collection[str] = ()
        self.keep()

    def guard(self, modules: list[str], task: Collection[str]) -> None:
        """Look after more modules: the instructor's own, which tests import.

        Args:
            modules: their names.
            task: the names in them that the task is to change.
        """
        self._modules = (*self._modules, *modules)
        self._task = task
        self.keep()

    def keep(self, only: Callable[[str], bool] = lambda name: True) -> None:
        """Take things as they stand for right.

        Args:
            only: for these names alone, in whatever module or class they are.
        """
        before = getattr(self, "_names", {})
        self._names = {
            name: _mixed(before.get(name), dict(space), only) for name, space in self._spaces()
        }
        self._code = {
            id(f): (f, f.__code__, f.__defaults__, f.__kwdefaults__)
            for space in self._names.values()
            for f in _functions(space)
        }
        if not before or only("stdout"):
            self._streams = sys.stdout, sys.stderr
        if not before or only("ast_node_interactivity") or only("get_ipython"):
            self._interactivity = self._shell.ast_node_interactivity
        if before and not only("get_ipython"):
            return
        self._types = {name: type(part) for name, part in parts_of(self._shell)}
        self._lists = [
            (name, owner[key], own_lists(owner[key])) for name, owner, key in lists_of(self._shell)
        ]
        self._tables = [(name, some, dict(some)) for name, some in tables_of(self._shell)]
        self._places = {name: owner.get(key) for name, owner, key in places_of(self._shell)}
        self._loaded = {name: sys.modules[name] for name in self._modules if name in sys.modules}
        self._classes, self._frozen = Classes(), Frozen()
        self._stores = Stores(self._loaded)
        self._kinds = {name: type(module) for name, module in self._loaded.items()}
        self._threads = set(threading.enumerate())

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
        return [one[0] for one in self._code.values()]

    def builtins_of_the_notebook(self) -> list[str]:
        """Have the notebook's code find the builtins where they are; name it where it did not."""
        names = self._shell.user_ns
        found = names.get("__builtins__")
        names["__builtins__"] = builtins
        # As `exec` names them for the code that it runs, %pylab's among it.
        if found is builtins or found is vars(builtins):
            return []
        return ["the notebook's __builtins__"]

    def put_back(self, meant: Collection[str] = ()) -> list[str]:
        """Undo what has changed since, but for what was meant to change, and name it."""
        gc.collect()  # what waits to be finalised is so before, not during, a test
        if "ast_node_interactivity" not in meant:
            self._shell.ast_node_interactivity = self._interactivity
        # Who forgot to end a redirection has done nothing to be named for.
        if "stdout" not in meant:
            sys.stdout, sys.stderr = self._streams
        return sorted({*self._put_back(meant)})[:20]

    def _put_back(self, meant: Collection[str]) -> Iterator[str]:
        for name, module in self._loaded.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                yield f"sys.modules[{name!r}]"
            if type(module) is not self._kinds[name]:
                object.__setattr__(module, "__class__", self._kinds[name])
                yield f"{name}'s class"
        for name, owner, key in places_of(self._shell):
            if name in self._places and owner.get(key) is not self._places[name]:
                owner[key] = self._places[name]
                yield name
        yield from self._classes.put_back()
        yield from self._frozen.put_back()
        yield from self._stores.put_back()
        for name, part in parts_of(self._shell):
            if type(part) is not self._types[name]:
                part.__class__ = self._types[name]
                yield f"{name}'s class"
        spaces = dict(self._spaces())
        for name, then in self._names.items():
            for key in _changed(then, spaces.get(name, {})):
                if key not in meant and f"{name}.{key}" not in self._task:
                    now = spaces.get(name, {}).get(key)
                    self._put(name, key, then[key])
                    # A library that is imported may put its own in, for how warnings look.
                    if name.startswith(JUDGES) or not is_of_library(now):
                        yield f"{name}.{key}"
        # What has a builtin's name is found before the builtin.
        for name, module in self._loaded.items():
            for key in (_BUILTINS & vars(module).keys()) - self._names[name].keys():
                if not _means_the_same(name, key, vars(module)[key]):
                    delattr(module, key)
                    yield f"{name}.{key}"
        for name, part in parts_of(self._shell):
            for key in [k for k in vars(part) if k not in self._names[name] and k[:1] != "_"]:
                if callable(vars(part)[key]) and hasattr(type(part), key):
                    del vars(part)[key]
                    yield f"{name}.{key}"
        for function, code, defaults, keywords in self._code.values():
            if function.__code__ is not code:
                function.__code__ = code
                yield f"the code of {function.__name__}"
            function.__defaults__, function.__kwdefaults__ = defaults, keywords
        for name, some, then_list in self._lists:
            if not are_same(own_lists(some), then_list):
                kept = own_lists(some)
                some[:] = then_list + [one for one in some if not is_in(one, kept)]
                added = [one for one in kept if not is_in(one, then_list)]
                # What a library has put there for itself goes too, and is nobody's trick.
                if not added or not all(is_of_library(one) for one in added):
                    yield name
        yield from self._put_back_tables()
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
        threads = [one for one in threading.enumerate() if one is not threading.main_thread()]
        if _thread._count() > len(threads):
            return True  # one was started below threading, which knows all others
        for thread in threads:
            work = getattr(thread, "_target", None) or type(thread)
            if thread not in self._threads and getattr(work, "__module__", "") == "__main__":
                return True
        return False

    def _spaces(self) -> Iterator[tuple[str, Any]]:
        """Every namespace whose functions are looked at."""
        for name in self._modules:
            if name in sys.modules:
                yield name, vars(sys.modules[name])
        for name, one in classes_of():
            yield name, vars(one)
        yield "sys", {"displayhook": sys.displayhook, "excepthook": sys.excepthook}
        for name, part in parts_of(self._shell):
            yield name, {**vars(part), **vars(part).get("_trait_values", {})}

    def _put(self, name: str, key: str, value: Any) -> None:
        parts = dict(parts_of(self._shell))
        if name in parts:
            setattr(parts[name], key, value)
        elif name in sys.modules:
            setattr(sys.modules[name], key, value)
        else:
            module, _, owner = name.rpartition(".")
            setattr(getattr(sys.modules[module], owner), key, value)


def _mixed(before: Any, now: dict[str, Any], only: Callable[[str], bool]) -> dict[str, Any]:
    """What counts from now on: of what was known, the new where it is meant to change."""
    if before is None:
        return now
    return {**now, **{key: value for key, value in before.items() if not only(key)}}


def _functions(space: dict[str, Any]) -> Iterator[FunctionType]:
    for value in space.values():
        function = getattr(value, "__wrapped__", value) if callable(value) else None
        for one in (value, function):
            if isinstance(one, FunctionType):
                yield one


def _changed(then: Any, now: Any) -> Iterator[str]:
    """Name what was a function or a class, or a setting, and is not the same any more."""
    for key, value in then.items():
        other = now.get(key, _MISSING)
        if other is value or key in _IN_FLUX or not _decides(key, value):
            continue
        if not is_same(value, other):
            yield key


def _means_the_same(module: str, key: str, value: Any) -> bool:
    """Tell whether a builtin's name in a module can change no test.

    Old code reads `np.int` and its like, which NumPy has taken out, and puts them back. No function
    of NumPy's looks for a name in its outermost module.
    """
    return value is vars(builtins)[key] or (module == "numpy" and is_of_library(value))


def _decides(key: str, value: Any) -> bool:
    return (
        callable(value)
        or key in SETTINGS
        or isinstance(value, ModuleType)
        or hasattr(type(value), "__get__")
    )

"""Inside the sandbox: run a student's cells, and call the student's functions when asked.

This process belongs to the student's code, which may do with it what it likes. It holds no
expected value and no mark: all it can do is answer.
"""

import builtins
import contextlib
import importlib
import linecache
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from grader.cases.call import Kept, call, said_by, shows
from grader.cases.plain import pack_answer, unpack
from grader.magics import without_magics
from grader.reuse import FETCHED

from .handed import write_files
from .protocol import Channel, Closed
from .stand_in import Line, stand_in

MAX_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a notebook had defined where a function is checked, and NumPy's error settings there.

    A function finds its helpers under their names in the notebook's namespace, and a later cell
    may use these names for something else.
    """

    names: dict[str, Any]
    errors: Any


class Notebook:
    """One notebook of the submission: a namespace, and what is remembered of it."""

    def __init__(self) -> None:
        self.module = ModuleType("__main__")
        self.remembered: dict[str, Remembered] = {}
        self.replaced: dict[str, Any] = {}

    def remember(self, function: str) -> None:
        """Keep the namespace as it is now, for this function."""
        self.remembered[function] = Remembered(dict(vars(self.module)), np.geterr())

    def replace(self, functions: list[str], line: Line) -> None:
        """Have stand-ins in the place of the student's functions from now on."""
        self.replaced.update({name: stand_in(name, line) for name in functions})

    def function(self, name: str) -> Any:
        """Find a function, in the namespace as it was where the function is checked."""
        if then := self.remembered.get(name):
            names = vars(self.module)
            names.clear()
            names.update(then.names)
            np.seterr(**then.errors)
        # A function of an earlier notebook has a namespace of its own, and its helpers there.
        homes = [
            function.__globals__
            for function in list(vars(self.module).values())
            if isinstance(function, FunctionType) and _is_fetched(function)
        ]
        for home in [vars(self.module), *homes]:
            home.update(self.replaced)
        return getattr(self.module, name, None)


def _is_fetched(function: FunctionType) -> bool:
    """Whether a function came from an earlier notebook, by use_my_functions."""
    return str(function.__globals__.get("__name__", "")).startswith(FETCHED)


def prepare(modules: list[str]) -> None:
    """Load what the course's notebooks load, so that no submission waits for it."""
    for module in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    with contextlib.suppress(ImportError):
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots()
        axes.set_title("so that fonts are loaded")
        figure.canvas.draw()
        plt.close(figure)


def serving() -> Callable[[Channel], None]:
    """Give what answers requests in a worker."""
    return serve


def serve(channel: Channel) -> None:
    """Answer requests until the grader hangs up."""
    notebooks: dict[str, Notebook] = {}
    # After the library's folders, not before: a file of the submission can be imported, and
    # cannot take the place of a module.
    sys.path[:] = [path for path in sys.path if path] + [str(Path.cwd())]
    line, errors = Line(channel), np.geterr()
    builtins.display = _display  # type: ignore[attr-defined]
    while True:
        try:
            request, arrays = line.receive()
        except Closed:
            return
        if request["notebook"] not in notebooks:
            np.seterr(**errors)  # a new notebook is a new kernel, as far as it can tell
            notebooks[request["notebook"]] = Notebook()
        notebook = notebooks[request["notebook"]]
        # As in a notebook, where classes look for their module.
        sys.modules["__main__"] = notebook.module
        line.send(*_answer(request, arrays, notebook, line))


def _answer(
    request: dict[str, Any], arrays: list[np.ndarray], notebook: Notebook, line: Line
) -> tuple[Any, list[np.ndarray]]:
    if "files" in request:
        write_files(request["files"], arrays[0].tobytes())
        return {}, []
    if "source" in request:
        return _run(request["source"], request["place"], notebook.module), []
    if "replace" in request:
        notebook.replace(request["replace"], line)
        return {}, []
    if "remember" in request:
        notebook.remember(request["remember"])
        return {}, []
    function = notebook.function(request["function"])
    if not callable(function):
        return {"undefined": True}, []
    if shows(function, request["defaults"]):
        return {"spared": True}, []
    args, kwargs = unpack(request["inputs"], arrays)
    answer = call(function, tuple(args), kwargs)
    packed, answers = pack_answer(answer.value, answer.inputs)
    error = answer.error and answer.error[:MAX_TEXT]
    body = {"answer": packed, "error": error, "at": answer.at, "kinds": answer.kinds}
    return body, answers


def _run(source: str, place: str, module: ModuleType) -> dict[str, str]:
    """Run one cell as IPython would, and keep what it prints and the error it ends with."""
    source = without_magics(source)
    linecache.cache[place] = (len(source), None, source.splitlines(True), place)
    printed, error = Kept(MAX_TEXT), ""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            exec(compile(source, place, "exec"), module.__dict__)
        except (Exception, SystemExit) as raised:
            error = said_by(raised)
    return {"text": printed.text, "error": error[:MAX_TEXT]}


def _display(*values: object, **_: object) -> None:
    """Stand in for IPython's display, which every notebook has."""
    print(*values)

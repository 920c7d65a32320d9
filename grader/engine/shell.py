"""Inside the sandbox: run a notebook's cells as Jupyter's Python kernel runs them.

Here the tests run beside the student's code, in one process: see docs/any-course.md for what that
can protect and what it cannot. IPython does the work; what this adds is that its hooks are put
back before a test runs, and that a test's text is nowhere before its turn.
"""

import builtins
import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import hooks
from .outputs import Outputs, Shown, ShownValue, Stream
from .protocol import Channel, Closed, encode

DRAW = "import matplotlib.pyplot; matplotlib.pyplot.plot([1]).append(0); del matplotlib"
NO_INPUT = "input was called, but there is nobody to answer while a notebook is graded."


class Shell(InteractiveShell):
    """IPython, with its outputs kept in place of sent."""

    displayhook_class = ShownValue
    display_pub_class = Shown
    outputs: Outputs

    def take(self, outputs: Outputs, source: str = "") -> None:
        """Have everything that a cell shows go here from now on."""
        self.outputs = outputs
        shown: Any
        for shown in (self.displayhook, self.display_pub):
            shown.outputs = outputs
        self.displayhook.source = source  # type: ignore[attr-defined]
        sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)

    def enable_gui(self, gui: object = None) -> None:
        """There is no window to open; figures are shown inline."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, _said(evalue), list(stb))


# Programs ask by this name whether they run in a notebook.
Shell.__name__ = "ZMQInteractiveShell"


class StdinNotImplementedError(NotImplementedError):
    """What Jupyter's kernel says where nobody can be asked."""


def prepare(modules: list[str]) -> None:
    """Load what the assignment's notebooks load, and a shell to fork.

    A module is one that the assignment itself names; one that is not there fails in the cell.
    """
    # As in Jupyter: figures are shown at the end of the cell that draws them.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    quiet = Config({"HistoryManager": {"enabled": False}})
    shell = Shell.instance(config=quiet)
    shell.take(Outputs())
    builtins.input = _no_input
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    # The first error takes long to show: IPython loads what it needs for it.
    shell.run_cell("raise ValueError", store_history=False)
    if "matplotlib.pyplot" in sys.modules:
        shell.run_line_magic("matplotlib", "inline")
        shell.run_cell(DRAW, store_history=False)


def serve(channel: Channel) -> None:
    """Answer requests until the grader hangs up."""
    shell = Shell.instance()
    # After the library's folders, not before: a file of the submission can be imported, and
    # cannot take the place of a module.
    sys.path[:] = [path for path in sys.path if path] + [str(Path.cwd())]
    kept = hooks.Kept(shell)
    while True:
        try:
            number, request, arrays = channel.receive()
        except Closed:
            return
        if "files" in request:
            for name, content in zip(request["files"], arrays, strict=True):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(content.tobytes())
            channel.send(number, encode({}, []))
        else:
            channel.send(number, encode(_run(shell, kept, **request), []))


def _run(
    shell: Shell, kept: hooks.Kept, source: str, locked: bool, test: bool, seconds: float
) -> dict[str, Any]:
    """Run one cell.

    Args:
        shell: IPython.
        kept: its hooks as they were before any cell of the student's.
        source: of the cell.
        locked: it is the instructor's: what it changes of the hooks is to stay.
        test: it decides a mark.
        seconds: after which it is interrupted. The grader ends what does not mind.
    """
    changed = kept.put_back() if locked else []
    outputs = Outputs()
    shell.take(outputs, source)
    late = False
    with _alarm(seconds) as rung:
        # A test's text is not left in the history, for what runs after it or below it to read.
        result: Any = shell.run_cell(source, store_history=not test)
        late = rung()
    error = result.error_before_exec or result.error_in_exec
    shown = {one.get("ename") for one in outputs.all}
    if late and "CellTimeoutError" not in shown:
        outputs.error("CellTimeoutError", "", ["CellTimeoutError: the cell's time was used up"])
    elif error is not None and type(error).__name__ not in shown:
        # As nbgrader: an error that showed no traceback is one nevertheless.
        outputs.error(type(error).__name__, _said(error), [])
    if locked:
        kept.keep()
    return {"outputs": outputs.all, "late": late, "changed": changed}


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[Any]:
    """Interrupt what runs when its time is used up; the value tells whether it was."""
    rang = False

    def ring(*_: object) -> NoReturn:
        nonlocal rang
        rang = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield lambda: rang
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _no_input(*_: object) -> NoReturn:
    raise StdinNotImplementedError(NO_INPUT)

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
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets.config import Config

from . import hooks
from .lasting import LastValue, assigned
from .outputs import Outputs, Shown, ShownValue, Stream
from .protocol import Channel, Closed, encode

DRAW = "import matplotlib.pyplot; matplotlib.pyplot.plot([1]).append(0); del matplotlib"
# Seconds after which another thread may have its turn: at other times, and while a test runs.
SWITCH, TEST_SWITCH = 0.001, 1.0
SETTLED = 0.03  # seconds after which no thread waits for a turn that it asked for before a test
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

    def system(self, cmd: str) -> None:
        """Say that no other program runs here; as `!cmd` in a notebook, it raises nothing."""
        print(f"{cmd.strip()[:80]}: no other program runs while a notebook is graded")
        self.user_ns["_exit_code"] = 1

    system_raw = system_piped = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Give the output of no program."""
        self.system(cmd)
        return SList([]) if split else LSString("")

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
    ours = Ours()
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
        elif "ours" in request:
            ours = Ours(request["ours"])
            kept.guard(_imported(request["modules"]))
            channel.send(number, encode({}, []))
        else:
            if request["locked"]:
                ours.put_back()
            channel.send(number, encode(_run(shell, kept, **request), []))


class Ours:
    """The instructor's files in the submission's folder: before a test they are as they were."""

    def __init__(self, names: list[str] | None = None) -> None:
        self._files = {Path(name): Path(name).read_bytes() for name in names or ()}
        self._home = Path.cwd()
        self._stamps = {path: _stamp(self._home / path) for path in self._files}

    def put_back(self) -> None:
        """Write again what has changed."""
        for name, data in self._files.items():
            path = self._home / name
            if _stamp(path) != self._stamps[name]:
                with contextlib.suppress(OSError):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.unlink(missing_ok=True)
                    path.write_bytes(data)
                self._stamps[name] = _stamp(path)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells that a file was written since; its time of change is the kernel's alone."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns


def _imported(modules: list[str]) -> list[str]:
    """Import the instructor's own modules before any student's cell; give those that there are."""
    for name in modules:
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(name)
    return [name for name in modules if name in sys.modules]


def _run(
    shell: Shell,
    kept: hooks.Kept,
    source: str,
    locked: bool,
    test: bool,
    fresh: bool = False,
) -> dict[str, Any]:
    """Run one cell.

    Args:
        shell: IPython.
        kept: its hooks as they were before any cell of the student's.
        source: of the cell.
        locked: it is the instructor's: what it changes of the hooks is to stay.
        test: it decides a mark.
        fresh: no cell of the student's has run yet: all that this one changes is to stay.
    """
    changed = _alone(kept) if locked else []
    outputs, last = Outputs(), LastValue()
    shell.take(outputs, source)
    if test:
        shell.ast_transformers.append(last)
    with Interrupts() as interrupts:
        # A test's text is not left in the history, for what runs after it or below it to read.
        result: Any = shell.run_cell(source, store_history=not test)
    late = interrupts.rang
    error = result.error_before_exec or result.error_in_exec
    if locked:
        meanwhile = [name for name in kept.put_back() if name != "ast_transformers"]
        changed += meanwhile
        if test and error is None and (error := _disturbed(meanwhile, source)):
            outputs.all.clear()
    if test:
        outputs.all[:] = [one for one in outputs.all if one["output_type"] != "execute_result"]
        value = last.take(shell.user_ns)
        if error is None and value is not None and not late:
            shell.take(outputs, source)
            with Interrupts() as interrupts:
                shell.displayhook(value)
            late = interrupts.rang
    shown = {one.get("ename") for one in outputs.all}
    if late and "CellTimeoutError" not in shown:
        outputs.error("CellTimeoutError", "", ["CellTimeoutError: the cell's time was used up"])
    elif error is not None and type(error).__name__ not in shown:
        # As nbgrader: an error that showed no traceback is one nevertheless.
        outputs.error(type(error).__name__, _said(error), [])
    if locked:
        names = assigned(source)
        if "get_ipython" in source or source.lstrip().startswith("%"):
            names.add("get_ipython")
        kept.keep(lambda name: fresh or name in names)
    sys.setswitchinterval(SWITCH)
    return {"outputs": outputs.all, "late": late, "changed": sorted(set(changed))}


def _alone(kept: hooks.Kept) -> list[str]:
    """Put the hooks back, and see to it that no thread has its turn before a short test ends."""
    sys.setswitchinterval(TEST_SWITCH)
    if kept.beside():
        end = monotonic() + SETTLED
        while monotonic() < end:
            pass
    return kept.put_back()


def _disturbed(changed: list[str], source: str) -> RuntimeError | None:
    """What a test says during which a thread has replaced what the test itself does not set."""
    ours = assigned(source)
    replaced = [name for name in changed if name.rpartition(".")[2] not in ours]
    if hooks.THREADS not in replaced or replaced == [hooks.THREADS]:
        return None
    replaced.remove(hooks.THREADS)
    return RuntimeError(f"While this test ran, a thread replaced {', '.join(replaced)}.")


class Interrupts:
    """SIGINT, by which the grader interrupts a cell whose time is used up.

    Outside of a cell it does nothing: one that comes late finds no one.
    """

    def __init__(self) -> None:
        self.rang = self._inside = False

    def __enter__(self) -> "Interrupts":
        """Begin with a cell."""
        self.rang, self._inside = False, True
        signal.signal(signal.SIGINT, self._ring)
        return self

    def __exit__(self, *_: object) -> None:
        """The cell has come to its end."""
        self._inside = False

    def _ring(self, *_: object) -> None:
        if self._inside:
            self.rang = True
            raise KeyboardInterrupt


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _no_input(*_: object) -> NoReturn:
    raise StdinNotImplementedError(NO_INPUT)

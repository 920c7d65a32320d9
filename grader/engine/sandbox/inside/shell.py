"""Inside the sandbox: run a notebook's cells as Jupyter's Python kernel runs them.

Here the tests run beside the student's code, in one process: see docs/any-course.md for what that
can protect and what it cannot. IPython does the work; what this adds is that its hooks are put
back before a test runs, and that a test's text is nowhere before its turn.
"""

import _codecs
import builtins
import codecs
import contextlib
import functools
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any, NoReturn

from IPython.core import pylabtools
from IPython.core.async_helpers import get_asyncio_loop
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from pygments.lexer import words
from traitlets.config import Config

from . import audit, dialogue, hooks, refusals, testcell
from .guarded import MODULES, OWN_MODULES
from .handed import Ours, write_files
from .lasting import tree_of
from .outputs import Output, Outputs, Shown, ShownValue, Stream, said_by
from .protocol import Channel, encode
from .testcell import Interrupts

WARM = 10
DRAW = "import matplotlib.pyplot; matplotlib.pyplot.plot([1]).append(0); del matplotlib"
KERNEL = "ipykernel.zmqshell"
NO_SEARCH = "not while a notebook is graded: codecs.unregister"
# Magics of Jupyter's kernel that are for whoever looks at the page.
PAGE_MAGICS = ("autosave", "clear", "connect_info", "less", "man", "more", "qtconsole", "subshell")
NO_INPUT = "input was called, but there is nobody to answer while a notebook is graded."


class Shell(InteractiveShell):
    """IPython, with its outputs kept in place of sent."""

    displayhook_class = ShownValue
    display_pub_class = Shown
    outputs: Outputs
    streams: tuple[Stream, ...] = ()

    def take(self, outputs: Outputs, source: str = "") -> None:
        """Have everything that a cell shows go here from now on."""
        self.outputs = outputs
        shown: Any
        for shown in (self.displayhook, self.display_pub):
            shown.outputs = outputs
        self.displayhook.source = source  # type: ignore[attr-defined]
        # The streams stay, as in a kernel: a cell may put another in their place for good.
        for stream in self.streams:
            stream.outputs = outputs

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

    def _format_exception_for_storage(self, *_: object, **__: object) -> None:
        """Format no error a second time, for a history that is not kept."""

    def ask_exit(self) -> None:
        """Let `exit()` end its line, and not the notebook, whose other cells count too."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, said_by(evalue), list(stb))


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
    # A module that is written anew within the second would be taken for the one of before.
    sys.dont_write_bytecode = True
    # By these names libraries know a notebook: tqdm's bar is a widget there, no word on stderr.
    sys.modules[KERNEL] = ModuleType(KERNEL)
    vars(sys.modules[KERNEL])["ZMQInteractiveShell"] = Shell
    kernel = {"IPKernelApp": {"connection_file": ""}}
    shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}, **kernel}))
    for name in PAGE_MAGICS:
        shell.magics_manager.register_function(_for_the_page, "line", name)
    shell.streams = Stream("stdout", Outputs()), Stream("stderr", Outputs())
    sys.stdout, sys.stderr = shell.streams
    shell.take(Outputs())
    builtins.input = _no_input
    refusals.explain()
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    # Whose search came before Python's own could say what is in any file that is read.
    vars(codecs)["unregister"] = vars(_codecs)["unregister"] = _stay
    pylabtools.select_figure_formats = _with_png(pylabtools.select_figure_formats)
    # What is looked after must be there before a student can change it.
    for module in MODULES:
        if module.rpartition(".")[0] in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(module)
    # For each frame of an error a lexer is made anew; what is dear of that is made once.
    words.get = functools.cache(words.get)
    # The first error takes long to show: IPython loads what it needs for it.
    shell.run_cell("raise ValueError", store_history=False)
    # Newer IPythons load a magic when it is first used, and once: it would be taken out as added.
    getattr(shell.magics_manager, "load_all_lazy_magics", list)()
    shell.run_line_magic("load_ext", "storemagic")  # as a kernel does
    if "matplotlib.pyplot" in sys.modules:
        shell.run_line_magic("matplotlib", "inline")
        shell.run_cell(DRAW, store_history=False)
    # What IPython puts into builtins for the time of a cell is there for good, and stays the same.
    shell.builtin_trap.__enter__()
    shell.display_trap.__enter__()


def _with_png(select: Callable[..., None]) -> Callable[..., None]:
    """Have figures as PNG besides, where SVG or PDF is asked for: these are kept of nobody's."""

    @functools.wraps(select)
    def selecting(shell: Any, formats: Any, **words: Any) -> None:
        chosen = {formats} if isinstance(formats, str) else {*formats}
        select(shell, chosen if chosen - {"svg", "pdf"} else {*chosen, "png"}, **words)

    return selecting


def serving() -> Callable[[Channel], None]:
    """Keep how things stand, once for all workers; give what answers requests in each.

    Whoever talks to the grader is consumed by a function written in C: no frame below a student's
    has a name for it, or for what it works with.
    """
    shell = Shell.instance()
    kept = hooks.Kept(shell)
    for _ in range(WARM):  # the interpreter has seen the code by then, and runs it faster
        kept.put_back(tree_of("x = 1"))

    waiting = [kept]

    def serve(channel: Channel) -> None:
        # Taken out before there is a student's code: this frame is below it.
        _conversation(channel, waiting.pop())()

    return serve


def _conversation(channel: Channel, kept: hooks.Kept) -> Callable[[], None]:
    shell = Shell.instance()
    # After the library's folders, not before: a file of the submission can be imported, and
    # cannot take the place of a module.
    sys.path[:] = [path for path in sys.path if path] + [str(Path.cwd())]
    for descriptor in (channel.reader, channel.writer):
        os.set_blocking(descriptor, True)
    modules = tuple(sys.modules[name] for name in OWN_MODULES if name in sys.modules)
    steps = dialogue.Steps(
        shell,
        kept,
        modules,
        files=write_files,
        ours=take_ours,
        before=testcell.before,
        cell=run_cell,
        ready=testcell.ready,
        after=testcell.after,
        shown=testcell.shown,
        packed=pack_shown,
        awaiting=MethodType(testcell.awaiting, get_asyncio_loop()),
    )
    watch = audit.Watch(own_functions(modules), steps.kept.functions())
    return dialogue.working(channel.reader, channel.writer, steps, watch)


def own_functions(modules: tuple[ModuleType, ...]) -> list[FunctionType]:
    """Find the functions and methods of these modules."""
    spaces: list[Mapping[str, Any]] = [vars(module) for module in modules]
    spaces += [
        vars(one)
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__
    ]
    found = [getattr(value, "__func__", value) for space in spaces for value in space.values()]
    return [one for one in found if isinstance(one, FunctionType)]


def take_ours(body: dict[str, Any], kept: hooks.Kept) -> Ours:
    """Know the instructor's files, and look after the modules among them."""
    ours = Ours(body["ours"])
    kept.guard(_imported(body["modules"], body["ours"]), frozenset(body["task"]))
    return ours


def run_cell(shell: Shell, body: dict[str, Any]) -> tuple[list[Output], bool]:
    """Run a cell that is no test; give what it has shown, and whether it was interrupted."""
    outputs = Outputs()
    shell.take(outputs, body["source"])
    with Interrupts() as interrupts:
        result: Any = shell.run_cell(body["source"], store_history=True)
    error = result.error_before_exec or result.error_in_exec
    shown = {one.get("ename") for one in outputs.all}
    if interrupts.rang and "CellTimeoutError" not in shown:
        outputs.timeout()
    elif error is not None and type(error).__name__ not in shown:
        # As nbgrader: an error that showed no traceback is one nevertheless.
        outputs.error(type(error).__name__, said_by(error), [])
    return outputs.all, interrupts.rang


def pack_shown(result: tuple[list[Output], bool], changed: list[str]) -> bytes:
    """Make bytes of what a cell has shown. They are believed to be no more than that."""
    outputs, late = result
    names = sorted(set(changed))
    return encode({"outputs": outputs, "late": late, "changed": names}, []).text


def _imported(modules: list[str], files: list[str]) -> list[str]:
    """Import the instructor's own modules before any student's cell.

    Returns:
        Those that there are, and those of the instructor's files that they have imported.
    """
    for name in modules:
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(name)
    own = {str(Path.cwd() / name) for name in files}
    return [
        name
        for name, module in list(sys.modules.items())
        if name in modules or getattr(module, "__file__", None) in own
    ]


def _stay(*_: object) -> NoReturn:
    raise RuntimeError(NO_SEARCH)


def _for_the_page(line: str) -> None:
    """Do nothing: nobody looks at a page."""


def _no_input(*_: object) -> NoReturn:
    raise StdinNotImplementedError(NO_INPUT)

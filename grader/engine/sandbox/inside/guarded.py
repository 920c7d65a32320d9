"""Inside the sandbox: what hooks.py looks after."""

import builtins
import gc
import sys
from collections.abc import Iterator
from typing import Any

from IPython.core.inputtransformer2 import classic_prompt, ipython_prompt

_IPYTHON = ("interactiveshell", "compilerop", "displayhook", "formatters", "inputtransformer2")
_MORE_IPYTHON = ("events", "displaypub", "async_helpers")
# What runs a notebook's cells; dialogue.py looks after it.
OWN_MODULES = tuple(
    f"grader.engine.sandbox.inside.{name}"
    for name in (
        *("audit", "bound", "classes", "constants", "decision", "dialogue", "forgotten", "frozen"),
        *("functions", "guarded"),
        *("handed", "hooks", "identity", "instructors", "lasting", "libraries", "moving"),
        *("outputs", "packages", "protocol", "refusals", "shell", "spaces", "stores"),
        *("testcell", "threads"),
    )
)

# Whose functions tests are made of, and those of this process that run them.
MODULES = (
    *("builtins", "math", "cmath", "operator", "functools", "itertools", "random", "re", "json"),
    *("unittest", "unittest.case", "unittest.mock", "hashlib", "ast", "codeop", "inspect"),
    *("warnings", "traceback", "linecache", "types", "copy", "contextlib", "signal", "struct"),
    *("numpy", "numpy.linalg", "numpy.testing", "numpy.testing._private.utils"),
    *("numpy._core.numeric", "numpy._core.fromnumeric", "numpy._core._methods", "numpy.ma"),
    *("numpy._core._ufunc_config", "numpy.linalg._linalg", "numpy.lib._function_base_impl"),
    *("collections", "decimal", "fractions", "statistics", "json.decoder", "json.encoder"),
    *("pandas", "pandas.testing", "pandas._testing", "pandas._testing.asserters"),
    *(f"IPython.core.{name}" for name in (*_IPYTHON, *_MORE_IPYTHON)),
    *("IPython.display", "IPython.lib.pretty", "matplotlib_inline.backend_inline"),
    "traitlets.traitlets",
)
CLASSES_OF = (
    *("unittest.case", "unittest.mock", "IPython.lib.pretty"),
    *(
        "contextlib",
        "collections",
        "fractions",
        "json.decoder",
        "json.encoder",
        "numpy.lib._polynomial_impl",
    ),
    *(f"IPython.core.{name}" for name in (*_IPYTHON, *_MORE_IPYTHON)),
)
# What in these decides which tests there are, and whether they count, is no function: a prefix, a
# pattern, a mark on a class. How a failure is told is anybody's to set.
FRAMEWORKS = ("unittest", "doctest")
TOLD = frozenset(("maxDiff", "longMessage", "_diffThreshold"))
# What tests are made of. Who replaces a part of it while a test runs does so for the test's sake.
JUDGES = ("builtins", "numpy", "unittest", "pandas", "math", "operator")
# Libraries of a notebook register these for themselves.
_WELCOME = (
    ("matplotlib_inline.backend_inline", "flush_figures"),
    ("matplotlib.pyplot", "_draw_all_if_interactive"),
)
_WELCOME_FROM = ("IPython.extensions.",)


def parts_of(shell: Any) -> Iterator[tuple[str, Any]]:
    """The shell and its parts: what hangs on one of them hides its class's method."""
    yield "the shell", shell
    yield "the shell's transformers", shell.input_transformer_manager
    yield "the shell's compiler", shell.compile
    yield "the shell's events", shell.events
    yield "the shell's display hook", shell.displayhook
    yield "the shell's display", shell.display_pub
    yield "the shell's formatter", shell.display_formatter
    yield "the text formatter", shell.display_formatter.formatters["text/plain"]
    yield "the shell's prefilter", shell.prefilter_manager
    yield "the shell's magics", shell.magics_manager
    yield "what strips prompts", ipython_prompt
    yield "what strips Python's prompts", classic_prompt


def places_of(shell: Any) -> Iterator[tuple[str, dict[Any, Any], Any]]:
    """Where the shell finds its parts and lists: whose, the names it has there, and the name.

    The outer ones come first. Who puts each back before the next sees what is really used.
    """
    own, traits = vars(shell), vars(shell)["_trait_values"]
    # IPython 9.10 and newer have _user_ns.
    for key in ("user_ns", "_user_ns", "user_module", "compile", "events"):
        yield f"the shell's {key}", own, key
    for key in ("displayhook", "display_pub"):
        yield f"the shell's {key}", own, key
    for key in ("input_transformer_manager", "display_formatter"):
        yield f"the shell's {key}", traits, key
    for key in ("prefilter_manager", "magics_manager"):
        yield f"the shell's {key}", traits, key
    yield "the magics", vars(shell.magics_manager)["_trait_values"], "magics"
    for name in ("line", "cell"):
        yield f"the {name} magics", shell.magics_manager.magics, name
    yield "the events' callbacks", vars(shell.events), "callbacks"
    formatter = vars(shell.display_formatter)["_trait_values"]
    yield "the shell's formatters", formatter, "formatters"
    yield "the text formatter", formatter["formatters"], "text/plain"
    text = vars(formatter["formatters"]["text/plain"])["_trait_values"]
    for key in ("type_printers", "singleton_printers", "deferred_printers"):
        yield f"the text formatter's {key}", text, key
    for name, owner, key in lists_of(shell):
        yield name, owner, key


def lists_of(shell: Any) -> Iterator[tuple[str, dict[Any, Any], Any]]:
    """Every list of functions that run before, during or after a cell: as `places_of`."""
    traits, manager = vars(shell)["_trait_values"], vars(shell.input_transformer_manager)
    for key in ("ast_transformers", "input_transformers_post"):
        yield key, traits, key
    for key in ("cleanup_transforms", "line_transforms", "token_transformers"):
        yield f"input_transformer_manager.{key}", manager, key
    for key in ("_transformers", "_checkers"):
        yield f"prefilter_manager.{key}", vars(shell.prefilter_manager), key
    callbacks = shell.events.callbacks
    for key in list(callbacks):
        yield f"events of {key}", callbacks, key
    yield "sys.meta_path", vars(sys), "meta_path"
    yield "sys.path_hooks", vars(sys), "path_hooks"
    yield "gc.callbacks", vars(gc), "callbacks"


def magics_of(shell: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The magics by their names: a test's own may begin with one, and new ones may come."""
    for kind, magics in shell.magics_manager.magics.items():
        yield f"the {kind} magics", magics


def tables_of(shell: Any) -> Iterator[tuple[str, dict[Any, Any]]]:
    """How values are written: the value of a test cell may be its mark."""
    text = shell.display_formatter.formatters["text/plain"]
    yield "the text formatter's types", text.type_printers
    yield "the text formatter's singletons", text.singleton_printers
    yield "the text formatter's names", text.deferred_printers


def own_lists(some: list[Any]) -> list[Any]:
    """Of functions that run around cells, those that no library of a notebook has put there."""
    return [one for one in some if not _is_welcome(one)]


def _is_welcome(function: object) -> bool:
    for module, name in _WELCOME:
        if function is getattr(sys.modules.get(module), name, _is_welcome):
            return True
    owner = type(getattr(function, "__self__", None))
    return (
        owner.__module__.startswith(_WELCOME_FROM)
        and getattr(sys.modules.get(owner.__module__), owner.__name__, None) is owner
    )


def is_of_library(one: object) -> bool:
    """Tell whether a hook's code lies with the installed packages. It decides on words alone."""
    code = getattr(getattr(one, "__func__", one), "__code__", None)
    module = sys.modules.get(getattr(one, "__module__", "") or type(one).__module__)
    file = str(code.co_filename if code else getattr(module, "__file__", ""))
    return file.startswith((sys.prefix, sys.base_prefix))


def is_to_be_named(name: str, now: object) -> bool:
    """Tell whether a person is to hear that this was replaced.

    A library that is imported may put its own in, for how warnings look.
    """
    return name.startswith(JUDGES) or not is_of_library(now)


def means_the_same(module: str, key: str, value: Any) -> bool:
    """Tell whether a builtin's name in a module can change no test.

    Old code reads `np.int` and its like, which NumPy has taken out, and puts them back. No function
    of NumPy's looks for a name in its outermost module.
    """
    return value is vars(builtins)[key] or (module == "numpy" and is_of_library(value))

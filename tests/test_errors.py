"""One tree of errors: whoever looks for what a command can say finds it in two files."""

import importlib
import pkgutil
from collections.abc import Iterator

import grader
import grader.engine.errors
import grader.errors
from grader.errors import LayerwiseError

HOMES = (grader.errors, grader.engine.errors)


def below(kind: type[LayerwiseError]) -> Iterator[type[LayerwiseError]]:
    """Every kind of error under this one."""
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def test_every_error_stands_in_the_tree_with_its_place() -> None:
    """Defined in one of the two files, drawn in its docstring, and told to a reader."""
    for module in pkgutil.walk_packages(grader.__path__, "grader."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = [kind for kind in below(LayerwiseError) if kind.__module__.startswith("grader.")]
    assert len(ours) > 20
    for kind in ours:
        if kind.__name__.startswith("_"):  # to all others it is its parent
            continue
        home = next((home for home in HOMES if home.__name__ == kind.__module__), None)
        assert home is not None, f"{kind.__module__}.{kind.__name__}"
        assert home.__doc__ and f"── {kind.__name__} " in home.__doc__
        assert kind.__doc__

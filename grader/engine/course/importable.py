"""Which module Python finds in a file: a student's may not take the place of an instructor's.

A package hides a module of its name, compiled code hides a source, and a file `__init__.py` hides
what else lies under the name of its folder.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

INIT = "__init__"
CACHE = "__pycache__"
SUFFIXES = (".py", ".pyc", ".pyw", ".so", ".pyd")


def module_of(name: str) -> PurePosixPath | None:
    """Give the module that a file is, as a path without an ending; None where it is none.

    Any ending between the first dot and the last may name the Python that it was compiled for.
    """
    path = PurePosixPath(name)
    if path.suffix not in SUFFIXES:
        return None
    folder = path.parent.parent if path.parent.name == CACHE else path.parent
    stem = path.name.partition(".")[0]
    return folder if stem == INIT else folder / stem


def modules_in(names: Iterable[str]) -> set[PurePosixPath]:
    """Give the modules that these files are, and the packages that these lie in."""
    found = {module for name in names if (module := module_of(name)) is not None}
    packages = {parent for module in found for parent in module.parents}
    return (found | packages) - {PurePosixPath()}

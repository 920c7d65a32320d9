"""`grader build NAME`: make everything that is generated, byte for byte."""

from collections.abc import Callable
from inspect import getdoc

from .cases import HIDDEN_SEED
from .expected import write_expected
from .folder import Folder
from .lessons import build_release, build_source
from .solved import build_solved

PARTS = ("source", "cases", "release", "solved")


def build(
    folder: Folder,
    say: Callable[[str], None],
    hidden_seed: int = HIDDEN_SEED,
    until: str = PARTS[-1],
) -> None:
    """Build an assignment, up to a part.

    Raises:
        AuthorError: something of the author's does not fit together.
    """
    parts = PARTS[: PARTS.index(until) + 1]
    folder.require_utf8()
    say(f"source notebooks: {folder.source}")
    build_source(folder)
    for name in (name for names in folder.notebooks().values() for name in names):
        if not getdoc(folder.function(name)):
            say(f"note: {name} has no docstring, which would tell students what to write")
    if "cases" in parts:
        say(f"cases, and what the mistakes do on them: {folder.public.name}, {folder.hidden.name}")
        write_expected(folder, hidden_seed)
    if "release" in parts:
        say(f"what students get, by nbgrader: {folder.release}")
        build_release(folder, folder.release)
    if "solved" in parts:
        solved = folder.home / "solved"
        say(f"solved and run: {solved}")
        build_solved(folder, solved, say)

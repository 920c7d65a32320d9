"""The assignment that a notebook belongs to: its notebooks, and the functions that each asks for.

It is read from the file of cases that lies beside the notebooks. Nothing of it stands in this
package: the checks work for any assignment that has such a file.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

import h5py

from grader.errors import NoAssignment

PUBLIC = Path("public.h5")


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment, as its checks know it.

    name: also of its folder.
    notebooks: the functions that each notebook asks for, in the order in which they are met.
    cases: the file that holds the cases, and what is known of wrong answers.
    """

    name: str
    notebooks: dict[str, tuple[str, ...]]
    cases: Path

    @property
    def functions(self) -> tuple[str, ...]:
        """All its functions, in order."""
        return tuple(name for names in self.notebooks.values() for name in names)

    def notebook_of(self, function: str) -> str:
        """Name the notebook that asks for a function."""
        return next(notebook for notebook, names in self.notebooks.items() if function in names)


def assignment_here() -> Assignment:
    """Read the assignment of the notebooks in the current folder.

    Raises:
        NoAssignment: there is none; the message says where it was looked for, and what to do.
    """
    if not PUBLIC.is_file():
        raise NoAssignment(
            f"{PUBLIC} is not in this folder ({Path.cwd()}), so there is nothing to check "
            "against. It came with the notebooks: open them where you unpacked them, with "
            f"{PUBLIC} beside them."
        )
    path = PUBLIC.resolve()
    return read_assignment(path, path.stat().st_mtime_ns)


@functools.lru_cache(4)
def read_assignment(path: Path, changed: int = 0) -> Assignment:
    """Read an assignment from its file of cases.

    Args:
        path: the file.
        changed: its time; another one is read anew.

    Raises:
        NoAssignment: it is no such file.
    """
    try:
        with h5py.File(path, "r") as file:
            said = json.loads(file.attrs["assignment"])
        notebooks = {name: tuple(functions) for name, functions in said["notebooks"].items()}
        return Assignment(said["name"], notebooks, path)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise NoAssignment(
            f"{path} is not a file of cases, or it was made by another version: {error}. Unpack "
            "the course again; an author runs: grader build"
        ) from None


def write_assignment(file: h5py.File, name: str, notebooks: dict[str, tuple[str, ...]]) -> None:
    """Write what `read_assignment` reads."""
    file.attrs["assignment"] = json.dumps({"name": name, "notebooks": notebooks})

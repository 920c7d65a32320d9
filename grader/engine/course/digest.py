"""Name a submission by its content: what has not changed is not graded again."""

import hashlib
from pathlib import Path

from grader.cases.assignment import PUBLIC
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.sandbox.limits import Limits

from .names import NAMES
from .nbgrader_course import ROOT
from .notebook import UnreadableNotebook, read_bytes
from .references import HOME
from .timestamp import read_timestamp

JUDGES = ("cases", "diagnosis")
FORMAT = 5  # a new one where what is kept, or how a mark is reached, has changed


def course_digest() -> str:
    """Name the course's own side by its content: released notebooks, hidden cases, the judge."""
    files = [ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb" for name in COURSE]
    files += [ROOT / "notebooks" / ASSIGNMENT / PUBLIC, HOME / "expected" / "hidden.h5"]
    files += [path for path in [HOME / NAMES] if path.is_file()]
    files += [path for room in JUDGES for path in sorted((ROOT / "grader" / room).glob("*.py"))]
    files += sorted(HOME.glob("*.py"))
    digest = hashlib.sha256(str(FORMAT).encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def submission_digest(folder: Path, course: str, limits: Limits) -> str:
    """Name a submission by all that its marks depend on."""
    digest = hashlib.sha256(f"{course} {limits}".encode())
    for name in COURSE:
        try:
            data = read_bytes(folder / ASSIGNMENT / f"{name}.ipynb", limits.notebook_bytes)
        except UnreadableNotebook as error:
            data = f"unreadable: {error}".encode()
        digest.update(hashlib.sha256(data).digest())
    digest.update(repr(read_timestamp(folder / ASSIGNMENT)).encode())
    for path in sorted((folder / ASSIGNMENT).glob("*.ipynb")):
        digest.update(path.name.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()

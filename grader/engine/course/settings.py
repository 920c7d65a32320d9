"""A course's settings, read without nbgrader, which takes seconds to load."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import (
    ConfigFileNotFound,
    JSONFileConfigLoader,
    PyFileConfigLoader,
)

from grader.cases.assignment import read_assignment
from grader.engine.errors import CourseError

HERE = Path(__file__).resolve().parents[3]
HIDDEN = "expected/hidden.h5"


def read_settings(root: Path) -> Config:
    """Read a course's nbgrader_config, and what Jupyter has for this user.

    Raises:
        CourseError: there is no such folder, or its settings cannot be read.
    """
    if not root.is_dir():
        raise CourseError(
            f"{root} is not a folder. Name the one that holds source/ and submitted/."
        )
    if str(root) not in sys.path:
        sys.path.append(str(root))  # for plug-ins that lie beside its nbgrader_config.py
    config = Config()
    for folder in [*reversed(jupyter_config_path()), str(root)]:
        for loader in (JSONFileConfigLoader, PyFileConfigLoader):
            suffix = "py" if loader is PyFileConfigLoader else "json"
            try:
                config.merge(loader(f"nbgrader_config.{suffix}", path=folder).load_config())
            except ConfigFileNotFound:
                continue
            except Exception as error:
                raise CourseError(
                    f"{folder}/nbgrader_config.{suffix} cannot be read: "
                    f"{type(error).__name__}: {error}"
                ) from None
    return config


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which assignment a command is about, and where its things lie.

    root: the course's folder.
    db: the gradebook's URL; where it is empty, the course's own, or OUT/gradebook.db.
    submitted: holds <student>/<assignment>/*.ipynb, where that is not the course's own folder.
    out: where all results go, where these are not the course's own folders.
    reports: where the report goes, if not into the course's reports/<assignment>.
    """

    root: Path
    assignment: str
    db: str = ""
    submitted: Path | None = None
    out: Path | None = None
    reports: Path | None = None


def choose(
    course: Path | None,
    assignment: str,
    db: str,
    submitted: Path | None,
    out: Path | None,
    files: Sequence[Path] = (),
) -> Chosen:
    """Find what a command is about.

    Args:
        course: the course's folder, as the command has it. Where it is None, it is the course here,
            and submissions and results lie where the command says.
        assignment: its name; it may be empty where the course has one, or where one alone was
            handed in.
        db, submitted, out, files: as the command has them.

    Raises:
        CourseError: there is no such assignment.
        OSError: one of the files is not there.
    """
    if course is not None:
        root = course.resolve()
        return Chosen(root, assignment_of(root, assignment), db, reports=out)
    root = course_here()
    submitted, out = submitted or Path("submitted"), out or Path("graded")
    name = assignment or _handed_in(root, submitted, out, files)
    return Chosen(root, assignment_of(root, name), db, submitted, out)


def course_here() -> Path:
    """Find the course that is meant where none is named.

    It is the current folder, where that holds built assignments; else the one that this package
    lies in.
    """
    return Path.cwd() if _built(Path.cwd()) else HERE


def assignment_of(root: Path, name: str = "") -> str:
    """Name the assignment that is meant: the course's only one, where none is named.

    Raises:
        CourseError: there is none, or there are several.
    """
    if name:
        return name
    names = _built(root)
    if not names:
        raise CourseError(
            f"{root} has no assignment with hidden cases. Grading needs the instructor's "
            "repository; in it, run: grader build NAME, or here: make build"
        )
    if len(names) > 1:
        raise CourseError(
            f"{root} has several assignments. Say which one: --assignment {' or '.join(names)}"
        )
    return names[0]


def _handed_in(root: Path, submitted: Path, out: Path, files: Sequence[Path]) -> str:
    """Name the one assignment whose notebooks lie there; "" where there are several, or none.

    Files are told by their names, where exactly one assignment has a notebook of each name.
    """
    if files:
        for path in files:
            path.stat()  # one that is not there says so itself
        stems = {path.stem for path in files}
        found = [
            name
            for name in _built(root)
            if stems <= {*read_assignment(root / "solutions" / name / HIDDEN).notebooks}
        ]
    else:
        places = (submitted, out / "feedback")
        found = [n for n in _built(root) if any(next(p.glob(f"*/{n}"), None) for p in places)]
    return found[0] if len(found) == 1 else ""


def _built(root: Path) -> list[str]:
    return sorted(path.parents[1].name for path in root.glob(f"solutions/*/{HIDDEN}"))

"""The peer: nbgrader as it comes, with a kernel for every notebook, on the same class."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.bench.tree import Watched, watch
from tests.kills import MARKS
from tests.network import ASSIGNMENT, write_source

ROOT = Path(__file__).resolve().parents[2]
# nbgrader's own settings, its 30 s for a cell among them: training is cut off there.
STOCK = '\ndel c["Autograde"]\ndel c["ExecutePreprocessor"]\n'


BIN = Path(sys.executable).parent
ENV = {
    **os.environ,
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
}  # kernels are found as `python`


def make_course(folder: Path) -> None:
    """Release the course into a folder of its own, with nbgrader's own settings."""
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(config + STOCK, encoding="utf-8")
    (folder / "data").symlink_to(ROOT / "data")
    write_source(folder / "source" / ASSIGNMENT)
    run(folder, "generate_assignment")


def run(course: Path, step: str) -> Watched:
    """Run one of nbgrader's steps on the whole class."""
    return watch([str(BIN / "nbgrader"), step, ASSIGNMENT], course, ENV)


def grade_class(submitted: Path, folder: Path) -> tuple[Watched, Watched]:
    """Autograde a class and make its feedback; give what each took."""
    make_course(folder)
    shutil.copytree(submitted, folder / "submitted")
    return run(folder, "autograde"), run(folder, "generate_feedback")


def marks_of(gradebook: Path) -> dict[tuple[str, str], float | None]:
    """The automatic mark of every cell of every student."""
    with closing(sqlite3.connect(gradebook)) as connection:
        return {(row[0], row[1]): row[2] for row in connection.execute(MARKS)}

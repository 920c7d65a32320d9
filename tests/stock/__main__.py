"""The golden marks: what nbgrader's own autograde gives for every stock course.

python -m tests.stock            grade all of them with nbgrader's kernels (about ten minutes)
python -m tests.stock NAME ...   these courses only
"""

import sys
import tempfile
from pathlib import Path

from tests.stock import theirs
from tests.stock.course import write_course
from tests.stock.courses import COURSES
from tests.stock.golden import FOLDER
from tests.stock.marks import read_marks, write_rows


def main(names: list[str]) -> None:
    """Write golden/<course>.csv again."""
    with tempfile.TemporaryDirectory(prefix="stock-") as home:
        folders = {name: write_course(COURSES[name], Path(home) / name) for name in names}
        theirs.release(folders)
        theirs.grade(folders)
        for name, folder in folders.items():
            write_rows(read_marks(COURSES[name], folder), FOLDER / f"{name}.csv")
            print(f"wrote {name}.csv")


if __name__ == "__main__":
    main(sys.argv[1:] or list(COURSES))

"""The golden marks: what nbgrader's own autograde gives for every stock course.

python -m tests.stock            grade all of them with nbgrader's kernels (about ten minutes)
python -m tests.stock NAME ...   these courses only
python -m tests.stock attacks    what the harmless ones of the attacks earn with nbgrader
    python -m tests.stock page       docs/any-course-marks.md alone, which the others write too
"""

import sys
import tempfile
from pathlib import Path

from tests.stock import theirs
from tests.stock.course import write_course
from tests.stock.courses import COURSES
from tests.stock.golden import file_of
from tests.stock.marks import read_marks, write_rows
from tests.stock.page import PAGE, page


def main(names: list[str]) -> None:
    """Write the golden marks of courses again."""
    known = theirs.known()
    with tempfile.TemporaryDirectory(prefix="stock-") as home:
        folders = {name: write_course(known[name], Path(home) / name) for name in names}
        theirs.release(folders)
        theirs.grade(folders)
        for name, folder in folders.items():
            write_rows(read_marks(known[name], folder), file_of(name))
            print(f"wrote {file_of(name).name}")


if __name__ == "__main__":
    if sys.argv[1:] != ["page"]:
        main(sys.argv[1:] or [*COURSES, "attacks"])
    PAGE.write_text(page(), encoding="utf-8")

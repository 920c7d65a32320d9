"""A course that is graded several times."""

from tests.stock.cells import filled
from tests.stock.course import Course, Files
from tests.stock.courses.kinds import RIGHT, SOURCE

BEFORE, LATER = "2015-02-01 10:00:00 UTC", "2015-02-02 10:00:00 UTC"
FIRST_TRY = filled(SOURCE, double="def double(x):\n    return 0", explain="A word.")
RESUBMITTED: Files = {"p1.ipynb": RIGHT, "timestamp.txt": LATER}

COURSES = {
    "again": Course(
        "one submission that stays, and one that is handed in again",
        {"p1.ipynb": SOURCE, "data.txt": "1 2 3"},
        {
            "same": {"p1.ipynb": RIGHT, "timestamp.txt": BEFORE},
            "later": {"p1.ipynb": FIRST_TRY, "timestamp.txt": BEFORE},
        },
    )
}

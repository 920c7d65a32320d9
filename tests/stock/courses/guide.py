"""The example course of nbgrader's documentation, as it comes in its wheel."""

from tests.stock.course import GUIDE, Course, tree

COURSES = {
    "guide": Course(
        "source/ps1 with its picture and header, submissions of bitdiddle and hacker",
        tree(GUIDE / "source" / "ps1"),
        {
            student: tree(GUIDE / "submitted" / student / "ps1")
            for student in ("bitdiddle", "hacker")
        },
        {"source/header.ipynb": GUIDE / "source" / "header.ipynb"},
        'c.IncludeHeaderFooter.header = "source/header.ipynb"',
    ),
    "guide_autotest": Course(
        "source/ps1_autotest, handed in as it is",
        tree(GUIDE / "source" / "ps1_autotest"),
        {"bitdiddle": tree(GUIDE / "source" / "ps1_autotest")},
        {"autotests.yml": GUIDE / "autotests.yml"},
    ),
}

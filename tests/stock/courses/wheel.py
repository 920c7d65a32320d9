"""nbgrader's own test notebooks, in the setups of its own tests of autograde.

The numbers in SCORES are those that nbgrader's test_nbgrader_autograde.py asserts.
"""

from tests.stock.cells import notebook
from tests.stock.course import APPS, PREPROCESSORS, Course

UNCHANGED = APPS / "submitted-unchanged.ipynb"
CHANGED = APPS / "submitted-changed.ipynb"
ON_TIME, HOUR_LATE, FOUR_HOURS_LATE = (
    f"2015-02-02 {hour}:58:23.948203 America/Los_Angeles" for hour in (14, 15, 18)
)
PLUGIN = """from nbgrader.plugins import BasePlugin


class Blarg(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return int(total_seconds_late / 3600)
"""


def late(what: str, config: str, foo: str = ON_TIME) -> Course:
    """The course of nbgrader's tests of late penalties."""
    return Course(
        what,
        {"p1.ipynb": UNCHANGED},
        {
            "foo": {"p1.ipynb": UNCHANGED, "timestamp.txt": foo},
            "bar": {"p1.ipynb": CHANGED, "timestamp.txt": HOUR_LATE},
        },
        {"late_plugin.py": PLUGIN},
        config,
    )


SUBMITTED = {
    "foo": UNCHANGED,
    "bar": CHANGED,
    "spam": APPS / "submitted-cheat-attempt.ipynb",
    "eggs": APPS / "submitted-cheat-attempt-alternative.ipynb",
    "grade_cell_changed": APPS / "submitted-grade-cell-changed.ipynb",
    "locked_cell_changed": APPS / "submitted-locked-cell-changed.ipynb",
    "answer_retyped": PREPROCESSORS / "submitted-answer-cell-type-changed.ipynb",
    "grade_cell_retyped": PREPROCESSORS / "submitted-grade-cell-type-changed.ipynb",
    "old_bar": PREPROCESSORS / "submitted-changed.ipynb",
    "O'Brien, Zoë@uni.edu": CHANGED,
}
# Notebooks that are both source and submission, by the name under which they are submitted.
AS_THEY_ARE = {
    "test": APPS / "test.ipynb",
    "nose": PREPROCESSORS / "test.ipynb",
    "tasks": PREPROCESSORS / "test_taskcell.ipynb",
    "no_metadata": APPS / "test-no-metadata.ipynb",
    "relative": APPS / "open_relative_file.ipynb",
    "side": APPS / "side-effects.ipynb",
    "environment": APPS / "validating-environment-variable.ipynb",
    "zero_points": APPS / "validation-zero-points.ipynb",
    "by_hand": PREPROCESSORS / "manually-graded-code-cell.ipynb",
    "recursion": PREPROCESSORS / "infinite-recursion.ipynb",
    "long": PREPROCESSORS / "long-output.ipynb",
    "warning": PREPROCESSORS / "warning-pattern.ipynb",
    "timeout": APPS / "timeout.ipynb",
}
AUTOTESTS = {
    "simple": ("simple", {"foo": "unchanged", "bar": "changed"}),
    "hashed": ("hashed", {"foo": "unchanged", "bar": "changed"}),
    "multi": ("multi", {"foo": "unchanged", "bar": "changed"}),
    "hidden": ("hidden", {"foo": "unchanged", "bar": "changed-wrong", "baz": "changed-right"}),
}

COURSES = {
    "wheel_submitted": Course(
        "test_grade, test_showtraceback_exploit, test_skip_extra_notebooks, test_force's files, "
        "changed, locked and retyped cells, a student id with odd characters",
        {"p1.ipynb": UNCHANGED, "foo.txt": "foo", "data/bar.txt": "bar"},
        {
            **{name: {"p1.ipynb": path} for name, path in SUBMITTED.items()},
            "copies": {"p1.ipynb": CHANGED, "p1 copy.ipynb": UNCHANGED, "blah.pyc": "asdf"},
            "empty_timestamp": {"p1.ipynb": UNCHANGED, "timestamp.txt": ""},
        },
    ),
    "wheel_notebooks": Course(
        "every notebook that is both source and submission; nothing handed in of the others",
        {f"{name}.ipynb": path for name, path in AS_THEY_ARE.items()}
        | {"data.txt": APPS / "data.txt", "jupyter.png": APPS / "jupyter.png"},
        {
            "all": {f"{name}.ipynb": path for name, path in AS_THEY_ARE.items()},
            "outputs": {"test.ipynb": APPS / "test-with-output.ipynb"},
        },
        {},
        "c.ClearSolutions.enforce_metadata = False",
    ),
    "wheel_autotests": Course(
        "test_grade_autotest, hashed, complex and hidden",
        {f"{name}.ipynb": APPS / f"autotest-{file}.ipynb" for name, (file, _) in AUTOTESTS.items()},
        {
            student: {
                f"{name}.ipynb": APPS / f"autotest-{file}-{students[student]}.ipynb"
                for name, (file, students) in AUTOTESTS.items()
                if student in students
            }
            for student in ("foo", "bar", "baz")
        },
        {"autotests.yml": APPS / "autotests.yml"},
    ),
    "wheel_hidden": Course(
        "test_hidden_tests_single_notebook: the solution shows, and passes what is released",
        {"p1.ipynb": APPS / "test-hidden-tests.ipynb"},
        {"foo": {"p1.ipynb": APPS / "test-hidden-tests.ipynb"}},
        {},
        'c.ClearSolutions.code_stub = dict(python="# YOUR CODE HERE")',
    ),
    "wheel_late_none": late("test_late_submission_penalty_none", ""),
    "wheel_late_zero": late(
        "test_late_submission_penalty_zero", 'c.LateSubmissionPlugin.penalty_method = "zero"'
    ),
    "wheel_late_plugin": late(
        "test_late_submission_penalty_plugin",
        'c.AssignLatePenalties.plugin_class = "late_plugin.Blarg"',
        FOUR_HOURS_LATE,
    ),
    "wheel_timeout": Course(
        "test_autograde_timeout and test_infinite_loop, with the limit of two seconds",
        {"loop.ipynb": APPS / "infinite-loop.ipynb", "sleep.ipynb": APPS / "timeout.ipynb"},
        {
            "bar": {
                "loop.ipynb": APPS / "infinite-loop.ipynb",
                "sleep.ipynb": APPS / "timeout.ipynb",
            }
        },
        {},
        "c.Execute.timeout = 2",
    ),
    "wheel_overwrite": Course(
        "test_grade_overwrite_files and its subdirs: the course's files win, but for the named",
        {
            "p1.ipynb": UNCHANGED,
            "data.csv": "some,data\n",
            "helper.py": "print('hello!')\n",
            "subdir/data.csv": "some,data\n",
            "subdir/helper.py": "print('hello!')\n",
        },
        {
            "foo": {
                "p1.ipynb": UNCHANGED,
                "timestamp.txt": HOUR_LATE,
                "data.csv": "some,other,data\n",
                "helper.py": "print('this is different!')\n",
                "subdir/data.csv": "some,other,data\n",
                "subdir/helper.py": "print('this is different!')\n",
            }
        },
        {},
        'c.Autograde.exclude_overwriting = {"ps1": ["helper.py", "subdir/helper.py"]}',
    ),
    "wheel_failure": Course(
        "test_handle_failure, test_grade_missing_notebook: a cell that the gradebook lacks",
        {"p1.ipynb": notebook(), "p2.ipynb": UNCHANGED},
        {
            "foo": {"p1.ipynb": notebook(), "p2.ipynb": CHANGED},
            "bar": {"p1.ipynb": notebook(), "p2.ipynb": APPS / "test.ipynb"},
            "baz": {"p1.ipynb": notebook()},
        },
    ),
}

# What nbgrader's tests assert: the score, the highest score, and whether a person has to look;
# None where a test does not say.
SCORES: dict[tuple[str, str, str], tuple[float, float | None, bool | None]] = {
    ("wheel_submitted", "foo", "p1"): (1, 7, False),
    ("wheel_submitted", "bar", "p1"): (2, 7, True),
    ("wheel_submitted", "spam", "p1"): (1, 7, True),
    ("wheel_submitted", "eggs", "p1"): (1, 7, True),
    ("wheel_autotests", "foo", "simple"): (0, 1, False),
    ("wheel_autotests", "bar", "simple"): (1, 1, False),
    ("wheel_autotests", "foo", "hashed"): (0, 1, False),
    ("wheel_autotests", "bar", "hashed"): (1, 1, False),
    ("wheel_autotests", "foo", "multi"): (0, 4, False),
    ("wheel_autotests", "bar", "multi"): (3, 4, False),
    ("wheel_autotests", "foo", "hidden"): (0, None, None),
    ("wheel_autotests", "bar", "hidden"): (0, None, None),
    ("wheel_autotests", "baz", "hidden"): (1, None, None),
    ("wheel_hidden", "foo", "p1"): (1.5, None, None),
    ("wheel_late_none", "foo", "p1"): (1, None, None),
    ("wheel_late_none", "bar", "p1"): (2, None, None),
    ("wheel_late_zero", "foo", "p1"): (1, None, None),
    ("wheel_late_zero", "bar", "p1"): (2, None, None),
    ("wheel_late_plugin", "foo", "p1"): (1, None, None),
    ("wheel_late_plugin", "bar", "p1"): (2, None, None),
    ("wheel_notebooks", "all", "environment"): (0, None, None),
    ("wheel_notebooks", "all", "timeout"): (1, None, None),
    ("wheel_timeout", "bar", "sleep"): (0, None, None),
    ("wheel_failure", "baz", "p2"): (0, None, False),
}
# The same for late penalties; None is nbgrader's word for none.
PENALTIES: dict[tuple[str, str], float | None] = {
    ("wheel_late_none", "foo"): None,
    ("wheel_late_none", "bar"): None,
    ("wheel_late_zero", "foo"): None,
    ("wheel_late_zero", "bar"): 2,
    ("wheel_late_plugin", "foo"): 1,
    ("wheel_late_plugin", "bar"): 1,
}

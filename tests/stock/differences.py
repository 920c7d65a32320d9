"""Where our marks are meant to differ from nbgrader's, and why; everything else must be equal."""

from tests.stock.compare import Difference

WRITTEN = "what code writes is gone with its sandbox: autograded/ holds what was handed in"
PROCESS = "no other program is started from a notebook"
APART = "a notebook or cell that cannot be graded does not fail the others"
KEPT = "autograded/ holds what can be kept of a submission that cannot be graded"
NOT_KEPT = "autograded/ holds no notebook of no version"
READ = "what can be read is graded"
FOUND = "the cells of a course in Python run in Python, whatever a kernel is called"
HISTORY = "the text of a test is kept where no code finds it, so not in In or a file"

GIVEN = "what a cell is, test, answer or task, is the gradebook's to say, and not the submission's"
RIGHT = {"double": "2", "half": "1.5", "hidden": "3", "limit": "1", "nothing": "0"}


def written(where: str, left: str) -> Difference:
    """A file that code made is not in autograded/."""
    return Difference(f"{where}/*/(files)", {"comment": left}, WRITTEN)


DIFFERENCES: tuple[Difference, ...] = (
    *(
        Difference(f"outputs/{student}/outputs/{cell}", {"score": "0"}, why)
        for student in ("right", "wrong")
        for cell, why in {
            "bash": PROCESS,
            "shell_output": PROCESS,
            "history": HISTORY,
        }.items()
    ),
    *(
        Difference(f"features/{student}/p1/test_name", {"score": "0"}, PROCESS)
        for student in ("shell_value", "subprocess")
    ),
    Difference(
        "features/asyncio_run/p1/test_name",
        {"score": "1"},
        "no event loop runs beside a cell, so asyncio.run works as in a script",
    ),
    Difference(
        "files/changes_folder/p1/test_helper",
        {"score": "1"},
        "the submission's folder stays on the path, wherever os.chdir goes",
    ),
    Difference("files/reads_its_tests/p1/test_own", {"score": "0"}, HISTORY),
    written("features/own_backend", "p1.ipynb"),
    written("features/writefile", "p1.ipynb"),
    written("files/writes_and_reads", "course_helper.py data/numbers.txt p1.ipynb"),
    written("files/writes_folder", "course_helper.py data/numbers.txt p1.ipynb"),
    *(
        one
        for name in ("infinite", "much_too_much", "repr_of_nothing", "too_much")
        for one in (
            Difference(f"fatal/{name}/{name}/other", {"score": "2", "person": ""}, APART),
            Difference(f"fatal/{name}/*/(files)", {"comment": f"{name}.ipynb"}, APART),
        )
    ),
    *(
        one
        for name in ("bom", "surrogate")
        for one in (
            Difference(f"broken/{name}/p1/test_double", {"score": "2", "person": ""}, READ),
            Difference(f"broken/{name}/*/(files)", {"comment": "p1.ipynb"}, READ),
        )
    ),
    *(
        Difference(
            f"wheel_submitted/{student}/*/(files)", {"comment": "data/bar.txt foo.txt"}, KEPT
        )
        for student in ("answer_retyped", "grade_cell_retyped")
    ),
    written(
        "wheel_notebooks/all",
        "by_hand.ipynb data.txt environment.ipynb jupyter.png long.ipynb no_metadata.ipynb "
        "nose.ipynb recursion.ipynb relative.ipynb side.ipynb tasks.ipynb test.ipynb timeout.ipynb "
        "warning.ipynb zero_points.ipynb",
    ),
    Difference("wheel_failure/bar/*/(files)", {"comment": "p1.ipynb"}, APART),
    Difference("kernel_r/both/*/(files)", {"comment": "python3.ipynb"}, APART),
    Difference("broken/no_version/*/(files)", {"comment": ""}, NOT_KEPT),
    *(
        one
        for student, name in {
            "conda": "conda",
            "none_says_r": "none",
            "python2": "python2",
            "venv": "venv",
        }.items()
        for one in (
            Difference(
                f"kernels/{student}/{name}/test_double", {"score": "2", "person": ""}, FOUND
            ),
            Difference(f"kernels/{student}/*/(files)", {"comment": f"{name}.ipynb"}, FOUND),
        )
    ),
    *(
        one
        for student in ("answer_graded", "test_as_solution", "test_not_graded")
        for one in (
            Difference(f"kinds/{student}/*/(files)", {"comment": "p1.ipynb"}, GIVEN),
            *(
                Difference(f"kinds/{student}/p1/test_{name}", {"score": score, "person": ""}, GIVEN)
                for name, score in RIGHT.items()
            ),
        )
    ),
    Difference("kinds/manual_as_test/p1/plot", {"score": "", "person": "yes"}, GIVEN),
)

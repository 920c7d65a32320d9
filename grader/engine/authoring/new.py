"""`grader new NAME`: start an assignment with one function that works from end to end."""

from pathlib import Path

from grader.engine.errors import AuthorError

from .folder import find_folder

CONFIG = '''"""The course's settings, which every nbgrader command that is run here reads."""

c = get_config()  # noqa: F821, nbgrader puts this function here

c.CourseDirectory.course_id = "{course}"
c.ClearSolutions.code_stub = {{"python": "# Your code here.\\nraise NotImplementedError"}}
# formgrader shows what students wrote, and runs nothing of it.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {{
    "markdown2html": "grader.engine.safe.markdown2html",
    "clean_html": "grader.engine.safe.clean",
}}
'''
REFERENCE = '''"""The reference of {name}: what its functions do, right and readable.

Hidden from students. Functions may stand in files of their own; import them here.
"""

import numpy as np


def moving_mean(values, width):
    """Average every run of neighbouring numbers.

    Args:
        values: float array of rank 1.
        width: how many numbers stand in a run.

    Returns:
        float array of len(values) - width + 1 numbers: the mean of each run, from left to right.

    Raises:
        ValueError: width is less than 1, or more than len(values).
    """
    if not 1 <= width <= len(values):
        raise ValueError(f"width must lie between 1 and {{len(values)}}, not {{width}}")
    runs = len(values) - width + 1
    return np.array([values[i : i + width].mean() for i in range(runs)])
'''
CASES = '''"""The cases of {name}: for each function a generator of its name.

Public and hidden cases come from the same lines, drawn from another seed. Draw what decides;
write down by hand only what must be as it is.
"""

from grader.engine.authoring import case, traits


@traits(returns=("means",))
def moving_mean(draw):
    yield case("seven numbers, in runs of three", "each run has a mean", draw.normal(7), 3)
    yield case("runs of one", "the mean of one number is that number", draw.normal(4), 1)
    yield case("one run of all", "the last run ends with the last number", draw.normal(5), 5)
    yield case(
        "runs longer than the array", "the docstring promises an error", draw.normal(3), 4
    ).raising(ValueError)
'''
MISTAKES = '''"""The mistakes of {name} that have a name, and right ways that look different.

Hidden from students, who get the words alone. A change is a list of edits of the reference's text,
each (old, new), or a whole program. A list may be empty; the checks work without it.
"""

from grader.engine.authoring import Mistake, Right

MISTAKES = (
    Mistake(
        "moving_mean",
        "last run forgotten",
        "The last run is left out.",
        "How many runs of 3 are there in 3 numbers? And in 4?",
        (("- width + 1", "- width"),),
    ),
    Mistake(
        "moving_mean",
        "sums",
        "The numbers of a run are added up, and not divided.",
        "What is the mean of 4 and 4?",
        ((".mean()", ".sum()"),),
    ),
)
RIGHT = (
    Right(
        "moving_mean",
        "a convolution",
        """
def moving_mean(values, width):
    if not 1 <= width <= len(values):
        raise ValueError(width)
    return np.convolve(values, np.ones(width) / width, mode="valid")
""",
    ),
)
'''
LESSON = """# %% [markdown]
# # {title}
#
# What this notebook is about.

# %% tags=["setup"]
import numpy as np

from grader import check

# %% [markdown]
# ## Moving means
#
# A run of neighbouring numbers is replaced by its mean. What moves slowly stays, noise goes.

# %% function="moving_mean" points=2
"""


def start(root: Path, name: str) -> list[Path]:
    """Write an author's files; give their paths.

    Args:
        root: the course's folder; it is made where there is none.
        name: of the assignment.

    Raises:
        AuthorError: the name is none, or something of that name is there: it is not touched.
    """
    root.mkdir(parents=True, exist_ok=True)
    root = root.resolve()
    folder = find_folder(root, name)
    for there in (folder.home, folder.source):
        if there.exists():
            raise AuthorError(f"{there} is there already; nothing was written.")
    words = {"name": name, "title": name.replace("_", " ").capitalize(), "course": root.name}
    files = {
        folder.home / "__init__.py": REFERENCE,
        folder.home / "cases.py": CASES,
        folder.home / "mistakes.py": MISTAKES,
        folder.lessons / f"1_{name}.py": LESSON,
    }
    if not any((root / f"nbgrader_config.{kind}").exists() for kind in ("py", "json")):
        files = {root / "nbgrader_config.py": CONFIG, **files}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words), encoding="utf-8")
    return list(files)

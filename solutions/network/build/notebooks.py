"""From lessons and solutions to nbgrader's source notebooks, and from these to the release.

A lesson is a jupytext file in the percent format. Two kinds of code cell are special:

    # %% function="linear_forward" points=5     becomes the solution cell and its locked test cell
    # %% tags=["setup"]                         imports; the autograder runs these, and no other
                                                cell that is ours
"""

import ast
import inspect
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.apps import NbGraderAPI

from grader.course import ASSIGNMENT, COURSE
from grader.engine.course.nbgrader_course import course_config, put_scripts_on_path
from solutions import network

from .pictures import attach_pictures

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_notebook(lesson: Path) -> NotebookNode:
    """Turn a lesson into nbgrader's source notebook, solutions included."""
    notebook = jupytext.read(lesson)
    notebook.metadata = NotebookNode(METADATA)
    notebook.cells = [part for cell in notebook.cells for part in _expand(cell)]
    used: dict[str, int] = {}
    for cell in notebook.cells:
        # Ids from what the cell is, not from chance: the same lesson gives the same notebook.
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or _slug(cell.source)
        used[name] = used.get(name, 0) + 1
        cell.id = name if used[name] == 1 else f"{name}-{used[name]}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def _expand(cell: NotebookNode) -> Iterator[NotebookNode]:
    function = cell.metadata.pop("function", None)
    points = cell.metadata.pop("points", None)
    cell.metadata.pop("lines_to_next_cell", None)
    if cell.cell_type == "markdown":
        attach_pictures(cell)
    if function is None:
        yield cell
        return
    yield _nbgrader_cell(with_markers(function), function, solution=True)
    yield _nbgrader_cell(f"check({function})", f"test_{function}", solution=False, points=points)


def _nbgrader_cell(source: str, grade_id: str, solution: bool, points: int = 0) -> NotebookNode:
    nbgrader = {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if not solution:
        nbgrader["points"] = points
    return new_code_cell(source, metadata={"nbgrader": nbgrader})


def with_markers(function: str) -> str:
    """Give the source of a solution, its body between nbgrader's solution markers."""
    source = inspect.getsource(getattr(network, function))
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    docstring_ends = definition.body[0].end_lineno
    lines = source.rstrip().split("\n")
    signature, body = lines[:docstring_ends], lines[docstring_ends:]
    return "\n".join([*signature, "    ### BEGIN SOLUTION", *body, "    ### END SOLUTION"])


def _slug(source: str) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"<[^>]*>", "", source).lower())
    return "-".join(words)[:48].strip("-") or "cell"


def build_source(lessons: Path, folder: Path) -> None:
    """Write the source notebooks of the whole course into nbgrader's source folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COURSE:
        nbformat.write(source_notebook(lessons / f"{name}.py"), folder / f"{name}.ipynb")


def build_release(folder: Path) -> None:
    """Have nbgrader make the students' notebooks from the source folder.

    nbgrader writes into a folder of its own first: a build that fails leaves the last one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        put_scripts_on_path()
        config = course_config()
        config.CourseDirectory.release_directory = f"{scratch}/release"
        config.CourseDirectory.db_url = f"sqlite:///{scratch}/gradebook.db"
        result = NbGraderAPI(config=config).generate_assignment(ASSIGNMENT)
        if not result["success"]:
            raise RuntimeError(f"nbgrader could not make the release:\n{result['log']}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(Path(scratch) / "release" / ASSIGNMENT, folder)

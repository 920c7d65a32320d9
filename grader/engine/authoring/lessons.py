"""From lessons and the reference to nbgrader's source notebooks, and from these to the release.

A lesson is a jupytext file in the percent format. Two kinds of code cell are special:

    # %% function="moving_mean" points=5     becomes the solution cell and its locked test cell
    # %% given="Account EPSILON"                shows these of the reference to the student
    # %% tags=["setup"]                         imports; the autograder runs these, and of our
                                                other cells those that a function needs
"""

import ast
import inspect
import re
import shutil
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.apps import NbGraderAPI

from grader.engine.course.checks import CHECK
from grader.engine.course.folder import open_course
from grader.engine.course.gradebook import gradebook_at
from grader.engine.errors import AuthorError

from .folder import Folder
from .pictures import attach_pictures
from .start import write_start

HEADS = ("function", "points", "given", "tags", "setup")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_notebook(lesson: Path, folder: Folder) -> NotebookNode:
    """Turn a lesson into nbgrader's source notebook, solutions included."""
    notebook = jupytext.reads(lesson.read_text("utf-8-sig"), fmt="py:percent")
    notebook.metadata = NotebookNode(METADATA)
    notebook.cells = [part for cell in notebook.cells for part in _expand(cell, folder, lesson)]
    used: dict[str, int] = {}
    for cell in notebook.cells:
        # Ids from what the cell is, not from chance: the same lesson gives the same notebook.
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or _slug(cell.source)
        used[name] = used.get(name, 0) + 1
        cell.id = name if used[name] == 1 else f"{name}-{used[name]}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def _expand(cell: NotebookNode, folder: Folder, lesson: Path) -> Iterator[NotebookNode]:
    if wrong := next(_misread(cell.metadata), ""):
        raise AuthorError(
            f'{lesson}: # %% … {wrong}. There are [markdown], tags=["setup"], given="A B" and '
            'function="f" points=2, with quotation marks and without commas.'
        )
    function = cell.metadata.pop("function", None)
    points = cell.metadata.pop("points", None)
    given = cell.metadata.pop("given", "").split()
    cell.metadata.pop("lines_to_next_cell", None)
    if cell.cell_type == "markdown":
        try:
            attach_pictures(cell)
        except ValueError as error:
            raise AuthorError(f"{lesson}: {error}") from None
    if given:
        cell.source = "\n\n\n".join(_given(folder, name) for name in given)
        cell.metadata["tags"] = ["setup"]
    if function is None:
        yield cell
        return
    if cell.source.strip():
        raise AuthorError(
            f"{lesson}: the cell of {function} is made of the reference and cannot hold more. Put "
            f"{cell.source[:40]!r} into a cell of its own."
        )
    if type(points) not in (int, float) or not 0 <= points < float("inf"):
        raise AuthorError(
            f"{lesson}: the cell of {function} has no points. Write, for example: "
            f'# %% function="{function}" points=2'
        )
    yield _nbgrader_cell(with_markers(folder, function), function, solution=True)
    yield _nbgrader_cell(f"check({function})", f"test_{function}", solution=False, points=points)


def _misread(metadata: NotebookNode) -> Iterator[str]:
    """Name what a line above a cell may have been meant to say."""
    for name, said in metadata.items():
        for word in (name, *(said if name == "tags" else ())):
            if word not in HEADS and (near := get_close_matches(str(word), HEADS, cutoff=0.7)):
                yield f"says {word}, and not {near[0]}"
        if name in ("function", "given") and not isinstance(said, str):
            yield f"says {name}={said!r}, which is no text"
        if name == "incorrectly_encoded_metadata" or (name == "title" and said[:1] == "["):
            yield f"says {said}, which cannot be read"


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


def with_markers(folder: Folder, function: str) -> str:
    """Give the source of a solution, its body between nbgrader's solution markers.

    Raises:
        AuthorError: the body stands in the line of its def, or there is nothing but a docstring.
    """
    source = folder.source_of(function)
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    documented = ast.get_docstring(definition) is not None
    body_begins = definition.body[1:] if documented else definition.body
    first = body_begins[0].lineno if body_begins else 0
    above = definition.body[0].end_lineno or 0 if documented else _header_ends(definition)
    if first <= above:
        raise AuthorError(
            f"{function}: its body must begin in a line of its own, below def and docstring: what "
            "stands there is what a student does not get."
        )
    lines = source.rstrip().split("\n")
    signature, body = lines[:above], lines[above:]
    return "\n".join([*signature, "    ### BEGIN SOLUTION", *body, "    ### END SOLUTION"])


def _header_ends(definition: ast.FunctionDef) -> int:
    """The last line of a def: arguments and what is returned may go over several."""
    parts = [*ast.walk(definition.args), *filter(None, [definition.returns])]
    ends = [getattr(part, "end_lineno", 0) or 0 for part in parts]
    return max([definition.lineno, *ends])


def _slug(source: str) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"<[^>]*>", "", source).lower())
    return "-".join(words)[:48].strip("-") or "cell"


def _given(folder: Folder, name: str) -> str:
    """Give the text of a class, a function or a constant of the reference."""
    for module in folder.modules():
        text = inspect.getsource(module)
        for node in ast.parse(text).body:
            targets = [*getattr(node, "targets", []), getattr(node, "target", None)]
            bound = (part for target in filter(None, targets) for part in ast.walk(target))
            names = {getattr(node, "name", ""), *(getattr(part, "id", "") for part in bound)}
            if name in names:
                above = [one.lineno for one in getattr(node, "decorator_list", [])]
                lines = text.splitlines()[min([node.lineno, *above]) - 1 : node.end_lineno]
                return "\n".join(lines)
    raise AuthorError(f"a lesson gives {name}, which is nowhere in {folder.home}.")


def headings(folder: Folder) -> dict[str, tuple[str, str]]:
    """Say where each function is taught: its notebook, and the heading above its stub."""
    found: dict[str, tuple[str, str]] = {}
    for notebook, functions in folder.notebooks().items():
        heading = ""
        for cell in nbformat.read(folder.source / f"{notebook}.ipynb", as_version=4).cells:
            if cell.cell_type == "markdown":
                heading = ([heading, *re.findall(r"^#+ +(.+)$", cell.source, re.M)])[-1]
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if (checked := CHECK.fullmatch(cell.source.strip())) or grade_id in functions:
                found.setdefault(checked[1] if checked else grade_id, (notebook, heading))
    return found


def build_source(folder: Folder) -> None:
    """Write nbgrader's source notebooks from the lessons; without lessons there is nothing to do.

    What an author has put beside the notebooks, such as data, stays.
    """
    lessons = folder.lesson_files()
    if not lessons:
        return
    folder.source.mkdir(parents=True, exist_ok=True)
    for old in folder.source.glob("*.ipynb"):
        old.unlink()
    for beside in folder.lessons.iterdir():
        if beside.is_file() and beside not in lessons:  # a picture, a module: beside the notebooks
            shutil.copy(beside, folder.source)
    for lesson in lessons:
        made = source_notebook(lesson, folder)
        nbformat.write(made, folder.source / f"{lesson.stem}.ipynb")


def build_release(folder: Folder, to: Path) -> None:
    """Have nbgrader make the students' notebooks from the source folder.

    nbgrader writes into a folder of its own first: a build that fails leaves the last one.

    Raises:
        AuthorError: nbgrader cannot make them.
    """
    with tempfile.TemporaryDirectory() as scratch:
        config = open_course(folder.root, folder.name).config
        config.CourseDirectory.root = str(folder.root)
        config.CourseDirectory.release_directory = f"{scratch}/release"
        config.CourseDirectory.db_url = url = f"sqlite:///{scratch}/gradebook.db"
        gradebook_at(url, "").close()
        result = NbGraderAPI(config=config).generate_assignment(folder.name)
        if not result["success"]:
            raise AuthorError(f"nbgrader could not make the release: {result['log'].strip()}")
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(Path(scratch) / "release" / folder.name, to)
    if notebooks := folder.notebooks():
        write_start(to, folder.name, notebooks)

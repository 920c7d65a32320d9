"""Nothing generated has drifted from what it is generated from."""

import base64
import hashlib
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib.image
import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode

from grader.engine.authoring.cases import HIDDEN_SEED, PUBLIC_SEED
from grader.engine.authoring.expected import write_file
from grader.engine.authoring.folder import Folder
from grader.engine.authoring.lessons import build_release, build_source
from grader.engine.authoring.solved import build_solved
from tests import network
from tests.network import ASSIGNMENT, COURSE, FUNCTIONS, HIDDEN, PUBLIC
from tests.sample_class import FOLDER, write_class

ROOT = Path(__file__).resolve().parent.parent
REBUILD = "run: make build"


PICTURE = re.compile(r'(?<="image/png": )"[^"]*"')


def digests(folder: Path) -> dict[str, str]:
    """Each file below a folder, and the hash of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    """A folder inside the repository, from which the notebooks find their data."""
    folder = ROOT / ".work" / "test_build"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def built(scratch: Path) -> Folder:
    """The assignment's folder, with source and release in a folder of their own, built anew."""
    folder = replace(network.FOLDER, source=scratch / "source", release=scratch / "release")
    build_source(folder)
    write_file(folder, folder.public, PUBLIC_SEED, public=True)
    return folder


def test_the_public_cases_are_up_to_date(built: Folder) -> None:
    """public.h5 is what the reference gives, byte for byte, and what the mistakes do on it."""
    assert built.public.read_bytes() == PUBLIC.read_bytes(), REBUILD


def test_the_hidden_cases_are_up_to_date(built: Folder, tmp_path: Path) -> None:
    """hidden.h5, for the seed that it comes with, is what the reference gives, byte for byte."""
    write_file(built, tmp_path / "hidden.h5", HIDDEN_SEED, public=False)
    assert (tmp_path / "hidden.h5").read_bytes() == HIDDEN.read_bytes(), REBUILD


def test_the_released_notebooks_are_up_to_date(built: Folder, tmp_path: Path) -> None:
    """notebooks/network is what nbgrader makes of the source, byte for byte.

    Pictures may differ by a rounding: another edition of Matplotlib draws a line elsewhere.
    """
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(built.source, course / "source" / ASSIGNMENT)
    made, kept = tmp_path / "release", ROOT / "notebooks" / ASSIGNMENT
    build_release(replace(built, root=course), made)
    fresh, known = digests(made), digests(kept)
    assert fresh.keys() == known.keys(), REBUILD
    for name in (name for name in fresh if fresh[name] != known[name]):
        one, other = ((place / name).read_text(encoding="utf-8") for place in (made, kept))
        assert PICTURE.sub("", one) == PICTURE.sub("", other), f"{name}: {REBUILD}"
        for new, old in zip(PICTURE.findall(one), PICTURE.findall(other), strict=True):
            assert_same_picture(json.loads(new), json.loads(old), name)


def test_the_sample_class_is_up_to_date(tmp_path: Path) -> None:
    """tests/submissions is what the sample class writes, byte for byte."""
    write_class(tmp_path)
    assert digests(tmp_path) == digests(FOLDER), REBUILD


def test_the_solved_notebooks_run_clean_and_are_up_to_date(built: Folder, scratch: Path) -> None:
    """Run again, top to bottom, they warn of nothing and show the same text and pictures.

    Pictures may differ by a rounding: another processor sums in another order.
    """
    build_solved(built, scratch / ASSIGNMENT, lambda what: None)
    for name in COURSE:
        fresh = nbformat.read(scratch / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        kept = nbformat.read(
            ROOT / "solutions" / ASSIGNMENT / "solved" / f"{name}.ipynb", as_version=4
        )
        assert [c.source for c in fresh.cells] == [c.source for c in kept.cells], REBUILD
        for one, other in zip(fresh.cells, kept.cells, strict=True):
            if one.cell_type == "code":
                assert_same_outputs(one, other, f"{name}, cell {one.id}")


def assert_same_outputs(fresh: NotebookNode, kept: NotebookNode, where: str) -> None:
    """Hold two runs of one cell against each other."""
    assert len(fresh.outputs) == len(kept.outputs), where
    for one, other in zip(fresh.outputs, kept.outputs, strict=True):
        assert one.get("text") == other.get("text"), where
        for mime, content in one.get("data", {}).items():
            if mime == "image/png":
                assert_same_picture(content, other.data[mime], where)
            else:
                assert content == other.data[mime], where


def assert_same_picture(fresh: str, kept: str, where: str) -> None:
    """Two pictures are the same but for a few pixels."""
    if fresh.strip() == kept.strip():
        return
    one, other = (
        matplotlib.image.imread(io.BytesIO(base64.b64decode(picture))) for picture in (fresh, kept)
    )
    assert one.shape == other.shape, where
    assert np.mean(np.abs(one - other)) < 0.01, where


def test_every_function_of_the_course_has_a_stub_and_a_check_below_it() -> None:
    """The released notebooks ask for exactly the course's functions, in its order."""
    for name, functions in COURSE.items():
        notebook = nbformat.read(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        ids = [c.metadata.nbgrader.grade_id for c in notebook.cells if "nbgrader" in c.metadata]
        assert sorted(ids) == sorted([*functions, *(f"test_{f}" for f in functions)])
        for function in functions:
            assert ids.index(f"test_{function}") == ids.index(function) + 1
    assert len(FUNCTIONS) == 18


def test_a_stub_has_signature_and_docstring_and_no_solution() -> None:
    """What a student starts from ends in NotImplementedError, right after the docstring."""
    for name, functions in COURSE.items():
        notebook = nbformat.read(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in functions:
                assert cell.source.startswith(f"def {grade_id}(")
                after = cell.source.rpartition('"""')[2]
                assert after == "\n    # Your code here.\n    raise NotImplementedError"


def test_cell_ids_are_unique_and_do_not_depend_on_chance() -> None:
    """Ids come from content: nbformat would draw new ones at every build."""
    for name in COURSE:
        notebook = nbformat.read(ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)


def test_environment_yml_names_the_packages_of_pyproject() -> None:
    """conda and pip give a student the same packages, within the same bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    listed = {line.strip().removeprefix("- ") for line in lines if line.startswith("  - ")}
    extra = {"conda-forge", "pip", "pip:"}
    assert listed - extra == {*project["dependencies"], f"python{project['requires-python']}"}

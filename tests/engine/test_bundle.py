"""What a student gets: everything that the course needs, and nothing of the answers."""

import ast
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import h5py
import nbformat
import numpy as np
import pytest

from grader.cases.case import read_cases
from grader.engine.authoring.bundle import bundle_files, write_bundle
from tests.network import ASSIGNMENT, COURSE, FOLDER, FUNCTIONS, HIDDEN
from tests.sample_class import solution


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The bundle's files, by path."""
    return bundle_files(FOLDER)


def test_the_bundle_holds_the_course(files: dict[str, bytes]) -> None:
    """Notebooks, data, the check and its public values, and how to set up."""
    assert {f"notebooks/{ASSIGNMENT}/{name}.ipynb" for name in COURSE} <= set(files)
    wanted = {"README.md", "environment.yml", "pyproject.toml", "LICENSE", "data/coast.h5"}
    assert wanted | {
        "data/flower.h5",
        "grader/check.py",
        f"notebooks/{ASSIGNMENT}/public.h5",
    } <= set(files)


# Of another assignment, or a learner's own.
ELSEWHERE = {"shore.h5"}


def test_every_file_that_is_named_is_there(files: dict[str, bytes]) -> None:
    """No notebook and no page speaks of a file that a student does not have."""
    named = re.compile(
        r"(?<![\w/.*-])([\w./-]+\.(?:md|h5|ipynb|yml|py|json|toml)|SHA256SUMS|NOTICE)(?![\w/])"
        r"|\]\((?!https?:|attachment:|#)([^)\s]+)\)"
    )
    followed = 0
    for name, content in files.items():
        if not name.endswith((".ipynb", ".md")):
            continue
        text = content.decode()
        if name.endswith(".ipynb"):
            cells = nbformat.reads(text, as_version=4).cells
            text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        for found in named.finditer(text):
            one = found[1] or found[2]
            places = {one, f"data/{one}", os.path.normpath(Path(name).parent / one)}
            places.add(f"notebooks/{ASSIGNMENT}/{one}")
            assert places & set(files) or one in ELSEWHERE, f"{name} names {one}"
            followed += 1
        assert "solutions/" not in text, name
    assert followed > 10


def test_no_file_is_the_instructors(files: dict[str, bytes]) -> None:
    """No engine, no solutions, no lessons, no hidden values, no byte code, no tests."""
    for name in files:
        assert not any(
            word in name for word in ("engine", "solution", "lesson", "hidden", ".pyc", "test")
        ), name


def test_no_solution_is_in_any_file(files: dict[str, bytes]) -> None:
    """The body of no solution stands in any file, nor in any string of any notebook."""
    texts = {name: content.decode("utf-8", "ignore") for name, content in files.items()}
    for name, content in files.items():
        if name.endswith(".ipynb"):
            texts[f"{name} (strings)"] = "\n".join(strings(json.loads(content)))
    for function in FUNCTIONS:
        body = body_of(function)
        assert len(body) > 20
        for name, text in texts.items():
            assert body not in squeezed(text), f"{function} is in {name}"


def strings(value: object) -> list[str]:
    """Every string of a JSON value, keys and metadata among them."""
    if isinstance(value, dict):
        return [part for pair in value.items() for item in pair for part in strings(item)]
    if isinstance(value, list):
        joined = ["".join(value)] if all(isinstance(item, str) for item in value) else []
        return joined + [part for item in value for part in strings(item)]
    return [value] if isinstance(value, str) else []


def squeezed(text: str) -> str:
    """A text without white space, so that layout does not hide a copy."""
    return "".join(text.split())


def body_of(function: str) -> str:
    """A solution's code without signature and docstring."""
    source = solution(function)
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    lines = source.splitlines()[definition.body[0].end_lineno :]
    return squeezed("\n".join(line for line in lines if not line.strip().startswith("#")))


def test_metadata_carries_only_what_nbgrader_needs(files: dict[str, bytes]) -> None:
    """No cell and no notebook has metadata in which an answer could hide, and no outputs."""
    for name in COURSE:
        content = files[f"notebooks/{ASSIGNMENT}/{name}.ipynb"].decode()
        notebook = nbformat.reads(content, as_version=4)
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"nbgrader", "tags", "deletable", "editable"}
            assert not cell.get("outputs") and not cell.get("execution_count")


def test_no_hidden_value_is_in_any_file(files: dict[str, bytes]) -> None:
    """No random array of a hidden case is in the bundle's bytes, nor in its public cases."""
    everything = b"".join(files.values())
    found = 0
    for function in FUNCTIONS:
        for case in read_cases(HIDDEN, function):
            if function.startswith("initialize") and "seed" not in case.kwargs:
                continue  # the default seed's stream is public: the docstring names the seed
            for array in arrays((case.args, case.expected)):
                # Round numbers, as in the cases far from zero, are the same in both files.
                if array.size > 1 and not np.array_equal(array, np.round(array, 3)):
                    found += 1
                    assert array.tobytes() not in everything, (function, case.title)
    assert found > 100


def arrays(value: object) -> list[np.ndarray]:
    """Every array inside a case's values."""
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, dict):
        return arrays(list(value.values()))
    return [a for v in value for a in arrays(v)] if isinstance(value, list | tuple) else []


def test_hdf5_files_hold_no_dead_space_with_old_values(files: dict[str, bytes]) -> None:
    """The public file is about as large as what can be read from it, group by group."""
    with h5py.File(io.BytesIO(files[f"notebooks/{ASSIGNMENT}/public.h5"]), "r") as file:
        assert set(file) == {"cases", "mistakes", "notes"}
        assert set(file["cases"]) == set(FUNCTIONS)


def test_the_same_content_gives_the_same_zip(tmp_path: Path) -> None:
    """Two bundles of one repository are equal, byte for byte."""
    one, other = (write_bundle(FOLDER, tmp_path / to) for to in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_the_bundle_works_alone_in_a_new_environment(tmp_path: Path) -> None:
    """Unpacked and installed into a fresh environment: a check runs, JupyterLab is there."""
    with zipfile.ZipFile(write_bundle(FOLDER, tmp_path)) as archive:
        archive.extractall(tmp_path)
    home = tmp_path / ASSIGNMENT
    run(sys.executable, "-m", "venv", str(tmp_path / "env"), cwd=home)
    python = tmp_path / "env" / "bin" / "python"
    run(str(python), *["-m", "pip", "install", "--quiet", "--no-compile", "."], cwd=home)
    notebook = home / "notebooks" / ASSIGNMENT / "2_forward.ipynb"
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "relu":
            cell.source = solution("relu")
    nbformat.write(content, notebook)
    executed = run(
        *(str(python), "-m", "jupyter", "execute", "--allow-errors", "--inplace", notebook.name),
        cwd=notebook.parent,
    )
    assert executed.returncode == 0
    outputs = {
        cell.metadata.nbgrader.grade_id: cell.outputs
        for cell in nbformat.read(notebook, as_version=4).cells
        if "nbgrader" in cell.metadata and cell.cell_type == "code"
    }
    assert "passes all" in outputs["test_relu"][0].data["text/plain"]
    assert "is not written yet" in outputs["test_sigmoid"][0].data["text/plain"]
    assert outputs["test_sigmoid"][1].ename == "CheckFailed"
    modules = "import grader, sys; sys.exit('grader.engine' in sys.modules)"
    assert run(str(python), "-c", modules, cwd=tmp_path).returncode == 0
    assert run(str(python), "-c", "import grader.engine", cwd=tmp_path, check=False).returncode == 1
    assert run(str(python), "-m", "jupyter", "lab", "--version", cwd=tmp_path).returncode == 0


def run(*command: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command; show what it said where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done

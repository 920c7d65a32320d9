"""grader new: an assignment that works from end to end, outside of this repository."""

import io
import zipfile
from pathlib import Path

import h5py
import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from grader.cases.assignment import read_assignment
from grader.engine.authoring.build import build
from grader.engine.authoring.bundle import bundle_files, write_bundle
from grader.engine.authoring.evaluate import evaluate
from grader.engine.authoring.folder import Folder
from grader.engine.authoring.new import start
from grader.engine.cli import app
from grader.engine.errors import AuthorError

from .conftest import NAME


def silent(said: str) -> None:
    """Say nothing of what is built."""


def test_what_new_writes_is_built_and_sound(folder: Folder) -> None:
    """Notebooks, cases, release, solved; every mistake named, every right way accepted."""
    build(folder, silent)
    assert read_assignment(folder.release / "public.h5").notebooks == {"1_means": ("moving_mean",)}
    solved = nbformat.read(folder.home / "solved" / "1_means.ipynb", as_version=4)
    assert "passes all 4 cases" in str(solved.cells[-1].outputs)
    evaluation = evaluate(folder)
    assert evaluation.sound
    assert all(row.named("public") and row.named("hidden") for row in evaluation.singles)


def test_building_twice_gives_the_same_bytes(folder: Folder) -> None:
    """And leaves nothing of an older build behind."""
    build(folder, silent, until="release")
    files = [folder.hidden, *sorted(folder.release.iterdir())]
    before = [path.read_bytes() for path in files]
    with h5py.File(folder.public, "a") as file:
        file.create_group("cases/of_old")
    build(folder, silent, until="release")
    assert [path.read_bytes() for path in files] == before


def test_a_hidden_seed_of_ones_own_leaves_what_students_have(folder: Folder) -> None:
    """public.h5 stays as it is, byte for byte."""
    build(folder, silent, until="cases")
    public, hidden = folder.public.read_bytes(), folder.hidden.read_bytes()
    build(folder, silent, hidden_seed=7, until="cases")
    assert folder.public.read_bytes() == public
    assert folder.hidden.read_bytes() != hidden


def test_no_file_that_is_there_is_written_over(folder: Folder) -> None:
    """Neither an assignment nor the course's settings."""
    settings = folder.root / "nbgrader_config.py"
    settings.write_text("c = get_config()\nc.CourseDirectory.course_id = 'mine'\n")
    before = (folder.home / "cases.py").read_bytes()
    with pytest.raises(AuthorError, match="is there already"):
        start(folder.root, NAME)
    start(folder.root, "other")
    assert (folder.home / "cases.py").read_bytes() == before
    assert "mine" in settings.read_text()


def test_notebooks_written_by_hand_are_built_as_lessons_are(folder: Folder) -> None:
    """Without lessons the notebooks in source/ are the author's, and stay as they are."""
    build(folder, silent, until="source")
    notebook = folder.source / "1_means.ipynb"
    before = notebook.read_bytes()
    (folder.lessons / "1_means.py").unlink()
    build(folder, silent, until="release")
    assert notebook.read_bytes() == before
    assert read_assignment(folder.release / "public.h5").functions == ("moving_mean",)
    assert "BEGIN SOLUTION" not in (folder.release / "1_means.ipynb").read_text()


def test_a_function_without_a_docstring_gives_away_no_line(folder: Folder) -> None:
    """The stub ends with the signature, however many lines that takes."""
    path = folder.home / "__init__.py"
    path.write_text(
        "import numpy as np\n\n\ndef moving_mean(\n    values: np.ndarray,\n    width: int = 3,\n"
        ") -> np.ndarray:\n    if not 1 <= width <= len(values):\n        raise ValueError(width)\n"
        "    return np.convolve(values, np.ones(width) / width, mode='valid')\n"
    )
    (folder.home / "mistakes.py").unlink()
    build(folder, silent, until="release")
    released = nbformat.read(folder.release / "1_means.ipynb", as_version=4)
    stub = next(cell.source for cell in released.cells if cell.source.startswith("def "))
    assert stub.endswith(") -> np.ndarray:\n    # Your code here.\n    raise NotImplementedError")


def test_the_bundle_holds_what_a_student_needs_and_nothing_hidden(
    folder: Folder, tmp_path: Path
) -> None:
    """A check runs from the unpacked bundle; no reference and no hidden case is in it."""
    build(folder, silent, until="release")
    (folder.release / ".progress.json").write_text("[]")
    (folder.release / "scratch.txt").write_text("somebody worked here")
    (folder.root / "data").mkdir()
    (folder.root / "data" / "tides.csv").write_text("1,2\n")
    (folder.home / "bundle.txt").write_text("# what the lesson reads\ndata/tides.csv\n")
    with zipfile.ZipFile(write_bundle(folder, tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        archive.extractall(tmp_path)
    assert {"pyproject.toml", "environment.yml", "README.md", "data/tides.csv"} <= names
    assert {f"notebooks/{NAME}/1_means.ipynb", f"notebooks/{NAME}/public.h5"} <= names
    assert not any(w in name for name in names for w in ("engine", "hidden", "solut", "scratch"))
    assert f"notebooks/{NAME}/.progress.json" not in names
    place = tmp_path / NAME / "notebooks" / NAME
    notebook = nbformat.read(place / "1_means.ipynb", as_version=4)
    NotebookClient(
        notebook, allow_errors=True, resources={"metadata": {"path": str(place)}}
    ).execute()
    assert "moving_mean is not written yet" in str(notebook.cells[-1].outputs)


@pytest.mark.parametrize("named", ["nowhere.csv", "../outside.csv", "solutions/means/cases.py"])
def test_a_bundle_never_holds_what_it_must_not(folder: Folder, tmp_path: Path, named: str) -> None:
    """Nothing outside of the course, nothing hidden, nothing that is not there."""
    build(folder, silent, until="release")
    (folder.root.parent / "outside.csv").write_text("1")
    (folder.home / "bundle.txt").write_text(named)
    with pytest.raises(AuthorError, match=r"bundle\.txt names"):
        write_bundle(folder, tmp_path)


def test_the_commands_say_what_is_wrong_and_exit_with_2(tmp_path: Path) -> None:
    """new, build, mistakes, bundle: a sentence, and never a traceback."""
    course = ["--course", str(tmp_path / "course")]
    runner = CliRunner()
    assert runner.invoke(app, ["new", NAME, *course]).exit_code == 0
    for words in (["new", NAME], ["build", "other"], ["mistakes", NAME], ["bundle", NAME]):
        done = runner.invoke(app, [*words, *course])
        assert done.exit_code == 2, done.output
        assert "Traceback" not in done.output
    assert io.StringIO(done.output).readline() or done.stderr


def test_a_module_among_the_lessons_goes_beside_the_notebooks(folder: Folder) -> None:
    """It has no cell: it is what students import, and no notebook."""
    (folder.lessons / "helper.py").write_text("UNIT = 'm'\n", encoding="utf-8")
    build(folder, silent, until="source")
    assert [path.name for path in sorted(folder.source.iterdir())] == ["1_means.ipynb", "helper.py"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Box", "@dataclass\nclass Box:\n    side: float"),
        ("half", "@lru_cache\n@staticmethod\ndef half(x):\n    return x / 2"),
        ("FEE", "FEE: float = 2.5"),
        ("LOW", "LOW, HIGH = 1, 2"),
        ("Pair", 'Pair = namedtuple("Pair", "a b")'),
    ],
)
def test_what_a_lesson_gives_is_whole(folder: Folder, name: str, text: str) -> None:
    """A class with its decorators, a constant in each of its forms."""
    home = "from collections import namedtuple\nfrom dataclasses import dataclass\n"
    home += "from functools import lru_cache\n"
    path = folder.home / "more.py"
    path.write_text(f"{home}\n\n{text}\n", encoding="utf-8")
    lesson = folder.lessons / "1_means.py"
    lesson.write_text(lesson.read_text("utf-8") + f'\n# %% given="{name}"\n', encoding="utf-8")
    build(folder, silent, until="source")
    cells = nbformat.read(folder.source / "1_means.ipynb", as_version=4).cells
    assert cells[-1].source == text


def test_a_bundle_asks_for_the_packages_that_its_notebooks_import(folder: Folder) -> None:
    """What the kit brings is there once; what is Python's, the lesson's, or tried, is left out."""
    lesson = folder.lessons / "1_means.py"
    used = "import typer, math, helper\nimport matplotlib.pyplot as plt\n"
    used += "try:\n    import rich\nexcept ImportError:\n    pass\n"
    lesson.write_text(lesson.read_text("utf-8").replace("import numpy", f"{used}import numpy"))
    (folder.lessons / "helper.py").write_text("import h5py, nbclient, xdist\n", encoding="utf-8")
    build(folder, silent, until="release")
    files = bundle_files(folder)
    for name in ("pyproject.toml", "environment.yml"):
        text = files[name].decode()
        there = ("typer", "pytest-xdist", "matplotlib", "h5py")
        assert [text.count(f"{one}>=") for one in there] == [1, 1, 1, 1]
        assert not [one for one in ("helper", "rich", "math", "nbclient") if f"{one}>=" in text]
